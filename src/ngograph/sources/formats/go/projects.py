"""Projects of the Movement's own 3W: which society does what in which country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Code, Name, Record, Skipped, Spot, Work
from ngograph.sources.formats.go.reporting import dropped, facts
from ngograph.sources.formats.go.societies import nation, society
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, texts
from ngograph.sources.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.known import Known

TITLE: Final = "projects"
MARKS: Final = frozenset({"reporting_ns", "project_country", "programme_type", "primary_sector"})
"""What each record of this kind has."""

_STATUS: Final = {"0": "planned", "1": "active", "2": "ended"}
_DOMESTIC: Final = "2"


def records(
    opened: Callable[[], Iterator[tuple[str, dict[str, Any]]]], known: Known
) -> Iterator[Record | Skipped]:
    """Yield a record for each project."""
    keys = Keys()
    for locator, item in opened():
        notes = dropped(item)
        body = society(_inner(item, "reporting_ns_detail"))
        number, name = text(item.get("id")), text(item.get("name"))
        if body is None:
            yield Skipped(locator, "no society named that reports", tuple(notes))
        elif not number and not name:
            yield Skipped(locator, "neither name nor number", tuple(notes))
        else:
            place = nation(_inner(item, "project_country_detail"), known)
            work = _work(item, place, known, notes)
            domestic = text(item.get("programme_type")) == _DOMESTIC
            host = None if domestic else society(_inner(item, "project_country_detail"))
            # A society carries out what it reports on in its own country; abroad it may only support it.
            found = tuple(facts(body, "implementer" if domestic else "partner", host, work, place))
            if text(item.get("budget_amount")).strip("0."):
                notes.append("a budget without a funder: not taken")
            yield Record(keys.of(number or locator), locator, found, tuple(notes))


def _inner(item: dict[str, Any], key: str) -> dict[str, Any]:
    found = item.get(key)
    return found if isinstance(found, dict) else {}


def _work(item: dict[str, Any], place: Spot | None, known: Known, notes: list[str]) -> Work:
    edtf, problems = interval(text(item.get("start_date")), text(item.get("end_date")))
    notes.extend(problems)
    status = _STATUS.get(text(item.get("status")), "")
    topics, kept = dict[str, None](), []
    sectors = (item.get("primary_sector_display"), *texts(_several(item.get("secondary_sectors_display"))))
    for sector in dict.fromkeys(filter(None, map(text, sectors))):
        if topic := known.topic(sector):
            topics[topic] = None
        else:
            kept.append(f"Sector:{sector}")
            notes.append(f"sector {sector} is no topic")
    for key, scheme in (("programme_type", "Programme type"), ("operation_type", "Operation type")):
        if shown := text(item.get(f"{key}_display")):
            kept.append(f"{scheme}:{shown}")
    if disaster := text(_inner(item, "dtype_detail").get("name")):
        kept.append(f"Disaster type:{disaster}")
    if text(item.get("event")):
        kept.append(f"IFRC GO emergency:{text(item['event'])}")
    number = text(item.get("id"))
    return Work(
        (Name(text(item.get("name")) or number),),
        (Code("IFRC GO project", number),) if number else (),
        "Project",
        edtf=edtf,
        modality="planned" if status == "planned" else "asserted",
        status=status,
        part_of=_regional(item),
        topics=tuple(topics),
        places=tuple(_places(item, place)),
        codes_kept=tuple(kept),
    )


def _regional(item: dict[str, Any]) -> tuple[Work, ...]:
    whole = _inner(item, "regional_project_detail")
    name, number = text(whole.get("name")), text(whole.get("id"))
    return (Work((Name(name),), kind="Programme", key=f"regional-project-{number}"),) if name else ()


def _places(item: dict[str, Any], country: Spot | None) -> Iterator[Spot]:
    """Yield the districts, else the country; a table has all districts in one cell, parted by commas."""
    told = item.get("project_districts_detail")
    districts = objects(told)
    if isinstance(told, dict):
        names, codes = _several(told.get("name")), _several(told.get("code"))
        if len(names) == len(codes):
            districts = [{"name": name, "code": code} for name, code in zip(names, codes, strict=True)]
    found = False
    for district in districts:
        name, code = text(district.get("name")), text(district.get("code"))
        if name:
            found = True
            codes_of = (Code("P-code", code, "weak"),) if code and code not in ("N.A", "NA") else ()
            yield Spot((Name(name),), codes_of, within=country)
    if country and not found:
        yield country


def _several(value: object) -> list[str]:
    return [part for part in value.split(", ") if part] if isinstance(value, str) else texts(value)
