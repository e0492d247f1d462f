"""In which encoding a text is written, told by its bytes: a wrong guess makes words that nobody writes."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_LOOKED_AT: Final = 1 << 17
# Of equal guesses, the first.
_CANDIDATES: Final = ("cp1252", "cp1251", "cp1256")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LATIN: Final = re.compile(r"[A-Za-z\u00aa-\u024f]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
# A capital in the midst of a word; between ASCII letters it is a manner of writing, as in iMMAP.
_MIDST: Final = re.compile(r"[^\W\d_](?<=[a-zß-ÿ\u0430-\u045f])[A-ZÀ-Þ\u0400-\u042f]")
_MUCH_GOOD: Final = 10
_PAIRS: Final = 1 << 12
_ZEROS: Final = 0.1
_STRAY: Final = 0.01


class Written(NamedTuple):
    """How a text is written: its encoding, and the name of what reads bytes that are none of it."""

    encoding: str
    errors: str = "replace"


def written_in(path: Path) -> Written:
    """Return how the text at *path* is written: in UTF-8 if the whole of it is, else as is likeliest.

    A few broken bytes in much UTF-8 leave it UTF-8. Where lines of UTF-8 stand beside others, as in a
    table put together from several, each is read as what it is.
    """
    with path.open("rb") as file:
        head = file.read(2 * _PAIRS)
    told = marked(head)
    if told or _is_utf8(path):
        return Written(told or "utf-8")
    lines = _telling(path)
    others = [line for line in lines if not _is_text(line)]
    if len(others) * 2 > len(lines):
        return Written(likeliest(b"".join(lines)))
    mixed = len(others) * _MUCH_GOOD > len(lines)
    return Written("utf-8", _reading_else(likeliest(b"".join(others))) if mixed else "replace")


def marked(head: bytes) -> str:
    """Return the encoding that a mark at the beginning of *head* names, or its zeros; empty if nothing does.

    Text of two bytes a character without a mark has a zero in every other place of what is ASCII.

    >>> marked("a;b".encode("utf-16-le")), marked(b"a;b")
    ('utf-16-le', '')
    """
    for bom, name in BOMS.items():
        if head.startswith(bom):
            return name
    some = head[: 2 * _PAIRS]
    first, second = some[::2].count(0), some[1::2].count(0)
    many, few = _ZEROS * len(some) / 2, _STRAY * len(some) / 2
    if second > many and first <= few:
        return "utf-16-le"
    return "utf-16-be" if first > many and second <= few else ""


def likeliest(head: bytes) -> str:
    """Return the encoding that makes the most plausible words of *head*, which has no mark of its own.

    >>> likeliest("Организация, Область".encode("cp1251"))
    'cp1251'
    >>> likeliest("Área de Organização".encode("latin-1"))
    'cp1252'
    """
    if told := marked(head):
        return told
    text = head.decode("utf-8", errors="replace")
    broken = text.removesuffix("\ufffd").count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - text.count("\ufffd")
    if not broken or good > broken * _MUCH_GOOD:
        return "utf-8"
    found = min(_CANDIDATES, key=lambda name: _strangeness(head.decode(name, errors="replace")))
    return "cp1250" if found == "cp1252" and _is_central(head.decode("cp1252", errors="replace")) else found


def _telling(path: Path) -> list[bytes]:
    """Return some lines of *path* that are more than ASCII, wherever they stand: the others tell nothing."""
    lines, size = list[bytes](), 0
    with path.open("rb") as file:
        while size < _LOOKED_AT and (line := file.readline(_LOOKED_AT)):
            if not line.isascii():
                lines.append(line)
                size += len(line)
    return lines


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _reading_else(encoding: str) -> str:
    """Return the name of what reads bytes that are not UTF-8 as *encoding*."""
    name = f"else-{encoding}"

    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(encoding, errors="replace"), error.end

    codecs.register_error(name, read)
    return name


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while file.read(_LOOKED_AT):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _strangeness(text: str) -> int:
    """Return how many words of *text* nobody writes: of two scripts, of accents alone, of capitals within."""
    strange = 2 * text.count("\ufffd")
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        scripts = sum(bool(script.search(word)) for script in (_LATIN, _CYRILLIC, _ARABIC))
        accents = sum(1 for letter in word if letter > "\x7f" and _LATIN.match(letter))
        strange += (
            scripts > 1 or (len(word) > 2 and accents > len(word) / 2) or _MIDST.search(word) is not None
        )
    return strange


def _is_central(text: str) -> bool:
    """Say whether *text*, read as Western, has letters together that only Central European text has there."""
    return bool(re.search("[šžŠŽ]", text) and re.search("[æðÆÐ]", text))
