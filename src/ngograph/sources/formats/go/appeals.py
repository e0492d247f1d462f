"""Appeals of the Federation: emergency appeals, and grants of its Disaster Response Emergency Fund (DREF).

An appeal names a country, and in GO the country is its society. That the Federation appeals and that the
society carries out the operation is what an appeal is, not what the record says: it is implied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.amounts import amount_of
from ngograph.sources.facts import About, Code, Funding, Name, Participation, Record, Skipped, Work
from ngograph.sources.formats.go.societies import IFRC, nation, society
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import text
from ngograph.sources.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.facts import Body, Fact
    from ngograph.sources.known import Known

TITLE: Final = "appeals"
MARKS: Final = frozenset({"atype", "code", "amount_requested", "amount_funded"})
"""What each record of this kind has."""

_IMPLIED: Final = "implied"
_DREF: Final = "0"
_STATUS: Final = {"0": "active", "1": "ended", "3": "ended"}
# The Federation keeps its accounts, and GO all amounts, in Swiss francs.
_CURRENCY: Final = "CHF"
_FUND: Final = Work(
    (Name("Disaster Response Emergency Fund", "en"), Name("DREF", "en")), kind="Programme", key="dref"
)


def records(
    opened: Callable[[], Iterator[tuple[str, dict[str, Any]]]], known: Known
) -> Iterator[Record | Skipped]:
    """Yield a record for each appeal."""
    keys = Keys()
    for locator, item in opened():
        notes: list[str] = []
        code = text(item.get("code")) or text(item.get("aid"))
        if not code:
            yield Skipped(locator, "no code of an appeal")
            continue
        country = item.get("country") if isinstance(item.get("country"), dict) else {}
        facts = tuple(_facts(item, country or {}, known, notes))
        yield Record(keys.of(code), locator, facts, tuple(notes))


def _facts(item: dict[str, Any], country: dict[str, Any], known: Known, notes: list[str]) -> Iterator[Fact]:
    body = society(country)
    work = _work(item, country, known, notes)
    about = About(modality=_IMPLIED)
    yield Participation(IFRC, work, ("accountable",), about)
    if body is None:
        notes.append("no society named")
    else:
        yield Participation(body, work, ("implementer",), about)
    if text(item.get("amount_requested")).strip("0."):
        notes.append("requested funds are not funding: not taken")
    yield from _funding(item, work, body, known, notes)


def _funding(
    item: dict[str, Any], work: Work, body: Body | None, known: Known, notes: list[str]
) -> Iterator[Funding]:
    """Yield what the emergency fund has granted; who has given to an appeal is not told."""
    funded = text(item.get("amount_funded"))
    if not funded.strip("0."):
        return
    if text(item.get("atype")) != _DREF:
        notes.append("funded by donors who are not named: not taken")
        return
    amount = amount_of(funded, _CURRENCY, known)
    notes.extend(amount.notes)
    yield Funding(
        (IFRC,),
        (body,) if body else (),
        (work,),
        ("commitment",),
        amount.number,
        amount.currency,
        through=(_FUND,),
        about=About(key="dref", edtf=work.edtf, modality=_IMPLIED, codes_kept=amount.codes_kept),
    )


def _work(item: dict[str, Any], country: dict[str, Any], known: Known, notes: list[str]) -> Work:
    edtf, problems = interval(text(item.get("start_date")), text(item.get("end_date")))
    notes.extend(problems)
    place = nation(country, known)
    status = _STATUS.get(text(item.get("status")), "")
    kept = [f"Appeal type:{text(item.get('atype_display')) or text(item.get('atype'))}"]
    disaster = item.get("dtype")
    if isinstance(disaster, dict) and (name := text(disaster.get("name"))):
        kept.append(f"Disaster type:{name}")
    if text(item.get("event")):
        kept.append(f"IFRC GO emergency:{text(item.get('event'))}")
    if sector := text(item.get("sector")):
        kept.append(f"Sector:{sector}")
    if place is None:
        notes.append("no country named")
    if not status:
        notes.append(f"status {text(item.get('status_display')) or '(none)'} is unknown")
    code = text(item.get("code")) or text(item.get("aid"))
    return Work(
        (Name(text(item.get("name")) or code),),
        (Code("IFRC appeal", code),),
        "Programme",
        edtf=edtf,
        status=status,
        places=(place,) if place else (),
        codes_kept=tuple(kept),
    )
