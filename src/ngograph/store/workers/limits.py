"""What a pool of workers allows: how many questions, for how long, with how much memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of a pool.

    Args:
        at_once: how many workers there are.
        waiting: how many questions more may wait for their turn.
        seconds: how long a worker may work at an answer; the time that its reader takes does not count.
        patience: how many seconds a reader may take nothing.
        longest: how many seconds an answer may take in all, its reader's time too.
        megabytes: how much memory a question may need.
        own_megabytes: the most that a release may take in memory of which one worker has a copy to itself.
    """

    at_once: int = 16
    waiting: int = 64
    seconds: float = 30
    patience: float = 30
    longest: float = 600
    megabytes: int = 512
    own_megabytes: int = 2048
