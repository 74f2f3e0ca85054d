"""Whose turn it is at the few threads: nobody's queue keeps others waiting, and strangers come last."""

import asyncio
import threading
from typing import Any

import pytest

from kiosk.web.serving.threads import Threads, Turns


def order(*asked: tuple[str, bool]) -> list[str]:
    """In which order jobs come, asked for by addresses, some of them strangers'."""
    turns = Turns()
    future: Any = None
    for number, (whose, stranger) in enumerate(asked):
        turns.add((lambda n=number: n, future, future), whose, stranger)  # type: ignore[misc]
    found = []
    while (come := turns.next()) is not None:
        number = come[0][0]()
        found.append(asked[number][0] + str(number))
    return found


def test_each_address_has_its_turn() -> None:
    assert order(("a", True), ("a", True), ("a", True), ("b", True)) == ["a0", "b3", "a1", "a2"]


def test_who_shows_that_they_belong_here_comes_before_strangers() -> None:
    assert order(("a", True), ("a", True), ("b", False), ("c", False), ("b", False)) == ["b2", "c3", "b4", "a0", "a1"]


def test_a_job_answers_or_raises_where_it_was_asked_for() -> None:
    threads = Threads(2, strangers=1)

    async def asked() -> list[int]:
        with pytest.raises(ZeroDivisionError):
            await threads.do(lambda: 1 // 0)
        return [*await asyncio.gather(*(threads.do(lambda n=n: n * n) for n in range(20)))]  # type: ignore[misc]

    assert asyncio.run(asked()) == [n * n for n in range(20)]


def test_strangers_leave_threads_to_others() -> None:
    threads, go_on = Threads(2, strangers=1), threading.Event()

    async def asked() -> str:
        held = [asyncio.create_task(threads.do(go_on.wait, f"{n}", stranger=True)) for n in range(9)]
        await asyncio.sleep(0.05)
        answer = await threads.do(lambda: "known")
        go_on.set()
        assert all(await asyncio.gather(*held))
        return answer

    assert asyncio.run(asyncio.wait_for(asked(), 10)) == "known"
