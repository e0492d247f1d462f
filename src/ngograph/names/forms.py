"""The forms of a name: without what stands in brackets, with either of two words parted by a slash."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii

from ngograph.names.acronyms import is_acronym, short_for
from ngograph.names.scripts import plain
from ngograph.names.words import words

_BRACKET: Final = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*")
_DASH: Final = re.compile(r"\s+[-–—|:]\s+")
_PARTED: Final = re.compile(r"[(\[（【/]|\s[-–—|:]\s")
_SLASHED: Final = re.compile(r"[^\s/]+(?:/[^\s/]+)+")
_MOST: Final = 16
_DROPPED: Final = 0.88
_APART: Final = 0.8
_MARK: Final = 4
_CHOSEN: Final = 0.98


@dataclass(frozen=True)
class Form:
    """One form of a name.

    Args:
        text: the form.
        worth: how surely it stands for the whole, 0–1: 1 for the name itself and without its own acronym.
        short: whether it is but an acronym.
    """

    text: str
    worth: float = 1.0
    short: bool = False


def forms(text: str) -> tuple[Form, ...]:
    """Return the forms of *text*, the name itself first.

    >>> [form.text for form in forms("Swiss Church Aid (HEKS)")]
    ['Swiss Church Aid (HEKS)', 'Swiss Church Aid', 'HEKS']
    """
    whole = plain(text)
    found = {whole: Form(whole, short=is_acronym(whole))}
    if not _PARTED.search(whole):
        return tuple(found.values())
    for form in (*_bracketed(whole), *_dashed(whole)):
        found.setdefault(form.text, form)
    for one in [form for form in found.values() if not _BRACKET.search(form.text)]:
        for other in slashed(one.text)[1:]:
            found.setdefault(other, Form(other, one.worth * _CHOSEN, is_acronym(other)))
    return tuple(found.values())[:_MOST]


def slashed(text: str) -> list[str]:
    """Return *text* and, where words are given as "krst/križ", each way of choosing among them."""
    whole = unicodedata.normalize("NFKC", text).strip()
    found = [whole]
    most = max((len(run.split("/")) for run in _SLASHED.findall(whole)), default=0)
    for choice in range(min(most, _MOST)):
        found.append(_SLASHED.sub(lambda run, at=choice: _chosen(run.group().split("/"), at), whole))  # type: ignore[misc]
    return found


def hidden_labels(name: str) -> tuple[str, ...]:
    """Return other ways to write *name* that may serve to find it and are never to be shown.

    Without forms of law, brackets and one of two words, in Latin letters, and as an acronym.

    >>> hidden_labels("JU Centar za socijalni rad Jajce")
    ('Centar za socijalni rad Jajce', 'CSRJ')
    """
    found: dict[str, None] = {}
    for form in forms(name):
        found[form.text] = None
        found[_unlegal(form.text)] = None
    for text in list(found):
        found[" ".join(anyascii(text).split())] = None
    if not is_acronym(name):
        telling = [word for word in words(_BRACKET.sub(" ", name)) if not word.legal]
        found |= {"".join(word.fold[0] for word in telling).upper(): None} if len(telling) > 1 else {}
    return tuple(text for text in found if text and text not in (name, plain(name)))


def _bracketed(text: str) -> list[Form]:
    """Return *text* without what stands in brackets, and this by itself."""
    inside = [found.strip() for found in _BRACKET.findall(text) if found.strip()]
    outside = " ".join(_BRACKET.sub(" ", text).split())
    if not inside or not outside:
        return []
    own = all(_is_mark(part, outside) for part in inside)
    return [
        Form(outside, 1.0 if own else _DROPPED, is_acronym(outside)),
        *(Form(part, 1.0 if short_for(part, outside) else _APART, is_acronym(part)) for part in inside),
    ]


def _is_mark(part: str, outside: str) -> bool:
    """Say whether *part* is but an acronym, or several, of the name *outside*: not of a country or a kind."""
    return all(
        short_for(one, outside) or (is_acronym(one) and len(one) >= _MARK)
        for one in re.split(r"[/,;]\s*", part)
    ) and not any(key[0] == "@" for word in words(part) for key in word.meant)


def _dashed(text: str) -> list[Form]:
    """Return the parts of "ACR - Name", worth all if one is short for the other, else little."""
    parts = [part.strip() for part in _DASH.split(text)]
    if len(parts) != 2 or not all(parts):
        return []
    one, other = parts
    own = short_for(one, other) or short_for(other, one)
    return [Form(part, 1.0 if own else _APART, is_acronym(part)) for part in parts]


def _unlegal(text: str) -> str:
    """Return *text* without forms of law at its beginning and end."""
    kept = text.split()
    for end in (0, -1):
        while len(kept) > 1 and (said := words(kept[end].strip(",."))) and all(word.legal for word in said):
            kept.pop(end)
    return " ".join(kept).rstrip(",")


def _chosen(alternatives: list[str], at: int) -> str:
    """Return the word at place *at*, or the last where there are fewer."""
    return alternatives[min(at, len(alternatives) - 1)]
