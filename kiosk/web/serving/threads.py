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

    def next(self) -> Job | None:
        """The job whose turn it is."""
        for lane in self._lanes:
            if lane:
                whose, jobs = lane.popitem(last=False)
                job = jobs.popleft()
                if jobs:
                    lane[whose] = jobs
                return job
        return None


class Threads:
    """So many threads for jobs; those of a pool of the library would hold up the end of the process."""

    def __init__(self, count: int) -> None:
        self._turns, self._come = Turns(), threading.Condition()
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
            _do(*self._next())

    def _next(self) -> Job:
        with self._come:
            while (job := self._turns.next()) is None:
                self._come.wait()
        return job


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
