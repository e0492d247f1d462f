"""Work in a process of its own: started by the service, killed when its time is up or nobody waits for it.

Both ends are here. The service calls `run`; the process is ``python -m ngograph.apart MODULE``, which steps
back from the service before it imports MODULE and calls its ``main``: a process can leave the network only
while it has one thread, and many libraries start more when they are imported.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ngograph.store.workers.confinement import die_with_parent, leave_network

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_MEEK: Final = 5
"""How much the work gives way to the service, which has to answer others meanwhile."""


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    Attributes:
        out: what it wrote; nothing, if it was late.
        err: what it complained of.
        code: its exit code; below 0 the signal that killed it.
        late: whether it was killed because its time was up.
    """

    out: bytes
    err: bytes
    code: int | None
    late: bool

    @property
    def outgrew(self) -> bool:
        """Whether it came to its end for want of memory."""
        return self.code == -signal.SIGABRT or b"MemoryError" in self.err

    @property
    def failed(self) -> bool:
        """Whether it ended by a mistake of its own, and not by a signal."""
        return self.code is not None and self.code > 0

    @property
    def failure(self) -> str:
        """Where it failed and with what error, without the words of it: they may be a client's."""
        lines = self.err.decode("utf-8", "replace").strip().splitlines()
        places = [line.strip() for line in lines if line.startswith("  File ")]
        return "; ".join([*places[-3:], (lines or [""])[-1].partition(":")[0]])


async def run(
    module: str,
    job: bytes,
    *,
    seconds: float,
    cores: Collection[int] = (),
    handles: Sequence[int] = (),
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Let a process call ``main`` of *module*, and return how it ended.

    It is killed when *seconds* are over, and when whoever waits here gives up.

    Args:
        module: what it runs.
        job: what it finds on its standard input.
        seconds: how long it may take.
        cores: where it may run; none: wherever this process does.
        handles: open files that it inherits.
        environment: variables that are set for it beside those of this process.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__, module, str(os.getpid()), *map(str, cores)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        pass_fds=handles,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **(environment or {})},
        start_new_session=True,
    )
    late, out, err = False, b"", b""
    try:
        async with asyncio.timeout(seconds):
            out, err = await process.communicate(job)
    except TimeoutError:
        late = True
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return Ended(out, err, process.returncode, late)


def main() -> None:
    """Step back from the service that started this process, then do the work."""
    module, service, *cores = sys.argv[1:]
    die_with_parent(int(service))
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # whoever stops the service lets its answers end
    os.nice(_MEEK)
    if cores:
        os.sched_setaffinity(0, map(int, cores))
    leave_network()
    import_module(module).main()


if __name__ == "__main__":
    main()
