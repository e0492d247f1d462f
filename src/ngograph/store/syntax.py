"""The store's complaint about a query or an update, made readable: line, column, and what was found there."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import Store

from ngograph.errors import QuerySyntaxError, UpdateSyntaxError
from ngograph.store.tokens import tokens
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=QuerySyntaxError)

_COMPLAINT: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\[(?:'[^']*'|[^'\]])*\]|\"(?:[^\"\\]|\\.)*\"")
_ANYTHING: Final = "[_]"
_WIDTH: Final = 20  # longer than any keyword of SPARQL


def query_syntax_error(text: str, complaint: str) -> QuerySyntaxError:
    """Return the error that says what *complaint*, the words of the store's parser about *text*, means.

    The parser names the furthest place where anything failed, and for a keyword that is the place behind as
    many characters as the keyword has, which may lie behind the true fault. So the text is parsed once more
    with wide gaps between its words, where that cannot be, and the place is counted back.
    """
    return _syntax_error(text, complaint, lambda wide: Store().query(wide, base_iri=ROOT), QuerySyntaxError)


def update_syntax_error(text: str, complaint: str) -> UpdateSyntaxError:
    """Return the same for an update, of which it must be known that it does not parse, else it runs."""
    return _syntax_error(text, complaint, lambda wide: Store().update(wide, base_iri=ROOT), UpdateSyntaxError)


def _syntax_error(text: str, complaint: str, parse: Callable[[str], object], kind: type[E]) -> E:
    pieces = [" " * _WIDTH if token.lastgroup == "space" else token.group() for token in tokens(text)]
    try:
        parse("".join(pieces))
    except SyntaxError as error:
        widened = _COMPLAINT.fullmatch(str(error))
        if widened is not None:
            place, reasons = _read(widened, "".join(pieces))
            return _told(text, _narrowed(text, pieces, place), reasons, kind)
    return kind(complaint)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both counted from one, of the character at *offset*.

    >>> position("ASK\\n{ }", 6)
    (2, 3)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _read(complaint: re.Match[str], text: str) -> tuple[int, list[str]]:
    """Return the place in *text* that *complaint* means, and the reasons it gives, if any."""
    exact = [item for item in _CLASS.findall(complaint[3]) if item != _ANYTHING]
    phrases = [item.strip() for item in _CLASS.sub("", complaint[3]).split(",") if item.strip()]
    reasons = [phrase for phrase in phrases if " " in phrase]
    keywords = [phrase for phrase in phrases if " " not in phrase]
    place = _offset(text, int(complaint[1]), int(complaint[2]))
    if keywords and not exact and not reasons:
        place = max(0, place - len(keywords[0]))
    return place, reasons


def _narrowed(text: str, pieces: list[str], place: int) -> int:
    """Return the offset in *text* of what stands at *place* where its spaces are wide, past any space."""
    starts = [0, *accumulate(map(len, pieces))]
    origins = [token.start() for token in tokens(text)]
    index = bisect_right(starts, place) - 1
    if index >= len(pieces):
        return len(text)
    within = 0 if pieces[index].isspace() else place - starts[index]
    offset = origins[index] + within
    return offset + len(text[offset:]) - len(text[offset:].lstrip())


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _told(text: str, place: int, reasons: list[str], kind: type[E]) -> E:
    line, column = position(text, place)
    if reasons:
        before = text[:place].split()[-1:]
        return kind(reasons[0] + (f", after {before[0]!r}" if before else ""), line, column)
    found = re.match(r"\w+|\S", text[place:])
    return kind(f"did not expect {repr(found.group()) if found else 'the end of the text'}", line, column)
