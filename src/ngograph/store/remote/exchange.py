"""One question put to a store: asked again while nothing has come, and its refusals said in our words."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

from ngograph.errors import NgographError, QueryError, QuerySyntaxError, StoreBusy, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.media import Format
    from ngograph.store.remote.access import Access
    from ngograph.store.remote.clock import Clock

_PAUSE: Final = 0.1
"""Seconds before the second try; each further one waits twice as long."""
_TOLD: Final = 4096
"""Bytes of a refusal that are read."""
_SHOWN: Final = 300
_PLACES: Final = (
    re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<problem>.*)"),
    re.compile(r"line (?P<line>\d+),? column (?P<column>\d+)[.:]? *(?P<problem>.*)", re.IGNORECASE),
    re.compile(r"line (?P<line>\d+): (?P<problem>.*)"),
)
"""How Oxigraph, Jena and Virtuoso say where a mistake is."""


async def begun(
    client: httpx.AsyncClient,
    access: Access,
    sent: Sequence[tuple[str, str]],
    formats: Sequence[Format],
    clock: Clock,
) -> tuple[httpx.Response, Format]:
    """Ask the store; return the reply with its body still to come, and which of *formats* it is in.

    A store that cannot be reached, breaks off before its reply or is busy is asked again: a question changes
    nothing.

    Raises:
        QuerySyntaxError: the store does not take the question, and says where.
        QueryError: it does not take the question.
        QueryTooLong: it did not begin to answer in time.
        StoreError: it cannot be reached, or its reply is none.
    """
    accept = ", ".join(f"{form.media_type};q={1 - place / 2:g}" for place, form in enumerate(formats))
    for attempt in range(access.tries):
        last = attempt == access.tries - 1
        error: NgographError | _Passing | None
        request = client.build_request("POST", access.url, data=_fields(sent), headers={"accept": accept})
        try:
            async with clock.working():
                response = await client.send(request, stream=True)
                error = None if response.is_success else await _refusal(response, access, clock)
        except httpx.TimeoutException as late:
            if not isinstance(late, httpx.ConnectTimeout):
                raise clock.late() from late
            error = _unreachable(access, late)
        except httpx.TransportError as broken:
            error = _unreachable(access, broken)
        if error is None:
            return await _fitting(response, formats, access)
        if last or not isinstance(error, _Passing):
            raise error.told if isinstance(error, _Passing) else error
        async with clock.working():
            await asyncio.sleep(_PAUSE * 2**attempt)
    raise AssertionError("a store is asked at least once")


def said(body: bytes) -> str:
    """Return the first line of what a store says, short enough for a message."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[0][:_SHOWN] if lines else "nothing more"


@dataclass(frozen=True)
class _Passing:
    """What may be otherwise in a moment: *told* if it is not."""

    told: NgographError


def _fields(sent: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in sent:
        fields.setdefault(name, []).append(value)
    return fields


def _unreachable(access: Access, error: httpx.TransportError) -> _Passing:
    why = str(error) or type(error).__name__
    return _Passing(StoreError(f"{access.url}: expected a store that answers, found none: {why}"))


async def _refusal(response: httpx.Response, access: Access, clock: Clock) -> NgographError | _Passing:
    """Return the error that a reply other than an answer means, and let go of it."""
    found = bytearray()
    try:
        async for piece in response.aiter_bytes():
            found += piece
            if len(found) > _TOLD:
                break
    except httpx.TransportError:
        pass
    finally:
        await response.aclose()
    line, status = said(bytes(found)), response.status_code
    match status:
        case 400:
            return _mistake(line)
        case 408 | 504:
            return clock.late()
        case 429 | 503:
            after = response.headers.get("retry-after", "")
            return _Passing(StoreBusy(int(after) if after.isdigit() else 1))
        case 401 | 403:
            return StoreError(f"{access.url}: expected to be let in, found {status}: {line}")
        case 502:
            return _Passing(StoreError(f"{access.url}: expected an answer, found {status}: {line}"))
        case _:
            return StoreError(f"{access.url}: expected an answer, found {status}: {line}")


def _mistake(line: str) -> QueryError:
    for pattern in _PLACES:
        if found := pattern.search(line):
            place = found.groupdict()
            column = place.get("column")
            return QuerySyntaxError(
                place["problem"] or line, int(place["line"]), None if column is None else int(column)
            )
    return QueryError(f"expected a question that the store takes: {line}")


async def _fitting(
    response: httpx.Response, formats: Sequence[Format], access: Access
) -> tuple[httpx.Response, Format]:
    """Return *response* and the one of *formats* that it is in.

    Raises:
        StoreError: it is in none, was cut off by the store, or does not say where it ends.
    """
    headers = response.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    written = next((form for form in formats if kind in (form.media_type, *form.aliases)), None)
    problem = ""
    if written is None:
        expected = " or ".join(form.media_type for form in formats)
        problem = f"expected {expected}, found {kind or 'no type'}"
    elif "x-sparql-maxrows" in headers:
        problem = f"expected the whole answer, found its first {headers['x-sparql-maxrows']} rows"
    elif headers.get("x-sql-state", "").startswith("S1T"):
        problem = "expected the whole answer, found what was ready when the store's own time was up"
    elif "content-length" not in headers and "chunked" not in headers.get("transfer-encoding", "").lower():
        problem = "expected a reply that says where it ends, found one that does not"
    if written is None or problem:
        await response.aclose()
        raise StoreError(f"{access.url}: {problem}")
    return response, written
