"""One organisation of an organisation file of IATI as a record: who it is, and whom it plans to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Body, Record, Skipped
from ngograph.sources.formats.iati.bodies import as_party, body_of, party_of
from ngograph.sources.formats.iati.children import elements_of, first_of, left_out
from ngograph.sources.formats.iati.parties import parted
from ngograph.sources.formats.iati.plans import Plan, planned
from ngograph.sources.formats.iati.setting import Setting
from ngograph.sources.formats.iati.texts import LANGUAGE, texts_of, tidied
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Fact, Funding, Name
    from ngograph.sources.formats.iati.children import Elements
    from ngograph.sources.known import Known

_COMMITTED: Final = "2"
_IDENTIFIERS: Final = ("organisation-identifier", "iati-identifier")
"""What bears the identifier, in version 2 and in version 1."""
_TAKEN: Final = frozenset((*_IDENTIFIERS, "name", "reporting-org", "recipient-org-budget"))


def record_of(element: _Element, locator: str, language: str, known: Known) -> Record | Skipped:
    """Return what *element*, an `iati-organisation`, says; the rest as in `activities.record_of`."""
    elements = elements_of(element)
    reporting = first_of(elements, "reporting-org")
    reference = tidied(reporting.get("ref")) if reporting is not None else ""
    stated = (tidied(one.text) for name in _IDENTIFIERS for one in elements.get(name, ()))
    identifier = next(filter(None, stated), reference)
    setting = Setting(
        known,
        locator,
        (element.get(LANGUAGE) or language).strip().lower(),
        reference if reporting is not None else identifier,
        (element.get("default-currency") or "").strip().upper(),
        left_out(elements, _TAKEN),
        {},
    )
    body = _body(texts_of(elements.get("name", ()), setting.language), elements, identifier, setting)
    if body is None:
        return Skipped(locator, "no organisation named", tuple(setting.notes))
    budgets = elements.get("recipient-org-budget", ())
    facts: list[Fact] = [body, *_fundings(budgets, body, setting)]
    return Record(identifier or locator, locator, tuple(facts), tuple(setting.notes))


def _body(names: tuple[Name, ...], elements: Elements, identifier: str, setting: Setting) -> Body | None:
    """Return the organisation; its kind is known where it reports on itself."""
    reporter = body_of(first_of(elements, "reporting-org"), setting)
    codes = organisation_codes(identifier, setting.issuer)
    if reporter and identifier in ("", setting.issuer):
        return reporter._replace(names=tuple(dict.fromkeys((*names, *reporter.names))))
    if not names and not any(code.strength == "strong" for code in codes):
        return None
    made = body_of(first_of(elements, "name"), setting)
    return made._replace(names=names, codes=codes) if made else Body(names, codes)


def _fundings(elements: Iterable[_Element], body: Body, setting: Setting) -> Iterator[Funding]:
    met: dict[str, int] = {}
    funder = as_party(body)
    for number, budget in enumerate(elements, start=1):
        parts, _ = parted(budget)
        recipient = party_of(parts.get("recipient-org"), setting)
        if recipient is None or recipient.identity == funder.identity:
            setting.notes.append("budget for no other organisation: left out")
            continue
        kind = "commitment" if budget.get("status") == _COMMITTED else "support"
        locator = f"{setting.locator}/recipient-org-budget[{number}]"
        yield planned(parts, Plan(funder, recipient, kind, "planned", locator), setting, met)
