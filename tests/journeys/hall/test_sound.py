"""The hall's sound with real browsers and a real loudspeaker process: one speaks, and another takes over."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from kiosk.domain.hall.announcer import CHIME_TO_VOICE_MS
from kiosk.storage.db import connect
from kiosk.storage.hall import loudspeakers
from tests.journeys.browser import launch
from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey
EARS = "window.said = []; document.addEventListener('spoken', event => said.push(event.detail));"
# Plays nothing, but takes as long as the sound and writes down when: a loudspeaker one can read.
DOUBLE = """
import sys, time, wave
begun = time.time()
with wave.open(sys.argv[2]) as file:
    seconds = file.getnframes() / file.getframerate()
time.sleep(seconds)
with open(sys.argv[1], "a") as heard:
    print(begun, time.time(), seconds, file=heard)
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("hall"), "--no-simulate") as running:
        yield running


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as play:
        yield play


@pytest.fixture(scope="module")
def browser(play: Playwright) -> Iterator[Browser]:
    yield (browser := launch(play))
    browser.close()


def board(browser: Browser, hall: Demo, zone: str = "1") -> Page:
    """A board, listened to, on a screen of its own."""
    page = browser.new_context().new_page()
    page.add_init_script(EARS)
    page.goto(f"{hall.address}/board/{zone}")
    return page


def until(condition: Callable[[], object], seconds: float, page: Page | None = None) -> float:
    """Wait for a condition; answers how long it took (s)."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"it did not happen within {seconds} s"
        if page:
            page.wait_for_timeout(50)
        else:
            time.sleep(0.05)
    return time.monotonic() - begun


def speaks(page: Page) -> bool:
    return bool(page.evaluate("!document.getElementById('speaker').hidden"))


def said(page: Page) -> list[int]:
    return [int(each["no"]) for each in page.evaluate("said")]


def sound(hall: Demo) -> Any:
    with urllib.request.urlopen(f"{hall.address}/healthz") as answer:
        return json.load(answer)["sound"]


def owner(hall: Demo, zone: str) -> str | None:
    with closing(connect(hall.folder / "office.db")) as sql:
        return loudspeakers.load(sql, zone).owner


def called(hall: Demo, area: str, counter: str) -> None:
    assert hall.kiosk("issue", area).returncode == 0
    assert hall.kiosk("call", counter).returncode == 0


def test_one_board_speaks_and_when_it_dies_another_goes_on(hall: Demo, browser: Browser) -> None:
    first = board(browser, hall)
    until(lambda: speaks(first), 5, first)
    second = board(browser, hall)
    called(hall, "A", "1")
    until(lambda: said(first), 15, first)
    assert not speaks(second)
    assert said(second) == []
    assert second.evaluate("document.documentElement.dataset.shown") == "1"  # what it does not say it shows
    assert sound(hall)["1"] == "on"

    first.context.set_offline(True)  # no farewell reaches the server
    called(hall, "B", "2")
    waited = until(lambda: speaks(second), 10, second)
    print(f"taken over after {waited:.1f} s")
    until(lambda: said(second) == [2], 15, second)
    second.context.close()


def test_a_board_that_is_closed_leaves_at_once(hall: Demo, browser: Browser) -> None:
    first = board(browser, hall, "2")
    until(lambda: speaks(first), 12, first)
    first.goto("about:blank")
    until(lambda: owner(hall, "2") is None, 10)  # only its farewell says so: a lease that lapsed keeps its owner's name
    second = board(browser, hall, "2")
    until(lambda: speaks(second), 10, second)
    for page in (first, second):
        page.context.close()


def test_a_board_without_permission_shows_it_and_speaks_once_it_is_touched(hall: Demo, play: Playwright) -> None:
    with launch(play, sound="document-user-activation-required") as strict:
        mute = board(strict, hall, "2")
        until(lambda: sound(hall)["2"] == "muted", 20)  # whatever the page is asked counts as a touch
        assert mute.is_visible("#mute")
        assert not speaks(mute)
        mute.click("#mute")
        until(lambda: speaks(mute), 10, mute)
        assert mute.is_hidden("#mute")
        assert sound(hall)["2"] == "on"


@contextmanager
def loudspeaker(hall: Demo, tmp_path: Path, name: str) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    double, heard = tmp_path / "double.py", tmp_path / name
    double.write_text(DOUBLE)
    heard.touch()
    command = [sys.executable, "-m", "display.cli", "speak", "--zone", "2", "--data", str(hall.folder)]
    player = f"{sys.executable} {double} {heard}"
    process = subprocess.Popen([*command, "--player", player], text=True)
    try:
        yield process, heard
    finally:
        process.kill()
        process.wait(10)


def sounds(*files: Path) -> list[tuple[float, float, float]]:
    """When each sound began and ended, and how long it is, in the order of their beginning."""
    lines = [line.split() for file in files for line in file.read_text().splitlines()]
    return sorted((float(begun), float(ended), float(seconds)) for begun, ended, seconds in lines)


def test_a_loudspeaker_on_the_server_speaks_and_another_takes_over(hall: Demo, tmp_path: Path) -> None:
    with loudspeaker(hall, tmp_path, "one") as (first, one), loudspeaker(hall, tmp_path, "two") as (_, two):
        until(lambda: sound(hall)["2"] == "on", 20)
        for area, counter in (("G", "5"), ("H", "6"), ("K", "7")):
            called(hall, area, counter)
        until(lambda: len(sounds(one, two)) >= 3, 40)  # chime, speech, chime: in the middle of the second call
        speaking = one if one.read_text() else two
        assert len(sounds(speaking)) >= 3
        if speaking is one:
            first.kill()
        until(lambda: len(sounds(one, two)) >= 6, 60)
    heard = sounds(one, two)
    for (_, ended, _), (begun, *_) in pairwise(heard):
        assert begun >= ended - 0.05
    chimes = [i for i, (*_, seconds) in enumerate(heard) if abs(seconds - 0.7) < 0.01]
    for i in chimes[:-1]:
        if i + 1 not in chimes:  # one broken off between chime and speech is begun anew
            assert heard[i + 1][0] - heard[i][1] >= CHIME_TO_VOICE_MS / 1000  # and what the double needs to start


def test_a_call_taken_back_leaves_the_board_s_panel_at_once(browser: Browser, tmp_path: Path) -> None:
    with demo(tmp_path, "--no-simulate") as hall, closing(board(browser, hall)) as page:
        until(lambda: page.evaluate("document.documentElement.dataset.link === 'ok'"), 20, page)
        number = hall.kiosk("issue", "B").stdout.strip()
        hall.kiosk("call", "7")
        page.wait_for_selector(f"#now:not([hidden]) >> text={number}")
        hall.kiosk("undo", "7")
        gone = "document.querySelector('#hall .call').dataset.gone.split(' ')"
        until(lambda: number in page.evaluate(gone), 20, page)
        page.wait_for_timeout(250)
        assert page.locator("#now:not([hidden])", has_text=number).count() == 0
