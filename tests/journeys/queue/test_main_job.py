"""The main job, end to end: a tap, a slip with a code, a call, a board that shows and speaks it, a clean record."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.browser import launch
from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("hall"), "--no-simulate") as running:
        yield running


def test_touch_slip_call_board_and_record(hall: Demo) -> None:
    with sync_playwright() as playwright, launch(playwright) as browser:
        touch, desk, board = browser.new_page(), browser.new_page(), browser.new_page()
        board.goto(f"{hall.address}/board/1")
        desk.goto(f"{hall.address}/desk/1")
        touch.goto(f"{hall.address}/touch/")

        touch.wait_for_timeout(500)  # a screen that has just changed ignores taps for 400 ms
        touch.locator("button[name=area][value=A]").click()
        expect(touch.get_by_text("A001").first).to_be_visible()
        assert _code_on(_first_slip(hall)) == _link(hall, touch)

        desk.keyboard.press("F2")
        expect(board.get_by_text("A001").first).to_be_visible(timeout=15_000)
        expect(desk.get_by_text("A001").first).to_be_visible()
        expect(board.locator("html")).to_have_attribute("data-spoken", "1", timeout=15_000)
        expect(board.locator("html")).to_have_attribute("data-audio", "running")

        checked = hall.kiosk("verify")
        assert (checked.returncode, checked.stderr) == (0, "")


def _first_slip(hall: Demo) -> Path:
    slip, deadline = hall.folder / "slips" / "slip-1.png", time.monotonic() + 10
    while not slip.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return slip


def _code_on(slip: Path) -> str:
    found = zxingcpp.read_barcodes(Image.open(slip).convert("L"))
    return str(found[0].text)


def _link(hall: Demo, touch: Page) -> str:
    """The address the touch screen's own code leads to: the same ticket on the phone."""
    source = touch.locator("img[src*='/t/']").get_attribute("src") or ""
    return hall.address + source.removesuffix("/code.svg")
