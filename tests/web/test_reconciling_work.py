"""Work for one client neither goes on for ever, nor keeps others from their turn, nor outlives the client."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from threading import Event

import pytest

from ngograph.errors import QueryTooLong
from ngograph.web import Settings
from ngograph.web.reconciling.working import Work


def test_pieces_are_done_in_order() -> None:
    work = Work(Settings())
    assert asyncio.run(work.do([partial(int, at) for at in range(50)])) == list(range(50))


def test_work_that_takes_too_long_is_given_up() -> None:
    work = Work(Settings(query_seconds=0.1))
    done: list[int] = []

    def piece(at: int) -> None:
        time.sleep(0.04)
        done.append(at)

    with pytest.raises(QueryTooLong):
        asyncio.run(work.do([partial(piece, at) for at in range(50)]))
    assert 0 < len(done) < 10


def test_a_short_batch_does_not_wait_for_a_long_one() -> None:
    ended: list[str] = []

    async def one(work: Work, name: str, pieces: int) -> None:
        await work.do([partial(time.sleep, 0.002)] * pieces)
        ended.append(name)

    async def both() -> None:
        work = Work(Settings())
        await asyncio.gather(one(work, "long", 200), one(work, "short", 1))

    asyncio.run(both())
    assert ended == ["short", "long"]


def test_nothing_is_done_for_a_client_that_has_left() -> None:
    begun, go_on = Event(), Event()
    done: list[int] = []

    def piece(at: int) -> None:
        begun.set()
        go_on.wait(5)
        done.append(at)

    async def leave() -> None:
        work = Work(Settings())
        batch = asyncio.create_task(work.do([partial(piece, at) for at in range(9)]))
        await asyncio.to_thread(begun.wait, 5)
        batch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await batch
        go_on.set()
        assert await work.do([lambda: 7]) == [7]  # the place is free again

    asyncio.run(leave())
    assert done == [0]
