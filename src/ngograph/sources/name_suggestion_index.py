"""Native names and Wikidata items of national societies, from an extract of the name-suggestion-index.

The file has *items* (how OpenStreetMap names a body, in which countries, with its Wikidata item) and
*wikidata* (English label and description of those items). A Wikidata item is joined to a society only where
two things agree: the item says that it is the national society of that country, or bears that society's
English name; and the countries in which it is used do not speak against it. Branches, services and shops of a
society are other bodies.

A name is taken with the language that its own tag gives (`brand:uk`). A bare name is taken in the language in
which the index writes the societies of a country, which was judged entry by entry (`WRITTEN_IN`); elsewhere
it is left out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.sources.ifrc_go import MOVEMENT, MOVEMENT_NAME
from ngograph.sources.reading import Document, Reading, account, content_of, digest, whole
from ngograph.sources.register import Register, Society, name_key
from ngograph.sources.statements import (
    ACRONYM,
    ALT_LABEL,
    EVIDENCE,
    EXACT_MATCH,
    PREF_LABEL,
    evidence,
    identified,
    mentioned,
    named,
    tidy,
    witnessed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOVEMENT_ITEM: Final = "Q7178"
WRITTEN_IN: Final = {
    **dict.fromkeys(("ar", "bo", "cl", "co", "cr", "cu", "do", "es", "gt"), "es"),
    **dict.fromkeys(("hn", "mx", "pa", "pe", "py", "sv", "ve"), "es"),
    **dict.fromkeys(("au", "ca", "gb", "th", "us", "vu"), "en"),
    **dict.fromkeys(("be", "fr", "ht", "lu"), "fr"),
    **dict.fromkeys(("at", "de"), "de"),
    "cz": "cs",
    "dk": "da",
    "fi": "fi",
    "it": "it",
    "no": "no",
    "pl": "pl",
    "tr": "tr",
    "ua": "uk",
}
NO_ITEM = "an entry without a Wikidata item of its own"
NOT_A_SOCIETY = "another body: a branch, a service, a brand, or no recognised society"
SHOP = "a shop of a society, not the society"
NO_LANGUAGE = "a name whose language is not sure"
NOTHING_NEW = "no name that is not known already"
SHARED = "a name that every society shares"

_KINDS: Final = ("brand", "operator", "subject")
_BRAND_NAMES: Final = ("name", "official_name", "short_name")
_NATIONAL: Final = re.compile(
    r"national red (?:cross|crescent) society (?:in|of) (?:the )?(?:kingdom of )?(.+)", re.I
)
_SHARED: Final = frozenset({"red cross", "cruz roja", "rotes kreuz", "røde kors", "croix-rouge"})

Joined = dict[str, Society]


def read(path: Path, known: Register, source: str = "name-suggestion-index") -> Reading:
    """Read the extract at *path*, joining its entries to the societies that are *known*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not such an extract.
    """
    content = content_of(path)
    items, wikidata = _parts(path, content)
    joined = _joined(items, wikidata, known)
    triples: dict[Triple, None] = {}
    skipped: list[str] = []
    for number, about in wikidata.items():
        if number in joined or number == MOVEMENT_ITEM:
            fresh = _matched(source, number, joined.get(number))
            triples.update(dict.fromkeys(whole(path, f"/wikidata/{number}", fresh)))
        else:
            skipped.append(NOT_A_SOCIETY if about else NO_ITEM)
    preferred = _preferred(items, joined)
    for index, item in enumerate(items):
        found = _names(item, joined)
        if isinstance(found, str):
            skipped.append(found)
        else:
            triples.update(dict.fromkeys(_named(source, index, *found, preferred)))
    return Reading(
        _document(source, path, content), tuple(triples), account(len(items) + len(wikidata), skipped)
    )


def _parts(path: Path, content: bytes) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    try:
        found = json.loads(content)
        items, wikidata = list(found["items"]), dict(found["wikidata"])
        for item in items:
            _ = item["path"], item["tags"].items(), item["locationSet"]["include"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContentError(
            f"{path}: expected a JSON object with a list of items and an object wikidata, found {error!r}"
        ) from error
    return items, wikidata


def _joined(items: list[dict[str, Any]], wikidata: Mapping[str, dict[str, Any]], known: Register) -> Joined:
    """Return the society that each Wikidata item is, where that is sure."""
    used = {number: _used_in(items, number) for number in wikidata}
    found = {number: _society(about, known) for number, about in wikidata.items()}
    return {
        number: society
        for number, society in found.items()
        if society and (not used[number] or society.country in used[number])
    }


def _society(about: Mapping[str, Any], known: Register) -> Society | None:
    national = _NATIONAL.fullmatch(tidy(about.get("description")))
    by_country = {name.casefold(): code for code, name in known.countries.items()}
    if national and national[1].casefold() in by_country:
        return known.society_in(by_country[national[1].casefold()])
    words = name_key(about.get("label", ""))
    same = [society for society in known.societies if name_key(society.english) == words]
    return same[0] if len(same) == 1 else None


def _used_in(items: list[dict[str, Any]], number: str) -> frozenset[str]:
    """Return the countries of the entries about an item; an entry for the whole world says nothing."""
    countries = {
        place[:2]
        for item in items
        if number in {item["tags"].get(f"{kind}:wikidata") for kind in _KINDS}
        for place in item["locationSet"]["include"]
    }
    return frozenset(place for place in countries if place.isalpha())


def _names(item: Mapping[str, Any], joined: Joined) -> tuple[Society, list[tuple[str, str, bool]]] | str:
    """Return the society of an entry and its new names (name, language, acronym), or why there are none."""
    tags = item["tags"]
    numbers = {kind: tags[f"{kind}:wikidata"] for kind in _KINDS if f"{kind}:wikidata" in tags}
    if not numbers:
        return NO_ITEM
    if MOVEMENT_ITEM in numbers.values():
        return SHARED
    kinds = [kind for kind, number in numbers.items() if number in joined]
    if not kinds:
        return NOT_A_SOCIETY
    if item["path"].startswith("brands/shop/"):
        return SHOP
    society = joined[numbers[kinds[0]]]
    names = [found for kind in kinds for found in _tagged(item, kind, society)]
    sure = [(name, language, acronym) for name, language, acronym in names if language]
    fresh = [found for found in sure if not _known(society, found[0])]
    if fresh:
        return society, fresh
    return NOTHING_NEW if sure or all(_known(society, name) for name, _, _ in names) else NO_LANGUAGE


def _tagged(item: Mapping[str, Any], kind: str, society: Society) -> Iterator[tuple[str, str, bool]]:
    """Yield name, language (empty where not sure) and whether it is an acronym."""
    tags: Mapping[str, str] = item["tags"]
    here = society.country in item["locationSet"]["include"]
    bare = WRITTEN_IN.get(society.country, "") if here else ""
    for tag, name in tags.items():
        first, *rest = tag.split(":")
        if first == kind and rest[:1] == ["short"]:
            yield tidy(name), ":".join(rest[1:]) or bare, True
        elif first == kind and rest not in (["wikidata"], ["type"]):
            yield tidy(name), ":".join(rest) or bare, False
        elif kind == "brand" and tag in _BRAND_NAMES and name.casefold() not in _SHARED:
            yield tidy(name), bare, False


def _known(society: Society, name: str) -> bool:
    return name.casefold() in {known.casefold() for known in (*society.names.values(), *society.others)}


def _preferred(items: list[dict[str, Any]], joined: Joined) -> dict[tuple[NamedNode, str], str]:
    """Return the first name of each society in each language that the register has no name in."""
    chosen: dict[tuple[NamedNode, str], str] = {}
    for item in items:
        found = _names(item, joined)
        if not isinstance(found, str):
            society, names = found
            for name, language, acronym in names:
                if not acronym and language not in society.names:
                    chosen.setdefault((society.node, language), name)
    return chosen


def _named(
    source: str,
    index: int,
    society: Society,
    names: list[tuple[str, str, bool]],
    preferred: Mapping[tuple[NamedNode, str], str],
) -> Iterator[Triple]:
    yield from _mentioned(society)
    yield from witnessed(source, f"item-{index}", f"/items/{index}")
    yield Triple(society.node, EVIDENCE, evidence(source, f"item-{index}"))
    for name, language, acronym in names:
        first = preferred.get((society.node, language)) == name
        yield named(society.node, ACRONYM if acronym else PREF_LABEL if first else ALT_LABEL, name, language)


def _mentioned(society: Society) -> Iterator[Triple]:
    yield from mentioned(society.node, "NationalSociety", society.english)


def _matched(source: str, number: str, society: Society | None) -> Iterator[Triple]:
    """State that the society (or, without one, the Movement) is the Wikidata item with that number."""
    node = society.node if society else MOVEMENT
    if society:
        yield from _mentioned(society)
    else:
        yield from mentioned(node, "Movement", MOVEMENT_NAME)
    yield from witnessed(source, number, f"/wikidata/{number}")
    yield Triple(node, EVIDENCE, evidence(source, number))
    yield from identified(node, "Wikidata", number)
    yield Triple(node, EXACT_MATCH, NamedNode(f"http://www.wikidata.org/entity/{number}"))


def _document(source: str, path: Path, content: bytes) -> Document:
    return Document(
        source=source,
        title="name-suggestion-index: entries of the Red Cross and Red Crescent",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/json",
        languages=("mul",),
        licence="https://opensource.org/license/bsd-3-clause",
        rights="An extract of the index (BSD 3-Clause); the part from Wikidata is CC0.",
    )
