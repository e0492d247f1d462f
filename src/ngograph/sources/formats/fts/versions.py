"""Which version of each flow counts: FTS numbers them, and an earlier one is no further money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMN: Final = "versionId"
FORMER: Final = "a later version of the flow is told"
"""Why a flow is skipped that `is_former` says is one."""


def last(told: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the greatest version of each flow that has any, from the numbers and versions of all.

    >>> last([("7", "1"), ("7", "2"), ("8", "")])
    {'7': 2}
    """
    found = dict[str, int]()
    for number, version in told:
        if number and version.isdecimal():
            found[number] = max(int(version), found.get(number, 0))
    return found


def is_former(number: str, version: str, latest: dict[str, int]) -> bool:
    """Say whether a later version of the flow of that *number* stands in the same file."""
    return version.isdecimal() and int(version) < latest.get(number, 0)
