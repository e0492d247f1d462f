"""Words of any script in Latin letters without marks, in each way that people write them so."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from anyascii import anyascii

# Latin letters of Serbian for Cyrillic ones; letters that only other languages have are treated likewise.
_SOUTH: Final = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшйыэёьъщюяіїєґѓќѕў",
        "a b v g d dj e ž z i j k l lj m n nj o p r s t ć u f h c č dž š j i e e _ _ šč ju ja i ji je g"
        " g k dz u".replace("_", "").split(" "),
        strict=True,
    )
)
# Where Bulgarian differs, and where English readers write Cyrillic otherwise than Serbs do.
_BULGARIAN: Final = _SOUTH | {"ъ": "a", "щ": "št", "ж": "zh", "ч": "ch", "ш": "sh", "х": "h", "ц": "ts"}
_ALIKE: Final = dict(zip("аеорсхукмтвніѕјԁԛԝ", "aeopcxykmtbhisjdqw", strict=True))
_ALIKE_LATIN: Final = {latin: cyrillic for cyrillic, latin in _ALIKE.items()}
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_MIXED: Final = re.compile(r"\w*(?:[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z])\w*")
_ARABIC_MARKS: Final = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS: Final = str.maketrans("أإآىةؤئ", "اااي" + "هوي")
_ARTICLE: Final = re.compile(r"^(?:و|ف)?(?:ال|لل|بال|كال)(?=\w{3})")
_SPELT: Final = (
    ("shch", "sc"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ts", "c"),
    ("dj", "d"),
    ("ck", "k"),
    ("ou", "u"),
    ("oe", "o"),
    ("ue", "u"),
    ("ae", "a"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("q", "k"),
)
# What Arabic letters do not tell apart, or not in names from elsewhere.
_HEARD: Final = (
    ("sh", "s"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("p", "b"),
    ("v", "f"),
)
_SOFT: Final = re.compile("c(?=[eiy])")
_VOWELS: Final = re.compile("[aeiouyw]")
_TWICE: Final = re.compile(r"(.)\1")


def plain(text: str) -> str:
    """Return *text* in one way of encoding, letters that only look like those of its script made so.

    >>> plain("Сroix") == "Croix"
    True
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if text.isascii() or not (is_cyrillic(text) and _LATIN.search(text)):
        return text
    return _MIXED.sub(lambda found: _one_script(found.group()), text)


def is_cyrillic(text: str) -> bool:
    """Say whether *text* has Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def is_arabic(text: str) -> bool:
    """Say whether *text* has Arabic letters."""
    return _ARABIC.search(text) is not None


def south(text: str) -> str:
    """Return *text* in lower case with Cyrillic letters as the Latin letters of Serbian."""
    return "".join(_SOUTH.get(letter, letter) for letter in text.casefold()).replace("đ", "dj")


def bare(word: str) -> str:
    """Return an Arabic word in lower case without article and marks, each letter in its plainest form.

    >>> bare("الأحمر") == bare("احمر")
    True
    """
    return _ARTICLE.sub("", _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS))


def folds(word: str) -> tuple[str, ...]:
    """Return the ways to write *word*, which is in lower case, in Latin letters without marks.

    >>> folds("кръст")
    ('krst', 'krast', 'krust')
    """
    if word.isascii() and word.isalnum():
        return (word,)
    if is_arabic(word):
        return _distinct(anyascii(bare(word).replace("ا", "a")), anyascii(word))
    if not is_cyrillic(word):
        return _distinct(anyascii(word.replace("đ", "dj")), anyascii(word))
    bulgarian = "".join(_BULGARIAN.get(letter, letter) for letter in word)
    return _distinct(anyascii(south(word)), anyascii(bulgarian), anyascii(word))


def skeleton(fold: str) -> str:
    """Return how *fold* sounds, so that spellings of one sound agree.

    >>> skeleton("oesterreich") == skeleton("osterreich"), skeleton("polumesyatsa") == skeleton("polumesjaca")
    (True, True)
    """
    for written, heard in _SPELT:
        if written in fold:
            fold = fold.replace(written, heard)
    return _TWICE.sub(r"\1", fold)


def bones(fold: str) -> str:
    """Return the consonants of *fold* as Arabic letters tell them apart, which leave most vowels out.

    >>> bones("unicef") == bones("ywnysf"), bones("jazairi") == bones("jzayry")
    (True, True)
    """
    for written, heard in _HEARD:
        fold = fold.replace(written, heard)
    return _TWICE.sub(r"\1", _VOWELS.sub("", _SOFT.sub("s", fold).replace("c", "k")))


def _distinct(*found: str) -> tuple[str, ...]:
    """Return the words found, in lower case, letters and digits only, each once."""
    kept = ("".join(filter(str.isalnum, one.lower())) for one in found)
    return tuple(dict.fromkeys(one for one in kept if one))


def _one_script(word: str) -> str:
    """Return *word* all in Latin or all in Cyrillic letters if it can be read so, else as it is."""
    lower = word.lower()
    foreign = set(_CYRILLIC.findall(lower))
    native = {letter for letter in lower if letter.isascii() and letter.isalpha()}
    ways = [(foreign, _ALIKE), (native, _ALIKE_LATIN)]
    for letters, table in sorted(ways, key=lambda way: sum(lower.count(letter) for letter in way[0])):
        if letters <= table.keys():
            return "".join(_as(letter, table) if letter.lower() in letters else letter for letter in word)
    return word


def _as(letter: str, table: dict[str, str]) -> str:
    found = table[letter.lower()]
    return found.upper() if letter.isupper() else found
