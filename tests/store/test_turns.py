"""Places for questions: so many at once, so many that wait, and none for ever."""

from __future__ import annotations

import asyncio

import pytest

from ngograph.errors import TooManyQueries
from ngograph.store.turns import Turns


def test_who_comes_when_enough_wait_is_told_at_once() -> None:
    async def crowd() -> None:
        turns = Turns(at_once=1, waiting=1, seconds=60)
        await turns.take()
        second = asyncio.create_task(turns.take())
        await asyncio.sleep(0)
        assert turns.waiting == 1
        with pytest.raises(TooManyQueries) as raised:
            async with asyncio.timeout(5):
                await turns.take()
        assert (raised.value.waiting, raised.value.retry_after) == (1, 30)
        turns.give_back()
        await second
        assert turns.waiting == 0

    asyncio.run(crowd())


def test_nobody_waits_for_ever() -> None:
    async def wait() -> None:
        turns = Turns(at_once=1, waiting=1, seconds=0.01)
        await turns.take()
        with pytest.raises(TooManyQueries):
            await turns.take()
        assert turns.waiting == 0

    asyncio.run(wait())
