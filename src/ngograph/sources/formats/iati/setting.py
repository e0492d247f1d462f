"""What holds for one record as it is read, and the organisations that it has named already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ngograph.sources.facts import Body
    from ngograph.sources.known import Known


class Party(NamedTuple):
    """An organisation as elements name it.

    Args:
        body: the organisation.
        identity: what tells it apart within its source: its best code, if that is a strong one.
        reference: its best code, empty if it has none.
        name: what it is called first, empty if it is not named.
    """

    body: Body
    identity: tuple[str, str]
    reference: str
    name: str


class Setting(NamedTuple):
    """What holds for one record as it is read.

    Args:
        known: countries, topics and currencies.
        locator: where the record is.
        language: the BCP 47 tag of its texts that do not say theirs, empty if unknown.
        issuer: the reference of the organisation that reports.
        currency: the ISO 4217 code of its amounts that do not say theirs, empty if unknown.
        notes: takes what somebody should know.
        named: the organisations of the record by their reference, for where the reference stands alone.
    """

    known: Known
    locator: str
    language: str
    issuer: str
    currency: str
    notes: list[str]
    named: dict[str, Party]
