"""Waiting in the loop until a file can be read."""

from __future__ import annotations

import asyncio
import os


async def read(pipe: int) -> bytes:
    """Return what comes next over *pipe*, which does not block; nothing at its end."""
    while True:
        try:
            return os.read(pipe, 4096)
        except BlockingIOError:
            await readable(pipe)


async def readable(handle: int) -> None:
    """Wait until there is something to be read from the file *handle*."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(handle, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(handle)
