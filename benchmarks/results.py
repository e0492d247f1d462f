"""What a run has found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measures import Streamed


@dataclass(frozen=True)
class Small:
    """Small questions: how many a second, and how many seconds the typical and the slowest took."""

    per_second: float
    p50: float
    p99: float
    failed: int


@dataclass
class Results:
    """Everything that is found, by the name of the contestant, and of how many clients where that matters.

    Args:
        limit_seconds: how long a question may take, where that can be said.
        heavy_first: seconds of the aggregate when it is first asked; `heavy_again`: when it is asked again.
        again: one small question again and again, and constant replies beside it.
        beside: small questions alone, and beside a heavy one.
        limit: the status of an answer whose time was up, by how many seconds it was late, and how many
            seconds the next question took.
    """

    triples: int
    limit_seconds: float
    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    small: dict[tuple[str, int], Small] = field(default_factory=dict)
    streamed: dict[str, Streamed] = field(default_factory=dict)
    heavy_first: dict[str, float] = field(default_factory=dict)
    heavy_again: dict[str, float] = field(default_factory=dict)
    again: dict[tuple[str, int], Small] = field(default_factory=dict)
    beside: dict[str, tuple[Small, Small]] = field(default_factory=dict)
    limit: dict[str, tuple[int, float, float]] = field(default_factory=dict)
