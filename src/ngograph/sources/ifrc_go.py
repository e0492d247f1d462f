"""The Movement, from the country register of IFRC GO (`Countries.json`, a Django fixture).

In GO a country *is* its national society: one record holds the names of both. Several kinds of record are no
country at all (regions, clusters, the ICRC and the IFRC), and territories repeat the society of their state.
How the count of 191 national societies is reached:

- 190 records have a code of the Federation's databank (FDRS); two more, Bhutan and the Marshall Islands, have
  none but a page in the Federation's directory of national societies (`url_ifrc`): 192 societies, each of
  another country.
- The Nicaraguan Red Cross was dissolved by law in May 2023 and is no longer counted among the societies. The
  register keeps its record. Here it stays as an organisation with its names and codes, without relationships.

Eritrea (named, but with neither code nor page: not recognised), Macao (part of the society of China) and the
Benelux (a joint unit of three) are counted among the skipped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.sources.reading import Document, Reading, account, content_of, digest, whole
from ngograph.sources.statements import (
    ACRONYM,
    ALT_LABEL,
    EVIDENCE,
    PREF_LABEL,
    concept,
    evidence,
    identified,
    mentioned,
    named,
    term,
    thing,
    tidy,
    typed,
    witnessed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LANGUAGES: Final = ("en", "fr", "es", "ar")
MOVEMENT: Final = thing("organisation", "red-cross-red-crescent-movement")
MOVEMENT_NAME: Final = "International Red Cross and Red Crescent Movement"
COMPONENTS: Final = {
    "ICRC": "International Committee of the Red Cross",
    "IFRC": "International Federation of Red Cross and Red Crescent Societies",
}
DISSOLVED: Final = {"DNI001": "Dissolved by law in May 2023; no longer counted among the national societies."}

COUNTRY: Final = 1
TERRITORY = "a territory that repeats the society of its state"
NO_SOCIETY = "a country or territory without a society"
GROUPING = "a region or cluster, not a country"
UNRECOGNISED = "a society with neither FDRS code nor page in the directory: not recognised"
DEPENDENT = "a part of another country's society"
JOINT = "a joint unit of several societies"

Record = dict[str, Any]


def read(path: Path, source: str = "ifrc-go") -> Reading:
    """Read the IFRC GO country register at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not a list of `api.country` records.
    """
    content = content_of(path)
    records = _records(path, content)
    triples: dict[Triple, None] = dict.fromkeys(_movement())
    skipped: list[str] = []
    societies = {tidy(record.get("society_name")) for _, record in records if _is_society(record)}
    for index, (number, record) in enumerate(records):
        cause = _cause(record, societies)
        if cause:
            skipped.append(cause)
        else:
            triples.update(
                dict.fromkeys(whole(path, f"/{index}/fields", _body(source, index, number, record)))
            )
    return Reading(_document(source, path, content), tuple(triples), account(len(records), skipped))


def organisation(number: int, record: Record) -> NamedNode:
    """Return the IRI of the body in a record: by FDRS code, else by the number of the record.

    >>> organisation(212, {"iso": "MH"}).value.rpartition("/")[2]
    'ifrc-go-212'
    """
    if record.get("society_name") in COMPONENTS:
        return thing("organisation", record["society_name"].lower())
    code = record.get("fdrs")
    return thing("organisation", f"fdrs-{code.lower()}" if code else f"ifrc-go-{number}")


def _records(path: Path, content: bytes) -> list[tuple[int, Record]]:
    try:
        found = json.loads(content)
        if not isinstance(found, list):
            raise TypeError(f"a JSON {type(found).__name__}")
        return [
            (int(entry["pk"]), entry["fields"]) for entry in found if entry["model"].lower() == "api.country"
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContentError(f"{path}: expected a JSON list of api.country records, found {error!r}") from error


def _is_society(record: Record) -> bool:
    return bool(tidy(record.get("society_name")) and (record.get("fdrs") or record.get("url_ifrc")))


def _cause(record: Record, societies: set[str]) -> str | None:
    """Return why *record* is skipped, or nothing for a society, the ICRC and the IFRC."""
    name = tidy(record.get("society_name"))
    if _is_society(record) or name in COMPONENTS:
        return None
    if record.get("record_type") != COUNTRY:
        return GROUPING
    if not name:
        return NO_SOCIETY
    if name in societies:
        return TERRITORY
    independent = record.get("independent")
    return JOINT if independent is None else UNRECOGNISED if independent else DEPENDENT


def _movement() -> Iterator[Triple]:
    yield from mentioned(MOVEMENT, "Movement", MOVEMENT_NAME)


def _body(source: str, index: int, number: int, record: Record) -> Iterator[Triple]:
    node = organisation(number, record)
    yield from witnessed(source, index, f"/{index}/fields")
    yield Triple(node, EVIDENCE, evidence(source, index))
    yield from identified(node, "IFRC GO", str(number), "weak")
    if record["society_name"] in COMPONENTS:
        yield from _component(source, index, node, record)
    else:
        yield from _society(source, index, node, record)


def _component(source: str, index: int, node: NamedNode, record: Record) -> Iterator[Triple]:
    """The register knows both by their acronyms only, except in Arabic; the English names are ours."""
    acronym = record["society_name"]
    yield from mentioned(node, "MovementComponent", COMPONENTS[acronym])
    for language in LANGUAGES:
        name = tidy(record.get(f"society_name_{language}"))
        if name:
            yield named(node, ACRONYM if name.isupper() else PREF_LABEL, name, language)
    yield from _affiliation(source, index, node, MOVEMENT, "component")


def _society(source: str, index: int, node: NamedNode, record: Record) -> Iterator[Triple]:
    yield from _names(node, record)
    if record.get("fdrs"):
        yield from identified(node, "FDRS", record["fdrs"])
    if tidy(record.get("society_url")):
        yield Triple(node, term("foaf:homepage"), NamedNode(tidy(record["society_url"])))
    note = DISSOLVED.get(record.get("fdrs", ""))
    yield typed(node, "Organisation" if note else "NationalSociety")
    yield from _country(source, index, record)
    if note:
        yield named(node, term("skos:editorialNote"), note, "en")
        return
    yield from _affiliation(source, index, node, MOVEMENT, "component")
    yield from _affiliation(source, index, node, thing("organisation", "ifrc"), "member")
    yield from _presence(source, index, node, record)


def _names(node: NamedNode, record: Record) -> Iterator[Triple]:
    """Names as the register gives them; an English one without its article too, for people look for that."""
    for language in LANGUAGES:
        name = tidy(record.get(f"society_name_{language}"))
        if name:
            yield named(node, PREF_LABEL, name, language)
    english = tidy(record["society_name_en"])
    if not english:
        raise ValueError("no English name")
    if english.startswith("The "):
        yield named(node, ALT_LABEL, english.removeprefix("The "), "en")


def _country(source: str, index: int, record: Record) -> Iterator[Triple]:
    node = thing("place", record["iso"].lower())
    yield from mentioned(node, "Place", tidy(record["name_en"]))
    yield from identified(node, "ISO 3166-1 alpha-2", record["iso"])
    yield from identified(node, "ISO 3166-1 alpha-3", record["iso3"])
    yield Triple(node, EVIDENCE, evidence(source, index))
    for language in LANGUAGES[1:]:
        name = tidy(record.get(f"name_{language}"))
        if name:
            yield named(node, PREF_LABEL, name, language)


def _affiliation(source: str, index: int, part: NamedNode, whole: NamedNode, kind: str) -> Iterator[Triple]:
    node = thing("affiliation", f"{_last(part)}-{kind}-of-{_last(whole)}")
    yield typed(node, "Affiliation")
    yield Triple(node, term("ngo:part"), part)
    yield Triple(node, term("ngo:whole"), whole)
    yield Triple(node, term("ngo:affiliationKind"), concept("affiliation-kind", kind))
    yield from _asserted(source, index, node)


def _presence(source: str, index: int, body: NamedNode, record: Record) -> Iterator[Triple]:
    alpha2 = record["iso"].lower()
    node = thing("presence", f"{_last(body)}-covers-{alpha2}")
    yield typed(node, "Presence")
    yield Triple(node, term("ngo:organisation"), body)
    yield Triple(node, term("ngo:place"), thing("place", alpha2))
    yield Triple(node, term("ngo:presenceKind"), concept("presence-kind", "covers"))
    yield from _asserted(source, index, node)


def _asserted(source: str, index: int, node: NamedNode) -> Iterator[Triple]:
    yield Triple(node, term("ngo:modality"), concept("modality", "asserted"))
    yield Triple(node, EVIDENCE, evidence(source, index))


def _last(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]


def _document(source: str, path: Path, content: bytes) -> Document:
    return Document(
        source=source,
        title="IFRC GO: countries and their national societies",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/json",
        languages=LANGUAGES,
        licence="https://opensource.org/license/mit",
        rights="IFRC GO data are open; attribution to IFRC GO.",
        publisher="ifrc",
    )
