"""Connections that are lent to an engine, so that small questions are answered where they are worked out.

A question that comes over the network to the service, goes to a worker, comes back, and goes out again spends
most of its time on the way. So a connection over which small questions have come one after another is lent:
whoever works out the answers then reads the questions and writes the answers as well. It is lent on terms,
which say what such a question looks like and how its answer is written; whatever else comes is left unread,
and the connection given back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.store.answering import Form, Wanted


class Written(NamedTuple):
    """An answer that was written to a client, as there is to note of it.

    Args:
        name: the id of its request.
        bytes: of its body.
        seconds: that it took.
    """

    name: str
    bytes: int
    seconds: float


class Brief(Protocol):
    """A small question that has come over a connection."""

    @property
    def text(self) -> str:
        """The question."""

    def answer(self, form: Form, body: bytes) -> tuple[str, int, bytes] | None:
        """Return the id of the request, how long the body is, and the whole answer; None: not for here."""


class Terms(Protocol):
    """How questions over a lent connection are read; can be pickled."""

    @property
    def wanted(self) -> Wanted:
        """The formats of the answers."""

    def read(self, come: bytes) -> Brief | None:
        """Return the question that *come* asks, None if it is anything but one small question."""


@dataclass(frozen=True, eq=False)
class Lent:
    """A connection to lend.

    Args:
        file: its number here.
        terms: on which it is lent.
        noted: learns what was answered.
        back: gets it back, with what is still to be sent over it, and whether it was asked for what is not
            for here.
        broken: learns that nobody knows whether an answer was sent.
    """

    file: int
    terms: Terms
    noted: Callable[[Sequence[Written]], None]
    back: Callable[[bytes, bool], None]
    broken: Callable[[], None]


@runtime_checkable
class Lending(Protocol):
    """An engine to which connections can be lent."""

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Take *lent* now or soon; return what asks to have it back, None if it is not taken."""
