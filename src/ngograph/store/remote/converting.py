"""A store's reply in another format, or as rows: read and written by the library in a thread, as it comes."""

from __future__ import annotations

import asyncio
from threading import Thread
from typing import IO, TYPE_CHECKING, Final, TypeVar, cast

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from ngograph.errors import StoreError
from ngograph.media import N_TRIPLES, RDF_XML, RESULTS_JSON, TURTLE
from ngograph.store.answering import Answer, Table
from ngograph.store.pipe import Pipe, ReaderGone
from ngograph.store.remote.dialects import mended
from ngograph.store.remote.feed import Feed
from ngograph.store.results import table_of
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from pyoxigraph import Triple

    from ngograph.media import Format
    from ngograph.store.answering import Form
    from ngograph.store.embedded import Term
    from ngograph.store.remote.body import Body
    from ngograph.store.remote.dialects import Dialect

    T = TypeVar("T")

_YES: Final = frozenset({"1", "true"})


def standard(form: Form) -> Format:
    """Return the format that every store has for an answer of *form*, and that others are made of."""
    return N_TRIPLES if form == "graph" else RESULTS_JSON


async def converted(body: Body, dialect: Dialect, form: Form, target: Format, patience: float) -> Answer:
    """Return the answer in *body*, which comes in the standard format of *form*, in the format *target*."""
    feed, pipe = Feed(), Pipe(patience=patience)
    pump = asyncio.create_task(_pumped(body, dialect, feed))

    def work() -> None:
        try:
            _write(feed, form, target, pipe)
        except BaseException as error:
            pipe.end(_told(feed, error))
        else:
            pipe.end()

    def close() -> None:
        pipe.close()
        feed.end(ReaderGone("nobody reads any more"))
        pump.cancel()
        body.close()

    Thread(target=work, name="conversion", daemon=True).start()
    try:
        whole = await pipe.begun()
    except BaseException:
        close()
        raise
    if whole is not None:
        close()
    return Answer(target, whole, _until_closed(pipe, close), close)


async def rows(body: Body, dialect: Dialect, form: Form, most: int | None) -> Table:
    """Return the first *most* rows of the answer in *body*, which comes in the standard format of *form*."""
    feed = Feed()
    pump = asyncio.create_task(_pumped(body, dialect, feed))
    future: asyncio.Future[Table] = asyncio.get_running_loop().create_future()
    loop = asyncio.get_running_loop()

    def tell(put: Callable[[], None]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(lambda: None if future.done() else put())

    def work() -> None:
        try:
            table = _table(feed, form, most)
        except BaseException as error:
            told = _told(feed, error)
            tell(lambda: future.set_exception(told))
        else:
            tell(lambda: future.set_result(table))

    Thread(target=work, name="conversion", daemon=True).start()
    try:
        return await future
    finally:
        feed.end(ReaderGone("nobody reads any more"))
        pump.cancel()
        body.close()


async def _pumped(body: Body, dialect: Dialect, feed: Feed) -> None:
    try:
        async for piece in mended(dialect, body.pieces()):
            await feed.put(piece)
    except BaseException as error:
        feed.end(error)
        if not isinstance(error, Exception):
            raise
    else:
        feed.end()


async def _until_closed(pipe: Pipe, close: Callable[[], None]) -> AsyncIterator[bytes]:
    try:
        async for piece in pipe.pieces():
            yield piece
    finally:
        close()


def _told(feed: Feed, error: BaseException) -> BaseException:
    """Return what is to be told of *error*: what ended the feed, or that the reply could not be read."""
    if feed.error is not None:
        return feed.error
    if isinstance(error, (SyntaxError, ValueError, StopIteration)):
        return StoreError(f"expected an answer of the store that can be read: {error}")
    return error.with_traceback(None)


def _write(feed: Feed, form: Form, target: Format, pipe: Pipe) -> None:
    out = cast("IO[bytes]", pipe)
    if form != "graph":
        results = _results(feed, form)
        results.serialize(out, QueryResultsFormat.from_media_type(target.media_type))
    else:
        prefixes = PREFIXES if target in (TURTLE, RDF_XML) else None
        serialize(_triples(feed), out, RdfFormat.from_media_type(target.media_type), prefixes=prefixes)


def _table(feed: Feed, form: Form, most: int | None) -> Table:
    if form != "graph":
        return table_of(_results(feed, form), most)
    found: list[tuple[Term | None, ...]] = []
    for triple in _triples(feed):
        if most is not None and len(found) == most:
            return Table(form, ("subject", "predicate", "object"), tuple(found), more=True)
        found.append(tuple(triple))
    return Table(form, ("subject", "predicate", "object"), tuple(found))


def _results(feed: Feed, form: Form) -> QuerySolutions | QueryBoolean:
    results = parse_query_results(cast("IO[bytes]", feed), format=QueryResultsFormat.JSON)
    if form == "ask" and isinstance(results, QuerySolutions):  # Virtuoso answers with a row that says 1
        row = next(iter(results), None)
        yes = row is not None and isinstance(row[0], Literal) and row[0].value in _YES
        said = parse_query_results(
            b'{"head":{},"boolean":%s}' % (b"true" if yes else b"false"), format=QueryResultsFormat.JSON
        )
        assert isinstance(said, QueryBoolean)
        return said
    if form == "select" and isinstance(results, QueryBoolean):
        raise StoreError("expected rows from the store, found yes or no")
    assert isinstance(results, QuerySolutions | QueryBoolean)
    return results


def _triples(feed: Feed) -> Iterator[Triple]:
    quads = parse(cast("IO[bytes]", feed), format=RdfFormat.N_TRIPLES)
    return (quad.triple for quad in quads)
