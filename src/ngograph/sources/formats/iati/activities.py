"""One activity of IATI as a record: what it is, who takes part, who pays whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import About, Participation, Record, Skipped, Work
from ngograph.sources.formats.iati.bodies import body_of
from ngograph.sources.formats.iati.codes import RELATIONS, ROLES, STATUSES
from ngograph.sources.formats.iati.participations import participations, taking_part
from ngograph.sources.formats.iati.parties import Parties
from ngograph.sources.formats.iati.plans import planned_of
from ngograph.sources.formats.iati.subjects import country_of, kept_of, locations_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import LANGUAGE, Setting, code_of, texts, tidied
from ngograph.sources.formats.iati.times import time_of
from ngograph.sources.formats.iati.transactions import transactions_of
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from ngograph.sources.facts import Fact, Spot
    from ngograph.sources.known import Known

_TAKEN: Final = frozenset(
    ("iati-identifier", "reporting-org", "title", "participating-org", "activity-status", "activity-date",
     "related-activity", "sector", "tag", "humanitarian-scope", "recipient-country", "recipient-region",
     "location", "transaction", "planned-disbursement")
)  # fmt: skip
_YES: Final = ("1", "true")
_PARENT: Final = "1"
_CHILD: Final = "2"
_PART_OF: Final = (_PARENT, _CHILD)
_CONTACTS: Final = "contact-info"

_Parts = dict[str, list["_Element"]]
"""The elements of an activity by their names."""


def record_of(element: _Element, locator: str, language: str, known: Known) -> Record | Skipped:
    """Return what the activity *element* says.

    Args:
        element: an `iati-activity`.
        locator: where it is in its file, as an XPath.
        language: the BCP 47 tag of its texts if it does not say its own.
        known: countries, topics and currencies.
    """
    parts = _parts(element)
    reporting = parts["reporting-org"][0] if "reporting-org" in parts else None
    setting = Setting(
        known,
        locator,
        (element.get(LANGUAGE) or language).strip().lower(),
        (reporting.get("ref") or "").strip() if reporting is not None else "",
        (element.get("default-currency") or "").strip().upper(),
        _left_out(parts),
        {},
    )
    reporter = body_of(reporting, setting)
    organisations = list(taking_part(parts.get("participating-org", ()), setting))
    identifier = tidied(parts["iati-identifier"][0].text) if "iati-identifier" in parts else ""
    work = _work(element, identifier, parts, setting)
    modality = "planned" if work.status == "planned" else "asserted"
    about = About(modality=modality)
    facts: list[Fact] = [work]
    if reporter:
        facts.append(Participation(reporter, work, ("reporting",)))
    facts += participations(organisations, work, about, setting.notes)
    funders = dict.fromkeys(body for _, body, stated in organisations if ROLES.get(stated) == "funder")
    payer = None if reporting is not None and reporting.get("secondary-reporter") in _YES else reporter
    parties = Parties(work, payer, tuple(funders), modality)
    facts += transactions_of(parts.get("transaction", ()), parties, setting)
    facts += planned_of(parts.get("planned-disbursement", ()), parties, setting)
    if len(facts) == 1:
        return Skipped(locator, "no organisation named", tuple(setting.notes))
    facts += _children(parts.get("related-activity", ()), work)
    return Record(identifier or locator, locator, tuple(facts), tuple(setting.notes))


def _parts(element: _Element) -> _Parts:
    parts: _Parts = {}
    for child in element:
        tag = child.tag
        if tag in parts:
            parts[tag].append(child)
        elif isinstance(tag, str):
            parts[tag] = [child]
    return parts


def _left_out(parts: _Parts) -> list[str]:
    """Return a note for each element that is not taken over."""
    notes = []
    for tag, elements in parts.items():
        if tag in _TAKEN:
            continue
        if tag == _CONTACTS:
            note = "contact-info dropped: contact data"
        elif tag.startswith("{"):
            note = "element of another namespace is not taken over"
        else:
            note = f"{tag} is not taken over"
        notes += [note] * len(elements)
    return notes


def _work(element: _Element, identifier: str, parts: _Parts, setting: Setting) -> Work:
    called = work_called(identifier) if identifier else Work(key=setting.locator)
    if not identifier:
        setting.notes.append("no iati-identifier")
    names = dict.fromkeys(name for title in parts.get("title", ()) for name in texts(title, setting.language))
    if not names:
        setting.notes.append("no title")
    status = _status(parts.get("activity-status", ()), setting.notes)
    topics, kept = _topics(parts, setting)
    if element.get("humanitarian") in _YES:
        kept.append("Humanitarian:1")
    return Work(
        tuple(names),
        called.codes,
        key=called.key,
        edtf=time_of(parts.get("activity-date", ()), setting.notes),
        modality="planned" if status == "planned" else "",
        status=status,
        part_of=tuple(_parents(parts.get("related-activity", ()), called, setting.notes)),
        topics=tuple(topics),
        places=tuple(_places(parts, setting)),
        codes_kept=tuple(dict.fromkeys(kept)),
    )


def _status(elements: Sequence[_Element], notes: list[str]) -> str:
    if not elements:
        return ""
    code = code_of(elements[0])
    if code not in STATUSES:
        notes.append(f"status {code} has no concept here" if code else "status without a code")
    return STATUSES.get(code, "")


def _topics(parts: _Parts, setting: Setting) -> tuple[list[str], list[str]]:
    """Return the topics of an activity, and the codes of it that no topic answers to."""
    topics, kept = [], []
    for sector in parts.get("sector", ()):
        topic, code = topic_of(sector, setting)
        if topic and topic not in topics:
            topics.append(topic)
        elif code:
            kept.append(code)
    for name in ("tag", "humanitarian-scope"):
        kept += filter(None, map(kept_of, parts.get(name, ())))
    return topics, kept


def _places(parts: _Parts, setting: Setting) -> Iterator[Spot]:
    countries = [one for part in parts.get("recipient-country", ()) if (one := country_of(part, setting))]
    yield from dict.fromkeys(countries)
    if "recipient-region" in parts:
        regions = (region_of(part, setting) for part in parts["recipient-region"])
        yield from dict.fromkeys(filter(None, regions))
    if "location" in parts:
        yield from dict.fromkeys(locations_of(parts["location"], countries, setting))
    if any(
        part.get("percentage") for name in ("recipient-country", "sector") for part in parts.get(name, ())
    ):
        setting.notes.append("percentages are not taken over")


def _parents(elements: Iterable[_Element], work: Work, notes: list[str]) -> Iterator[Work]:
    """Yield what *work* is a part of; note what else it is related to and cannot be said."""
    for element in elements:
        type_, reference = (element.get("type") or "").strip(), (element.get("ref") or "").strip()
        if type_ not in _PART_OF:
            notes.append(f"related activity ({RELATIONS.get(type_, 'of no known type')}) is not taken over")
        elif not reference or work_called(reference).codes == work.codes:
            notes.append("related activity is this one or has no reference")
        elif type_ == _PARENT:
            yield work_called(reference)


def _children(elements: Iterable[_Element], work: Work) -> Iterator[Work]:
    """Yield the parts of *work*."""
    whole = Work(work.names, work.codes, key=work.key)
    for element in elements:
        type_, reference = (element.get("type") or "").strip(), (element.get("ref") or "").strip()
        if type_ == _CHILD and reference and work_called(reference).codes != work.codes:
            yield work_called(reference)._replace(part_of=(whole,))
