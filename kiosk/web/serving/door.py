"""The door before the web server: who comes in and says nothing, or half of it, gives way to others.

The server behind it has deadlines for neither a silent connection nor half a head nor half a handshake. So each
connection is a `Guest` of ours first, which hands on what it hears. A guest waits until their request is whole and has
begun to be answered (`answering`), and again afterwards; only those who wait are ever made to give way.
"""

import asyncio
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from socket import SHUT_RDWR, socket
from typing import Any, cast

from kiosk.web.serving.memory import give_back
from kiosk.web.serving.turns import InTurn

HEAD_S = 10.0  # from the first byte of a request until its head is whole
HANDSHAKE_S = 5.0
IDLE_S = 15.0  # until the first byte, and between two requests
TAKEN_S = 60.0  # for who does not take the answer
LOOK_S = 0.5
FULL_S = 0.05  # when the machine has no more open files
COME_AT_ONCE = 256  # who came, before others have their turn
CROWD = 512
LET_IN_AT_ONCE = 32  # a handshake takes the loop a millisecond
HEAD_BYTES = 65_536
BODY_BYTES = 8_388_608  # more than is ever listened to
MOST_WAITING = 1_024
MOST_WAITING_EACH = 256  # of one address: the windows of an office behind one router have room
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

guest: ContextVar["Guest"] = ContextVar("guest")  # whose request a task answers
Waiting = dict["Guest", None]  # in the order in which they began to wait


class Door:
    """Listens, lets guests in, and makes the oldest of those who wait give way to newer ones.

    `behind`: makes the protocol that reads a guest's requests. `for_many`: whether an address is a proxy's.
    """

    behind: Callable[[], asyncio.Protocol]

    def __init__(self, tls: ssl.SSLContext | None, for_many: Callable[[str], bool]) -> None:
        self.for_many = for_many
        self.how: dict[str, Any] = {"ssl": tls}
        if tls:
            self.how |= {"ssl_handshake_timeout": HANDSHAKE_S, "ssl_shutdown_timeout": 1.0}
        self._waiting: Waiting = {}
        self._of: defaultdict[str, Waiting] = defaultdict(dict)
        self._guests: set[Guest] = set()
        self._crowded = False
        self._newcomers, self._somebody = InTurn[Guest](), asyncio.Event()
        self._sockets: list[socket] = []
        self._tasks: list[asyncio.Task[None]] = []

    def open(self, sockets: list[socket]) -> None:
        """Let in who comes to these sockets, which listen."""
        loop, self._sockets = asyncio.get_running_loop(), sockets
        for each in sockets:
            each.setblocking(False)
            self._listen(each)
        self._tasks = [loop.create_task(self._look()), loop.create_task(self._let_in())]

    def close(self) -> None:
        """Let nobody in any more, and show those out who wait."""
        for task in self._tasks:
            task.cancel()
        for each in self._sockets:
            asyncio.get_running_loop().remove_reader(each.fileno())
            each.close()
        self._sockets = []
        for one in [*self._waiting]:
            one.go()

    def clear(self) -> None:
        """Show everybody out, answered or not."""
        for each in [*self._guests]:
            each.go()

    def __len__(self) -> int:
        return len(self._guests)

    def welcome(self, newcomer: "Guest") -> None:
        """Someone came."""
        self._guests.add(newcomer)
        self.wait(newcomer)

    def wait(self, one: "Guest") -> None:
        """Someone waits from now on, with room made for them."""
        mine = self._of[one.address]
        if len(mine) >= MOST_WAITING_EACH and not self.for_many(one.address):
            next(iter(mine)).go()
        elif len(self._waiting) >= MOST_WAITING:
            next(iter(self._waiting)).go()
        self._waiting[one] = self._of[one.address][one] = None
        one.waits = True

    def wait_no_more(self, one: "Guest") -> None:
        """Someone is answered now, or gone."""
        one.waits = False
        self._waiting.pop(one, None)
        if (mine := self._of.get(one.address)) is not None:
            mine.pop(one, None)
            if not mine:
                del self._of[one.address]

    def farewell(self, one: "Guest") -> None:
        """Someone is gone."""
        self._guests.discard(one)
        self.wait_no_more(one)

    def _hear(self, listener: socket) -> None:
        """Take all who have come: whose turn it is to be let in is ours to say, not the machine's queue."""
        for _ in range(COME_AT_ONCE):
            try:
                connection, address = listener.accept()
            except BlockingIOError:
                return
            except OSError:  # they left again, or no more files can be opened
                self._make_room(listener)
                return
            newcomer = Guest(self, connection, str(address[0]))
            self._newcomers.add(newcomer, newcomer.address)
            self._somebody.set()

    def _make_room(self, listener: socket) -> None:
        """The oldest gives way, and we hear who comes again in a while."""
        for oldest in [*self._waiting][:1]:
            oldest.go()
        loop = asyncio.get_running_loop()
        loop.remove_reader(listener.fileno())
        loop.call_later(FULL_S, self._listen, listener)

    def _listen(self, listener: socket) -> None:
        if listener in self._sockets:
            asyncio.get_running_loop().add_reader(listener.fileno(), self._hear, listener)

    async def _let_in(self) -> None:
        """Let newcomers in, of each address one in its turn, so that a crowd from one keeps nobody else outside."""
        while True:
            await self._somebody.wait()
            for newcomer in self._newcomers.next_ones(LET_IN_AT_ONCE):
                newcomer.enter()
            if not self._newcomers:
                self._somebody.clear()
            await asyncio.sleep(0)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            now = time.monotonic()
            for each in [each for each in self._waiting if each.until <= now]:
                each.go()
            self._tidy_up()

    def _tidy_up(self) -> None:
        """A crowd leaves its memory in pieces, which the C library keeps unless it is asked to give it back."""
        if self._crowded and len(self) < CROWD:
            give_back()
        self._crowded = len(self) >= CROWD


class Guest(asyncio.Protocol):
    """One connection: whether it is waited for and until when (monotonic), and what reads its requests."""

    def __init__(self, door: Door, connection: socket, address: str) -> None:
        self.door, self.address = door, address
        self.until, self.waits = time.monotonic() + IDLE_S, False
        self._heard, self._gone = 0, False
        self._connection = connection
        self._transport: asyncio.Transport | None = None
        self._inner: asyncio.Protocol | None = None
        self._entering: asyncio.Task[None] | None = None
        door.welcome(self)

    def enter(self) -> None:
        """It is their turn to be let in."""
        if not self._gone:
            self._entering = asyncio.get_running_loop().create_task(self._enter())

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._gone:
            self._transport.abort()
            return
        self.until = time.monotonic() + IDLE_S
        self._inner = self.door.behind()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if not self._inner or not self._transport:
            return
        if self.waits:
            if self._heard > HEAD_BYTES:
                self._transport.write(TOO_LONG)
                self._transport.close()
                return
            if not self._heard:
                self.until = time.monotonic() + HEAD_S
            self._heard += len(data)
        guest.set(self)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._inner else None

    def pause_writing(self) -> None:
        if self._inner:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner:
            self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone = True
        self.door.farewell(self)
        if self._inner:
            self._inner.connection_lost(exc)
        self._inner = self._transport = None  # nobody has to look for what only holds itself

    def bring(self, within_s: float) -> None:
        """Their head is whole; they bring the body within so many seconds, and may give way until then."""
        self._heard, self.until = -BODY_BYTES, time.monotonic() + within_s

    @contextmanager
    def answering(self) -> Iterator[None]:
        """They are being answered: nobody makes them give way."""
        self.door.wait_no_more(self)
        try:
            yield
        finally:
            if not self._gone:
                self._heard, self.until = 0, time.monotonic() + (TAKEN_S if self._takes() else IDLE_S)
                self.door.wait(self)

    def go(self) -> None:
        """Show them out."""
        self._gone = True
        self.door.farewell(self)
        if self._transport:
            self._transport.abort()
        elif not self._entering:
            self._connection.close()
        else:
            self._entering.cancel()  # maybe before it began, so that nobody else closes what it holds
            self._entering.add_done_callback(lambda _: self._connection.close())
            with suppress(OSError):
                self._connection.shutdown(SHUT_RDWR)

    def _takes(self) -> bool:
        """Whether they have not taken all of their answer yet."""
        return self._transport is not None and self._transport.get_write_buffer_size() > 0

    async def _enter(self) -> None:
        """Shake hands, where TLS is spoken."""
        try:
            how = self.door.how
            await asyncio.get_running_loop().connect_accepted_socket(lambda: self, self._connection, **how)
        except OSError:  # no TLS, too slow, or gone
            self._gone = True
            self.door.farewell(self)
