"""What a reader of a format is, what it is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ngograph.sources.known import Known

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.sources.facts import Body, Record, Skipped
    from ngograph.sources.opening import Sample


@dataclass(frozen=True)
class Task:
    """What is to be read.

    Args:
        sample: the file, by its head.
        source: the name of the source that it becomes.
        known: countries, topics and currencies.
        mapping: the file that says what the columns of a table mean, if there is one.
        progress: told how many bytes of the file have been read.
    """

    sample: Sample
    source: str
    known: Known = field(default_factory=Known)
    mapping: Path | None = None
    progress: Callable[[int], None] = lambda _: None


@dataclass(frozen=True)
class Heading:
    """What a file says of itself as a whole.

    Args:
        title: what it is called, empty if it does not say.
        languages: the BCP 47 tags of the languages that it is written in; the first is that of names whose
            language is not stated.
        publisher: who published it.
        issued: the day on which it was made.
        licence: the address of its licence.
        notes: what somebody should know of the whole, such as "column Contact email dropped".
    """

    title: str = ""
    languages: tuple[str, ...] = ()
    publisher: Body | None = None
    issued: dt.date | None = None
    licence: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A file that is being read: what it says of itself, and its records as a stream to be read once."""

    heading: Heading
    records: Iterator[Record | Skipped]


@dataclass(frozen=True)
class Format:
    """A format.

    Args:
        name: what `--as` calls it.
        title: what it is, for people.
        media_type: of its files; empty where they come as several, and the bytes tell.
        fits: whether a file with that head is of this format.
        read: opens the file of a task.
    """

    name: str
    title: str
    media_type: str
    fits: Callable[[Sample], bool]
    read: Callable[[Task], Opened]
