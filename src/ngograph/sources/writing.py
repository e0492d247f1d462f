"""From a reading to the Turtle files of a source folder: sorted, a block a subject, always the same."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.sources.statements import PREF_LABEL, A, named, plain, term, thing, typed
from ngograph.vocab import GRAPH, ID, PREFIXES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ngograph.sources.reading import Document, Reading

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NUMBER: Final = {
    f"{PREFIXES['xsd']}integer": re.compile(r"[+-]?[0-9]+"),
    f"{PREFIXES['xsd']}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{PREFIXES['xsd']}boolean": re.compile(r"true|false"),
}
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_FILES: Final = {"evidence": "evidence", "selector": "evidence", "document": "source", "graph": "source"}
_FIRST: Final = (A.value, PREF_LABEL.value, f"{PREFIXES['skos']}altLabel", f"{PREFIXES['ngo']}acronym")


def described(document: Document) -> Iterator[Triple]:
    """State what is known of *document*, and which graph renders it."""
    node = thing("document", document.source)
    yield Triple(NamedNode(f"{GRAPH}{document.source}"), term("dct:source"), node)
    yield typed(node, "Document")
    yield named(node, PREF_LABEL, document.title, "en")
    yield named(node, term("dct:title"), document.title, "en")
    yield plain(node, "dct:identifier", document.file_name)
    yield plain(node, "dct:format", document.media_type)
    yield plain(node, "ngo:sha256", document.sha256)
    for language in document.languages:
        yield plain(node, "dct:language", language)
    if document.publisher:
        yield Triple(node, term("dct:publisher"), thing("organisation", document.publisher))
    if document.licence:
        yield Triple(node, term("dct:license"), NamedNode(document.licence))
    if document.rights:
        yield named(node, term("dct:rights"), document.rights, "en")
    if document.origin:
        yield Triple(node, term("dct:isPartOf"), NamedNode(document.origin))
    if document.issued:
        yield Triple(
            node, term("dct:issued"), Literal(document.issued.isoformat(), datatype=term("xsd:date"))
        )


def turtle(triples: Iterable[Triple]) -> str:
    """Return *triples* as Turtle, sorted and grouped by subject.

    The text depends on the set of triples only, not on their order, and parsing it gives that set back.
    Blank nodes are not for files that people compare: they raise ValueError.
    """
    blocks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        blocks[_written(triple.subject)][_predicate(triple.predicate)].add(_written(triple.object))
    body = "\n".join(_block(subject, blocks[subject]) for subject in sorted(blocks, key=_natural))
    used = sorted(prefix for prefix in PREFIXES if re.search(rf"(?<![\w<\"]){prefix}:[A-Za-z]", body))
    head = [f"@base <{ROOT}> .", *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used)]
    return "\n".join(head) + "\n\n" + body


def files(reading: Reading) -> dict[str, str]:
    """Return the Turtle files of *reading*, by name: `source.ttl` and one for each kind of thing."""
    parts: dict[str, set[Triple]] = defaultdict(set)
    for triple in (*described(reading.document), *reading.triples):
        parts[_part(triple)].add(triple)
    return {f"{name}.ttl": turtle(parts[name]) for name in sorted(parts)}


def write(reading: Reading, folder: Path) -> tuple[Path, ...]:
    """Write *reading* as a source folder and return the files written.

    Each file is replaced whole; a Turtle file of an earlier reading that this one no longer has is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = files(reading)
    for name, text in texts.items():
        fresh = folder / f".{name}.new"
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(folder / name)
    for old in folder.glob("*.ttl"):
        if old.name not in texts:
            old.unlink()
    return tuple(folder / name for name in texts)


def _part(triple: Triple) -> str:
    subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
    kind = subject.removeprefix(ID).partition("/")[0] if subject.startswith(ID) else "graph"
    return _FILES.get(kind) or f"{kind}s"


def _block(subject: str, facts: dict[str, set[str]]) -> str:
    order = sorted(facts, key=lambda predicate: (_rank(predicate), predicate))
    lines = [f"{predicate} {' , '.join(sorted(facts[predicate], key=_natural))}" for predicate in order]
    return f"{subject} " + " ;\n  ".join(lines) + " .\n"


def _rank(predicate: str) -> int:
    ranks = {"a": 0, **{_short(value): place for place, value in enumerate(_FIRST) if place}}
    return ranks.get(predicate, len(ranks))


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Sort numbers inside of names as numbers, so that record 9 stands before record 10."""
    return tuple(
        (0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"([0-9]+)", text) if part
    )


def _predicate(predicate: NamedNode) -> str:
    return "a" if predicate == A else _short(predicate.value)


def _written(node: object) -> str:
    if isinstance(node, NamedNode):
        return _short(node.value)
    if isinstance(node, Literal):
        return _literal(node)
    raise ValueError(
        f"expected an IRI or a literal, found {node}: a file that people compare has no blank nodes"
    )


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    rest = iri.removeprefix(ROOT)
    return f"<{rest if rest else iri}>"


def _literal(literal: Literal) -> str:
    text = f'"{literal.value.translate(_ESCAPES)}"'
    if literal.language:
        return f"{text}@{_cased(literal.language)}"
    datatype = literal.datatype.value
    if datatype == f"{PREFIXES['xsd']}string":
        return text
    number = _NUMBER.get(datatype)
    return literal.value if number and number.fullmatch(literal.value) else f"{text}^^{_short(datatype)}"


def _cased(tag: str) -> str:
    """Write a language tag as BCP 47 recommends; the engine that carries it folds it to lower case."""
    language, *rest = tag.split("-")
    return "-".join([language, *({4: part.title(), 2: part.upper()}.get(len(part), part) for part in rest)])
