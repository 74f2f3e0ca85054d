"""A few threads for what has to wait for the database; the server never waits for one of them to end."""

import asyncio
import contextlib
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[Callable[[], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]


class Turns:
    """Who is next: those who show that they belong here before strangers, and of either each address in its turn."""

    def __init__(self) -> None:
        self._lanes: tuple[OrderedDict[str, deque[Job]], ...] = (OrderedDict(), OrderedDict())

    def add(self, job: Job, whose: str, stranger: bool) -> None:
        """A job waits for its turn."""
        self._lanes[stranger].setdefault(whose, deque()).append(job)

    def next(self, strangers: bool = True) -> tuple[Job, bool] | None:
        """The job whose turn it is, and whether it is a stranger's; theirs only where that is allowed."""
        for stranger, lane in enumerate(self._lanes):
            if lane and (strangers or not stranger):
                whose, jobs = lane.popitem(last=False)
                job = jobs.popleft()
                if jobs:
                    lane[whose] = jobs
                return job, bool(stranger)
        return None


class Threads:
    """So many threads for jobs; those of a pool of the library would hold up the end of the process."""

    def __init__(self, count: int, strangers: int) -> None:
        self._turns, self._come = Turns(), threading.Condition()
        self._strangers = strangers  # threads that strangers may still take
        for number in range(count):
            threading.Thread(target=self._work, name=f"request-{number}", daemon=True).start()

    async def do(self, job: Callable[[], T], whose: str = "", stranger: bool = False) -> T:
        """What a job answers, or raises; `whose` address asked for it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._come:
            self._turns.add((job, future, loop), whose, stranger)
            self._come.notify()
        return await future

    def _work(self) -> None:
        while True:
            job, stranger = self._next()
            _do(*job)
            if stranger:
                with self._come:
                    self._strangers += 1
                    self._come.notify()

    def _next(self) -> tuple[Job, bool]:
        with self._come:
            while (found := self._turns.next(self._strangers > 0)) is None:
                self._come.wait()
            self._strangers -= found[1]
        return found


def _do(job: Callable[[], Any], future: asyncio.Future[Any], loop: asyncio.AbstractEventLoop) -> None:
    if future.cancelled():  # nobody waits for it any more
        return
    answer, error = None, None
    try:
        answer = job()
    except BaseException as raised:
        error = raised
    with contextlib.suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(_settle, future, answer, error)


def _settle(future: asyncio.Future[Any], answer: Any, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(answer)
