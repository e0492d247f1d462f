"""Where small questions over one release are answered: its engine, and heads of answers made before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from starlette.responses import Response

from ngograph.brief.asking import PATH
from ngograph.brief.encodings import SMALL, encoded
from ngograph.brief.terms import ID, LENGTH, SLOTS, TAG, BriefTerms
from ngograph.errors import NoFittingFormat
from ngograph.media import HTML
from ngograph.store.answering import NO_PIECES, Answer, Form, Prompting, Question, nothing
from ngograph.store.cached import Cached, is_volatile
from ngograph.store.lending import Lending
from ngograph.web.compressing import relabel, vary
from ngograph.web.cors import ANSWER
from ngograph.web.headers import add, standing
from ngograph.web.observing import Seen, note
from ngograph.web.replies import before_tag, kept_headers, tag_of, timeliness, wanted
from ngograph.web.sparql import OF_GRAPHS, OF_RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message

    from ngograph.brief.asking import Asked
    from ngograph.store.answering import Told, Wanted
    from ngograph.store.lending import Lent, Written
    from ngograph.web.near.heads import Head
    from ngograph.web.near.reading import Come
    from ngograph.web.operation import Operation
    from ngograph.web.service import Service

_FORMS: Final[tuple[Form, ...]] = ("select", "ask", "graph")


class Wish(NamedTuple):
    """A question that can be answered here.

    Args:
        question: what is asked.
        wanted: in which formats.
        tag: of the answer; empty if it has none.
        volatile: whether the answer may change.
        encoding: the one that its client likes best, None for none.
    """

    question: Question
    wanted: Wanted
    tag: str
    volatile: bool
    encoding: str | None


class Desk:
    """Answers small questions over one release.

    Args:
        service: of that release.
        operation: what counts the requests.
    """

    def __init__(self, service: Service, operation: Operation) -> None:
        self.service, self.operation, self.release = service, operation, service.release.id
        engine = service.engine
        inner = engine.engine if isinstance(engine, Cached) else engine
        # Where requests are counted by client each answer bears what is left, and goes the long way.
        self.open = isinstance(inner, Prompting) and operation.tokens is None
        self._engine = cast("Prompting", engine)
        # What is answered over a lent connection is not kept, for it is soon answered again.
        self._lender = inner if self.open and isinstance(inner, Lending) else None
        self._keeps = False if isinstance(engine, Cached) else None
        self._heads: dict[tuple[object, ...], bytes] = {}

    def wish(self, asked: Asked, head: Head) -> Wish | None:
        """Return the question that is *asked* with this *head*, None if it is not for this desk."""
        settings = self.service.settings
        if (
            not self.open
            or len(PATH) + len(asked.query_string) > settings.address_bytes
            or head.bytes > settings.header_bytes
            or head.length > settings.request_bytes
        ):
            return None
        try:
            want = wanted(head.accept, asked.name, OF_RESULTS, OF_GRAPHS)
        except NoFittingFormat:
            return None
        if HTML in (want.results, want.graph):
            return None
        volatile, tag = is_volatile(asked.text), ""
        if asked.method == "GET" and not volatile:
            tag = tag_of(self.service, PATH, asked.query_string, want)
        return Wish(Question(asked.text), want, tag, volatile, head.encoding)

    def ask(self, wish: Wish, told: Told) -> Callable[[], None]:
        """Have *wish* answered by calling *told*; return what gives it up until then."""
        return self._engine.prompt(wish.question, wish.wanted, told)

    def answered(self, wish: Wish, answer: Answer, name: str, scheme: str) -> tuple[bytes, bytes]:
        """Return the headers of a whole *answer*, and its body, as they are sent for the request *name*."""
        body = answer.whole or b""
        encoding = wish.encoding if len(body) >= SMALL else None
        key = answer.format, answer.kept, bool(wish.tag), wish.volatile, encoding, scheme
        if (head := self._heads.get(key)) is None:
            head = self._heads[key] = self._made(wish, answer, encoding, scheme)
        if encoding is not None:
            body = encoded(body, encoding)
        values = {LENGTH: b"%d" % len(body), ID: name.encode(), TAG: wish.tag.encode()}
        return head % values, body

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Lend a connection to who works answers out; return what asks to have it back, None: not taken."""
        return None if self._lender is None else self._lender.lend(lent)

    def terms(self, come: Come, wish: Wish, before: bytes, scheme: str) -> BriefTerms | None:
        """Return the terms on which the connection can be lent over which *come* came, None if on none.

        Args:
            come: the request that was answered last.
            wish: what it asked.
            before: what stands before the headers of an answer, with a slot for the date.
            scheme: of the address that was asked.
        """
        head = come.head
        if self._lender is None or not wish.tag or head.name is not None or head.closing:
            return None
        heads: dict[tuple[Form, bool], bytes] = {}
        for form in _FORMS:
            if (fit := wish.wanted.graph if form == "graph" else wish.wanted.results) is not None:
                answer = Answer(fit, b"", NO_PIECES, nothing, self._keeps)
                for encoding in {None, wish.encoding}:
                    made = self._made(wish, answer, encoding, scheme)
                    heads[form, encoding is not None] = b"%b%b\r\n" % (before, made)
        return BriefTerms(
            rest=come.raw[come.raw.find(b"\r\n") :],
            name=come.asked.name,
            longest=self.service.settings.address_bytes - len(PATH),
            wanted=wish.wanted,
            heads=heads,
            stamp=self.service.stamp,
            before=before_tag(PATH, wish.wanted),
            encoding=wish.encoding,
        )

    def note(self, method: str, client: str, status: int, written: Written) -> None:
        """Count a request of *client*, and write it down."""
        note(
            self.operation.metrics,
            Seen(
                name=written.name,
                method=method,
                route=PATH,
                path=PATH,
                status=status,
                bytes=written.bytes,
                seconds=written.seconds,
                client=client,
                release=self.release,
            ),
        )

    def _made(self, wish: Wish, answer: Answer, encoding: str | None, scheme: str) -> bytes:
        """Return the headers of such answers, with slots for what differs between them.

        They are made as the application makes them, layer by layer.
        """
        headers = kept_headers(answer, timeliness(self.service, wish.tag, volatile=wish.volatile))
        response = Response(b"", headers=headers, media_type=answer.format.content_type)
        message: Message = {"type": "http.response.start", "status": 200, "headers": response.raw_headers}
        vary(message)
        if encoding is not None:
            relabel(message, encoding, 0)
        add(message, standing(scheme, ANSWER))
        add(message, ((ID, b""),))
        return b"".join(
            [
                b"%b: %b\r\n" % (name, SLOTS.get(name, value.replace(b"%", b"%%")))
                for name, value in message["headers"]
            ]
        )
