"""What a row works on: topics of the vocabulary by the words and codes of its sector."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.formats.whowhatwhere.wording import meanings, worded

if TYPE_CHECKING:
    from ngograph.sources.known import Known

# What surely parts a list, and what does so unless a topic has it in its name.
_PARTS: Final = (re.compile(r"\s*[;|\n]\s*"), re.compile(r"\s*[;|/,\n]\s*"))
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)\s*$")


class Subject(NamedTuple):
    """Keys of `concept/topic/`, and what the vocabulary has no concept for as "list:code"."""

    topics: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Topics:
    """Topics by what tables call them; what has been looked up once is remembered."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._subjects: dict[tuple[str, str, str], Subject] = {}

    def subject(self, scheme: str, name: str, code: str = "") -> Subject:
        """Return what a cell with a sector's *name* and *code* stands for; the name is asked first."""
        asked = (scheme, name, code)
        if asked not in self._subjects:
            self._subjects[asked] = self._subject(scheme, name, code)
        return self._subjects[asked]

    def one(self, text: str) -> str:
        """Return the key of the topic that *text* names as a whole, empty if it names none."""
        form = worded(text)
        cluster = meanings("sectors").get(form)
        return (
            (self.known.clusters.get(cluster, "") if cluster else "")
            or self.known.topic(text)
            or meanings("topics").get(form, "")
        )

    def _subject(self, scheme: str, name: str, code: str) -> Subject:
        if found := self.known.purposes.get(code or name, ""):
            return Subject((found,))
        for text in (name, _BRACKETED.sub("", name), code):
            if text and (found := self.one(text)):
                return Subject((found,))
        for mark in _PARTS:
            several = [self.one(part) for part in mark.split(name) if part]
            if len(several) > 1 and all(several):
                return Subject(tuple(dict.fromkeys(several)))
        return Subject((), (f"{scheme}:{name or code}",) if name or code else ())
