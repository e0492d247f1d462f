"""Items of Wikidata as its interface and its dumps give them: bodies with names in all languages.

Persons are left out. An item that is referred to is known by its number, and by its names if it stands in the
file too; it is taken for a body only where the property allows nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import About, Affiliation, Body, Code, Name, Presence, Record, Skipped, Spot
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, within
from ngograph.sources.intervals import date_of, interval
from ngograph.sources.opening.json import members, records

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_SCHEME: Final = "Wikidata"
_HUMAN: Final = "Q5"
# Classes of bodies by number; what else an item is an instance of says nothing for sure.
_KINDS: Final = {
    **dict.fromkeys(("Q484652", "Q245065", "Q15925165", "Q1335818"), "InternationalOrganisation"),
    **dict.fromkeys(("Q79913",), "NonGovernmentalOrganisation"),
    **dict.fromkeys(("Q327333", "Q2659904", "Q11204", "Q35749", "Q637846", "Q375928"), "PublicBody"),
    **dict.fromkeys(
        ("Q43229", "Q163740", "Q4830453", "Q6881511", "Q783794", "Q891723", "Q7278", "Q3918", "Q31855"),
        "Organisation",
    ),
    **dict.fromkeys(("Q48204", "Q157031", "Q708676", "Q7210356", "Q1530022"), "Organisation"),
    "Q192350": "Ministry",
    "Q7188": "Government",
    "Q3917681": "DiplomaticMission",
}
# Headquarters, parent organisation, legal form and the number of a register are said of bodies alone.
_OF_BODIES: Final = ("P159", "P749", "P1454", "P6782", "P1278")
# Member of, parent organisation, subsidiary, headquarters.
_REFERRING: Final = ("P463", "P749", "P355", "P159")
_CODES: Final = {
    "P6782": "ROR",
    "P1278": "LEI",
    "P213": "ISNI",
    "P2427": "GRID",
    "P3153": "Crossref Funder",
}
_UNSURE: Final = {
    "P361": "part of (P361) is not kept: the whole may be no body",
    "P127": "owned by (P127) is not kept: ownership is no affiliation",
    "P112": "founded by (P112) is not kept: the founder may be a person",
    "P17": "country (P17) is not kept: only its number is known",
    "P576": "the body has been dissolved (P576)",
}
_CONTACT: Final = ("P968", "P1329", "P2900", "P6375")
_LANGUAGES: Final = {
    "simple": "en",
    "mul": "",
    "sr-ec": "sr-Cyrl",
    "sr-el": "sr-Latn",
    "be-x-old": "be-tarask",
    "zh-classical": "lzh",
    "zh-min-nan": "nan",
    "zh-yue": "yue",
    "no": "nb",
}
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?(-[a-z0-9]{5,8})*", re.IGNORECASE)
_ENTITIES: Final = re.compile(r"entities\.[QPL]\d+\.")
_TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T.*", re.ASCII)
_PRECISIONS: Final = {"9": 1, "10": 2, "11": 3}


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of items of Wikidata."""
    if any(_ENTITIES.match(path) for path in found.paths):
        return True
    prefix = "item." if "item.labels" in found.paths else ""
    parts = {path.removeprefix(prefix).partition(".")[0] for path in found.paths}
    return {"id", "labels"} <= parts and bool({"claims", "descriptions", "sitelinks"} & parts)


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    return Opened(Heading(title=f"Wikidata: {task.sample.path.name}", licence=licence), _records(task))


def _records(task: Task) -> Iterator[Record | Skipped]:
    keys, referred, shared = Keys(), _referred(task.sample), _shared(task.sample)
    for locator, item in _items(task.sample, task.progress):
        own = text(within(item, "id"))
        if not re.fullmatch(r"Q\d+", own):
            yield Skipped(locator, "no item of Wikidata")
        elif _HUMAN in (classes := _values(item, "P31")):
            yield Skipped(locator, "a person")
        elif not (kind := _kind(item, classes)):
            yield Skipped(locator, "not known to be an organisation")
        else:
            names, dropped = _names(item)
            facts, notes = _facts(item, (kind, names), _codes(item, shared), referred)
            yield Record(keys.of(own), locator, facts, (*dropped, *notes))


def _referred(found: Sample) -> dict[str, tuple[Name, ...]]:
    """Return the names of the items in the file that bodies refer to, and that are no persons."""
    wanted = {
        number
        for _, item in _items(found)
        if _HUMAN not in (classes := _values(item, "P31")) and _kind(item, classes)
        for name in _REFERRING
        for number in _values(item, name)
    }
    return {
        own: _names(item)[0]
        for _, item in _items(found)
        if (own := text(within(item, "id"))) in wanted and _HUMAN not in _values(item, "P31")
    }


def _items(found: Sample, progress: Callable[[int], None] = lambda _: None) -> Iterator[tuple[str, Any]]:
    if any(_ENTITIES.match(one) for one in found.paths):
        for name, item in members(found.path, "entities", progress):
            yield f"/entities/{name}", item
    else:
        yield from records(found, "item" if "item.labels" in found.paths else "", progress)


def _kind(item: dict[str, Any], classes: list[str]) -> str:
    kind = next((_KINDS[one] for one in classes if one in _KINDS), "")
    return kind or ("Organisation" if any(_claims(item, name) for name in _OF_BODIES) else "")


def _names(item: dict[str, Any]) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Return labels before aliases, and what was dropped; a number of its own where there are none."""
    told, dropped = list[Name](), list[str]()
    labels, aliases = within(item, "labels"), within(item, "aliases")
    listed = [*_told(labels), *_told(aliases)]
    for one in listed:
        language = text(one.get("language"))
        tag = _LANGUAGES.get(language, language)
        if tag and not _TAG.fullmatch(tag):
            dropped.append(f"names in {language} dropped: no language tag")
        elif text(one.get("value")):
            told.append(Name(text(one["value"]), tag))
    return tuple(dict.fromkeys(told)), tuple(dict.fromkeys(dropped))


def _told(value: object) -> Iterator[dict[str, Any]]:
    """Yield the texts with languages in labels (one each) or aliases (a list each)."""
    for one in value.values() if isinstance(value, dict) else ():
        yield from objects([one] if isinstance(one, dict) else one)


def _shared(found: Sample) -> frozenset[tuple[str, str]]:
    """Return the codes of registers that several bodies of the file bear: they tell none of them apart."""
    bearers = dict[tuple[str, str], str]()
    return frozenset(
        (scheme, code)
        for _, item in _items(found)
        if _kind(item, _values(item, "P31"))
        for name, scheme in _CODES.items()
        for code in _values(item, name)
        if bearers.setdefault((scheme, code), own := text(within(item, "id"))) != own
    )


def _codes(item: dict[str, Any], shared: Collection[tuple[str, str]]) -> tuple[Code, ...]:
    """Return the number of *item* and its codes: one of several, or one that is *shared*, is weak."""
    codes = [Code(_SCHEME, text(item["id"]))]
    for name, scheme in _CODES.items():
        told = _values(item, name)
        weak = len(told) > 1 or any((scheme, one) in shared for one in told)
        codes += [Code(scheme, one, "weak" if weak else "strong") for one in told]
    return tuple(codes)


def _facts(
    item: dict[str, Any],
    called: tuple[str, tuple[Name, ...]],
    codes: tuple[Code, ...],
    referred: Mapping[str, tuple[Name, ...]],
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return what *item* says, a body of the class and the names that it is *called*, and notes."""
    kind, names = called
    own = codes[0].notation
    founded = [date for claim in _claims(item, "P571") if (date := _date(within(claim, "mainsnak")))]
    body = Body(
        names,
        codes,
        kind,
        homepage=next(iter(_values(item, "P856")), ""),
        founded=founded[0] if founded else "",
    )
    notes = [cause for name, cause in _UNSURE.items() if _claims(item, name)]
    notes += [f"{name} dropped: contact data" for name in _CONTACT if _claims(item, name)]
    facts: list[Fact] = [body]
    for name, kind_of_tie in (("P463", "member"), ("P749", "unit"), ("P355", "unit")):
        for claim in _claims(item, name):
            other = _value(claim)
            if not re.fullmatch(r"Q\d+", other) or other == own:
                continue
            whole = Body(referred.get(other, ()), (Code(_SCHEME, other),))
            pair = (body, whole) if name != "P355" else (whole, body)
            edtf, more = _lasted(claim)
            notes += more
            facts.append(Affiliation(*pair, kind_of_tie, About(edtf=edtf)))
            notes += [] if whole.names else ["a body known by its number alone"]
    for claim in _claims(item, "P159"):
        if re.fullmatch(r"Q\d+", seat := _value(claim)):
            edtf, more = _lasted(claim)
            spot = Spot(referred.get(seat, ()), (Code(_SCHEME, seat),))
            notes += (*more, *(() if spot.names else ("a place known by its number alone",)))
            facts.append(Presence(body, spot, "headquartered", About(edtf=edtf)))
    return tuple(facts), tuple(notes)


def _claims(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the best claims: the preferred ones, else the normal ones."""
    told = [one for one in objects(within(item, "claims", name)) if one.get("rank") != "deprecated"]
    return [one for one in told if one.get("rank") == "preferred"] or told


def _values(item: dict[str, Any], name: str) -> list[str]:
    return [value for claim in _claims(item, name) if (value := _value(claim))]


def _value(claim: dict[str, Any]) -> str:
    value = within(claim, "mainsnak", "datavalue", "value")
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def _lasted(claim: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    start, end = (
        next((date for one in objects(within(claim, "qualifiers", name)) if (date := _date(one))), "")
        for name in ("P580", "P582")
    )
    return interval(start, end)


def _date(snak: object) -> str:
    """Return the day, month or year in *snak* as EDTF; empty if it is none, or less exact than a year."""
    value = within(snak, "datavalue", "value")
    found = _TIME.fullmatch(text(within(value, "time")))
    parts = _PRECISIONS.get(text(within(value, "precision")), 0)
    return date_of("-".join(found.groups()[:parts])) if found and parts else ""


FORMAT: Final = Format("wikidata", "Items of Wikidata", "", fits, read)
