"""From the rows of some questions to the things that a row of a table may mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ngograph.names import Name, exact_keys, match_index
from ngograph.names import read as read_names
from ngograph.reconciling.countries import countries_of
from ngograph.reconciling.entities import KINDS, Code, Entities, Entity
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Rows = Iterable[Mapping[str, str]]

QUESTIONS: Final = ("kinds", "places", "codes", "merged")
"""What is asked beside `names-of-thing`; `text_of` has each as SPARQL."""

_COUNTRY_CODES: Final = ("ISO 3166-1 alpha-2", "ISO 3166-1 alpha-3")
_PREFERRED: Final = "#prefLabel"


def text_of(question: str) -> str:
    """Return the SPARQL text of one of `QUESTIONS`."""
    return (files("ngograph.reconciling") / "questions" / f"{question}.rq").read_text(encoding="utf-8")


def read(names: Rows, kinds: Rows, places: Rows, codes: Rows, merged: Rows = ()) -> Entities:
    """Return the things that the rows speak of.

    Args:
        names: the rows of `names-of-thing`: things with their names, languages and kinds.
        kinds: things with their classes.
        places: things with where they are.
        codes: things with what registers call them.
        merged: things with what stands for them now.
    """
    classes: dict[str, set[str]] = defaultdict(set)
    for row in kinds:
        classes[row["thing"]].add(row["class"].removeprefix(NGO))
    coded: dict[str, list[Code]] = defaultdict(list)
    for row in codes:
        coded[row["thing"]].append(Code(row["scheme"], row["notation"], row.get("strength") == "strong"))
    nations = {
        iri for iri, found in coded.items() if any(code.scheme in _COUNTRY_CODES for code in found)
    } & set(classes)
    own, present = countries_of(places, nations)
    kept = [row for row in names if row["thing"].startswith(ID) and row["kind"] in KINDS.values()]
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in kept:
        if row["sort"].endswith(_PREFERRED):
            labels[row["thing"]].setdefault(row.get("language", "").lower(), row["name"])
    entities: dict[str, Entity] = {}
    for row in kept:
        iri = row["thing"]
        if iri not in entities:
            here = (own[iri],) if iri in own else present.get(iri, ())
            wide = next(name for name, kind in KINDS.items() if kind == row["kind"])
            entities[iri] = Entity(
                iri, row["kind"], frozenset({wide, *classes[iri]}), labels[iri], here, tuple(coded[iri])
            )
    index = _indexed(entities, [_placed(name, entities) for name in read_names(kept)])
    return replace(index, merged={row["thing"]: row["standing"] for row in merged})


def _placed(name: Name, entities: Mapping[str, Entity]) -> Name:
    """Return *name* with the countries that its thing is in: whoever works in one is not elsewhere."""
    return replace(name, country=" ".join(entities[name.iri].countries))


def _indexed(entities: Mapping[str, Entity], names: list[Name]) -> Entities:
    by_code: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_country: dict[str, str] = {}
    nations = {entity.iri for entity in entities.values() if entity.countries[:1] == (entity.iri,)}
    for entity in entities.values():
        for code in entity.codes:
            if code.strong:
                by_code[code.notation.casefold()].append((code.scheme, entity.iri))
            if entity.iri in nations and code.scheme in _COUNTRY_CODES:
                by_country[code.notation.casefold()] = entity.iri
    texts: dict[tuple[str, str, str], None] = {}
    for name in names:
        for key in sorted(exact_keys(name.text)):
            texts.setdefault((key, name.text, name.iri))
            if name.iri in nations:
                by_country.setdefault(key, name.iri)
    return Entities(
        entities,
        match_index(names),
        {code: tuple(found) for code, found in by_code.items()},
        by_country,
        tuple(sorted(texts)),
        {name: entity.kind for entity in entities.values() for name in entity.classes},
    )
