"""Values of JSON that may have another shape than promised: what is not as expected is as if absent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

_LONGEST: Final = 40
"""Digits of the longest number that is written out; sums and identifiers are shorter."""


def text(value: object) -> str:
    """Return *value* as tidy text; what is neither text nor number gives an empty one.

    >>> text(" Red  Cross "), text(12), text(None), text(["a"])
    ('Red Cross', '12', '', '')
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Decimal):
        short = (
            value.is_finite() and -_LONGEST < int(value.as_tuple().exponent) <= value.adjusted() < _LONGEST
        )
        return format(value, "f") if short else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value.bit_length() < 1 << 12 else ""
    return ""


def texts(value: object) -> list[str]:
    """Return the texts of a list, or the one text, without empty ones and repetitions.

    >>> texts(["a", "", None, "a", "b"]), texts("a"), texts(None)
    (['a', 'b'], ['a'], [])
    """
    found = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(told for one in found if (told := text(one))))


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or the one object; what else is in it is left out.

    >>> objects([{"a": 1}, "b"]), objects({"a": 1}), objects(None)
    ([{'a': 1}], [{'a': 1}], [])
    """
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]


def within(value: object, *steps: str) -> Any:
    """Return what stands in *value* at the end of *steps*, each a key of an object; None if it is not there.

    >>> within({"a": {"b": 1}}, "a", "b"), within({"a": []}, "a", "b")
    (1, None)
    """
    for step in steps:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value
