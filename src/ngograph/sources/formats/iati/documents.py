"""Documents that an activity links to: what has come of it, such as an evaluation, is its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Paper
from ngograph.sources.formats.iati.texts import code_of, texts_of
from ngograph.sources.formats.iati.times import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.formats.iati.setting import Setting

_OUTCOMES: Final = frozenset(("A07", "A08", "A09"))
"""Codes of DocumentCategory: reviews and evaluations, results, memoranda of understanding."""


def outcomes_of(elements: Iterable[_Element], setting: Setting) -> Iterator[Paper]:
    """Yield the documents among *elements* that have come of the activity; the others are noted."""
    notes = setting.notes
    for element in elements:
        categories = [child.get("code") or "" for child in element if child.tag == "category"]
        if _OUTCOMES.isdisjoint(categories):
            notes.append("document that is no outcome of the activity is not taken over")
        elif (address := "".join((element.get("url") or "").split())) and "@" not in address:
            yield _paper(element, address, setting)
        else:
            notes.append("document without an address on the web is not taken over")


def _paper(element: _Element, address: str, setting: Setting) -> Paper:
    titles = element.findall("title")
    languages = [code_of(child) for child in element.iterchildren("language")]
    days = [day_of(child, setting.notes) for child in element.iterchildren("document-date")]
    return Paper(
        texts_of(titles, setting.language),
        address,
        tuple(dict.fromkeys(filter(None, languages))),
        days[0] if days else "",
    )
