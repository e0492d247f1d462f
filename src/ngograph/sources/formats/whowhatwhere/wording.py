"""Words as they are compared here: in their script, without case, accents and punctuation."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
# Letters that have no parts.
_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "\u0649": "\u064a", "\u0640": None}
)
_REMEMBERED: Final = 1 << 15


@lru_cache(_REMEMBERED)
def worded(text: str) -> str:
    """Return the words and numbers of *text*, parted by single spaces, as they are compared.

    Scripts are kept apart: two words of Arabic can have the same consonants in Latin letters.

    >>> worded("WoredaPcod"), worded("Nom de l’organisation"), worded("ADM1_PCODE")
    ('woreda pcod', 'nom de l organisation', 'adm 1 pcode')
    """
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text)).casefold()
    bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return " ".join(_TOKEN.findall(bare.translate(_LETTERS)))


@cache
def words(name: str) -> dict[str, Any]:
    """Return the table of words in the file *name* beside this module."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def meanings(section: str) -> dict[str, str]:
    """Return what each word of that *section* of the table of values stands for, by the word as compared."""
    found: dict[str, str] = {}
    for meaning, forms in words("values.toml")[section].items():
        for form in forms:
            if found.setdefault(worded(form), meaning) != meaning:
                raise ValueError(f"{form!r} stands for {found[worded(form)]} and for {meaning}")
    return found


def says_nothing(cell: str) -> bool:
    """Say whether *cell* says that there is nothing to say, such as "N/A", or is but a dash.

    >>> says_nothing("N/A"), says_nothing("--"), says_nothing("0")
    (True, True, False)
    """
    form = worded(cell)
    return not form or meanings("nobody").get(form) == "none"
