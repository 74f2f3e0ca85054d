"""A few threads for what has to wait for the database; the server never waits for one of them to end."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from kiosk.web.serving.turns import InTurn

T = TypeVar("T")
Job = tuple[Callable[[], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]


class Turns:
    """Who is next: those who show that they belong here before strangers, and of either each address in its turn."""

    def __init__(self) -> None:
        self._lanes = InTurn[Job](), InTurn[Job]()

    def add(self, job: Job, whose: str, stranger: bool) -> None:
        """A job waits for its turn."""
        self._lanes[stranger].add(job, whose)

    def next(self, strangers: bool = True) -> tuple[Job, bool] | None:
        """The job whose turn it is, and whether it is a stranger's; theirs only where that is allowed."""
        for stranger, lane in enumerate(self._lanes):
            if lane and (strangers or not stranger):
                return lane.next(), bool(stranger)
        return None


class Threads:
    """So many threads for jobs; those of a pool of the library would hold up the end of the process.

    The loop alone says who is next: a lock shared with threads that compute would keep it waiting for each of them.
    """

    def __init__(self, count: int, strangers: int) -> None:
        self._turns, self._begun = Turns(), SimpleQueue[tuple[Job, bool]]()
        self._free, self._strangers = count, strangers  # threads, and those of them that strangers may still take
        for number in range(count):
            threading.Thread(target=self._work, name=f"request-{number}", daemon=True).start()

    async def do(self, job: Callable[[], T], whose: str = "", stranger: bool = False) -> T:
        """What a job answers, or raises; `whose` address asked for it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._turns.add((job, future, loop), whose, stranger)
        self._begin()
        return await future

    def _begin(self) -> None:
        """Free threads take who is next."""
        while self._free and (turn := self._turns.next(self._strangers > 0)):
            self._free -= 1
            self._strangers -= turn[1]
            self._begun.put(turn)

    def _work(self) -> None:
        while True:
            (job, future, loop), stranger = self._begun.get()
            done = _done(job, future)
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._settle, future, *done, stranger)

    def _settle(self, future: asyncio.Future[Any], answer: Any, error: BaseException | None, stranger: bool) -> None:
        self._free += 1
        if stranger:
            _after_a_turn(future.get_loop(), self._stranger_may)
        if not future.cancelled():
            future.set_exception(error) if error is not None else future.set_result(answer)
        self._begin()

    def _stranger_may(self) -> None:
        self._strangers += 1
        self._begin()


def _done(job: Callable[[], Any], future: asyncio.Future[Any]) -> tuple[Any, BaseException | None]:
    """What a job answers, and what it raises."""
    if future.cancelled():  # nobody waits for it any more
        return None, None
    try:
        return job(), None
    except BaseException as raised:
        return None, raised


def _after_a_turn(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    """Act when the loop has heard all who spoke meanwhile, and has begun what they asked for."""
    loop.call_soon(lambda: loop.call_soon(act))
