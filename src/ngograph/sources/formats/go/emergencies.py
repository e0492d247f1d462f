"""Projects of the Movement in an emergency: which society works where, and for which emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Code, Name, Record, Skipped, Work
from ngograph.sources.formats.go.reporting import dropped, facts
from ngograph.sources.formats.go.societies import nation, society
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, within
from ngograph.sources.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.facts import Spot
    from ngograph.sources.known import Known

TITLE: Final = "projects in emergencies"
MARKS: Final = frozenset({"activity_lead", "reporting_ns", "event", "country", "title"})
"""What each record of this kind has."""

_STATUS: Final = {"on_going": "active", "ongoing": "active", "complete": "ended", "planned": "planned"}


def records(
    opened: Callable[[], Iterator[tuple[str, dict[str, Any]]]], known: Known
) -> Iterator[Record | Skipped]:
    """Yield a record for each project."""
    keys = Keys()
    for locator, item in opened():
        notes = dropped(item)
        body, country = society(_details(item, "reporting_ns")), _details(item, "country")
        number, name = text(item.get("id")), text(item.get("title"))
        if body is None:
            yield Skipped(locator, "no society named that reports", tuple(notes))
        elif not number and not name:
            yield Skipped(locator, "neither name nor number", tuple(notes))
        else:
            place, host = nation(country, known), society(country)
            work = _work(item, place, known, notes)
            role = "implementer" if host in (None, body) else "partner"
            found = tuple(facts(body, role, host, work, place))
            yield Record(keys.of(number or locator), locator, found, tuple(notes))


def _details(item: dict[str, Any], key: str) -> dict[str, Any]:
    return next(iter(objects(item.get(f"{key}_details")) or objects(item.get(f"{key}_detail"))), {})


def _work(item: dict[str, Any], place: Spot | None, known: Known, notes: list[str]) -> Work:
    edtf, problems = interval(text(item.get("start_date")), text(item.get("end_date")))
    notes.extend(problems)
    status = _STATUS.get(text(item.get("status")), "")
    if not status:
        notes.append(f"status {text(item.get('status')) or '(none)'} is unknown")
    topics, kept = dict[str, None](), list[str]()
    for one in objects(item.get("activities")):
        told = text(within(one, "sector_details", "title")) or text(within(one, "sector_details", "name"))
        if topic := known.topic(told):
            topics[topic] = None
        elif told:
            kept.append(f"Sector:{told}")
            notes.append(f"sector {told} is no topic")
    event, number = _details(item, "event"), text(item.get("id"))
    if text(item.get("event")):
        kept.append(f"IFRC GO emergency:{text(item['event'])}")
    emergency = Work(
        (Name(text(event.get("name"))),), kind="Programme", key=f"emergency {text(event.get('id'))}"
    )
    return Work(
        (Name(text(item.get("title")) or number),),
        (Code("IFRC GO emergency project", number),) if number else (),
        "Project",
        edtf=edtf,
        modality="planned" if status == "planned" else "asserted",
        status=status,
        part_of=(emergency,) if text(event.get("name")) else (),
        topics=tuple(topics),
        places=(place,) if place else (),
        codes_kept=tuple(dict.fromkeys(kept)),
    )
