"""The elements of a record by their names, and which of them are not taken over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

Elements = dict[str, list["_Element"]]
"""The elements of a record, or of a part of one, by their names."""

YES: Final = ("1", "true")
_CONTACTS: Final = "contact-info"


def elements_of(record: _Element) -> Elements:
    """Return the elements of *record*, in one look at each."""
    found: Elements = {}
    for child in record:
        tag = child.tag
        if tag in found:
            found[tag].append(child)
        else:
            found[tag] = [child]
    return found


def first_of(elements: Elements, name: str) -> _Element | None:
    """Return the first of *elements* with that *name*, None if there is none."""
    found = elements.get(name)
    return found[0] if found else None


def left_out(elements: Elements, taken: Collection[str]) -> list[str]:
    """Return a note for each of *elements* whose name is not among those *taken*."""
    notes: list[str] = []
    for tag in elements:
        if tag not in taken:
            notes += [_why(tag)] * len(elements[tag])
    return notes


@lru_cache(1 << 10)
def _why(tag: str) -> str:
    if tag == _CONTACTS:
        return "contact-info dropped: contact data"
    if tag.startswith("{"):
        return "element of another namespace is not taken over"
    return f"{tag} is not taken over"
