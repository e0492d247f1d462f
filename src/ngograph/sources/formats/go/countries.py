"""Countries of IFRC GO with their societies: the row of a territory bears the society of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Code, Presence, Record, Skipped
from ngograph.sources.formats.go.societies import REGISTER, nation, society
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.facts import Body
    from ngograph.sources.known import Known

TITLE: Final = "countries and their national societies"
MARKS: Final = frozenset({"society_name", "society_url", "region", "name"})
"""What each record of this kind has."""


def records(
    opened: Callable[[], Iterator[tuple[str, dict[str, Any]]]], known: Known
) -> Iterator[Record | Skipped]:
    """Yield a record for each country and territory with a society.

    The file is read twice, for the row of a territory may stand before that of the society's own country.
    """
    societies: dict[str, Body] = {}
    coded = False
    for _, item in opened():
        body = society(item)
        coded = coded or bool(text(item.get("fdrs")))
        if body and _rank(body) > _rank(societies.get(body.names[0].text)):
            societies[body.names[0].text] = body
    keys = Keys()
    for locator, item in opened():
        body, place = society(item), nation(item, known)
        kind = text(item.get("record_type"))
        if kind not in ("", "1"):
            yield Skipped(locator, "a region, a cluster or an office, not a country")
        elif body is None:
            yield Skipped(locator, "no society named")
        else:
            own = societies[body.names[0].text] if coded else _uncoded(body, item)
            facts = (
                (own,)
                if place is None or own.kind == "MovementComponent"
                else (Presence(own, place, "covers"),)
            )
            notes = ("a territory or a country of another's society",) if _is_part(item, own) else ()
            yield Record(
                keys.of(text(item.get("id")) or text(item.get("pk")) or locator), locator, facts, notes
            )


def _uncoded(body: Body, item: dict[str, Any]) -> Body:
    """Return the society of a row in a table without codes, where the number of the row is all there is."""
    if body.kind == "MovementComponent":
        return body
    number = text(item.get("id")) or text(item.get("pk"))
    return body._replace(kind="NationalSociety", codes=(Code(REGISTER, number, "weak"),) if number else ())


def _rank(body: Body | None) -> int:
    """Return how much is known of *body*: the row that knows most is that of its own country."""
    if body is None:
        return -1
    return 2 * any(code.scheme == "FDRS" for code in body.codes) + (body.kind == "NationalSociety")


def _is_part(item: dict[str, Any], own: Body) -> bool:
    return any(code.scheme == "FDRS" and code.notation != text(item.get("fdrs")) for code in own.codes)
