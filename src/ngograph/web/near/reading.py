"""A whole request for the near way, found in the bytes that have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ngograph.brief.asking import GET, POST, asked, sent
from ngograph.web.near.heads import head
from ngograph.web.sparql import DIRECT, FORM

if TYPE_CHECKING:
    from ngograph.brief.asking import Asked
    from ngograph.web.near.heads import Head

BEGIN: Final = (GET, POST)
"""What a request for the near way begins with."""
_LINE: Final = b"\r\n"
_END: Final = b"\r\n\r\n"
_LONG: Final = 32_000
"""Bytes from which on a body goes the long way: more may not go to a worker at once."""


@dataclass(frozen=True)
class Come:
    """A request that has come.

    Args:
        raw: its bytes.
        asked: the question.
        head: what else matters of it.
    """

    raw: bytes
    asked: Asked
    head: Head


def come(data: bytes) -> Come | Literal["more"] | None:
    """Return the request that *data* is; `more`: its body is on its way; None: it is for the long way."""
    line = data.find(_LINE)
    if data.startswith(GET):
        said = head(data[line + 2 :]) if data.endswith(_END) else None
        question = asked(data[:line]) if said is not None else None
    else:
        end = data.find(_END) + 4
        said = head(data[line + 2 : end], b"POST") if end > 3 else None
        if said is None or said.length > _LONG or said.kind not in (FORM, DIRECT):
            return None
        if len(data) < end + said.length:
            return "more"
        whole = len(data) == end + said.length
        question = sent(data[:line], data[end:], form=said.kind == FORM) if whole else None
    return Come(data, question, said) if said is not None and question is not None else None
