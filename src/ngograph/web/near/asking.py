"""What a request line asks, if it asks a question in the way that most do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ngograph.web.forms import unescaped

PATH: Final = "/sparql"
BEGIN: Final = b"GET /sparql?"
"""What such a request begins with."""
_END: Final = b" HTTP/1.1"
_PLAIN: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+&=*()!$',:@/?"
"""What may stand in an address beside nothing; whoever sends more goes the long way."""


@dataclass(frozen=True)
class Asked:
    """A question in an address.

    Args:
        query_string: what stands behind the path.
        text: the question.
        name: the word given as `format`.
    """

    query_string: bytes
    text: str
    name: str | None


def asked(line: bytes) -> Asked | None:
    """Return what the request *line* asks: one query and at most a format; None for anything else.

    >>> asked(b"GET /sparql?query=ASK+%7B%7D&format=csv HTTP/1.1")
    Asked(query_string=b'query=ASK+%7B%7D&format=csv', text='ASK {}', name='csv')
    >>> asked(b"GET /sparql?query=ASK+%7B%7D&query=ASK+%7B%7D HTTP/1.1")
    """
    if not line.startswith(BEGIN) or not line.endswith(_END):
        return None
    query_string = line[len(BEGIN) : -len(_END)]
    if query_string.translate(None, _PLAIN):
        return None
    query = name = None
    for part in query_string.decode("ascii").split("&"):
        key, _, value = part.partition("=")
        if key == "query" and query is None:
            query = value
        elif key == "format" and name is None:
            name = value
        else:
            return None
    if query is None:
        return None
    try:
        text, form = unescaped(query), name and unescaped(name)
    except ValueError:
        return None
    return Asked(query_string, text, form) if text.strip() else None
