"""What stands around the routes: what outlives a release, and the order of what each request passes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ngograph.store.cached import Cached
from ngograph.web.bounding import Bounded, Bucket, bucket
from ngograph.web.compressing import Compressed
from ngograph.web.cors import ANSWER, Shared
from ngograph.web.headers import Headers
from ngograph.web.metrics import Metrics
from ngograph.web.observing import Caught, Observed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import FastAPI

    from ngograph.store.answering import Engine
    from ngograph.web.service import Service
    from ngograph.web.settings import Settings

    Others = Callable[[], Awaitable[dict[str, bytes]]]


@dataclass(frozen=True)
class Operation:
    """What goes on when the service turns to another release.

    Args:
        tokens: how many requests each client may still make; None without a limit.
        others: finds what the other processes of the service have counted, by their numbers; None if this is
            the only one.
    """

    tokens: Bucket | None = None
    metrics: Metrics = field(default_factory=Metrics)
    others: Others | None = None


def operation(settings: Settings, others: Others | None = None) -> Operation:
    """Return the start of an operation by *settings*, beside *others*."""
    return Operation(bucket(settings), others=others)


def keeping(engine: Engine, settings: Settings) -> Engine:
    """Return *engine* with what *settings* keep of its answers in front of it."""
    if not settings.cache_bytes:
        return engine
    return Cached(engine, most=settings.cache_bytes, largest=settings.cache_answer_bytes)


def surround(app: FastAPI, service: Service, operation: Operation) -> None:
    """Put around *app* what every request passes; what is named last is passed first."""
    app.add_middleware(Caught, templates=service.templates)
    app.add_middleware(
        Bounded, settings=service.settings, templates=service.templates, tokens=operation.tokens
    )
    app.add_middleware(Compressed)
    app.add_middleware(Headers, more=ANSWER)
    app.add_middleware(Shared, writable=service.writing is not None)
    app.add_middleware(Observed, release=service.release.id, metrics=operation.metrics)
