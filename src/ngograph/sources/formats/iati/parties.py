"""What transactions and plans have in common: who they may be between, what they are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.formats.iati.bodies import same
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.facts import Body, Work
    from ngograph.sources.formats.iati.texts import Setting

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
    reporter: Body | None
    funders: tuple[Body, ...]
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


def unless_same(funder: Body | None, recipient: Body | None, setting: Setting) -> Body | None:
    """Return *recipient* unless it is the funder: nobody pays itself, and that is noted."""
    if funder and recipient and same(funder, recipient):
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


def called(body: Body | None) -> tuple[str, str]:
    """Return the reference and the name of *body*, to tell what it takes part in from its like."""
    if body is None:
        return "", ""
    return body.codes[0].notation if body.codes else "", body.names[0].text if body.names else ""


def told_apart(said: tuple[str, ...], met: dict[str, int]) -> str:
    """Return what tells a transaction apart within its record: what it says, and how often that was said."""
    key = "|".join(said)
    met[key] = times = met.get(key, 0) + 1
    return key if times == 1 else f"{key}|{times}"
