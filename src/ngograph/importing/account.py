"""What is counted while a file is imported, and the account of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ngograph.importing.document import File

_MOST_RULES: Final = 20


@dataclass
class Tally:
    """What has been counted so far.

    Args:
        read: how many records.
        produced: how many of them say something that was kept.
        skipped: how many of them do not, by cause.
        notes: what somebody should know, with how often.
        yielded: how many values yielded to others, by cause.
        statements: how many were kept.
        classes: how many things of each class they tell of.
    """

    read: int = 0
    produced: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    yielded: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    classes: Counter[str] = field(default_factory=Counter)


def reason(tally: Tally) -> str:
    """Return why nothing was produced."""
    causes = ", ".join(f"{cause} ({count:,})" for cause, count in tally.skipped.most_common(_MOST_RULES))
    return f"{tally.read:,} records read, none of them tells of a relationship" + (
        f": {causes}" if causes else ""
    )


def account(file: File, tally: Tally) -> dict[str, Any]:
    """Return the account as plain values for JSON, the same for the same file."""
    lost = tally.read - tally.produced - sum(tally.skipped.values())
    if lost:
        raise ValueError(f"{file.path}: {lost} of {tally.read} records were lost in silence")
    return {
        "source": file.source,
        "title": file.title,
        "format": file.form.name,
        "file": file.path.name,
        "sha256": file.sha256,
        "bytes": file.path.stat().st_size,
        "read": tally.read,
        "produced": tally.produced,
        "skipped": dict(sorted(tally.skipped.items())),
        "notes": dict(sorted(tally.notes.items())),
        "yielded": dict(sorted(tally.yielded.items())),
        "statements": tally.statements,
        "classes": dict(sorted(tally.classes.items())),
    }
