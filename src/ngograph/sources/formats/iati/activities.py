"""One activity of IATI as a record: what it is, who takes part, who pays whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import About, Participation, Record, Skipped
from ngograph.sources.formats.iati.bodies import party_of
from ngograph.sources.formats.iati.children import YES, elements_of, left_out
from ngograph.sources.formats.iati.participations import participations, taking_part
from ngograph.sources.formats.iati.parties import Parties
from ngograph.sources.formats.iati.plans import budgets_of, planned_of
from ngograph.sources.formats.iati.setting import Setting
from ngograph.sources.formats.iati.texts import LANGUAGE
from ngograph.sources.formats.iati.transactions import transactions_of
from ngograph.sources.formats.iati.works import children_of, relations_of, work_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.iati.setting import Party
    from ngograph.sources.known import Known

_PLANNED: Final = About(modality="planned")
_ASSERTED: Final = About(modality="asserted")
_TAKEN: Final = frozenset(
    ("iati-identifier", "reporting-org", "title", "participating-org", "activity-status", "activity-date",
     "related-activity", "sector", "tag", "humanitarian-scope", "recipient-country", "recipient-region",
     "location", "transaction", "planned-disbursement", "budget", "document-link")
)  # fmt: skip


def record_of(element: _Element, locator: str, language: str, known: Known) -> Record | Skipped:
    """Return what the activity *element* says.

    Args:
        element: an `iati-activity`.
        locator: where it is in its file, as an XPath.
        language: the BCP 47 tag of its texts if it does not say its own.
        known: countries, topics and currencies.
    """
    elements = elements_of(element)
    reporting: Sequence[_Element] = elements.get("reporting-org", ())
    setting = Setting(
        known,
        locator,
        (element.get(LANGUAGE) or language).strip().lower(),
        (reporting[0].get("ref") or "").strip() if reporting else "",
        (element.get("default-currency") or "").strip().upper(),
        left_out(elements, _TAKEN),
        {},
    )
    reporters = [party_of(one, setting) for one in reporting]
    parts = taking_part(elements.get("participating-org", ()), setting)
    relations = relations_of(elements["related-activity"]) if "related-activity" in elements else ()
    identifier, work = work_of(elements, relations, element.get("humanitarian") in YES, setting)
    facts: list[Fact] = [work]
    bodies = dict.fromkeys([party.body for party in reporters if party])
    facts += [Participation(body, work, ("reporting",)) for body in bodies]
    modality = "planned" if work.status == "planned" else "asserted"
    facts += participations(parts, work, _PLANNED if modality == "planned" else _ASSERTED, setting.notes)
    parties = Parties(
        work,
        _payer(reporting, reporters),
        tuple({party.identity: party for party, role, *_ in parts if role == "funder"}.values()),
        modality,
    )
    for name, fundings_of in _FUNDINGS:
        if name in elements:
            facts += fundings_of(elements[name], parties, setting)
    if len(facts) == 1:
        return Skipped(locator, "no organisation named", tuple(setting.notes))
    if relations:
        facts += children_of(relations, work, setting.notes)
    return Record(identifier or locator, locator, tuple(facts), tuple(setting.notes))


_FUNDINGS: Final = (
    ("transaction", transactions_of),
    ("planned-disbursement", planned_of),
    ("budget", budgets_of),
)


def _payer(reporting: Sequence[_Element], reporters: Sequence[Party | None]) -> Party | None:
    """Return who stands in for the side that a payment leaves out: the one who reports on itself."""
    if not reporting or reporting[0].get("secondary-reporter") in YES:
        return None
    return reporters[0]
