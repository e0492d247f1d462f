"""Which language a name is in, told by its script, its letters and its small words."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from ngograph.names.lexicon import lexicon
from ngograph.names.scripts import plain

# Letters that of all languages here only one has, or hardly another; the first that are found decide.
_LETTERS: Final = (
    ("uz", "ўғқҳ"),
    ("kk", "әңұіһө"),
    ("mk", "ѓќѕ"),
    ("sr", "ђљњћџј"),
    ("uk", "іїєґ"),
    ("ru", "ыэё"),
    ("fa", "پچژگ"),
    ("tr", "ğış"),
    ("pl", "łąęśźż"),
    ("de", "ß"),
    ("cs", "řěů"),
    ("hu", "őű"),
    ("ro", "țăș"),
    ("es", "ñ¿"),
    ("pt", "ãõ"),
    ("bs", "ćđ"),
    ("sv", "å"),
    ("fr", "œçêëèùâî"),
    ("de", "äöü"),
    ("es", "íóú"),
    ("bs", "čšž"),
    ("uz", "ʻ"),
)
_SCRIPTS: Final = (
    ("ar", "\u0600-\u06ff"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("am", "\u1200-\u137f"),
    ("th", "\u0e00-\u0e7f"),
    ("ko", "\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u4e00-\u9fff"),
    ("bn", "\u0980-\u09ff"),
    ("hi", "\u0900-\u097f"),
)
# Small words and words that names of bodies are made of, without marks; none is given to two languages.
_WORD: Final = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """Return the language of *text* as a language tag, empty if nothing tells it.

    >>> language("Društvo Crvenog križa"), language("Croix-Rouge suisse"), language("ICRC")
    ('bs', 'fr', '')
    """
    lower = plain(text).casefold()
    for tag, letters in _SCRIPTS:
        if re.search(f"[{letters}]", lower):
            return "fa" if tag == "ar" and re.search("[پچژگ]", lower) else tag
    words = set(_WORD.findall(lower))
    bare = words | {"".join(normalize("NFD", letter)[0] for letter in word) for word in words}
    said = {tag: len(known & bare) for tag, known in lexicon().languages.items()}
    letters_of = next((tag for tag, letters in _LETTERS if set(letters) & set(lower)), "")
    if letters_of in said:
        said[letters_of] += 1
    best = max(said.values())
    tied = [tag for tag, count in said.items() if count == best]
    if not best:
        return letters_of
    return letters_of if letters_of in tied else tied[0] if len(tied) == 1 else ""
