"""One organisation of an organisation file of IATI as a record: who it is, and whom it plans to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import Funding, Record, Skipped
from ngograph.sources.formats.iati.bodies import body_of, same
from ngograph.sources.formats.iati.plans import planned
from ngograph.sources.formats.iati.texts import LANGUAGE, Setting, texts, tidied
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Body, Fact
    from ngograph.sources.known import Known

_COMMITTED = "2"
_TAKEN = ("organisation-identifier", "iati-identifier", "name", "reporting-org", "recipient-org-budget")


def record_of(element: _Element, locator: str, language: str, known: Known) -> Record | Skipped:
    """Return what *element*, an `iati-organisation`, says; the rest as in `activities.record_of`."""
    reporting = element.find("reporting-org")
    identifier = tidied(
        element.findtext("organisation-identifier") or element.findtext("iati-identifier") or ""
    ) or (tidied(reporting.get("ref")) if reporting is not None else "")
    setting = Setting(
        known,
        locator,
        (element.get(LANGUAGE) or language).strip().lower(),
        tidied(reporting.get("ref")) if reporting is not None else identifier,
        (element.get("default-currency") or "").strip().upper(),
        [
            f"{child.tag} is not taken over"
            for child in element
            if isinstance(child.tag, str) and not child.tag.startswith("{") and child.tag not in _TAKEN
        ],
        {},
    )
    body = _body(element, reporting, identifier, setting)
    if body is None:
        return Skipped(locator, "no organisation named", tuple(setting.notes))
    facts: list[Fact] = [body, *_fundings(element, body, setting)]
    return Record(identifier or locator, locator, tuple(facts), tuple(setting.notes))


def _body(element: _Element, reporting: _Element | None, identifier: str, setting: Setting) -> Body | None:
    """Return the organisation; its kind is known where it reports on itself."""
    reporter = body_of(reporting, setting)
    names = texts(element.find("name"), setting.language)
    codes = organisation_codes(identifier, setting.issuer)
    if reporter and identifier in ("", setting.issuer):
        return reporter._replace(names=tuple(dict.fromkeys((*names, *reporter.names))))
    if not names and not any(code.strength == "strong" for code in codes):
        return None
    made = body_of(element.find("name"), setting)
    return made._replace(names=names, codes=codes) if made else None


def _fundings(element: _Element, body: Body, setting: Setting) -> Iterator[Funding]:
    met: dict[str, int] = {}
    for number, budget in enumerate(element.findall("recipient-org-budget"), start=1):
        recipient = body_of(budget.find("recipient-org"), setting)
        if recipient is None or same(body, recipient):
            setting.notes.append("budget for no other organisation: left out")
            continue
        kind = "commitment" if budget.get("status") == _COMMITTED else "support"
        yield planned(
            budget,
            f"{setting.locator}/recipient-org-budget[{number}]",
            Funding((body,), (recipient,), kinds=(kind,)),
            setting,
            met,
        )
