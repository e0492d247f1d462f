"""What transactions and plans have in common: who they may be between, what they are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.facts import Work
    from ngograph.sources.formats.iati.setting import Party, Setting

_ABOUT: Final = frozenset(("sector", "recipient-country", "recipient-region"))

Parts = dict[str, "_Element"]
"""The first part of each name that a transaction has."""


class Parties(NamedTuple):
    """Who a transaction may be between.

    Args:
        work: the activity that reports it.
        reporter: the organisation that reports it, if it reports on itself.
        funders: the organisations that take part in the activity as funders.
        modality: planned for an activity that is not under way, else asserted.
    """

    work: Work
    reporter: Party | None
    funders: tuple[Party, ...]
    modality: str


def parted(element: _Element) -> tuple[Parts, list[_Element]]:
    """Return the first part of each name that *element* has, and all that tell what it is about."""
    parts: Parts = {}
    subjects = []
    for child in element:
        tag = child.tag
        if tag in _ABOUT:
            subjects.append(child)
        elif tag not in parts:
            parts[tag] = child
    return parts, subjects


def unless_same(funder: Party | None, recipient: Party | None, setting: Setting) -> Party | None:
    """Return *recipient* unless it is the funder: nobody pays itself, and that is noted."""
    if funder and recipient and funder.identity == recipient.identity:
        setting.notes.append("provider and receiver are one body: receiver left out")
        return None
    return recipient


def linked(parts: Parts, work: Work) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
    """Return the activities by way of which the money comes and to which it goes, other than *work*."""
    provider, receiver = parts.get("provider-org"), parts.get("receiver-org")
    return (
        () if provider is None else _activity(provider.get("provider-activity-id"), work),
        () if receiver is None else _activity(receiver.get("receiver-activity-id"), work),
    )


def _activity(identifier: str | None, work: Work) -> tuple[Work, ...]:
    if not identifier or not (identifier := identifier.strip()):
        return ()
    other = work_called(identifier)
    return () if other.codes == work.codes else (other,)


def told_apart(said: str, funder: Party | None, recipient: Party | None, met: dict[str, int]) -> str:
    """Return what tells a payment apart within its record: what is said of it, and how often it was."""
    paid_by = f"{funder.reference}|{funder.name}" if funder else "|"
    paid_to = f"{recipient.reference}|{recipient.name}" if recipient else "|"
    key = f"{said}|{paid_by}|{paid_to}"
    met[key] = times = met.get(key, 0) + 1
    return key if times == 1 else f"{key}|{times}"
