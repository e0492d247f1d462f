"""What a header speaks of, by the words in it or by its HXL tag."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ngograph.sources.formats.whowhatwhere.wording import worded, words

PARTIES: Final = ("donor", "programme", "implementer", "organisation")
_LEVELS: Final = ("level4", "level3", "level2", "level1")
_TIMES: Final = ("edited", "status", "start", "end", "month", "year")
_REMEMBERED: Final = 1 << 13


class Meaning(NamedTuple):
    """What a column holds.

    Args:
        field: a party (donor, programme, implementer, organisation), or sector, place, start …; "alone" where
            only a neighbour tells what it is the name, acronym or kind of.
        aspect: which side of it: name, acronym, kind, code or address.
        level: of a place: 1 is the widest below the country; 0 where only its neighbours tell.
        ordinal: of several alike, such as "Partner 2".
        rest: how many words of the header are not understood.
    """

    field: str
    aspect: str = "name"
    level: int = 0
    ordinal: int = 0
    rest: int = 0


class _Phrase(NamedTuple):
    concept: str
    languages: tuple[str, ...]


@lru_cache(_REMEMBERED)
def meaning(header: str) -> Meaning | None:
    """Return what a column with that *header* holds, or None where its words say nothing.

    >>> meaning("Organización implementadora").field
    'implementer'
    >>> meaning("ADM2_PCODE")
    Meaning(field='place', aspect='code', level=2, ordinal=0, rest=0)
    """
    found, numbers, rest = _read(worded(header))
    concepts = {phrase.concept for phrase in found}
    field, aspect, level, ordinal = _field(concepts, numbers)
    if not field or (field == "row" and rest):
        return None
    return Meaning(field, aspect, level, ordinal, rest)


def languages(header: str) -> tuple[str, ...]:
    """Return the languages of the words in *header*, one for each word and language that has it."""
    found, _, _ = _read(worded(header))
    return tuple(language for phrase in found for language in phrase.languages)


def _field(concepts: set[str], numbers: list[int]) -> tuple[str, str, int, int]:
    """Return field, aspect, level and ordinal of what speaks of *concepts*; the first that is sure."""
    number = numbers[0] if numbers else 0
    if "contact" in concepts or ("responsible" in concepts and "organisation" not in concepts):
        return "contact", "name", 0, 0
    for plain in ("count", "latitude", "longitude"):
        if plain in concepts:
            return plain, "name", 0, 0
    if concepts & {"amount", "currency"}:
        return ("currency" if "currency" in concepts else "amount"), "name", 0, 0
    for plain in _TIMES:
        if plain in concepts:
            return plain, "name", 0, 0
    party = next((one for one in PARTIES if one in concepts), "")
    if party and "country" in concepts:
        return "", "name", 0, 0
    if party:
        both = {"implementer", "programme"} <= concepts
        return party, "kind" if both else _aspect(concepts), 0, number
    for plain in ("period", "reported"):
        if plain in concepts:
            return plain, "name", 0, 0
    return _subject(concepts, number, bool(numbers))


def _subject(concepts: set[str], number: int, numbered: bool) -> tuple[str, str, int, int]:
    aspect = _aspect(concepts)
    if "activity" in concepts and not concepts & {"sector", "subsector"}:
        return "activity", aspect, 0, 0
    for plain in ("subsector", "sector", "project"):
        if plain in concepts:
            return plain, aspect, 0, 0
    if "country" in concepts:
        return "place", aspect, -1, 0
    if (concepts & {"admin", "pcode"}) and numbered:
        return "place", aspect, number or -1, 0
    level = next((one for one in _LEVELS if one in concepts), "")
    if level:
        return "place", aspect, int(level[-1]), 0
    if "site" in concepts:
        return ("place", aspect, 9, 0) if aspect in ("name", "code") else ("", "", 0, 0)
    if "pcode" in concepts:
        return "place", "code", 0, 0
    if "row" in concepts or concepts == {"code"}:
        return "row", "name", 0, 0
    return ("alone", aspect, 0, 0) if concepts and concepts <= {"acronym", "name", "kind"} else ("", "", 0, 0)


def _aspect(concepts: set[str]) -> str:
    if concepts & {"code", "pcode"}:
        return "code"
    return next((one for one in ("kind", "acronym", "address") if one in concepts), "name")


def _read(text: str) -> tuple[list[_Phrase], list[int], int]:
    """Return the phrases and numbers in *text*, and how many words are neither."""
    pattern, phrases = _pattern()
    found: list[_Phrase] = []
    for match in pattern.finditer(text):
        found.append(phrases[(match.lastindex or 0) - 1])
    left = pattern.sub(" ", text).split()
    numbers = [int(word) for word in left if word.isdecimal() and len(word) == 1]
    return found, numbers, sum(1 for word in left if not word.isdecimal())


@cache
def _pattern() -> tuple[re.Pattern[str], list[_Phrase]]:
    """Return one pattern of all phrases, the longest first, and what each of its groups is."""
    forms: dict[str, tuple[str, list[str]]] = {}
    for concept, by_language in words("headers.toml").items():
        for language, texts in by_language.items():
            for text in texts:
                form = " ".join(worded(word) + "*" * word.endswith("*") for word in text.split())
                forms.setdefault(form, (concept, []))[1].append(language)
    ordered = sorted(forms, key=lambda form: (-form.count(" "), "*" in form, -len(form), form))
    groups = "|".join(f"({form.replace('*', r'[^ ]*')})" for form in ordered)
    return re.compile(rf"(?<![^ ])(?:{groups})(?![^ ])"), [
        _Phrase(forms[form][0], tuple(forms[form][1])) for form in ordered
    ]
