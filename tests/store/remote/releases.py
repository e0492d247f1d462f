"""What the verb `publish` hands to the room that loads, and an engine over a store, for tests of either."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from ngograph.cli.publishing import loading
from ngograph.store.remote import Remote, stated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ngograph.release import Release
    from ngograph.store.remote import Access
    from ngograph.store.remote.loading import Load

    T = TypeVar("T")


def loadable(release: Release) -> Load:
    """The release as it is loaded."""
    return loading(release)


def asking(access: Access, work: Callable[[Remote], Awaitable[T]], **limits: Any) -> T:
    """Do *work* with an engine over the store that *access* leads to."""

    async def life() -> T:
        found = stated(access)
        engine = Remote(access, dialect=found.dialect, union=found.union, graphs=found.graphs, **limits)
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(life())
