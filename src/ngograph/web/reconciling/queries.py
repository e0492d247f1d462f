"""Batches of queries as the two versions of the API write them, and what they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from starlette.exceptions import HTTPException

from ngograph.reconciling import Asked, Condition
from ngograph.reconciling.asked import ID, NAME, type_name

if TYPE_CHECKING:
    from ngograph.reconciling.asked import Quantifier, Strictness
    from ngograph.web.reconciling.parsing import Part

CANDIDATES: Final = 50
"""The most candidates for one query."""
_USUAL: Final = 10
_CONDITIONS: Final = 50
_VALUES: Final = 50


def batch(part: Part, most: int) -> dict[str, Asked]:
    """Return the queries of a batch of version 0.2, by the names that the client gave them.

    Raises:
        HTTPException: it is none: 400; there are more than *most*: 413.
    """
    _bounded(len(part.table()), most)
    return dict(zip(part.table(), map(_query, part.members()), strict=True))


def batch_1(part: Part, most: int) -> list[Asked]:
    """Return the queries of a batch of version 1.0, in order.

    Raises:
        HTTPException: it is none: 400; there are more than *most*: 413.
    """
    queries = part.get("queries").items()
    _bounded(len(queries), most)
    return [_query_1(query) for query in queries]


def _bounded(found: int, most: int) -> None:
    if found > most:
        raise HTTPException(
            413,
            f"Expected at most {most:,} queries in a batch, found {found:,}.",
            {"ngograph-limit": f"reconcile_queries={most}"},
        )


def _query(part: Part) -> Asked:
    part.fields("query", "type", "limit", "properties", "type_strict")
    properties = part.get("properties").items() if "properties" in part else []
    if "query" not in part and not properties:
        raise part.wrong("a query or properties")
    conditions = tuple(
        Condition(_property(one.get("pid").text()), _values(one.get("v"))) for one in _few(part, properties)
    )
    return Asked(
        text=part.get("query").text(""),
        types=tuple(map(type_name, part.get("type").values())) if part.get("type").value is not None else (),
        strictness=cast("Strictness", part.get("type_strict").one_of("should", "any", "all")),
        conditions=conditions,
        most=_limit(part),
    )


def _query_1(part: Part) -> Asked:
    part.fields("type", "limit", "lang", "dir", "conditions")
    conditions = part.get("conditions").items()
    if not conditions:
        raise part.get("conditions").wrong("at least one condition")
    text, others = "", list[Condition]()
    for one in _few(part, conditions):
        match = one.get("matchType").text()
        if match not in ("name", "id", "property"):
            raise one.get("matchType").wrong("name, id or property")
        pid = (
            _property(one.get("propertyId").text())
            if match == "property"
            else NAME
            if match == "name"
            else ID
        )
        quantifier = cast("Quantifier", one.get("matchQuantifier").one_of("any", "all", "none"))
        values, required = _values(one.get("propertyValue")), one.get("required").flag()
        if match == "name" and quantifier != "none":  # what has no such name is not found in the first place
            text, values, required = text or values[0], values[1:] if not text else values, False
        if values:
            others.append(Condition(pid, values, required, quantifier))
    types = (type_name(part.get("type").text()),) if part.get("type").value is not None else ()
    return Asked(text, types, conditions=tuple(others), most=_limit(part))


def _property(pid: str) -> str:
    """Return the property that is meant by *pid*; names of things go by several."""
    return {"label": NAME, "otherName": NAME, "acronym": NAME, "kind": "type"}.get(pid, pid)


def _limit(part: Part) -> int:
    limit = part.get("limit").number(_USUAL)
    if limit < 1:
        raise part.get("limit").wrong("a number from 1")
    return min(limit, CANDIDATES)


def _values(part: Part) -> tuple[str, ...]:
    values = part.values()
    if not values:
        raise part.wrong("at least one value")
    if len(values) > _VALUES:
        raise HTTPException(400, f"{part.place}: expected at most {_VALUES} values, found {len(values)}.")
    return values


def _few(part: Part, conditions: list[Part]) -> list[Part]:
    if len(conditions) > _CONDITIONS:
        raise HTTPException(
            400, f"{part.place}: expected at most {_CONDITIONS} conditions, found {len(conditions)}."
        )
    return conditions
