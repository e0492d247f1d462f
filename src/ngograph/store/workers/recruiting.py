"""New workers from the nursery."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from ngograph.store.workers.frames import READY, Frames
from ngograph.store.workers.slate import Slate, blank
from ngograph.store.workers.waiting import readable
from ngograph.store.workers.worker import Worker

if TYPE_CHECKING:
    from ngograph.store.workers.nursery_link import Nursery


async def recruited(nursery: Nursery) -> Worker:
    """Return a new worker of *nursery* that is ready for its first question.

    Raises:
        OSError: there is none to be had.
    """
    ours, theirs = socket.socketpair()
    hears, says = os.pipe()
    written = blank()
    slate = Slate(os.dup(written))
    handles: list[int] = []
    try:
        try:
            nursery.ask(theirs.fileno(), written, says)
        finally:
            theirs.close()
            os.close(says)
            os.close(written)
        ours.setblocking(False)
        await readable(ours.fileno())
        come, handles, _, _ = socket.recv_fds(ours, 64, 1)
        if not handles:
            raise ConnectionError("the nursery gave no worker")
        ((kind, said),) = Frames().fed(come)
        assert kind == READY
        os.set_blocking(hears, False)
        number, may_settle = map(int, said.split())
        return Worker(number, handles[0], ours, hears, slate, may_settle=bool(may_settle))
    except BaseException:
        ours.close()
        slate.close()
        for file in (hears, *handles):
            os.close(file)
        raise
