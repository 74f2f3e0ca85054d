"""The hall in a real browser: from the touch screen over the desk to the board and its loudspeaker."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.journeys.browser import launch, linked, until

pytestmark = pytest.mark.journey
# What the board heard, showed and said, with the browser's clock.
EARS = """
window.heard = []; window.shown = []; window.said = [];
document.addEventListener("call", event => heard.push({ ...JSON.parse(event.detail.data), at: Date.now() }));
document.addEventListener("spoken", event => said.push(event.detail));
document.addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const part = name => document.querySelector(`#now .${name}`).textContent;
  shown.push({ number: part("number"), counter: part("counter"), at: Date.now() });
}).observe(document.documentElement, { attributes: true, attributeFilter: ["data-shown"] }));
"""


class Hall:
    """The demo without its crowd, in processes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def open(self) -> None:
        command = [*self.kiosk, "demo", "--port", str(self.port), "--no-simulate"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, text=True)
        deadline = time.monotonic() + 20
        while not self.answers():
            assert time.monotonic() < deadline, "the demo does not answer"
            time.sleep(0.05)

    def close(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    def answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
            return True
        return False

    @property
    def kiosk(self) -> list[str]:
        return [sys.executable, "-m", "kiosk", "--data", str(self.folder)]

    def do(self, *arguments: str) -> dict[str, Any]:
        """A command of another process; its answer."""
        done = subprocess.run([*self.kiosk, *arguments, "--json"], check=True, capture_output=True, text=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall"))
    hall.open()
    yield hall
    hall.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = launch(play)
        yield browser
        browser.close()


@pytest.fixture
def board(hall: Hall, browser: Browser) -> Iterator[Page]:
    """The board of zone 1, listened to."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(EARS)
    page.goto(f"{hall.address}/board/1")
    linked(page)
    yield page
    page.close()


@pytest.fixture
def desk(hall: Hall, browser: Browser) -> Iterator[Page]:
    """The desk of counter 1, without anybody at it."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.add_init_script("window.lost = 0; document.addEventListener('stream:lost', () => { window.lost += 1; });")
    page.goto(f"{hall.address}/desk/1")
    linked(page)
    yield page
    if "free" not in (page.get_attribute("#counter", "class") or ""):
        page.click("#step-finish")
        page.wait_for_selector("#counter.free")
    page.close()


def until_said(board: Page, number: int) -> list[dict[str, Any]]:
    """What was said, once it is so many calls."""
    until(board, f"said.length >= {number}", seconds=30)
    said: list[dict[str, Any]] = board.evaluate("said")
    return said


def test_a_page_whose_script_came_late_opens_its_stream(hall: Hall, browser: Browser) -> None:
    """On a slow line the page is there before what listens for it."""

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page = browser.new_page()
    page.route("**/live_stream.js*", late)
    page.goto(f"{hall.address}/desk/1")
    linked(page)
    page.close()


def test_from_the_touch_to_the_loudspeaker(hall: Hall, browser: Browser, board: Page, desk: Page) -> None:
    touch = browser.new_page(viewport={"width": 1080, "height": 1920})
    touch.goto(f"{hall.address}/touch/")
    touch.wait_for_timeout(500)  # the dead time of a new screen
    touch.click("button[name=area][value=A]")
    touch.get_by_text("A001").first.wait_for()
    touch.close()

    desk.wait_for_selector("#queue >> text=A001")
    pressed = desk.evaluate("Date.now()")
    desk.click("#step-next")
    until(board, "shown.length > 0")
    (shown,) = board.evaluate("shown")
    assert (shown["number"], shown["counter"]) == ("A001", "1")
    print(f"press to board: {shown['at'] - pressed} ms")
    assert board.inner_text("#hall .call .number") == "A001"
    assert desk.inner_text("#counter .number") == "A001"

    (said,) = until_said(board, 1)
    assert said["voice"] is True
    assert 1500 < said["ended"] - said["started"] < 15_000
    assert board.evaluate("({...document.documentElement.dataset})")["audio"] == "running"
    assert board.evaluate("Number(document.documentElement.dataset.spoken)") == said["no"]
    assert board.evaluate("document.documentElement.scrollHeight <= innerHeight")
    board.wait_for_selector("#now", state="hidden")


def test_calls_at_once_are_each_shown_and_said_in_order_though_one_has_no_voice(hall: Hall, board: Page) -> None:
    counters = ("2", "3", "4")
    for _ in counters:
        hall.do("issue", "B")
    board.route(re.compile(r"/speech/\d+\.wav"), _fail_second := _Failing(1))
    callers = [subprocess.Popen([*hall.kiosk, "call", counter], stdout=subprocess.DEVNULL) for counter in counters]
    assert [caller.wait(20) for caller in callers] == [0, 0, 0]
    said = until_said(board, 3)
    heard, shown = board.evaluate("heard"), board.evaluate("shown")

    numbers = [each["no"] for each in heard]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert sorted(each["number"] for each in heard) == ["B001", "B002", "B003"]
    assert [(each["number"], int(each["counter"])) for each in shown] == [(h["number"], h["counter"]) for h in heard]
    assert [each["no"] for each in said] == numbers
    assert [each["voice"] for each in said] == [True, False, True]
    for first, second in pairwise(said):
        assert second["started"] >= first["ended"]
    for first, second in pairwise(shown):
        assert second["at"] - first["at"] >= 2900  # the big panel stays with each
    recent = board.inner_text(".recent")
    assert all(each["number"] in recent for each in heard)
    assert _fail_second.asked == 3
    for counter in counters:
        hall.do("finish", counter)


class _Failing:
    """A speech server that has no voice for one of the requests."""

    def __init__(self, failing: int) -> None:
        self.failing, self.asked = failing, 0

    def __call__(self, route: Route) -> None:
        self.asked += 1
        if self.asked - 1 == self.failing:
            route.fulfill(status=503, body="no voice")
        else:
            route.continue_()


def test_an_officer_works_with_the_keys_alone(hall: Hall, desk: Page) -> None:
    for _ in range(2):
        hall.do("issue", "C")
    desk.wait_for_selector("#queue >> text=C002")
    desk.keyboard.press("F2")
    desk.keyboard.press("F2")
    desk.wait_for_selector("#counter.called")
    assert desk.inner_text("#counter .number") == "C001"
    desk.keyboard.press("F2")  # impossible now: nothing is asked of the server
    desk.keyboard.press("F3")
    desk.wait_for_selector("#counter .state >> text=Đã gọi lại 1 lần")
    desk.keyboard.press("F1")
    desk.wait_for_selector("#counter.serving")
    until(desk, "/^0:0[1-9]$/.test(document.querySelector('.timer').textContent)")
    assert desk.inner_text("#notice") == ""
    desk.keyboard.press("F9")
    desk.wait_for_selector("#counter.free")
    desk.wait_for_timeout(1600)
    desk.keyboard.press("F2")
    desk.wait_for_selector("#counter .number >> text=C002")
    desk.keyboard.press("F4")  # not yet called again and awaited
    desk.wait_for_selector("#notice >> text=báo vắng")
    desk.keyboard.press("F9")
    desk.wait_for_selector("#counter.free")
    assert desk.evaluate("window.lost") == 0  # still the first connection


def test_a_refusal_is_said_and_goes_with_the_next_success(hall: Hall, desk: Page) -> None:
    desk.click("#step-next")
    desk.wait_for_selector("#notice >> text=Không có ai đang chờ quầy 1.")
    hall.do("issue", "A")
    desk.wait_for_selector("#queue tbody tr")
    desk.wait_for_timeout(1600)
    desk.click("#step-next")
    desk.wait_for_selector("#counter.called")
    assert desk.inner_text("#notice") == ""


def test_the_screens_come_back_with_the_server(hall: Hall, board: Page, desk: Page) -> None:
    hall.close()
    desk.wait_for_selector("#offline:not([hidden])")
    assert desk.is_disabled("#step-next")
    desk.keyboard.press("F2")
    hall.open()
    back = time.monotonic()
    for page in (desk, board):
        until(page, "document.documentElement.dataset.link === 'ok'")
    print(f"back after {time.monotonic() - back:.2f} s")
    assert desk.is_hidden("#offline")
    assert desk.is_enabled("#step-next")
    hall.do("issue", "E")
    desk.wait_for_selector("#queue >> text=E001")
    desk.click("#step-next")
    board.wait_for_selector("#now .number >> text=E001")
    until_said(board, 1)


@pytest.mark.parametrize(
    "path",
    [
        "/board/1",
        "/desk/1?lang=en",
        "/monitor/",
        *(pytest.param(path, marks=pytest.mark.nightly) for path in ("/board/2?lang=en", "/desk/1", "/desk/1/strip")),
    ],
)
def test_axe_finds_nothing_serious(hall: Hall, browser: Browser, path: str) -> None:
    for area in "AG":
        hall.do("issue", area, "--priority", "elderly")
    page = browser.new_page(viewport={"width": 1366, "height": 768}, bypass_csp=True)
    page.goto(f"{hall.address}{path}")
    linked(page)
    found = Axe().run(page).response["violations"]
    page.close()
    assert [
        (each["id"], [n["html"] for n in each["nodes"]]) for each in found if each["impact"] in ("serious", "critical")
    ] == []
