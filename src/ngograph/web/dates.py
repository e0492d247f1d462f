"""When something was, in words, from what its source allows to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


def when(quads: Iterable[Quad]) -> str:
    """Return the time that *quads* state, empty if they state none."""
    said = {
        quad.predicate.value.removeprefix(NGO): getattr(quad.object, "value", "")
        for quad in quads
        if quad.predicate.value.startswith(NGO)
    }
    if edtf := said.get("edtf"):
        return in_words(edtf)
    spans = [(said.get(f"{side}Earliest"), said.get(f"{side}Latest")) for side in ("start", "end")]
    if spans[0] == spans[1] and all(spans[0]):
        return f"some time between {spans[0][0]} and {spans[0][1]}"
    begin = _side(said.get("startEarliest"), said.get("startLatest"), "from", "begun")
    end = _side(said.get("endEarliest"), said.get("endLatest"), "until", "ended")
    if said.get("ongoing") == "true":
        end = "going on"
    return ", ".join(part for part in (begin, end) if part)


def in_words(edtf: str) -> str:
    """Return an EDTF date or interval as one reads it.

    >>> in_words("2022-11-20/2022-12-02")
    '2022-11-20 to 2022-12-02'
    >>> in_words("2013/..")
    '2013 to now'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return edtf
    if start in ("", ".."):
        return f"until {end}"
    return f"{start} to now" if end == ".." else f"from {start}" if not end else f"{start} to {end}"


def _side(earliest: str | None, latest: str | None, at: str, done: str) -> str:
    if earliest and latest:
        return f"{at} {earliest}" if earliest == latest else f"{done} between {earliest} and {latest}"
    if earliest:
        return f"{done} not before {earliest}"
    return f"{done} by {latest}" if latest else ""
