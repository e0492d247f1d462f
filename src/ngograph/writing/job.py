"""What passes to the process that makes a change and back: the job, what came of it, or why nothing did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from ngograph import errors
from ngograph.check import LocatedFinding
from ngograph.validation import Finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.release import Release
    from ngograph.store.changes import Change


@dataclass(frozen=True)
class Holder:
    """Who makes a change: the name of the token, and what it is for."""

    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """One change and what it is to be made with.

    Args:
        content: the folder of the content, whose rules are kept.
        releases: the folder of the releases, which the service holds.
        change: what is to be done.
        holder: who does it.
        megabytes: how much memory it may need beyond what any change to the release does.
        kept: how many releases that writing made are left behind.
    """

    content: Path
    releases: Path
    change: Change
    holder: Holder
    megabytes: int
    kept: int


@dataclass(frozen=True)
class Written:
    """What came of a change.

    Args:
        release: the id of the release that holds it: a new one, or the one before if nothing changed.
        graphs: the IRIs of the graphs that state something else now, sorted.
        created: whether the graph that was named was not there before.
        served: whether the service that was asked serves this release now.
    """

    release: str
    graphs: tuple[str, ...] = ()
    created: bool = False
    served: bool = True


class Writer(Protocol):
    """Whatever makes changes."""

    async def write(
        self, change: Change, holder: Holder, expected: Callable[[Release], bool] | None = None
    ) -> Written:
        """Make *change* for *holder*, if the published release is the one that is *expected*.

        Raises:
            WriteError, QueryError, NonConforming: it was not made, and nothing has changed.
        """


_CARRIED: Final[dict[str, tuple[str, ...]]] = {
    "GraphExists": ("graph",),
    "NotWritable": ("graph", "reason"),
    "OutOfScope": ("graph", "scopes"),
    "QuerySyntaxError": ("problem", "line", "column"),
    "UnfitGraph": ("graph", "problem"),
    "UnknownThing": ("iri",),
    "UnreadableBody": ("problem", "line", "column"),
    "UpdateSyntaxError": ("problem", "line", "column"),
    "WriteTooLarge": ("megabytes",),
}
"""Errors that are made anew from these of their attributes; the others from their message."""
_SAID: Final = frozenset({"ContentError", "QueryError", "QueryRefused"})


def told(error: errors.NgographError) -> dict[str, Any]:
    """Return *error* as plain values for JSON."""
    if isinstance(error, errors.NonConforming):
        return {"error": "NonConforming", "findings": [one.to_dict() for one in error.located]}
    name = type(error).__name__
    if name in _CARRIED:
        return {"error": name, "values": [getattr(error, field) for field in _CARRIED[name]]}
    return {"error": name, "values": [str(error)]}


def error_told(said: dict[str, Any]) -> errors.NgographError:
    """Return the error that *said* tells of; what is not known is a ReleaseError."""
    if said["error"] == "NonConforming":
        located = [_located(finding) for finding in said["findings"]]
        return errors.NonConforming(sum(one.is_violation for one in located), located)
    name = said["error"] if said["error"] in _SAID or said["error"] in _CARRIED else "ReleaseError"
    made: errors.NgographError = getattr(errors, name)(*said["values"])
    return made


def _located(said: dict[str, Any]) -> LocatedFinding:
    fields = {name: said[name] for name in Finding.__dataclass_fields__}
    return LocatedFinding(Finding(**fields), (), said["label"], tuple(said.get("graphs", ())))
