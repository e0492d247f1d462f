"""Always the same small answer, from the web server that ngograph runs on, with a process for each core.

``python -m benchmarks.constant PORT``
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import uvicorn

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

BODY: Final = b'{"head":{},"boolean":true}' + b" " * 600


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    uvicorn.run(
        "benchmarks.constant:app",
        port=int(sys.argv[1]),
        workers=len(os.sched_getaffinity(0)),
        log_level="warning",
        access_log=False,
    )
