"""Entities of FollowTheMoney, one a line: bodies, persons in public functions, projects, and what ties them.

What has no word there is left out: presences, of which the countries are told of the body. A statement that
is planned, implied or reported says so in its summary. Persons are those that the release holds: each in a
function exercised publicly, by name alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from ngograph.exporting.named import Named, span
from ngograph.vocab import CONCEPT, ID, NGO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    Tables = Mapping[str, pl.DataFrame]
    Row = Mapping[str, Any]
    Properties: TypeAlias = dict[str, Iterable[str]]
    Parties = Mapping[str, list[Row]]

_PUBLIC: Final = f"{NGO}PublicBody"
_EVENT: Final = f"{NGO}Event"
_INTERNATIONAL: Final = f"{NGO}InternationalOrganisation"
_SEATED: Final = ("headquartered", "covers")
_CODES: Final = {"Wikidata": "wikidataId", "LEI": "leiCode"}
_ASSERTED: Final = "asserted"
_THINGS: Final = ("organisation", "person", "activity")


def write(tables: Tables, out: IO[bytes]) -> None:
    """Write what *tables* hold as entities, things first, then what ties them, each sorted by IRI."""
    told = _Told(tables)
    things = tables["things"].filter(tables["things"]["kind"].is_in(_THINGS)).sort("thing")
    for row in things.iter_rows(named=True):
        _put(told.thing(row), out)
    for row in tables["relationships"].sort("relationship").iter_rows(named=True):
        for entity in told.ties(row):
            _put(entity, out)


def _put(entity: dict[str, Any], out: IO[bytes]) -> None:
    out.write(json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n")


class _Told:
    """What the tables tell, in the words of FollowTheMoney."""

    def __init__(self, tables: Tables) -> None:
        self._named = Named(tables)
        self._works = {row["activity"]: row for row in tables["activities"].iter_rows(named=True)}
        self._paid = {row["funding"]: row for row in tables["fundings"].iter_rows(named=True)}
        self._parts = dict(tables["affiliations"].select("affiliation", "kinds").iter_rows())
        self._parties = _parties(tables["parties"])
        self._codes = _codes(tables["identifiers"])
        self._seats = self._countries(tables["parties"])

    def thing(self, row: Row) -> dict[str, Any]:
        """Return the entity that a body, person or activity is."""
        iri, named = row["thing"], self._named
        names = [row["labelEn"], row["labelBs"], row["labelRu"]]
        found: Properties = {"sourceUrl": [iri]}
        if row["kind"] == "organisation":
            schema = "PublicBody" if _PUBLIC in row["types"] else "Organization"
            found |= {"country": self._seats[iri]}
            found |= {"topics": ["gov.igo"] if _INTERNATIONAL in row["types"] else []}
            found |= {
                where: self._notations(iri, where) for where in (*_CODES.values(), "registrationNumber")
            }
        elif row["kind"] == "activity":
            work = self._works[iri]
            schema = "Project" if self._is_project(iri) else "Event"
            first, last = span(work)
            countries = {named.spot(place).country.rpartition("/")[2] for place in work["places"] or ()}
            found |= {"startDate": [first], "endDate": [last], "country": countries}
            found |= {"status": [named.name(work["status"])] if schema == "Project" else []}
        else:
            schema = "Person"
        told = _tidy(found) | {"name": list(dict.fromkeys(filter(None, names))) or [named.name(iri)]}
        return self._entity(_id(iri), schema, told, row)

    def ties(self, row: Row) -> Iterator[dict[str, Any]]:
        """Yield the entities that a relationship comes to; a presence comes to none."""
        first, last = span(row)
        circumstances: Properties = {
            "startDate": [first],
            "endDate": [last],
            "sourceUrl": [row["relationship"]],
            "summary": [
                modality for modality in [self._named.name(row["modality"])] if modality != _ASSERTED
            ],
        }
        for at, (schema, properties) in enumerate(self._meant(row)):
            status: Properties = {} if schema == "Payment" else {"status": [self._named.name(row["status"])]}
            iri = _id(row["relationship"]) + (f"-{at}" if at else "")
            yield self._entity(iri, schema, _tidy(properties | circumstances | status), row)

    def _meant(self, row: Row) -> Iterator[tuple[str, Properties]]:
        own, kind = self._parties[row["relationship"]], row["type"].removeprefix(NGO)
        match kind:
            case "Participation":
                yield from self._participation(own)
            case "Funding":
                yield "Payment", self._payment(self._paid[row["relationship"]])
            case "Affiliation":
                role = self._named.names(self._parts.get(row["relationship"]) or ())
                yield from _membership(own["part"], own["whole"], role)
            case "Tenure":
                yield from _membership(own["holder"], own["organisation"], "")
            case "Partnership" | "Agreement":
                about = self._named.names(row["topics"] or ())
                bodies = sorted({party["party"] for name in ("party", "supporter") for party in own[name]})
                for left, right in combinations(bodies, 2):
                    yield "UnknownLink", _link(left, right, [f"{kind}: {about}" if about else kind])

    def _participation(self, own: Parties) -> Iterator[tuple[str, Properties]]:
        roles = {self._named.name(party["role"]) for party in own["participant"] if party["role"]}
        for party, work in dict.fromkeys((one["party"], one["thing"]) for one in own["participant"]):
            if self._is_project(work):
                yield (
                    "ProjectParticipant",
                    {"participant": [_id(party)], "project": [_id(work)], "role": roles},
                )
            else:
                yield "UnknownLink", _link(party, work, roles)

    def _payment(self, row: Row) -> Properties:
        works = row["activities"] or ()
        return {
            "payer": map(_id, row["funders"] or ()),
            "beneficiary": map(_id, row["recipients"] or ()),
            "project": [_id(work) for work in works if self._is_project(work)],
            "programme": [self._named.name(one) for one in row["through"] or ()],
            "purpose": [self._named.name(work) for work in works if not self._is_project(work)],
            "amount": [] if row["amount"] is None else [_decimal(str(row["amount"]))],
            "currency": [(row["currency"] or "").removeprefix(f"{CONCEPT}currency/").upper()],
            "date": [row["valueDate"].isoformat() if row["valueDate"] else ""],
        }

    def _is_project(self, iri: str) -> bool:
        return iri in self._works and _EVENT not in self._works[iri]["types"]

    def _notations(self, iri: str, where: str) -> list[str]:
        """Return the codes of a body that belong into the property *where*."""
        return [
            notation if scheme in _CODES else f"{scheme} {notation}"
            for scheme, notation in self._codes[iri]
            if _CODES.get(scheme, "registrationNumber") == where
        ]

    def _countries(self, parties: pl.DataFrame) -> Mapping[str, set[str]]:
        """Return the countries, as ISO 3166-1 codes, that bodies have their seat in or cover."""
        found: dict[str, set[str]] = defaultdict(set)
        for body, kind, place in parties.select("party", "role", "thing").iter_rows():
            if kind and place and kind.removeprefix(f"{CONCEPT}presence-kind/") in _SEATED:
                found[body].add(self._named.spot(place).country.rpartition("/")[2])
        return found

    def _entity(self, own: str, schema: str, told: Mapping[str, list[str]], row: Row) -> dict[str, Any]:
        caption = (told.get("name") or told.get("role") or [schema])[0]
        sources = self._named.sources(row["sources"])
        return {"id": own, "schema": schema, "caption": caption, "properties": told, "datasets": sources}


def _membership(members: list[Row], wholes: list[Row], role: str) -> Iterator[tuple[str, Properties]]:
    for member in members:
        for whole in wholes:
            ends = {"member": [_id(member["party"])], "organization": [_id(whole["party"])]}
            yield "Membership", {**ends, "role": [role]}


def _link(left: str, right: str, role: Iterable[str]) -> Properties:
    return {"subject": [_id(left)], "object": [_id(right)], "role": role}


def _tidy(properties: Properties) -> dict[str, list[str]]:
    """Return *properties* without those that have no value, each value once, sorted."""
    told = {name: sorted({text for text in texts if text}) for name, texts in properties.items()}
    return {name: texts for name, texts in told.items() if texts}


def _id(iri: str) -> str:
    return iri.removeprefix(ID).replace("/", "-")


def _decimal(amount: str) -> str:
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def _codes(identifiers: pl.DataFrame) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    strong = identifiers.filter(identifiers["strength"] == "strong").sort("scheme", "notation")
    for thing, scheme, notation in strong.select("thing", "scheme", "notation").iter_rows():
        found[thing].append((scheme, notation))
    return found


def _parties(parties: pl.DataFrame) -> Mapping[str, Parties]:
    """Return the parties of each relationship by the property that they hang on it by."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    order = parties.sort("relationship", "property", "party", "role")
    for row in order.iter_rows(named=True):
        found[row["relationship"]][row["property"].removeprefix(NGO)].append(row)
    return found
