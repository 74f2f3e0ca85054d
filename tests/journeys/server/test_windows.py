"""Many windows of one browser: all of them live and answered, and one whose request waits says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey
SIGNS = range(1, 9)
WAITS_MS = 20_000


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("windows"), "--no-simulate") as hall:
        yield hall


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(WAITS_MS)
    yield context
    context.close()


def window(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address, wait_until="domcontentloaded")
    return page


def test_the_signs_of_eight_counters_in_one_browser_are_all_live(hall: Demo, context: BrowserContext) -> None:
    signs = [window(context, f"{hall.address}/board/counter/{n}") for n in SIGNS]
    for n, sign in zip(SIGNS, signs, strict=True):
        number = hall.kiosk("issue", "A").stdout.strip()
        assert hall.kiosk("call", str(n)).returncode == 0
        sign.wait_for_selector(f"text={number}")
        assert hall.kiosk("finish", str(n)).returncode == 0


def test_a_desk_beside_seven_signs_calls(hall: Demo, context: BrowserContext) -> None:
    for n in range(2, 9):
        window(context, f"{hall.address}/board/counter/{n}")
    hall.kiosk("issue", "B")
    desk = window(context, f"{hall.address}/desk/1")
    desk.wait_for_selector("#step-next:enabled")
    desk.keyboard.press("F2")
    desk.wait_for_selector("#counter.called")
    desk.keyboard.press("F9")
    desk.wait_for_selector("#counter.free")


def test_a_request_that_waits_says_so(hall: Demo, context: BrowserContext) -> None:
    hall.kiosk("issue", "C")
    desk = window(context, f"{hall.address}/desk/1")
    desk.wait_for_selector("#step-next:enabled")
    kept: list[Route] = []

    def keep(route: Route) -> None:
        kept.append(route)

    desk.route("**/next*", keep)
    desk.wait_for_timeout(500)
    desk.keyboard.press("F2")
    desk.get_by_text("Máy chủ chưa trả lời").wait_for()
    kept[0].continue_()
    desk.wait_for_selector("#counter.called")
    desk.get_by_text("Máy chủ chưa trả lời").wait_for(state="hidden")
    desk.keyboard.press("F9")
    desk.wait_for_selector("#counter.free")
