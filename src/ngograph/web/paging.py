"""Answers page by page: `limit` rows a page, `page` from 1, and links to the next and the previous one.

The engine takes the page out of the ordered rows, so that a page costs what it holds. Every question is
ordered, so that pages neither overlap nor leave a gap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from ngograph.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.store.answering import Question

PARAMETERS: Final = ("page", "limit")
"""Names that a question gives to no parameter of its own."""

MOST: Final = 10_000
"""The most rows of a page."""

DEFAULT: Final = 100
"""The rows of a page where only its number is given."""

_LAST: Final = 1_000_000_000


@dataclass(frozen=True)
class Page:
    """The rows of an answer from the `limit * (number - 1)`-th on."""

    number: int
    limit: int

    def of(self, question: Question) -> Question:
        """Return *question* for the rows of this page."""
        return _part(question, self.limit, self.limit * (self.number - 1))

    def beyond(self, question: Question) -> Question:
        """Return *question* for the first row after this page."""
        return _part(question, 1, self.limit * self.number)

    def from_here(self, question: Question) -> Question:
        """Return *question* for this page and one row more, which tells whether there is a next one."""
        return _part(question, self.limit + 1, self.limit * (self.number - 1))

    def links(self, path: str, values: Mapping[str, str], more: bool) -> dict[str, str]:
        """Return the addresses of the pages around this one, by their relation to it.

        >>> Page(2, 10).links("/queries/x", {"place": "ba"}, more=False)
        {'first': '/queries/x?place=ba&limit=10&page=1', 'prev': '/queries/x?place=ba&limit=10&page=1'}
        """
        numbers = {"first": 1}
        if self.number > 1:
            numbers["prev"] = self.number - 1
        if more:
            numbers["next"] = self.number + 1
        return {
            relation: f"{path}?{urlencode({**values, 'limit': self.limit, 'page': number})}"
            for relation, number in numbers.items()
        }


def page_of(query: str, values: Mapping[str, str]) -> Page | None:
    """Return the page that *values* ask for of the answer to *query*, None if they want all of it.

    Raises:
        ParameterError: one of them is no number, or out of bounds.
    """
    given = {name: values[name].strip() for name in PARAMETERS if values.get(name, "").strip()}
    if not given:
        return None
    limit = _number(query, "limit", given.get("limit", str(DEFAULT)), MOST)
    return Page(_number(query, "page", given.get("page", "1"), _LAST), limit)


def leaves(path: str, values: Mapping[str, str], number: int, more: bool) -> str:
    """Return the Link header of the page *number* of what has no other bound, empty where that is all.

    >>> leaves("/id/place/ba", {"format": "ttl", "page": "2"}, 2, more=False)
    '</id/place/ba?format=ttl>; rel="first", </id/place/ba?format=ttl&page=1>; rel="prev"'
    """
    kept = {name: value for name, value in values.items() if name != "page"}
    links = {}
    if number > 1:
        links = {"first": kept, "prev": {**kept, "page": str(number - 1)}}
    if more:
        links["next"] = {**kept, "page": str(number + 1)}
    return link_header(
        {relation: f"{path}?{urlencode(asked)}".rstrip("?") for relation, asked in links.items()}
    )


def link_header(links: Mapping[str, str]) -> str:
    """Return *links* as a Link header (RFC 8288)."""
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())


def _part(question: Question, limit: int, offset: int) -> Question:
    return replace(question, text=f"{question.text}\nLIMIT {limit} OFFSET {offset}\n")


def _number(query: str, name: str, value: str, most: int) -> int:
    if value.isascii() and value.isdigit() and len(value) <= len(str(most)) and 1 <= int(value) <= most:
        return int(value)
    raise ParameterError(query, name, f"a number from 1 to {most}", value)
