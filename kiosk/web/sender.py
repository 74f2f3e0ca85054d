"""Sends live regions to every page that listens: one thread for all, so that a screen costs a socket and no thread."""

import contextlib
import logging
import os
import selectors
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.web.events import Events
from kiosk.web.stream import HEARTBEAT_S, Publisher, Region

LOOK_S = HEARTBEAT_S / 10
STUCK_S = 30.0  # a page that takes nothing for so long is gone
END = b"0\r\n\r\n"
WANTS = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


@dataclass(slots=True, eq=False)
class Line:
    """A page's connection: its events, when its next heartbeat is due, and what of the last ones it has not taken yet.

    `ended` is called when the line is given up. `chunked`: HTTP/1.1 frames what has no length (RFC 9112, 7.1).
    """

    socket: socket.socket
    events: Events
    chunked: bool
    ended: Callable[[], None]
    due: float = 0.0
    rest: bytes = b""
    stuck_since: float = 0.0


class Sender:
    """The one thread that writes to pages that listen."""

    def __init__(self, publisher: Publisher) -> None:
        self._new: deque[Line] = deque()
        self._changed: deque[Region | None] = deque()
        self._lines: dict[Region, set[Line]] = {}
        self._ready = selectors.DefaultSelector()
        self._wake, self._waking = os.pipe()
        os.set_blocking(self._waking, False)
        self._woken = False
        self._ready.register(self._wake, selectors.EVENT_READ)
        publisher.told = self.wake
        threading.Thread(target=self._run, name="sender", daemon=True).start()

    def take(self, line: Line) -> None:
        """A page that listens from now on; its head was sent."""
        self._new.append(line)
        self._nudge()

    def wake(self, changed: Region | None = None) -> None:
        """A region changed, or all is to end."""
        self._changed.append(changed)
        self._nudge()

    def _nudge(self) -> None:
        if not self._woken:
            self._woken = True
            os.write(self._waking, b".")

    def _run(self) -> None:
        looked = 0.0
        while True:  # also while all stops: a page whose stream ended asks for it once more, and is told so
            for key, what in self._ready.select(LOOK_S):
                if key.data is None:
                    os.read(self._wake, 64)
                    self._woken = False
                else:
                    self._guarded(self._go_on if what & selectors.EVENT_WRITE else self._heed, key.data)
            while self._new:
                self._guarded(self._begin, self._new.popleft())
            while self._changed:
                if region := self._changed.popleft():
                    self._each(self._tell, region)
                else:
                    looked = 0.0
            if time.monotonic() - looked >= LOOK_S:
                looked = time.monotonic()
                for region in [*self._lines]:
                    self._each(self._look, region)

    def _each(self, step: Callable[[Line], None], region: Region) -> None:
        """Take a step for every line of a region."""
        for line in [*self._lines.get(region, ())]:
            self._guarded(step, line)

    def _guarded(self, step: Callable[[Line], None], line: Line) -> None:
        """One broken line must not silence the others."""
        try:
            step(line)
        except Exception as error:
            if not isinstance(error, OSError):
                logging.getLogger(__name__).exception("a stream was given up")
            if step != self._end:
                self._guarded(self._end, line)

    def _begin(self, line: Line) -> None:
        line.socket.setblocking(False)
        line.due = time.monotonic() + HEARTBEAT_S
        self._lines.setdefault(line.events.region, set()).add(line)
        self._ready.register(line.socket, selectors.EVENT_READ, line)
        self._tell(line)

    def _look(self, line: Line) -> None:
        """Let the page of a silent line know that it still stands."""
        now = time.monotonic()
        if self._goes_on(line) and not line.rest and now >= line.due:
            line.due = now + HEARTBEAT_S
            self._send(line, line.events.beat())

    def _tell(self, line: Line) -> None:
        """Send what is new to who has taken all before; nobody is sent an old state after a new one."""
        if self._goes_on(line) and not line.rest and (text := line.events.news()):
            self._send(line, text)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line's page is there and may hear more; otherwise the line is ended."""
        stuck = line.rest and time.monotonic() - line.stuck_since > STUCK_S
        if not stuck and not line.events.over():
            return True
        if line.chunked and not line.rest:
            line.socket.send(END)
        self._end(line)
        return False

    def _send(self, line: Line, text: bytes) -> None:
        line.rest = b"%X\r\n%b\r\n" % (len(text), text) if line.chunked else text
        line.stuck_since = time.monotonic()
        self._flush(line)

    def _go_on(self, line: Line) -> None:
        """Send the rest, and what changed meanwhile."""
        self._flush(line)
        self._tell(line)

    def _flush(self, line: Line) -> None:
        try:
            sent = line.socket.send(line.rest)
        except WANTS:
            sent = 0
        line.rest = line.rest[sent:]
        waits = selectors.EVENT_WRITE if line.rest else 0
        if self._ready.get_key(line.socket).events != selectors.EVENT_READ | waits:
            self._ready.modify(line.socket, selectors.EVENT_READ | waits, line)

    def _heed(self, line: Line) -> None:
        """A page that listens has nothing to say: its end of the line was closed."""
        try:
            if not line.socket.recv(4096):
                self._end(line)
        except WANTS:
            pass

    def _end(self, line: Line) -> None:
        self._lines.get(line.events.region, set()).discard(line)
        with contextlib.suppress(KeyError, ValueError):  # it could not be registered
            self._ready.unregister(line.socket)
        line.events.close()
        line.ended()
