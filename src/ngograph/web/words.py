"""What things are called: one label for a reader out of those in many languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.vocab import NGO, PREFIXES, curie
from ngograph.web.phrases import phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.store.answering import Table
    from ngograph.store.embedded import Term

LANGUAGES: Final = ("en",)
"""The languages that pages are written in, the preferred one first."""


@dataclass(frozen=True)
class Words:
    """Labels by IRI, one for each."""

    labels: Mapping[str, Literal]

    def label(self, iri: str) -> Literal:
        """Return what *iri* is called, or failing that its short form."""
        return self.labels.get(iri) or Literal(_apart(iri))

    def and_those(self, more: Words) -> Words:
        """Return these words and *more*, which win."""
        return Words({**self.labels, **more.labels})


def spoken(lang: str) -> Words:
    """Return what terms of other vocabularies are called in *lang*."""
    terms = (key.partition(":") for key in phrases() if ":" in key)
    return Words(
        {
            PREFIXES[prefix] + name: Literal(phrase(f"{prefix}:{name}", lang), language=lang)
            for prefix, _, name in terms
        }
    )


def words(table: Table, languages: Sequence[str] = LANGUAGES, *, of: str = "thing") -> Words:
    """Return the best of the `label`s that *table* has for each thing in its column *of*."""
    seen: dict[str, list[Literal]] = {}
    columns = table.columns.index(of), table.columns.index("label")
    for row in table.rows:
        thing, label = (row[column] for column in columns)
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            seen.setdefault(thing.value, []).append(label)
    return Words({iri: best(labels, languages) for iri, labels in seen.items()})


def labels(quads: Iterable[Quad], languages: Sequence[str] = LANGUAGES) -> Words:
    """Return the best of the texts that *quads* give for each of their subjects."""
    seen: dict[str, list[Literal]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            seen.setdefault(quad.subject.value, []).append(quad.object)
    return Words({iri: best(found, languages) for iri, found in seen.items()})


def best(labels: Iterable[Literal], languages: Sequence[str] = LANGUAGES) -> Literal:
    """Return the one of *labels* that a reader of *languages* wants: theirs, else one of none, else any."""

    def rank(label: Literal) -> tuple[int, str, str]:
        tag = (label.language or "").lower()
        wanted = next(
            (at for at, lang in enumerate(languages) if tag == lang or tag.startswith(f"{lang}-")), None
        )
        return (wanted if wanted is not None else len(languages) + bool(tag), tag, label.value)

    return min(labels, key=rank)


def text(term: Term | None) -> str:
    """Return *term* as a person would write it down."""
    if isinstance(term, NamedNode):
        return curie(term.value)
    return "" if term is None else str(getattr(term, "value", term))


def _apart(iri: str) -> str:
    """Return the name of a term of ours as words, and any other IRI in its short form."""
    if not iri.startswith(NGO):
        return curie(iri)
    name = iri.removeprefix(NGO)
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
