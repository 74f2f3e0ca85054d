"""A dossier at the counter, end to end: called, filed with three fields, its receipt printed, its code looked up."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from kiosk.domain.dossiers.procedure import COLUMNS
from tests.actions.dossiers.registry import ROWS
from tests.journeys.browser import launch
from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("hall")
    with demo(folder, "--no-simulate") as running:
        (folder / "procedures.csv").write_text("\n".join([",".join(COLUMNS), *ROWS, ""]))
        assert running.kiosk("import", "procedures", str(folder / "procedures.csv")).returncode == 0
        yield running


def test_a_dossier_is_filed_printed_and_led_on(hall: Demo) -> None:
    hall.kiosk("issue", "A")
    hall.kiosk("call", "1")
    with sync_playwright() as playwright, launch(playwright) as browser:
        desk = browser.new_page()
        desk.goto(f"{hall.address}/desk/1")
        desk.get_by_role("link", name="Hồ sơ").click()
        _file(desk)
        code = _code_on(_receipt(hall))
        assert code.startswith(f"{hall.address}/lookup/r/")

        desk.get_by_text("Yêu cầu bổ sung giấy tờ").first.click()
        form = desk.locator("form[hx-post*='/supplement?']")
        form.get_by_role("button").click()
        expect(desk.locator("#notice")).to_contain_text("Chưa ghi giấy tờ")
        form.locator("textarea").fill("Giấy chứng sinh")
        form.get_by_role("button").click()
        expect(desk.locator("#sheet .state")).to_have_text("Yêu cầu bổ sung giấy tờ")
        expect(desk.get_by_text("Tạm dừng tính thời hạn")).to_be_visible()

        phone = browser.new_page()
        phone.goto(code)
        expect(phone.get_by_text("Giấy chứng sinh")).to_be_visible()
    assert hall.kiosk("finish", "1").returncode == 0
    assert hall.kiosk("verify", "--all").returncode == 0


def _file(desk: Page) -> None:
    desk.locator("#q").fill("khai sinh")
    desk.locator("#procedures input").first.check()
    desk.locator("[name=name]").fill("Nguyễn Văn Mẫu")
    desk.locator("[name=phone]").fill("0900 000 001")
    desk.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(desk.locator("#sheet .state")).to_have_text("Được tiếp nhận")


def _receipt(hall: Demo) -> Path:
    """The second paper of the demo's printer: the first is the slip."""
    paper, deadline = hall.folder / "slips" / "slip-2.png", time.monotonic() + 20
    while not paper.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return paper


def _code_on(paper: Path) -> str:
    found = zxingcpp.read_barcodes(Image.open(paper).convert("L"))
    return str(found[0].text)
