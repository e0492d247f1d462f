"""Values into the text of a question, for a protocol that knows none: each variable becomes its value.

The questions that take values are files of ours, whose text is trusted; values are not. A value is written
by the library that knows terms, as one token that holds nothing else, and is never pasted as it came.

What the embedded engine does with a value is done here: a variable that a part of the question keeps to
itself (a sub-select that does not hand it out) stays a variable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.errors import QueryError
from ngograph.store.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ngograph.store.embedded import Term

_IRI: Final = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
_LITERAL: Final = re.compile(
    r"\"(?:[^\"\\\n\r]|\\[tbnrf\"'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*\""
    r"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^<[^<>\"{}|^`\\\x00-\x20]*>)?"
)
_BEHIND: Final = frozenset({"ORDER", "LIMIT", "OFFSET"})


def written(term: Term) -> str:
    r"""Return *term* as one token of SPARQL.

    SPARQL allows ``\u0022`` to be read before strings are, even behind another backslash; so no backslash of
    a value stands before a ``u`` here, and every reader finds the same end of the string.

    >>> print(written(Literal('say "\\u0022"', language="en")))
    "say \"\\\u00750022\""@en

    Raises:
        QueryError: it is a blank node or a triple, which no text can name, or not a term at all.
    """
    if isinstance(term, NamedNode) and _IRI.fullmatch(token := str(term)):
        return token
    if isinstance(term, Literal):
        token = re.sub(r"\\\\([uU])", lambda found: rf"\\\u{ord(found[1]):04X}", str(term))
        if _LITERAL.fullmatch(token):
            return token
    raise QueryError(f"expected an IRI or a literal as a value, found {term}")


def substituted(text: str, bindings: Mapping[str, Term]) -> str:
    """Return the query *text* with each variable that *bindings* names replaced by its value.

    In a projection the value keeps its name: ``SELECT ?x`` becomes ``SELECT (<…> AS ?x)``.

    Raises:
        QueryError: a value cannot be written, or the question itself sets such a variable.

    >>> substituted("SELECT ?x ?y { ?x ?p ?y } ORDER BY ?x ?y", {"x": NamedNode("urn:a")})
    'SELECT (<urn:a> AS ?x) ?y { <urn:a> ?p ?y } ORDER BY ?x ?y'
    """
    values = {name: written(term) for name, term in bindings.items()}
    return "".join(_Reading(text, values).pieces()) if values else text


@dataclass
class _Part:
    """A SELECT, or the whole where it is none: what it hides, and how far it has been read.

    Args:
        depth: the braces that are open around it.
        state: where in it we are: its ``head`` up to the first brace, its ``body``, or what follows
            ``behind`` it: the order of the rows.
        shown: how many variables it projects that stay variables.
    """

    depth: int
    hidden: frozenset[str]
    inner: bool
    state: str = "head"
    shown: int = 0


class _Reading:
    """One walk over the tokens of a question."""

    def __init__(self, text: str, values: Mapping[str, str]) -> None:
        self._tokens = [(token.group(), token.lastgroup or "") for token in tokens(text)]
        self._values = values
        self._parts = [_Part(-1, frozenset(), inner=False, state="body")]
        self._braces = self._parentheses = 0

    def pieces(self) -> Iterator[str]:
        """Yield the text anew."""
        before = ""
        for place, (token, kind) in enumerate(self._tokens):
            yield self._variable(token, before) if kind == "variable" else token
            if kind == "word":
                self._word(token.upper(), place)
            elif kind == "other":
                self._sign(token)
            if kind not in ("space", "comment"):
                before = token.upper()

    def _word(self, word: str, place: int) -> None:
        part = self._parts[-1]
        if word == "SELECT":
            handed = self._handed_out(place)
            hidden = part.hidden
            if self._braces and "*" not in handed:
                hidden = hidden | {name for name in self._values if name not in handed}
            others = len(handed - (set(self._values) - hidden))
            inner = self._braces > 0
            self._parts.append(_Part(self._braces, hidden, inner=inner, shown=others))
        elif word == "VALUES" and self._sets(place):
            raise QueryError(f"expected a question that does not set {', '.join(self._sets(place))} itself")
        elif word in _BEHIND and part.state == "body" and part.depth == self._braces:
            part.state = "behind"

    def _sign(self, sign: str) -> None:
        part = self._parts[-1]
        if sign == "{":
            self._braces += 1
            if part.state == "head" and not self._parentheses:
                part.state = "body"
        elif sign == "}":
            self._braces -= 1
            if part.inner and self._braces < part.depth:
                self._parts.pop()
        elif sign in "()":
            self._parentheses += 1 if sign == "(" else -1

    def _variable(self, token: str, before: str) -> str:
        part, name = self._parts[-1], token[1:]
        if name not in self._values or name in part.hidden:
            return token
        if before == "AS":
            raise QueryError(f"expected a question that does not set ?{name} itself")
        if part.state == "behind":
            return token
        value = self._values[name]
        if part.state == "head" and not self._parentheses:
            return self._projected(part, name, value)
        if part.state == "body" and part.depth == self._braces and not self._parentheses:
            return f"({value})"  # GROUP BY
        return value

    def _projected(self, part: _Part, name: str, value: str) -> str:
        if not part.inner:
            return f"({value} AS ?{name})"
        if part.shown:
            return ""  # outside, the value stands wherever the variable stood
        part.shown = 1
        return f"({value} AS ?{name}_)"

    def _handed_out(self, place: int) -> set[str]:
        """Return the variables that the SELECT at *place* projects, `*` for all."""
        names: set[str] = set()
        depth = 0
        before = ""
        for token, kind in self._significant(place + 1):
            if token == "{" or (kind == "word" and token.upper() in ("WHERE", "FROM")):
                break
            depth += {"(": 1, ")": -1}.get(token, 0)
            if kind == "variable" and (depth == 0 or before == "AS"):
                names.add(token[1:])
            elif token == "*" and depth == 0:
                names.add("*")
            before = token.upper()
        return names

    def _sets(self, place: int) -> list[str]:
        """Return which of our variables the VALUES at *place* sets."""
        found = []
        for token, kind in self._significant(place + 1):
            if token == "{":
                break
            if kind == "variable" and token[1:] in self._values and token[1:] not in self._parts[-1].hidden:
                found.append(token)
        return found

    def _significant(self, start: int) -> Iterable[tuple[str, str]]:
        return ((token, kind) for token, kind in self._tokens[start:] if kind not in ("space", "comment"))
