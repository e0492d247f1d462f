"""What a worker may not: outgrow its memory, open a file or a socket, reach a network, outlive its parent."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Final

_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG
_PAGE: Final = resource.getpagesize()
_TICKS: Final = os.sysconf("SC_CLK_TCK")


def leave_network() -> bool:
    """Go where there is no network, not even loopback; say whether the system allows it.

    An ordinary user may where it may make user namespaces. The process must have one thread only.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def open_nothing_more() -> None:
    """Let no more files or sockets be open than there are now; for each that is closed there may be one."""
    last = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
    while (taken := os.dup(0)) < last:  # what was closed before leaves no place either
        pass
    os.close(taken)
    resource.setrlimit(resource.RLIMIT_NOFILE, (taken, taken))


def bound_memory(megabytes: int) -> None:
    """Let this process grow by *megabytes* beyond what it holds now, and not further."""
    most = data_in(Path("/proc/self/statm").read_bytes()) + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def data_in(statistics: bytes) -> int:
    """Return the bytes of memory that count against the bound, as `/proc/…/statm` of a process tells them."""
    return int(statistics.split()[5]) * _PAGE


def touched_in(statistics: bytes) -> int:
    """Return the bytes of memory that a process has first touched, as `/proc/…/stat` of it tells them."""
    return int(statistics.rpartition(b")")[2].split()[7]) * _PAGE


def worked_in(statistics: bytes) -> float:
    """Return the seconds that a process has worked, as `/proc/…/stat` of it tells them."""
    return sum(map(int, statistics.rpartition(b")")[2].split()[11:13])) / _TICKS


def die_with_parent(parent: int) -> None:
    """Be killed when the process *parent*, which started this one, ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
