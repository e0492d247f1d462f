"""What answers for one service: pools of workers or another store, two at once while releases follow."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from fastapi import FastAPI

    from ngograph.release import Release
    from ngograph.store.remote import Remote, Stated
    from ngograph.store.workers.door import Listed
    from ngograph.store.workers.nurseries import Entrance
    from ngograph.store.workers.pool import Workers
    from ngograph.web import Settings

    Pool = Workers | Remote


class Pools:
    """The pools that are open, as one for the operator's door."""

    def __init__(self, entrance: Entrance | None = None, cores: Collection[int] | None = None) -> None:
        """Begin with none.

        Args:
            entrance: where nurseries are found; None: each pool has its own.
            cores: where workers may go that have long to work; None: wherever the system likes.
        """
        self.possible = sys.platform.startswith("linux")
        self._entrance, self._cores = entrance, cores
        self._open: list[Pool] = []

    def open(self, release: Release | Stated, limits: Settings) -> Pool | None:
        """Return what answers for *release*; None, which means threads, where there are no workers."""
        from ngograph.store.remote import Stated

        if isinstance(release, Stated):
            return self._asked(release, limits)
        if not self.possible:
            return None
        from ngograph.store.workers.limits import Limits
        from ngograph.store.workers.pool import Workers

        pool = Workers(
            release.path / "store",
            release.dump,
            Limits(
                at_once=limits.queries_at_once,
                waiting=limits.queries_waiting,
                seconds=limits.query_seconds,
                patience=limits.reader_seconds,
                longest=limits.answer_seconds,
                megabytes=limits.query_megabytes,
                own_megabytes=limits.own_megabytes,
            ),
            in_memory=limits.in_memory_megabytes,
            entrance=self._entrance,
            cores=self._cores,
            terms="ngograph.brief.terms",
        )
        self._open.append(pool)
        return pool

    def _asked(self, release: Stated, limits: Settings) -> Remote:
        """Ask the store that holds *release*, wherever that is."""
        from ngograph.store.remote import Remote

        engine = Remote(
            release.access,
            dialect=release.dialect,
            union=release.union,
            graphs=release.graphs,
            at_once=limits.queries_at_once,
            waiting=limits.queries_waiting,
            seconds=limits.query_seconds,
            patience=limits.reader_seconds,
            longest=limits.answer_seconds,
        )
        self._open.append(engine)
        return engine

    def ending_with(self, app: FastAPI, pool: Pool | None) -> FastAPI:
        """Let *pool* end when *app* does, and return *app*."""
        if pool is None:
            return app
        inner = app.router.lifespan_context

        @asynccontextmanager
        async def life(app: FastAPI) -> AsyncIterator[None]:
            try:
                async with inner(app):
                    yield
            finally:
                self._open.remove(pool)
                await _closed(pool)

        app.router.lifespan_context = life
        return app

    def running(self) -> list[Listed]:
        """Return the questions that are being answered; safe in any thread."""
        return [run for pool in tuple(self._open) for run in pool.running()]

    def end(self, name: str) -> bool:
        """End the question called *name*; say whether there is one. Safe in any thread."""
        return any(pool.end(name) for pool in tuple(self._open))


async def _closed(pool: Pool) -> None:
    from ngograph.store.remote import Remote

    if isinstance(pool, Remote):
        await pool.close()
    else:
        await asyncio.to_thread(pool.close)
