"""The text of a query cut into tokens, well enough to word a message; the store has the last word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"""
      (?P<space> \s )
    | (?P<comment> \#[^\n\r]* )
    | (?P<string> \"\"\"(?:[^\"\\]|\\.|\"{1,2}(?!\"))*\"\"\" | '''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z0-9-]+ )
    | (?P<name> (?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> [^\W\d]\w* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Return the tokens of *text*, which together are all of it; `.lastgroup` names the kind of each."""
    return _TOKEN.finditer(text)


def words(text: str) -> Iterator[re.Match[str]]:
    """Return the bare words of *text*, one by one: keywords and what might be taken for one."""
    return (token for token in tokens(text) if token.lastgroup == "word")
