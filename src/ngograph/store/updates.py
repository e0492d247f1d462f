"""The text of an update, taken apart and changed where the store's own parser says that it may be.

The store has no way of only parsing an update, of naming the graphs that it reads, or of refusing LOAD and
SERVICE. A scanner of our own could be led astray, so the parser is the judge of everything here: a text is
parsed behind an operation that always fails, so that nothing of it is run; a place lies between two
operations if the text up to it parses, and would not with a character behind it that nothing goes on with; a
word stands in the text as a keyword if the text no longer parses with another word in its place.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode, Store

from ngograph.errors import QueryRefused
from ngograph.store.refusal import UPDATES, masked_word
from ngograph.store.syntax import position, update_syntax_error
from ngograph.store.tokens import tokens, words
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FAILING: Final = " CLEAR GRAPH <urn:ngograph:nothing> ; "
_NEVER: Final = "\x00"
"""What no text goes on with, except within a comment or a string."""
_SEPARATOR: Final = re.compile(
    r";(?=(?:[ \t\r\n]|\#[^\r\n]*(?:[\r\n]|\Z))*(?:\Z|(?:"
    + "|".join((*sorted(UPDATES), "BASE", "PREFIX"))
    + r")\b))",
    re.IGNORECASE,
)
"""What may stand between two operations."""
_LEAVING: Final = ("LOAD", "SERVICE")
_CHOOSING: Final = ("WITH", "USING")


class Operation(NamedTuple):
    """One operation of an update, with all of the prologue that it is read by."""

    prologue: str
    body: str

    @property
    def text(self) -> str:
        """The operation as an update of its own."""
        return f"{self.prologue}{self.body}"

    @property
    def head(self) -> tuple[str, ...]:
        """Its first two words, in capitals, as far as there are two."""
        return tuple(token.group().upper() for token in islice(_words(self.body), 2))

    @property
    def is_data(self) -> bool:
        """Whether it only adds or takes away the statements that stand in it."""
        return self.head in (("INSERT", "DATA"), ("DELETE", "DATA"))


def operations(
    text: str, using: Sequence[NamedNode] = (), using_named: Sequence[NamedNode] = ()
) -> list[Operation]:
    """Return the operations of the update *text*, in their order.

    Args:
        text: a SPARQL 1.1 update. It is parsed and not run; parsing what is nested very deeply ends the
            process.
        using: the graphs whose union each operation reads as its default graph.
        using_named: the graphs that it can reach by ``GRAPH``. If either is given, the text may name none.

    Raises:
        UpdateSyntaxError: the text is not SPARQL; knows line and column.
        QueryRefused: it would leave this machine (LOAD, SERVICE), or names graphs although others are given.
    """
    found = _divided(text)
    problem = _problem(*_parted(text))
    # The store knows no PREFIX behind a semicolon, which SPARQL does; each operation by itself is read.
    if problem is not None and not (_declares_on(found) and all(_problem(*each) is None for each in found)):
        raise update_syntax_error(text, problem)
    for word in _LEAVING:
        if any(_holds(each, word) for each in found):
            raise QueryRefused(f"{_place(text, word)}{word} is not run here: a change stays on this machine")
    if not (using or using_named):
        return found
    for word in _CHOOSING:
        if any(_holds(each, word) for each in found):
            raise QueryRefused(
                f"{_place(text, word)}expected the graphs either in the update or beside it, found both"
            )
    named = [f"USING {graph}" for graph in using] + [f"USING NAMED {graph}" for graph in using_named]
    return [_reading(each, f" {' '.join(named)} ") for each in found]


def _divided(text: str) -> list[Operation]:
    """Return the operations of *text*, the last of them with all that does not parse."""
    found, start, prologue = [], 0, ""
    for separator in _SEPARATOR.finditer(text):
        own, body = _parted(text[start : separator.start()])
        each = Operation(prologue + own, body)
        if body and _problem(*each) is None and _problem(each.prologue, body + _NEVER) is not None:
            found.append(each)
            prologue, start = each.prologue, separator.end()
    own, body = _parted(text[start:])
    return [*found, Operation(prologue + own, body)] if body or not found else found


def _declares_on(found: Sequence[Operation]) -> bool:
    """Say whether a prefix or a base is declared behind the first operation."""
    first, last = (len(list(_words(each.prologue))) for each in (found[0], found[-1]))
    return last > first


def _parted(text: str) -> tuple[str, str]:
    """Return the prologue of *text*, and the rest from the first word that begins an operation."""
    declares = False
    for token in _words(text):
        if token.group().upper() in UPDATES:
            return text[: token.start()] if declares else "", text[token.start() :]
        declares = True
    return text, ""


def _problem(prologue: str, body: str) -> str | None:
    """Return what the parser says against a text, None if it is an update; nothing of it is run."""
    try:
        Store().update(f"{prologue}{_FAILING if body else ''}{body}", base_iri=ROOT)
    except SyntaxError as error:
        return str(error)
    except RuntimeError:  # there is nothing to clear
        pass
    return None


def _holds(operation: Operation, word: str) -> bool:
    """Say whether *word* stands in *operation*, which parses, as a keyword."""
    text = operation.text
    if re.search(word, text, re.IGNORECASE) is None:
        return False
    masked, length = masked_word(text, word), len(operation.prologue)
    return _problem(masked[:length], masked[length:]) is not None


def _place(text: str, word: str) -> str:
    """Return where *word* seems to stand, for people."""
    for token in words(text):
        if token.group().upper() == word:
            return "line {}, column {}: ".format(*position(text, token.start()))
    return ""


def _reading(operation: Operation, clause: str) -> Operation:
    """Return *operation* with *clause* before what it asks, if it asks anything."""
    prologue, body = operation
    if operation.head == ("DELETE", "WHERE"):
        pattern = body[next(islice(_words(body), 1, None)).end() :]
        return Operation(prologue, f"DELETE {pattern}{clause}WHERE {pattern}")
    for where in re.finditer("where", body, re.IGNORECASE):
        before, rest = body[: where.start()], body[where.start() :]
        changed = f"{before}{clause}{rest}"
        if _problem(prologue, changed) is None and _problem(prologue, f"{before}{_NEVER}{rest}") is not None:
            return Operation(prologue, changed)
    return operation


def _words(text: str) -> Iterator[re.Match[str]]:
    return (token for token in tokens(text) if token.lastgroup == "word")
