"""What the journeys share: a browser a file, and their order.

A file that takes long begins early, so that no core waits at the end for another.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import launch

LONGEST = (
    *("test_double_presses.py", "test_touch_screen.py", "test_printer_stops.py", "test_scanners.py"),
    *("test_hall.py", "test_desk.py", "test_board.py", "test_sound.py", "test_comeback.py"),
    *("test_lookup.py", "test_bad_input.py", "test_rating.py", "test_printer.py", "test_main_job.py", "test_wheel.py"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all the journeys of a file."""
    with sync_playwright() as play, launch(play) as started:
        yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: i for i, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))
