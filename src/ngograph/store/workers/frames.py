"""What passes between the service and a worker: frames of a kind, a length and a body."""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from ngograph import errors
from ngograph.media import DATASETS, HTML, RESULTS
from ngograph.store.answering import Dataset, Question, Table, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.media import Format
    from ngograph.store.answering import Form

HEAD: Final = struct.Struct("!cI")

READY: Final = b"R"
FORM: Final = b"F"
"""The form of the answer (select, ask, graph): pieces follow."""
PIECE: Final = b"P"
END: Final = b"E"
WHOLE: Final = b"W"
"""The form of the answer, a line feed, and the whole of it."""
UNFIT: Final = b"N"
"""The form of an answer for which no format is wanted."""
TABLE: Final = b"T"
ERROR: Final = b"X"
MEMORY: Final = b"M"

SETTLE: Final = b"S"
"""To a worker: make the store your own while nobody asks you anything. There is no answer."""
ASKED: Final = b"Q"
"""To a worker: a question."""
LEND: Final = b"L"
"""To a worker: a connection, which comes along, with its key and the terms on which it is lent."""
RECALL: Final = b"B"
"""To a worker: give back the connection with this key, or all of them if there is none."""
NOTED: Final = b"O"
"""What was answered over connections that are lent."""
BACK: Final = b"G"
"""A connection is given back."""

LAST: Final = frozenset({END, WHOLE, UNFIT, TABLE, ERROR, MEMORY})
"""After any of these the worker waits for its next question."""

_FORMATS: Final[dict[str | None, Format]] = {form.media_type: form for form in (*RESULTS, *DATASETS, HTML)}
_TERMS: Final = frozenset({"NamedNode", "BlankNode", "Literal", "Triple"})


@dataclass(frozen=True)
class Request:
    """A question, and either the formats wanted or the most rows of a table."""

    question: Question
    wanted: Wanted | None = None
    most: int | None = None


def request_bytes(request: Request) -> bytes:
    """Return *request* for the way to a worker: plain values, which take a tenth of the time of objects."""
    question, wanted = request.question, request.wanted
    return pickle.dumps(
        (
            question.text,
            dict(question.bindings),
            question.dataset.default,
            question.dataset.named,
            wanted and (_media_type(wanted.results), _media_type(wanted.graph)),
            request.most,
        ),
        pickle.HIGHEST_PROTOCOL,
    )


def request_read(body: bytes) -> Request:
    """Return the request in *body*; of what is wanted, the formats alone have come along."""
    text, bindings, default, named, types, most = pickle.loads(body)
    wanted = types and Wanted(_FORMATS.get(types[0]), _FORMATS.get(types[1]))
    return Request(Question(text, bindings, Dataset(default, named)), wanted, most)


def wanted_here(wanted: Wanted) -> Wanted:
    """Return *wanted*, which came from another process, with the formats of this one."""
    return Wanted(_FORMATS.get(_media_type(wanted.results)), _FORMATS.get(_media_type(wanted.graph)))


def _media_type(form: Format | None) -> str | None:
    return None if form is None else form.media_type


def form_read(body: bytes) -> tuple[Form, bytes]:
    """Return the form that *body*, of a frame that begins an answer, names, and what stands behind it."""
    form, _, rest = body.partition(b"\n")
    return cast("Form", form.decode()), rest


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Return one frame."""
    return HEAD.pack(kind, len(body)) + body


class Frames:
    """Frames cut out of bytes as these come."""

    def __init__(self) -> None:
        self._rest = b""

    def fed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames that are whole now that *data* has come too."""
        if not self._rest and len(data) >= HEAD.size:  # as the answer to a small question comes
            kind, length = HEAD.unpack_from(data)
            if len(data) == HEAD.size + length:
                return [(kind, data[HEAD.size :])]
        return list(self._cut(data))

    def _cut(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        come = memoryview(self._rest + data if self._rest else data)
        place = 0
        while len(come) - place >= HEAD.size:
            kind, length = HEAD.unpack_from(come, place)
            if len(come) - place - HEAD.size < length:
                break
            place += HEAD.size
            yield kind, bytes(come[place : place + length])
            place += length
        self._rest = bytes(come[place:])


def table_bytes(table: Table) -> bytes:
    """Return *table* for the way to the service."""
    return pickle.dumps((table.form, table.columns, table.rows, table.more), pickle.HIGHEST_PROTOCOL)


def table_read(body: bytes) -> Table:
    """Return the table in *body*, in which nothing but terms, texts and tuples is made."""
    form, columns, rows, more = _Terms(io.BytesIO(body)).load()
    return Table(form, columns, rows, more)


def error_bytes(error: errors.QueryError) -> bytes:
    """Return *error* for the way to the service."""
    values = (
        (error.problem, error.line, error.column)
        if isinstance(error, errors.QuerySyntaxError)
        else error.args
    )
    return pickle.dumps((type(error).__name__, values))


def error_read(body: bytes) -> errors.QueryError:
    """Return the error in *body*."""
    name, values = _Terms(io.BytesIO(body)).load()
    kinds: dict[str, Any] = {
        kind.__name__: kind for kind in (errors.QuerySyntaxError, errors.QueryRefused, errors.QueryError)
    }
    return cast("errors.QueryError", kinds.get(name, errors.QueryError)(*values))


class _Terms(pickle.Unpickler):
    """Reads what a worker sends, which need not be trusted with more than terms."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a term."""
        if module == "pyoxigraph" and name in _TERMS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"expected a term, found {module}.{name}")
