"""Several processes that serve as one: who starts them, replaces one that ends, and stops them all.

::

    the first process ──forks──► serving process, serving process …
         └── starts ──► nursery ──forks──► workers of all of them

The first process answers no request. It holds a listening socket for each of the others, so that whoever
connects while one is being replaced waits for the new one, and it starts the nurseries, so that a release is
in memory once. It has one thread; what the others need of it comes over a channel to each
(`ngograph.cli.channel`). When it ends, however that happens, the system ends all others.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ngograph.cli.channel import COUNTS, LOOK, NURSERY, READY, Channel
from ngograph.store.workers.confinement import die_with_parent
from ngograph.store.workers.nurseries import Nurseries, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    Serve = Callable[[socket.socket, Channel], None]

_TOLD: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_PAUSE: Final = 1
"""Seconds from one start of a process to the next in its place."""
_LONGEST: Final = 1 << 16
"""Bytes of the longest message."""


@dataclass(eq=False)
class _Place:
    """A listening socket, and the process that answers at it."""

    listener: socket.socket
    number: int = 0
    handle: int = -1
    channel: socket.socket | None = None
    began: float = field(default=-_PAUSE)
    ready: bool = False

    def let_go(self) -> None:
        """Close what leads to the process."""
        if self.channel is not None:
            self.channel.close()
            os.close(self.handle)
            self.channel = None


class Processes:
    """The processes that *serve*, one for each of *listeners*.

    Args:
        listeners: sockets that listen at the same address.
        serve: serves at one of them until the process is told to stop, then lets its answers end.
        grace: seconds that a process has for that before it is killed.
        told: is told of processes that ended by themselves, each with how it ended.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        serve: Serve,
        *,
        grace: float,
        told: Callable[[int, int], None],
    ) -> None:
        self._places = [_Place(listener) for listener in listeners]
        self._serve, self._grace, self._told = serve, grace, told
        self._nurseries = Nurseries()
        self._events = selectors.DefaultSelector()
        self._stopping: float | None = None
        self._status = 0

    def run(self) -> int:
        """Serve until told to stop; return 0, or the status of a process that could not even begin."""
        hears, says = socket.socketpair()
        with hears, says, self._events:
            hears.setblocking(False)
            says.setblocking(False)
            before = signal.set_wakeup_fd(says.fileno(), warn_on_full_buffer=False)
            kept = {each: signal.signal(each, lambda *_: None) for each in _TOLD}
            self._events.register(hears, selectors.EVENT_READ, self._signalled)
            try:
                while self._go_on():
                    for key, _ in self._events.select(0.5):
                        key.data(key.fileobj)
                    self._nurseries.reap()
            finally:
                self._kill()
                self._nurseries.close()
                signal.set_wakeup_fd(before)
                for each, handler in kept.items():
                    signal.signal(each, handler)
        return self._status

    def _go_on(self) -> bool:
        now = time.monotonic()
        if self._stopping is None:
            for place in self._places:
                if not place.number and now - place.began >= _PAUSE:
                    self._start(place)
        elif now > self._stopping:
            self._kill()
        return self._stopping is None or any(place.number for place in self._places)

    def _start(self, place: _Place) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        place.number = os.fork()
        if not place.number:
            self._be(place, theirs, parent)
        theirs.close()
        place.channel, place.handle = ours, os.pidfd_open(place.number)
        place.began, place.ready = time.monotonic(), False
        self._events.register(ours, selectors.EVENT_READ, lambda _: self._heard(place))
        self._events.register(place.handle, selectors.EVENT_READ, lambda _: self._ended(place))

    def _be(self, place: _Place, channel: socket.socket, parent: int) -> NoReturn:
        """Be a serving process."""
        status = 1
        try:
            die_with_parent(parent)
            signal.set_wakeup_fd(-1)
            for each in _TOLD:
                signal.signal(each, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._events.close()
            for other in self._places:
                if other is not place:
                    other.listener.close()
                    other.let_go()
            self._serve(place.listener, Channel(channel))
            status = 0
        except KeyboardInterrupt:
            pass
        except BaseException as error:
            print(f"error: {error}", file=sys.stderr)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    # What comes --------------------------------------------------------------------------------------------

    def _signalled(self, hears: socket.socket) -> None:
        for number in hears.recv(64):
            if number == signal.SIGHUP:
                self._tell(signal.SIGHUP)
            else:
                self._stop()

    def _stop(self) -> None:
        if self._stopping is None:
            self._stopping = time.monotonic() + self._grace
            self._tell(signal.SIGTERM)

    def _tell(self, number: signal.Signals) -> None:
        for place in self._places:
            if place.number:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(place.handle, number)

    def _kill(self) -> None:
        self._tell(signal.SIGKILL)
        for place in self._places:
            if place.number:
                self._ended(place)

    def _ended(self, place: _Place) -> None:
        """Let go of a process that has ended; another one is started when it is time."""
        _, how = os.waitpid(place.number, 0)
        number, place.number = place.number, 0
        assert place.channel is not None
        for file in (place.channel, place.handle):
            with suppress(KeyError):
                self._events.unregister(file)
        place.let_go()
        if self._stopping is not None:
            return
        status = os.waitstatus_to_exitcode(how)
        if place.ready:
            self._told(number, status)
        else:  # it could not begin; nor could another
            self._status = status if status > 0 else 1
            self._stop()

    def _heard(self, place: _Place) -> None:
        """Do what a serving process asks for."""
        assert place.channel is not None
        try:
            message, files, _, _ = socket.recv_fds(place.channel, _LONGEST, 1)
        except OSError:
            message, files = b"", []
        kind, _, body = message.partition(b" ")
        if not message:
            self._events.unregister(place.channel)  # its end is learnt by its handle
        elif kind == READY:
            place.ready = True
        elif kind == NURSERY:
            fields = json.loads(body)
            plan = Plan(**{**fields, "store": Path(fields["store"]), "dump": Path(fields["dump"])})
            with socket.socket(fileno=files.pop()) as control:
                self._nurseries.enter(plan, control)
        elif kind == LOOK:
            self._tell(signal.SIGHUP)
        elif kind == COUNTS:
            for other in self._places:
                if other is not place and other.channel is not None and other.ready:
                    with suppress(OSError):  # it is about to end
                        socket.send_fds(other.channel, [COUNTS], files, socket.MSG_DONTWAIT)
        for file in files:
            os.close(file)
