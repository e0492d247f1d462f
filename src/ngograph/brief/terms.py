"""On what terms a connection is lent: its client sends the same head each time, and answers bear the same."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from random import getrandbits
from typing import TYPE_CHECKING, Final
from wsgiref.handlers import format_date_time

from ngograph.brief.asking import asked
from ngograph.brief.encodings import SMALL, encoded
from ngograph.store.cached import is_volatile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.brief.asking import Asked
    from ngograph.store.answering import Form, Wanted

_LINE: Final = b"\r\n"
_LONG: Final = 1 << 16
"""Bytes of the largest answer that is written here."""
DATE: Final = b"date"
ID: Final = b"x-request-id"
LENGTH: Final = b"content-length"
TAG: Final = b"etag"
SLOTS: Final = {name: b"%%(%b)b" % name for name in (DATE, ID, LENGTH, TAG)}
"""What differs from answer to answer."""


def new_id() -> str:
    """Return an id for a request that bears none."""
    return f"{getrandbits(128):032x}"


def tag(stamp: str, address: bytes) -> str:
    """Return the tag of the answer at an *address* of what bears this *stamp*."""
    return f'W/"{stamp}-{blake2b(address, digest_size=12).hexdigest()}"'


@dataclass(frozen=True)
class BriefTerms:
    """Such terms.

    Args:
        rest: the request behind its first line.
        name: the word given as `format`.
        longest: bytes of the longest query in an address.
        wanted: the formats of the answers.
        heads: what stands before the body of an answer of each form, as it is or encoded, with slots.
        stamp: of what is served.
        before: what the tag of an answer is made from, before the query in the address.
        encoding: of answers that are not very short; None: as they are.
    """

    rest: bytes
    name: str | None
    longest: int
    wanted: Wanted
    heads: Mapping[tuple[Form, bool], bytes]
    stamp: str
    before: bytes
    encoding: str | None

    def read(self, come: bytes) -> Come | None:
        """Return the question that *come* asks, None if it is anything but one small question."""
        end = come.find(_LINE)
        if come[end:] != self.rest:
            return None
        question = asked(come[:end])
        if (
            question is None
            or question.name != self.name
            or len(question.query_string) > self.longest
            or is_volatile(question.text)
        ):
            return None
        return Come(self, question)


@dataclass(frozen=True, slots=True)
class Come:
    """A question that has come on these terms."""

    terms: BriefTerms
    asked: Asked

    @property
    def text(self) -> str:
        """The question."""
        return self.asked.text

    def answer(self, form: Form, body: bytes) -> tuple[str, int, bytes] | None:
        """Return the id of the request, the bytes of the body, and the whole answer; None if it is long."""
        terms, name = self.terms, new_id()
        if len(body) > _LONG:
            return None
        encode = terms.encoding is not None and len(body) >= SMALL
        if terms.encoding is not None and encode:
            body = encoded(body, terms.encoding)
        values = {
            DATE: _date(int(time.time())),
            ID: name.encode(),
            LENGTH: b"%d" % len(body),
            TAG: tag(terms.stamp, terms.before + self.asked.query_string).encode(),
        }
        return name, len(body), terms.heads[form, encode] % values + body


@lru_cache(maxsize=1)
def _date(seconds: int) -> bytes:
    return format_date_time(seconds).encode()
