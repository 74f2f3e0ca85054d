"""The touch screen in a real browser: sizes, taps, going away, and a server that goes away."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kiosk.actions.office import manager
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.config import Config
from kiosk.demo import SAMPLE
from kiosk.domain.office.plan import Area, Plan
from kiosk.files import plan_file
from kiosk.office import Office
from tests.conftest import rows
from tests.journeys.browser import ARMED_MS, launch

pytestmark = pytest.mark.journey

PANELS = ((1080, 1920), (768, 1024), (1280, 800), (1920, 1080))
VIEWS = ("", "?lang=en", "?priority=infant&page=2", "?large=1&priority=infant&lang=en&page=3", "?large=1&page=2")
NAME = "Đăng ký quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất, giao dịch bảo đảm"
# What is outside the panel or too near its edge, what overflows its box, what is too small or too close to the next.
FAULTS = """() => {
  const faults = [], mm = 2.71, near = (a, b) => Math.abs(a - b) < 0.5 || a > b;
  const said = e => e.className + ' "' + e.textContent.trim().slice(0, 25) + '"';
  const root = document.scrollingElement;
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) faults.push("the page scrolls");
  const targets = [...document.querySelectorAll("main a, main button")];
  const boxes = targets.map(e => e.getBoundingClientRect());
  targets.forEach((e, i) => {
    const b = boxes[i];
    if (!near(b.height, 54) || !near(b.width, 54)) faults.push(`small: ${said(e)} ${b.width} × ${b.height}`);
    if (e.matches(".tile, .unsure, .primary") && !near(b.height, 25 * mm)) faults.push(`low: ${said(e)} ${b.height}`);
    if (Math.min(b.left, b.top, innerWidth - b.right, innerHeight - b.bottom) < 4 * mm) faults.push(`edge: ${said(e)}`);
    if (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1) faults.push(`overflows: ${said(e)}`);
    boxes.slice(i + 1).forEach((o, j) => {
      const dx = Math.max(b.left - o.right, o.left - b.right), dy = Math.max(b.top - o.bottom, o.top - b.bottom);
      if (Math.max(dx, dy) < 4 * mm - 0.5) faults.push(`close: ${said(e)} ${said(targets[i + 1 + j])}`);
    });
  });
  for (const e of document.querySelectorAll("main, main section, main form, figure, .tiles, .word"))
    if (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1) faults.push(`too full: ${said(e)}`);
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  const texts = [...document.querySelectorAll("main *")].filter(e => e.innerText?.trim() && !e.children.length);
  if (innerWidth === 1080) for (const e of texts)
    if (size(e) < 28 && !e.matches(".small-a")) faults.push(`small letters: ${said(e)} ${size(e)}`);
  return faults;
}"""


# Whose words are cut off, by dots or by an edge.
CUT = """() => [...document.querySelectorAll("main *, dialog[open] *")].filter(e => e.checkVisibility()
  && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  && (getComputedStyle(e).overflowX !== "visible" || e.matches("button, a")))
  .map(e => `cut off: ${e.className} "${e.textContent.trim().slice(0, 40)}"`)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = launch(play)
        yield started
        started.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Hall"]:
    with hall(tmp_path_factory.mktemp("sample"), plan_file.read(SAMPLE)) as opened:
        yield opened


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Hall"]:
    """An office of 19 areas, every third with a very long name, and one itself."""
    plan = plan_file.read(SAMPLE)
    names = {each: NAME if i % 3 == 0 else f"Lĩnh vực {each}" for i, each in enumerate("ABCDEGHIKLMNOPQRSTU")}
    areas = {letter: Area(letter, name, name, ("1",)) for letter, name in names.items()}
    serves = {n: replace(counter, serves=frozenset(areas)) for n, counter in plan.counters.items()}
    name = f"{plan.name_vi} trực thuộc trung ương có tên rất dài"
    long = replace(plan, name_vi=name, areas=areas, counters=serves, general_area="A")
    with hall(tmp_path_factory.mktemp("large"), long) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A panel whose own clock the test can move; an error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
    opened, errors = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.clock.install()
    yield opened
    context.close()
    assert errors == []


class Hall:
    """An office with its server as a process of its own."""

    def __init__(self, office: Office, port: int) -> None:
        self.office, self.port = office, port
        self.address = f"http://127.0.0.1:{port}"
        self._start()

    def tickets(self) -> int:
        return len(rows(self.office, "SELECT id FROM tickets"))

    def stop(self) -> None:
        self._server.terminate()
        self._server.wait(10)

    def restart(self) -> None:
        self._start()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Inside, the server takes connections and answers nothing."""
        os.killpg(self._server.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self._server.pid, signal.SIGCONT)

    def _start(self) -> None:
        command = [sys.executable, "-m", "kiosk", "--data", str(self.office.config.folder), "serve"]
        environment = os.environ | {"KIOSK_DEMO": "1", "KIOSK_PUBLIC_URL": self.address}
        self._server = subprocess.Popen([*command, "--port", str(self.port)], env=environment, start_new_session=True)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
                return
            time.sleep(0.1)
        raise TimeoutError("the server did not start")


@contextmanager
def hall(folder: Path, plan: Plan) -> Iterator[Hall]:
    office = Office(Config(folder))
    manager.set_up(office, plan, replace=False)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    opened = Hall(office, port)
    try:
        yield opened
    finally:
        opened.stop()
        office.db.close()


def open_screen(page: Page, hall: Hall, view: str = "") -> None:
    """Open the touch screen for another visitor and let the time pass in which it takes no tap."""
    page.context.clear_cookies()  # a screen that gave a number gives no other within 2 s
    page.goto(f"{hall.address}/touch/{view}")
    page.clock.run_for(ARMED_MS)


def take(page: Page, tile: int = 0) -> str:
    """Tap an area; the number shown."""
    page.locator(".tile").nth(tile).click()
    page.wait_for_selector("main.result")
    page.clock.run_for(ARMED_MS)
    return page.inner_text(".number")


@pytest.mark.parametrize(
    "panel", [*PANELS[:2], *(pytest.param(each, marks=pytest.mark.nightly) for each in PANELS[2:])]
)
@pytest.mark.parametrize("office", ["sample", "large"])
def test_nothing_scrolls_and_every_target_is_large_enough(
    page: Page, request: pytest.FixtureRequest, office: str, panel: tuple[int, int]
) -> None:
    opened: Hall = request.getfixturevalue(office)
    page.set_viewport_size({"width": panel[0], "height": panel[1]})
    for view in VIEWS:
        open_screen(page, opened, view)
        assert page.evaluate(FAULTS) == [], (panel, view)
        assert office == "large" or page.evaluate(CUT) == [], (panel, view)
        page.click(".services a >> nth=-1")
        page.wait_for_selector("main.needs")
        page.clock.run_for(ARMED_MS)
        assert page.evaluate(FAULTS) == [], (panel, view, "needs")
        assert office == "large" or page.evaluate(CUT) == [], (panel, view, "needs")
    for view in ("", "?large=1&priority=elderly&needs=wheelchair,blind,deaf,interpreter,large_print"):
        open_screen(page, opened, view)
        take(page)
        assert page.evaluate(FAULTS) == [], (panel, view, "result")
        assert office == "large" or page.evaluate(CUT) == [], (panel, view, "result")
        page.click(".language")
        page.wait_for_selector("main.result[lang=en]")
        page.clock.run_for(ARMED_MS)
        assert page.evaluate(FAULTS) == [], (panel, view, "result in English")


def test_the_number_can_be_read_from_afar(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    take(page)
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.number')).fontSize)")
    assert size * 0.727 / 2.71 >= 40  # mm; Inter's capitals are 0.727 of its size


def test_axe_finds_nothing_serious(page: Page, sample: Hall) -> None:
    page.add_init_script(AXE_SCRIPT)
    steps: list[Callable[[], object]] = [
        lambda: open_screen(page, sample),
        lambda: page.click(".classes a >> nth=1"),
        lambda: page.click(".bar a >> nth=0"),
        lambda: page.click(".services a >> nth=-1"),
        lambda: page.click("main.needs .choices a >> nth=2"),
        lambda: page.click(".away a"),
        lambda: take(page),
    ]
    for step in steps:
        step()
        page.wait_for_selector("main:not([data-looked-at])")  # the next screen: it takes no tap in its first 400 ms
        page.clock.run_for(2500)  # what takes no press yet is pale for that long
        page.evaluate("document.querySelector('main').dataset.lookedAt = ''")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


def test_two_taps_at_once_are_one_number(page: Page, sample: Hall) -> None:
    before = sample.tickets()
    open_screen(page, sample)
    page.locator(".tile").nth(2).dblclick(delay=10)
    page.wait_for_selector("main.result")
    page.mouse.click(540, 1700)  # where Done is now, but takes no press yet
    page.wait_for_timeout(300)
    assert page.is_visible("main.result")
    assert sample.tickets() == before + 1


def test_going_back_or_reloading_takes_no_other_number(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    number, before = take(page), sample.tickets()
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    assert page.inner_text(".number") == number
    page.reload()
    page.wait_for_selector("main.choice")
    assert sample.tickets() == before


def test_the_number_goes_by_itself_and_leaves_nothing_behind(page: Page, sample: Hall) -> None:
    open_screen(page, sample, "?lang=en")
    number = take(page)
    key = page.input_value("input[name=key]")
    page.clock.run_for(20_000)
    assert re.search(r"\b(10|9|8) s\b", page.inner_text("#leave"))  # the busy machine's own time goes on as well
    page.mouse.click(5, 500)  # any touch starts the time anew
    page.clock.run_for(20_000)
    assert page.is_visible("main.result")
    page.clock.run_for(11_000)
    page.wait_for_selector("main.choice[lang=vi]")
    kept = page.content() + page.evaluate("location + JSON.stringify([localStorage, sessionStorage, history.state])")
    assert number not in kept
    assert key not in kept
    assert page.title() == "Máy lấy số"
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    assert number not in page.content()


def test_who_went_away_is_asked_and_then_forgotten(page: Page, sample: Hall) -> None:
    open_screen(page, sample, "?priority=pregnant")
    page.clock.run_for(35_000)  # the page's clock runs on by itself meanwhile
    assert not page.is_visible("#countdown")
    page.clock.run_for(11_000)
    assert page.is_visible("#countdown")
    page.mouse.click(5, 5)
    assert not page.is_visible("#countdown")
    page.clock.run_for(64_000)
    assert page.is_visible("#countdown")
    page.clock.run_for(2_000)
    page.wait_for_selector("main.choice h1:text('Mời Ông/Bà chọn lĩnh vực')")
    assert page.url == f"{sample.address}/touch/"


def test_the_idle_screen_stays_and_keeps_its_key(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    key = page.input_value("input[name=key]")
    for _ in range(3):
        with page.expect_response("**/touch/areas*"):
            page.clock.run_for(5_000)
    page.clock.run_for(100_000)
    assert not page.is_visible("#countdown")
    assert page.input_value("input[name=key]") == key


def test_a_hung_server_is_told_and_the_tap_still_counts_once(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    before = sample.tickets()
    with sample.hung():
        page.locator(".tile").nth(3).click()
        assert page.locator(".tile.pressed").count() == 1  # at once, without the network
        page.clock.run_for(1_100)
        assert page.is_visible("#spinner")
        page.clock.run_for(7_000)
        assert page.is_visible("#slow")
        assert page.is_visible("#start-over")
    page.wait_for_selector("main.result")
    assert not page.is_visible("#slow")
    assert sample.tickets() == before + 1


def test_a_lost_answer_and_another_tap_are_one_number(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    before = sample.tickets()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/touch/tickets*", lose, times=1)
    page.locator(".tile").nth(1).click()
    page.wait_for_selector("#paused", state="visible")
    page.clock.run_for(2_100)
    page.wait_for_selector("#paused", state="hidden")
    page.clock.run_for(ARMED_MS)
    take(page, tile=1)
    assert sample.tickets() == before + 1


def test_without_its_server_it_says_so_and_comes_back_by_itself(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    take(page)
    sample.stop()
    page.click("#done button")  # nothing of the visitor stays, though nobody answers
    page.wait_for_selector("#paused", state="visible")
    assert page.locator("main").inner_text() == ""
    sample.restart()
    page.clock.run_for(2_100)
    page.wait_for_selector("main.choice")
    assert not page.is_visible("#paused")
    page.clock.run_for(ARMED_MS)
    sample.stop()
    page.clock.run_for(6_000)
    page.wait_for_selector("#paused", state="visible")
    sample.restart()
    page.clock.run_for(2_100)
    page.wait_for_selector("#paused", state="hidden")


def test_the_keyboard_is_enough(page: Page, sample: Hall) -> None:
    open_screen(page, sample)
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "B"
    page.keyboard.press("Enter")
    page.wait_for_selector("main.result")
    assert page.inner_text(".number").startswith("B")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_it_works_without_scripts(browser: Browser, sample: Hall) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample.address}/touch/?priority=merit")
    page.locator(".tile").nth(0).click()
    assert page.inner_text(".number").startswith("A")
    page.click(".language")
    assert page.inner_text("h1").startswith("Your number")
    page.click("#done button")
    assert page.url == f"{sample.address}/touch/"
    context.close()


def test_a_phone_follows_its_number_to_the_end(page: Page, sample: Hall) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ticket, polls = visitor.issue(sample.office, Wish("K", "elderly")).ticket, list[str]()
    page.on("request", lambda request: polls.append(request.url))
    page.goto(f"{sample.address}/t/{ticket.token}")
    assert not [url for url in polls if "inter" in url or "htmx" in url]  # first view on a stranger's data plan
    call_until(sample.office, ticket.number)
    page.clock.run_for(15_000)
    page.wait_for_selector(".called")
    assert page.title() == "Đến lượt: quầy 1"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    with sample.hung():
        page.route("**/now?*", lambda route: route.abort())
        page.clock.run_for(30_000)
        page.wait_for_selector("#offline", state="visible")
    page.unroute("**/now?*")
    officer.finish(sample.office, 1)
    page.clock.run_for(30_000)
    page.wait_for_selector(".done")
    assert not page.is_visible("#offline")
    polls.clear()
    page.clock.run_for(120_000)
    assert polls == []


def call_until(office: Office, number: str) -> None:
    """Counter 1 serves whoever is before, and calls this number."""
    while officer.call_next(office, 1).number != number:
        officer.finish(office, 1)
