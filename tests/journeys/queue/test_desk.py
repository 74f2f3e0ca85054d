"""The officer's day in a real browser: seats that are taken over, sessions that lapse, keys, a lost connection."""

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import ARMED_MS, linked, until
from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey
PASSWORD = "mat-khau-dai"
# A scanner types faster than any fingers, and than a test from outside.
SCAN = """text => {
  for (const key of [...text, "Enter"])
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo where Lan and Minh work."""
    with demo(tmp_path_factory.mktemp("desk"), "--no-simulate") as hall:
        for login, name in (("lan", "Nguyễn Thị Lan"), ("minh", "Trần Minh")):
            assert hall.kiosk("officer", "add", login, "--name", name, "--password", PASSWORD).returncode == 0
        yield hall


@contextlib.contextmanager
def at_desk(hall: Demo, browser: Browser, counter: int, login: str = "", alone: bool = False) -> Iterator[Page]:
    """A desk in a browser of its own, signed in when a login is given; `alone`: its windows share nothing."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    if alone:
        context.add_init_script("delete window.SharedWorker")
    page = context.new_page()
    if login:
        sign_in(page, hall, login)
    page.goto(f"{hall.address}/desk/{counter}")
    linked(page)
    yield page
    context.close()


def sign_in(page: Page, hall: Demo, login: str) -> None:
    page.goto(f"{hall.address}/login")
    page.fill("[name=name]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("button.primary")
    page.wait_for_url("**/home")


def test_a_counter_taken_over_locks_the_former_desk(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "A")
    with at_desk(hall, browser, 2, "lan") as lan, at_desk(hall, browser, 3, "minh") as minh:
        lan.keyboard.press("F2")
        lan.wait_for_selector("#counter.called")
        minh.goto(f"{hall.address}/desk/2")
        minh.get_by_text("Nguyễn Thị Lan đang ngồi tại quầy 2").wait_for()
        minh.click("button.primary")
        minh.wait_for_selector("#counter.called")
        lan.wait_for_selector("#taken[open] >> text=Trần Minh")
        lan.keyboard.press("F9")  # the locked page presses nothing
        lan.wait_for_timeout(300)
        assert minh.locator("#counter.called").count() == 1
        minh.keyboard.press("F9")
        minh.wait_for_selector("#counter.free")


def test_a_session_that_ended_asks_over_the_page_and_loses_nothing(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "B")
    with at_desk(hall, browser, 4, "lan") as page:
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called")
        stamp = page.evaluate("document.body.dataset.kept = 'yes'")
        hall.kiosk("officer", "password", "lan", "--password", PASSWORD)  # a new password ends every session
        page.keyboard.press("F9")
        page.wait_for_selector("#sign-in[open] [name=password]")
        page.fill("#sign-in [name=name]", "lan")
        page.fill("#sign-in [name=password]", "wrong-password")
        page.press("#sign-in [name=password]", "Enter")
        page.get_by_text("mật khẩu không đúng").wait_for()
        page.fill("#sign-in [name=password]", PASSWORD)
        page.press("#sign-in [name=password]", "Enter")
        page.wait_for_selector("#sign-in:not([open])", state="attached")
        page.evaluate(
            "document.dispatchEvent(new Event('signed-out', { cancelable: true }))"
        )  # a refusal that comes late
        page.wait_for_selector("#sign-in:not([open]):empty", state="attached")
        assert page.evaluate("document.body.dataset.kept") == stamp  # the same page, not a new one
        page.wait_for_selector("#step-finish:enabled")  # the page is locked until its stream is back
        page.wait_for_timeout(1500)  # nobody types two passwords so quickly that a step is still deaf
        page.keyboard.press("F9")
        page.wait_for_selector("#counter.free")


def test_one_removed_while_serving_leaves_the_ticket_at_the_counter(hall: Demo, browser: Browser) -> None:
    hall.kiosk("officer", "add", "hoa", "--name", "Hoa", "--password", PASSWORD)
    hall.kiosk("issue", "C")
    with at_desk(hall, browser, 5, "hoa") as hoa, at_desk(hall, browser, 6, "minh") as minh:
        hoa.keyboard.press("F2")
        hoa.wait_for_selector("#counter.called")
        hall.kiosk("officer", "remove", "hoa")
        hoa.wait_for_selector("#taken[open], #sign-in[open]")  # whichever she is told first
        minh.goto(f"{hall.address}/desk/5")
        minh.wait_for_selector("#counter.called >> text=C001")
        minh.keyboard.press("F9")  # who only looks ends nothing
        minh.wait_for_selector("#notice >> text=số C001 đang ở quầy")
        minh.click("#seat button")
        minh.wait_for_selector("#seat", state="hidden")
        minh.wait_for_timeout(ARMED_MS)  # a step is deaf for so long after its last press
        minh.keyboard.press("F9")
        minh.wait_for_selector("#counter.free")


def test_the_desk_is_back_after_the_browser_died(hall: Demo, browser: Browser, tmp_path: Path) -> None:
    hall.kiosk("issue", "E")
    with at_desk(hall, browser, 7, "lan") as page:
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called")
        page.context.storage_state(path=tmp_path / "cookies.json")
    again = browser.new_context(storage_state=tmp_path / "cookies.json")
    page = again.new_page()
    began = time.monotonic()
    page.goto(f"{hall.address}/desk/7")
    page.wait_for_selector("#counter.called >> text=E001")
    linked(page)
    print(f"back after {time.monotonic() - began:.2f} s")
    page.keyboard.press("F9")
    page.wait_for_selector("#counter.free")
    again.close()


def test_a_day_by_the_keys(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "G", "--priority", "elderly")
    for _ in range(2):
        hall.kiosk("issue", "G")
    with at_desk(hall, browser, 8) as page:
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called >> text=G001")
        page.wait_for_timeout(1600)  # "next" is deaf for so long
        page.keyboard.press("Control+z")
        page.wait_for_selector("#counter.free")
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called")
        page.keyboard.press("F8")  # its button is disabled: the key says why
        page.wait_for_selector("#notice >> text=Số G001 đang được gọi")
        page.click("#step-grade")
        assert page.input_value("#dialog-grade [name=priority]") == "elderly"  # what the citizen has, not nothing
        page.keyboard.press("Escape")
        page.keyboard.press("F3")
        page.get_by_text("Đã gọi lại 1 lần").wait_for()
        assert page.inner_text("#notice") == ""
        page.keyboard.press("F4")
        page.get_by_text("báo vắng").first.wait_for()  # not yet awaited for long enough
        page.keyboard.press("F7")
        page.wait_for_selector("#dialog-park[open]")
        page.keyboard.press("F9")  # not while a dialog asks
        page.click("#dialog-park [value=photocopy]")
        page.click("#dialog-park .primary")
        page.wait_for_selector("#parked >> text=G001")
        page.wait_for_timeout(1600)
        assert page.locator("#dialog-park[open]").count() == 0
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called >> text=G002")
        page.keyboard.press("F9")
        page.wait_for_selector("#counter.free")
        page.keyboard.press("F8")
        page.fill("#dialog-choose [name=number]", "G999")
        page.click("#dialog-choose .primary")
        page.wait_for_selector("#dialog-choose[open] .said >> text=Không tìm thấy")
        page.keyboard.press("Escape")
        page.keyboard.press("F10")
        page.click("#dialog-break [value=short-break]")
        page.click("#dialog-break .primary")
        page.wait_for_selector("#counter.paused")
        page.keyboard.press("F10")
        page.wait_for_selector("#counter.free")
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_key_right_behind_a_closed_dialog_is_heard(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "G")
    with at_desk(hall, browser, 8) as page:
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called")
        page.keyboard.press("F6")
        # The same moment, before the browser takes the focus from the closed dialog's field.
        page.evaluate("""() => {
          document.getElementById("dialog-transfer").close();
          const key = new KeyboardEvent("keydown", { code: "F7", bubbles: true, cancelable: true });
          document.querySelector("#dialog-transfer select").dispatchEvent(key);
        }""")
        page.wait_for_selector("#dialog-park[open]")
        page.keyboard.press("Escape")
        page.keyboard.press("F9")
        page.wait_for_selector("#counter.free")


def test_a_scanned_slip_opens_its_ticket_and_finishes_nobody(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "H")
    token = json.loads(hall.kiosk("issue", "H", "--json").stdout)["token"]
    with at_desk(hall, browser, 1) as page:
        page.keyboard.press("F2")
        page.wait_for_selector("#counter.called")
        page.evaluate(SCAN, f"http://x.example/t/{token}")
        page.wait_for_selector("#dialog-ticket[open] >> text=H002")
        assert page.locator("#counter.called").count() == 1
        page.click("#dialog-ticket [data-close]")
        page.keyboard.press("F9")
        page.wait_for_selector("#counter.free")


def test_without_its_server_the_desk_says_so_and_locks(hall: Demo, browser: Browser) -> None:
    with at_desk(hall, browser, 1, alone=True) as page:
        page.context.set_offline(True)
        page.evaluate("document.dispatchEvent(new Event('stream:again')) && undefined")  # what was open stays open
        page.wait_for_selector("#offline:not([hidden])")
        assert page.locator("#step-next").is_disabled()
        page.context.set_offline(False)
        page.wait_for_selector("#offline", state="hidden")
        assert page.locator("#step-next").is_enabled()


def test_the_strip_floats_above_other_programs_where_the_browser_can(hall: Demo, browser: Browser) -> None:
    with at_desk(hall, browser, 1) as page:
        page.click("[data-strip]")
        framed = "documentPictureInPicture.window?.document.querySelector('iframe')?.contentDocument"
        until(page, f"Boolean({framed}?.querySelector('#counter'))")


def test_the_strip_is_a_small_window_elsewhere_and_calls(hall: Demo, browser: Browser) -> None:
    hall.kiosk("issue", "K")
    with at_desk(hall, browser, 1) as page:
        page.evaluate("delete window.documentPictureInPicture")
        with page.expect_popup() as popped:
            page.click("[data-strip]")
        strip = popped.value
        strip.set_viewport_size({"width": 360, "height": 140})
        linked(strip)
        strip.keyboard.press("F2")
        strip.wait_for_selector("#counter.called")
        page.wait_for_selector("#counter.called")  # the desk behind it knows
        fits = "document.documentElement.scrollHeight <= 140 && document.documentElement.scrollWidth <= 360"
        assert strip.evaluate(fits)
        strip.keyboard.press("F9")
        page.wait_for_selector("#counter.free")
