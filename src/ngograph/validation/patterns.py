"""What a SPARQL constraint asks for: its patterns, as far as they can be told without an engine.

Nothing here is needed to check a rule. It tells what a rule looks at, so that of many nodes that a rule
cannot tell apart one is checked. What is not understood for sure is not told at all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

THIS: Final = ("$this", "?this")
TOKEN: Final = re.compile(
    r"""(?P<skipped> \#[^\n]* | \s+ )
      | (?P<text> \"\"\"(?s:.*?)\"\"\" | '''(?s:.*?)''' | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
      | (?P<iri> <[^<>"{}|^`\\\s]*> )
      | (?P<bound> \bAS\s+[?$]this\b )
      | (?P<word> [A-Za-z_?$:][\w:.-]* )
      | (?P<brace> [{}] )
      | (?P<other> . )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
SKIPPED: Final = ("skipped", "text", "iri")
"""The groups of tokens that are no part of a query's build: white space, texts, IRIs."""
_VARIABLE: Final = re.compile(r"[?$]\w+")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*:[A-Za-z_][\w-]*")
_PREFIX: Final = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.IGNORECASE)
_GROUPS: Final = frozenset({"{", "}", "OPTIONAL", "UNION"})
_EXPRESSIONS: Final = frozenset({"FILTER", "BIND"})
_STEPS: Final = frozenset("/|^*+?!()")
_BEFORE_A_STEP: Final = frozenset("/|^!(")
_PATHS: Final = frozenset({"$PATH", "?PATH"})
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class Pattern(NamedTuple):
    """Who has what by which path: variables, IRIs in angle brackets and literals; a path as its parts."""

    subject: str
    path: tuple[str, ...]
    value: str

    @property
    def predicates(self) -> frozenset[str]:
        """The IRIs in the path."""
        return frozenset(part for part in self.path if part.startswith("<"))

    @property
    def is_step(self) -> bool:
        """Whether it leads from a node to its values, by one of some properties."""
        return set(self.path) - self.predicates <= {"|"}


@dataclass(frozen=True)
class Asked:
    """What a query asks for.

    Args:
        patterns: wherever they stand in it.
        compared: the variables that an expression reads, not counting whether they are bound.
        groups: how many groups there are.
        spells_this: whether an expression does more with ``$this`` than to compare it with another variable.
        steady: whether it finds what it finds in some statements among more of them, too.
    """

    patterns: tuple[Pattern, ...]
    compared: frozenset[str]
    groups: int
    spells_this: bool = False
    steady: bool = True

    def is_read(self, variable: str) -> bool:
        """Say whether it matters which value *variable* stands for, beside what is said of that in turn."""
        places = Counter(part for one in self.patterns for part in (*one.path, one.value))
        return variable in self.compared or places[variable] > 1


def asked(select: str, prefixes: str) -> Asked | None:
    """Return what the query *select* with those *prefixes* asks for; None if that is not sure.

    >>> found = asked("SELECT $this WHERE { $this a ?class . FILTER(isIRI(?class)) }", "")
    >>> [(one.subject, one.value) for one in found.patterns], sorted(found.compared)
    ([('$this', '?class')], ['?class'])
    """
    words = list(_words(select, dict(_PREFIX.findall(prefixes))))
    if "{" not in words or _PATHS & set(words):
        return None
    start = words.index("{")
    if not all(
        word.upper() in ("SELECT", "DISTINCT", "WHERE") or _is_variable(word) for word in words[:start]
    ):
        return None
    return _Reader(words[start:]).asked()


def _words(text: str, namespaces: dict[str, str]) -> Iterator[str]:
    """Yield the words of *text*, names with prefixes as IRIs; a name that has no IRI as it is."""
    for token in TOKEN.finditer(text):
        if token.lastgroup == "skipped":
            continue
        word = token[0]
        prefix, mark, local = word.partition(":")
        if mark and token.lastgroup == "word" and _NAME.fullmatch(word) and prefix in namespaces:
            word = f"<{namespaces[prefix]}{local}>"
        yield _TYPE if word == "a" else word


class _Reader:
    """Reads the group of a query from left to right."""

    def __init__(self, words: list[str]) -> None:
        self._words, self._at = words, 0
        self._patterns, self._compared, self._groups = list[Pattern](), set[str](), 0
        self._spells_this = False

    def asked(self) -> Asked | None:
        """Return what the group asks for, or None where it says something else."""
        depth = 0
        while self._at < len(self._words):
            word = self._words[self._at]
            if word.upper() in _EXPRESSIONS:
                understood = self._expression()
            elif word.upper() in _GROUPS or word == ".":
                depth += {"{": 1, "}": -1}.get(word, 0)
                self._groups += word == "{"
                self._at += 1
                understood = depth > 0 or self._at == len(self._words)
            else:
                understood = self._pattern()
            if not understood:
                return None
        steady = "OPTIONAL" not in {word.upper() for word in self._words}
        return Asked(
            tuple(self._patterns), frozenset(self._compared), self._groups, self._spells_this, steady
        )

    def _expression(self) -> bool:
        """Pass over an expression in brackets, and note the variables that it reads."""
        words, depth = self._words, 0
        while self._at + 1 < len(words):
            self._at += 1
            word = words[self._at]
            depth += {"(": 1, ")": -1}.get(word, 0)
            if word in ("{", "}") or (depth == 0 and word != ")"):
                return False
            if _is_variable(word) and [one.upper() for one in words[self._at - 2 : self._at]] != [
                "BOUND",
                "(",
            ]:
                self._compared.add(word)
                self._spells_this |= word in THIS and not self._is_compared()
            if depth == 0:
                self._at += 1
                return True
        return False

    def _is_compared(self) -> bool:
        """Say whether the variable here is one side of an equation with another variable."""
        at, words = self._at, self._words
        before = [word for word in words[max(at - 3, 0) : at] if word != "!"]
        behind = [word for word in words[at + 1 : at + 4] if word != "!"]
        return any(one[0] == "=" and _is_variable(one[1]) for one in (before[::-1], behind) if len(one) > 1)

    def _pattern(self) -> bool:
        """Read what is said of one subject."""
        subject = self._term()
        while subject:
            path = self._path()
            value = self._term() if path else ""
            if not path or not value:
                return False
            self._patterns.append(Pattern(subject, path, value))
            if self._next() != ";":
                return self._next() in (".", "}", "{") or self._next().upper() in (*_GROUPS, *_EXPRESSIONS)
            self._at += 1
        return False

    def _path(self) -> tuple[str, ...]:
        """Return the parts of a path, none if it is not understood."""
        start = self._at
        while self._next() in _STEPS or self._next().startswith("<"):
            before = self._words[self._at - 1] if self._at > start else "/"
            if self._next().startswith("<") and before not in _BEFORE_A_STEP:
                break  # an IRI after a step is the value
            self._at += 1
        if self._at == start and _is_variable(self._next()):
            self._at += 1
        return tuple(self._words[start : self._at])

    def _term(self) -> str:
        """Return a variable, an IRI or a literal that is a word; nothing if there is something else."""
        word = self._next()
        if not (_is_variable(word) or word[:1] in ("<", '"', "'") or word in ("true", "false")):
            return ""
        self._at += 1
        return word

    def _next(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""


def _is_variable(word: str) -> bool:
    return _VARIABLE.fullmatch(word) is not None
