"""Many at once, as processes on one file: nobody is called twice, nobody is lost."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain

import pytest

from kiosk.office import Office
from tests.actions.queue import crowd, test_concurrency
from tests.actions.queue.test_concurrency import assert_each_is_served_once, eighty_wait
from tests.conftest import rows

pytestmark = pytest.mark.journey
live = test_concurrency.live
PROCESSES = 4


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        yield pool


def test_eight_counters_in_four_processes_serve_eighty_people_each_once(
    live: Office, processes: ProcessPoolExecutor
) -> None:
    eighty_wait(live)
    pairs = [(1, 2), (3, 4), (5, 6), (7, 8)]
    served = processes.map(crowd.serve_in_process, [live.config.folder] * PROCESSES, pairs)
    assert_each_is_served_once(live, [*chain.from_iterable(served)])


def test_four_processes_give_four_hundred_numbers_without_a_gap(live: Office, processes: ProcessPoolExecutor) -> None:
    numbers = processes.map(crowd.issue_in_process, [live.config.folder] * PROCESSES, [100] * PROCESSES)
    assert sorted(chain.from_iterable(numbers)) == [f"A{serial:03d}" for serial in range(1, 401)]
    assert rows(live, "SELECT count(*) FROM paper_jobs") == [(400,)]


def test_one_key_pressed_by_four_processes_is_one_ticket_and_one_slip(
    live: Office, processes: ProcessPoolExecutor
) -> None:
    numbers = processes.map(crowd.press_in_process, [live.config.folder] * PROCESSES, [5] * PROCESSES)
    assert [*chain.from_iterable(numbers)] == ["A001"] * 20
    assert rows(live, "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM paper_jobs)") == [(1, 1)]
