"""What passes to the process that analyses and back: a job, and a report, or why there is none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ngograph import errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Job:
    """One analysis of one release.

    Attributes:
        release: its folder.
        name: of the analysis, or the kind of map, or that of the exports.
        given: what it is told, things by their IRIs.
        form: of the report: JSON or CSV with all rows, or `rows`: the JSON of the first ones alone as people
            see them (`Shown`), which says under `total` how many there are. The others are of maps; an export
            is told its own.
        megabytes: how much memory it may need.
        links: the addresses that the JSON names.
        most: how many the first ones are.
    """

    release: str
    name: str
    given: Mapping[str, Sequence[str]]
    form: str
    megabytes: int
    links: Mapping[str, str] = field(default_factory=dict)
    most: int = 0

    def written(self) -> bytes:
        """Return the job as it passes."""
        return json.dumps(asdict(self)).encode()


def reported(body: bytes) -> bytes:
    """Return the finished report *body* as it passes."""
    return b"\n" + body


def refused(error: errors.NgographError) -> bytes:
    """Return *error* as it passes."""
    said = {"error": type(error).__name__, "message": str(error), "evidence": vars(error)}
    return json.dumps(said, default=str).encode() + b"\n"


def taken(passed: bytes) -> bytes:
    """Return the finished report in what *passed*.

    Raises:
        ValueError: nothing has passed, or not all of it.
        NgographError: why there is no report.
    """
    said, end, body = passed.partition(b"\n")
    if not end:
        raise ValueError("expected a line, found none")
    if said:
        raise _error(json.loads(said))
    return body


def _error(said: dict[str, Any]) -> errors.NgographError:
    kind: type[errors.NgographError] = getattr(errors, said["error"])
    error = kind.__new__(kind, said["message"])
    evidence = {name: tuple(one) if isinstance(one, list) else one for name, one in said["evidence"].items()}
    vars(error).update(evidence)
    return error
