"""Many at once, as threads of one server: nobody is called twice, nobody is lost; processes: tests/journeys."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kiosk.actions.office import manager
from kiosk.actions.queue.visitor import Wish, issue
from kiosk.config import Config
from kiosk.office import Office
from kiosk.views.record import audit
from tests.actions.queue import crowd
from tests.conftest import rows, sample_plan


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Office]:
    """The sample office by the machine's clock, which is the only one that processes share."""
    office = Office(Config(tmp_path))
    manager.set_up(office, sample_plan(), replace=False)
    yield office
    assert audit.verify(office) == []
    office.db.close()


def at_once(verb: Callable[..., list[Any]], *arguments: tuple[Any, ...]) -> list[Any]:
    """The verb in as many threads as there are arguments; what they answered, in one list."""
    with ThreadPoolExecutor(len(arguments)) as threads:
        return [*chain.from_iterable(threads.map(lambda each: verb(*each), arguments))]


def assert_each_is_served_once(office: Office, served: list[tuple[int, str]]) -> None:
    issued = rows(office, "SELECT id, area || printf('%03d', serial) FROM tickets")
    assert len(issued) == 80
    assert sorted(served) == sorted(issued)
    assert rows(office, "SELECT DISTINCT state FROM legs") == [("done",)]


def eighty_wait(office: Office) -> None:
    for area in "ABCEGHKM" * 10:
        issue(office, Wish(area))


def test_eight_counters_in_threads_serve_eighty_people_each_once(live: Office) -> None:
    eighty_wait(live)
    served = at_once(crowd.serve_ten, *((live, counter) for counter in range(1, 9)))
    assert_each_is_served_once(live, served)


def test_sixteen_threads_give_four_hundred_numbers_without_a_gap(live: Office) -> None:
    numbers = at_once(crowd.issue_many, *[(live, 25)] * 16)
    assert sorted(numbers) == [f"A{serial:03d}" for serial in range(1, 401)]
    assert rows(live, "SELECT count(*) FROM paper_jobs") == [(400,)]


def test_one_key_pressed_by_twenty_threads_is_one_ticket_and_one_slip(live: Office) -> None:
    assert at_once(crowd.press, *[(live, 1)] * 20) == ["A001"] * 20
    assert rows(live, "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM paper_jobs)") == [(1, 1)]


def test_readers_see_whole_states_while_others_write(live: Office) -> None:
    """Each ticket is there with its leg and its slip, or not at all."""
    count = "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM legs), (SELECT count(*) FROM paper_jobs)"

    def look(office: Office) -> list[tuple[object, ...]]:
        return [rows(office, count)[0] for _ in range(50)]

    with ThreadPoolExecutor(12) as threads:
        looks = [threads.submit(look, live) for _ in range(10)]
        threads.submit(crowd.issue_many, live, 50).result()
    assert all(tickets == legs == slips for each in looks for tickets, legs, slips in each.result())
