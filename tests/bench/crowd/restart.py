"""A restart in a full hall: how soon the server is there again with 150 streams open, and how soon the screens are."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from tests.bench.hall import STOP_S, Hall, answered, hall, office_of, say, start, with_counters
from tests.bench.lobby.screens import DESKS, watching
from tests.journeys.browser import launch

PAGES = ("/board/1", "/board/counter/1", "/desk/1", "/desk/1/strip")
TOUCH = "/touch/"
GONE = "document.querySelector('#paused:not([hidden])') !== null"
PATIENCE_S = 30.0


def main() -> None:
    with hall(plan=with_counters(DESKS), demo=True) as at, watching(at), sync_playwright() as play:
        browser = launch(play)
        *pages, touch = [browser.new_page() for _ in (*PAGES, TOUCH)]
        for page, path in zip((*pages, touch), (*PAGES, TOUCH), strict=True):
            page.goto(f"http://127.0.0.1:{at.port}{path}")
            page.wait_for_timeout(1000)
        ready = _restart(at, lambda: _tap(touch))
        number = _called(at)
        back = _back([*pages, touch], lambda page: not page.evaluate(GONE) if page is touch else _shows(page, number))
        say(
            "screens back after a restart",
            **{path: seconds - ready for path, seconds in zip((*PAGES, TOUCH), back, strict=True)},
            wanted_s=3,
        )
        browser.close()


def _restart(at: Hall, meanwhile: Callable[[], object]) -> float:
    """When the server answered again (s, perf_counter); `meanwhile` is done before it starts."""
    asked = time.perf_counter()
    at.process.terminate()
    at.process.wait(STOP_S)
    ended = time.perf_counter()
    meanwhile()
    at.process = start(at.folder, at.port, demo=True)
    ready = answered(at.process, at.port)
    say("restart with 150 streams open", ended_s=ended - asked, ready_s=ready - asked, wanted_s=5)
    return ready


def _tap(touch: Page) -> None:
    """Somebody wants a number while the server is away: the screen says that it pauses."""
    touch.evaluate("htmx.trigger('#areas', 'retry')")
    while not touch.evaluate(GONE):
        touch.wait_for_timeout(10)


def _shows(page: Page, number: str) -> bool:
    return number in page.inner_text("main, body")


def _called(at: Hall) -> str:
    """A ticket called to counter 1 after the restart: the newest state, which every screen has to show."""
    with office_of(at) as office:
        visitor.issue(office, Wish("A"))
        return officer.call_next(office, 1).number


def _back(pages: list[Page], shows: Callable[[Page], bool]) -> list[float]:
    """When each page showed it (s, perf_counter); they are looked at in turns."""
    seen: dict[int, float] = {}
    deadline = time.perf_counter() + PATIENCE_S
    while len(seen) < len(pages) and time.perf_counter() < deadline:
        for n, page in enumerate(pages):
            if n not in seen and shows(page):
                seen[n] = time.perf_counter()
        pages[0].wait_for_timeout(20)
    return [seen.get(n, float("inf")) for n in range(len(pages))]
