"""What a request asks, if it asks a question as most do: in its address, in a form, or as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ngograph.brief.escapes import unescaped

PATH: Final = "/sparql"
GET: Final = b"GET /sparql?"
POST: Final = b"POST /sparql"
"""What such a request begins with."""
_END: Final = b" HTTP/1.1"
_PLAIN: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+&=*()!$',:@/?"
"""What may stand in an address or a form beside nothing; whoever sends more goes the long way."""


@dataclass(frozen=True)
class Asked:
    """A question in a request.

    Args:
        method: of the request.
        query_string: what stands behind the path.
        text: the question.
        name: the word given as `format`.
    """

    method: str
    query_string: bytes
    text: str
    name: str | None


def asked(line: bytes) -> Asked | None:
    """Return what the request *line* asks: one query and at most a format; None for anything else.

    >>> asked(b"GET /sparql?query=ASK+%7B%7D&format=csv HTTP/1.1")
    Asked(method='GET', query_string=b'query=ASK+%7B%7D&format=csv', text='ASK {}', name='csv')
    >>> asked(b"GET /sparql?query=ASK+%7B%7D&query=ASK+%7B%7D HTTP/1.1")
    """
    if not line.startswith(GET) or not line.endswith(_END):
        return None
    query_string = line[len(GET) : -len(_END)]
    return _asked("GET", query_string, _said(query_string))


def sent(line: bytes, body: bytes, *, form: bool) -> Asked | None:
    """Return what a *body* asks that comes with the request *line*, which may name a format.

    Args:
        line: of the request.
        body: the question, or a form with it.
        form: which of them it is.

    >>> sent(b"POST /sparql?format=csv HTTP/1.1", b"ASK {}", form=False)
    Asked(method='POST', query_string=b'format=csv', text='ASK {}', name='csv')
    >>> sent(b"POST /sparql HTTP/1.1", b"query=ASK+%7B%7D", form=True)
    Asked(method='POST', query_string=b'', text='ASK {}', name=None)
    """
    if not line.startswith(POST) or not line.endswith(_END):
        return None
    mark, query_string = line[len(POST) : len(POST) + 1], line[len(POST) + 1 : -len(_END)]
    beside = _said(query_string) if mark == b"?" else {} if line == POST + _END else None
    if form:
        within = _said(body)
    else:
        try:
            within = {"query": body.decode()}
        except UnicodeDecodeError:
            return None
    if beside is None or within is None or not beside.keys().isdisjoint(within):
        return None
    return _asked("POST", query_string, {**beside, **within})


def _asked(method: str, query_string: bytes, said: dict[str, str] | None) -> Asked | None:
    """Return the question in what is *said*, None if there is none, or more than a question."""
    if said is None or not said.get("query", "").strip() or not said.keys() <= {"query", "format"}:
        return None
    return Asked(method, query_string, said["query"], said.get("format"))


def _said(form: bytes) -> dict[str, str] | None:
    """Return what a plain *form* says, by its names; None if it is not plain or says something twice."""
    if form.translate(None, _PLAIN):
        return None
    said: dict[str, str] = {}
    for part in form.decode("ascii").split("&"):
        name, _, value = part.partition("=")
        if name in said:
            return None
        try:
            said[name] = unescaped(value)
        except ValueError:
            return None
    return said
