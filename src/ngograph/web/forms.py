"""What clients send as a form, in an address or as a body: names with values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote_plus

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Parameters = Mapping[str, Sequence[str]]

_ALONE: Final = "query="
_ESCAPE: Final = re.compile("%([0-7][0-9A-Fa-f])")


def pairs(text: str) -> Parameters:
    """Return the values of each name in *text*.

    Raises:
        HTTPException: it is no form in UTF-8, or one of more than a thousand pairs: 400.
    """
    try:
        # As most ask, and to part it as any other form takes ten times as long.
        if text.startswith(_ALONE) and "&" not in text:
            return {"query": [unescaped(text[len(_ALONE) :])]}
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise HTTPException(400, f"Expected a form in UTF-8: {error}.") from error


def unescaped(value: str) -> str:
    """Return what *value* says in a form, as `urllib.parse.unquote_plus` does and in a third of its time.

    It replaces each different escape once. That is only right where each per cent sign begins an escape, for
    then none can come about by another's replacement; and an escape beyond ASCII is not a letter by itself.

    >>> unescaped("ASK+%7B%7D"), unescaped("100%"), unescaped("%2541"), unescaped("%C5%BE")
    ('ASK {}', '100%', '%41', 'ž')

    Raises:
        ValueError: its escapes are not in UTF-8.
    """
    escapes = _ESCAPE.findall(value)
    if len(escapes) != value.count("%"):
        return unquote_plus(value, errors="strict")
    value = value.replace("+", " ")
    for code in set(escapes):
        if code != "25":
            value = value.replace(f"%{code}", chr(int(code, 16)))
    return value.replace("%25", "%")
