"""A session lapses and the server stops under pages of the staff: nothing typed is lost, nothing fails in silence."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from kiosk.ports import free_port
from tests.journeys.browser import armed, launch
from tests.journeys.processes import kiosk, ready

pytestmark = pytest.mark.journey
PASSWORD = "mật-khẩu-dài"


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """The office's server until the block ends."""
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command)
    try:
        ready(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("staff")
    assert kiosk("--data", str(folder), "setup", "--sample").returncode == 0
    for login, role in (("lan", "officer"), ("ha", "manager")):
        options = ("--role", role, "--password", PASSWORD)
        assert kiosk("--data", str(folder), "officer", "add", login, *options).returncode == 0
    return folder


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/login")
    page.fill("[name=name]", login)
    page.fill("[name=password]", PASSWORD)
    page.locator("button.primary").click()
    page.wait_for_url("**/home")


def end_sessions(folder: Path) -> None:
    for line in kiosk("--data", str(folder), "session", "list").stdout.splitlines():
        assert kiosk("--data", str(folder), "session", "end", line.split("\t")[0]).returncode == 0


def sign_in_again(page: Page) -> None:
    dialog = page.locator("#sign-in")
    expect(dialog).to_be_visible(timeout=15_000)
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("button.primary").click()
    expect(dialog).to_be_hidden()


def test_a_message_pressed_again_and_again_is_sent_once(folder: Path) -> None:
    with sync_playwright() as playwright, launch(playwright) as browser, served(folder, free_port()) as address:
        page, sent = browser.new_page(), list[str]()
        sign_in(page, address, "ha")
        page.goto(f"{address}/monitor/message/")
        page.route("**/monitor/message/?lang=vi", lambda route: sent.append(route.request.method))  # and no answer
        box = armed(page.locator("button[value=trouble]")).bounding_box()
        assert box
        for _ in range(4):
            page.mouse.click(box["x"] + 20, box["y"] + 20)
            page.wait_for_timeout(200)
        assert sent == ["POST"]


def test_what_was_typed_outlives_a_lapsed_session_and_a_stopped_server(folder: Path) -> None:
    port = free_port()
    with sync_playwright() as playwright, launch(playwright) as browser:
        reception, forms = browser.new_context().new_page(), browser.new_context().new_page()
        with served(folder, port) as address:
            sign_in(reception, address, "lan")
            reception.goto(f"{address}/desk/1")
            reception.goto(f"{address}/desk/1/dossiers/")
            reception.fill("[name=name]", "Nguyễn Văn Mẫu")
            sign_in(forms, address, "ha")
            forms.goto(f"{address}/monitor/message/")
            forms.fill("[name=vi]", "Xin chờ thêm ít phút")

            end_sessions(folder)
            reception.get_by_role("button", name="Tiếp nhận hồ sơ").click(force=True)
            sign_in_again(reception)
            expect(reception.locator("[name=name]").first).to_have_value("Nguyễn Văn Mẫu")
            sign_in_again(forms)
            expect(forms.locator("[name=vi]")).to_have_value("Xin chờ thêm ít phút")
            expect(reception.locator("#offline")).to_be_hidden(timeout=15_000)
            expect(reception.get_by_role("button", name="Tiếp nhận hồ sơ")).to_be_enabled(timeout=15_000)

            assert kiosk("--data", str(folder), "message", "show", "evacuation").returncode == 0
            for page in (reception, forms):
                expect(page.locator("#staff-news .alert.alarm")).to_be_visible(timeout=15_000)
            assert kiosk("--data", str(folder), "message", "end", "1").returncode == 0
        for page in (reception, forms):
            expect(page.locator("#offline")).to_be_visible(timeout=30_000)
        expect(reception.get_by_role("button", name="Tiếp nhận hồ sơ")).to_be_disabled()
        expect(forms.locator("[name=vi]")).to_have_value("Xin chờ thêm ít phút")
        with served(folder, port):
            expect(reception.get_by_role("button", name="Tiếp nhận hồ sơ")).to_be_enabled(timeout=30_000)
            expect(forms.locator("#offline")).to_be_hidden(timeout=30_000)
            armed(forms.locator("section", has=forms.locator("[name=vi]")).locator("button")).click()
            expect(forms.locator("main")).to_contain_text("Xin chờ thêm ít phút")
        expect(reception.locator("[name=name]").first).to_have_value("Nguyễn Văn Mẫu")


def test_a_press_too_many_ends_no_second_sign_in(folder: Path) -> None:
    with sync_playwright() as playwright, launch(playwright) as browser, served(folder, free_port()) as address:
        for _ in range(3):
            sign_in(page := browser.new_context().new_page(), address, "lan")
        page.goto(f"{address}/home/account")
        there = page.locator("li button")
        before = there.count()
        assert before >= 2
        page.wait_for_timeout(2_500)  # it is seen long enough to be meant
        box = there.first.bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(*middle)
        page.wait_for_url("**done=session**")
        after = there.first.bounding_box()
        assert after
        page.mouse.click(middle[0], after["y"] + after["height"] / 2)
        page.wait_for_timeout(500)
        assert there.count() == before - 1
