"""What a header speaks of, by the words in it or by its HXL tag."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

from ngograph.sources.formats.whowhatwhere.wording import worded, words

PARTIES: Final = ("donor", "programme", "implementer", "organisation")
SITE: Final = 9
"""The level of a place below all that are numbered."""
_LEVELS: Final = ("level4", "level3", "level2", "level1")
_SAID: Final = ("donor", "programme", "implementer", "partner", "organisation")
_PLAIN: Final = (
    *("transaction", "count", "role", "latitude", "longitude", "currency", "amount"),
    *("edited", "status", "start", "end", "month", "year"),
)
_REMEMBERED: Final = 1 << 13


class Meaning(NamedTuple):
    """What a column holds.

    Args:
        field: a party (donor, programme, implementer, organisation), or sector, place, start …; "partner"
            where only the other columns tell which party; "alone" where only a neighbour tells what it is the
            name, acronym or kind of.
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


_Form = tuple[str, ...]


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
    party = next((one for one in _SAID if one in concepts), "")
    plain = _plain(concepts, party)
    if plain or (party and "country" in concepts):
        return plain, "name", 0, 0
    if party and {"kind", "code"} <= concepts:
        return "", "name", 0, 0  # a code of what sort of body it is, and of many
    if party:
        both = {"implementer", "programme"} <= concepts
        return party, "kind" if both else _aspect(concepts), 0, number
    if level := _level(concepts, number, bool(numbers)):
        return "place", _aspect(concepts), level, 0
    return _subject(concepts), _aspect(concepts), 0, 0


def _plain(concepts: set[str], party: str) -> str:
    """Return the field of a column that has no sides, empty if it is none."""
    if "contact" in concepts or ("responsible" in concepts and "organisation" not in concepts):
        return "contact"
    weaker = () if party else ("period", "reported")
    return next((one for one in (*_PLAIN, *weaker) if one in concepts), "")


def _level(concepts: set[str], number: int, numbered: bool) -> int:
    """Return the level of the places that *concepts* speak of, 0 if they speak of none."""
    if concepts & {"activity", "subsector", "sector", "project", "ref"}:
        return 0
    if "country" in concepts:
        return -1
    if concepts & {"admin", "pcode"} and numbered:
        return number or -1
    named = next((int(one[-1]) for one in _LEVELS if one in concepts), 0)
    return named or (SITE if "site" in concepts and _aspect(concepts) in ("name", "code") else 0)


def _subject(concepts: set[str]) -> str:
    found = next((one for one in ("subsector", "sector", "activity", "project") if one in concepts), "")
    if found or "site" in concepts:
        return found
    if "pcode" in concepts:
        return "place"
    if "row" in concepts or concepts in ({"code"}, {"ref"}):
        return "row"
    return "alone" if concepts and concepts <= {"acronym", "name", "kind"} else ""


def _aspect(concepts: set[str]) -> str:
    if concepts & {"code", "pcode", "ref"}:
        return "code"
    return next((one for one in ("kind", "acronym", "address") if one in concepts), "name")


def _read(text: str) -> tuple[list[_Phrase], list[int], int]:
    """Return the phrases and numbers in *text*, and how many words are neither; the longest phrase wins."""
    words_left, found, numbers, rest = text.split(), list[_Phrase](), list[int](), 0
    while words_left:
        for length in range(min(len(words_left), _longest()), 0, -1):
            phrase = _phrase(tuple(words_left[:length]))
            if phrase:
                found.append(phrase)
                break
        else:
            length, word = 1, words_left[0]
            if word.isdecimal():
                numbers += [int(word)] if len(word) == 1 else []
            else:
                rest += 1
        del words_left[:length]
    return found, numbers, rest


def _phrase(said: tuple[str, ...]) -> _Phrase | None:
    exact, open_ended = _phrases()
    return exact.get(said) or next(
        (
            phrase
            for form, phrase in open_ended.get(len(said), ())
            if all(
                word.startswith(part[:-1]) if part[-1] == "*" else word == part
                for word, part in zip(said, form, strict=True)
            )
        ),
        None,
    )


@cache
def _longest() -> int:
    exact, open_ended = _phrases()
    return max(*map(len, exact), *open_ended)


@cache
def _phrases() -> tuple[dict[_Form, _Phrase], dict[int, list[tuple[_Form, _Phrase]]]]:
    """Return the phrases by their words, and by their number those with a word of any ending."""
    forms: dict[_Form, tuple[str, list[str]]] = {}
    for concept, by_language in words("headers.toml").items():
        for language, texts in by_language.items():
            for text in texts:
                form = tuple(
                    one + "*" * (word.endswith("*") and one == parts[-1])
                    for word in text.split()
                    for parts in (worded(word).split(),)
                    for one in parts
                )
                forms.setdefault(form, (concept, []))[1].append(language)
    phrases = {form: _Phrase(concept, tuple(spoken)) for form, (concept, spoken) in forms.items()}
    open_ended: dict[int, list[tuple[_Form, _Phrase]]] = {}
    for form, phrase in sorted(phrases.items(), key=lambda pair: (-sum(map(len, pair[0])), pair[0])):
        if any(part.endswith("*") for part in form):
            open_ended.setdefault(len(form), []).append((form, phrase))
    return {
        form: phrase for form, phrase in phrases.items() if not any("*" in part for part in form)
    }, open_ended
