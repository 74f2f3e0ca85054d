"""Coming back after a missed call, in a real browser: the scanner, the keypad, the call for staff, the phone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.demo import SAMPLE
from kiosk.domain.office.settings import DeskRules
from kiosk.domain.queue.ticket import Ticket
from kiosk.files import plan_file
from tests.conftest import rows
from tests.journeys.browser import ARMED_MS, armed, scan, until
from tests.journeys.queue import test_touch_screen as touch
from tests.journeys.queue.test_touch_screen import CUT, FAULTS, PANELS, Hall, call_until, hall, open_screen

pytestmark = pytest.mark.journey
browser, page = touch.browser, touch.page
NO_PATIENCE = DeskRules(absent_recalls=0, absent_after_s=0, absent_after_priority_s=0)
COUNT_TONES = """() => {
  const { createOscillator } = AudioContext.prototype;
  window.tones = 0;
  AudioContext.prototype.createOscillator = function () { tones += 1; return createOscillator.call(this); };
}"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The sample office, where nobody is waited for after a call."""
    with hall(tmp_path_factory.mktemp("opened"), replace(plan_file.read(SAMPLE), desk=NO_PATIENCE)) as found:
        yield found


@pytest.fixture
def ticket(opened: Hall) -> Iterator[Ticket]:
    """A number of its own, and counter 1 free at the end."""
    taken = visitor.issue(opened.office, Wish("K")).ticket
    yield taken
    with opened.office.db.reading() as sql:
        busy = sql.execute("SELECT 1 FROM legs WHERE counter = 1 AND state IN ('called', 'serving')").fetchone()
    if busy:
        officer.finish(opened.office, 1)


def miss(hall: Hall, number: str) -> None:
    call_until(hall.office, number)
    officer.absent(hall.office, 1)


def test_a_scanned_slip_lets_who_missed_the_call_wait_again_twice(page: Page, opened: Hall, ticket: Ticket) -> None:
    issued = opened.tickets()
    open_screen(page, opened)
    page.focus(".tile")  # which the scanner's Enter must not press
    for left in ("còn được gọi lại 1 lần", "lần gọi lại cuối"):
        miss(opened, ticket.number)
        scan(page, f"https://so.example.gov.vn/t/{ticket.token}")
        expect(page.locator("main.stands .say")).to_contain_text("nhưng Ông/Bà chưa có mặt")
        page.clock.run_for(ARMED_MS)
        page.click(".away .primary")
        expect(page.locator("main.stands")).to_contain_text("Đã trở lại hàng chờ")
        expect(page.locator("main.stands")).to_contain_text(left)
        page.clock.run_for(ARMED_MS)
    call_until(opened.office, ticket.number)
    scan(page, ticket.token)
    expect(page.locator("main.stands")).to_contain_text("Mời đến quầy 1 ngay.")
    officer.absent(opened.office, 1)
    scan(page, ticket.token)
    expect(page.locator("main.stands")).to_contain_text("Số này đã hết lượt gọi lại.")
    assert page.locator(".away form").count() == 0
    assert page.url == f"{opened.address}/touch/"
    assert opened.tickets() == issued


@pytest.mark.nightly
def test_what_is_typed_slowly_or_known_to_nobody_is_no_slip(page: Page, opened: Hall, ticket: Ticket) -> None:
    open_screen(page, opened)
    page.keyboard.type(ticket.token, delay=140)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.is_visible("main.choice")
    for unknown in ("8934563138165", "x" * 600):
        scan(page, unknown)
        expect(page.locator("main.refused")).to_contain_text("Không nhận ra mã vừa quét.")
        page.clock.run_for(ARMED_MS)
        page.click("text=Quay lại")
        page.wait_for_selector("main.choice")
        page.clock.run_for(ARMED_MS)


def test_the_keypad_writes_number_and_code(page: Page, opened: Hall, ticket: Ticket) -> None:
    open_screen(page, opened)
    page.click("text=Tôi bị lỡ lượt")
    page.wait_for_selector("main.missed")
    page.clock.run_for(ARMED_MS)
    tap(page, f"{ticket.number[0]}9")
    page.click("[data-key=back]")
    tap(page, ticket.number[1:])
    assert page.input_value("[name=number]") == ticket.number
    page.click("[data-enter]")
    assert page.is_disabled(f"[data-key={ticket.number[0]}]")
    tap(page, ticket.code)
    page.click("[data-enter]")
    page.wait_for_selector("main.stands")
    assert page.inner_text(".stands .number") == ticket.number


def test_a_wrong_code_is_said_and_the_code_is_typed_again(page: Page, opened: Hall, ticket: Ticket) -> None:
    open_screen(page, opened)
    page.click("text=Tôi bị lỡ lượt")
    page.wait_for_selector("main.missed")
    page.clock.run_for(ARMED_MS)
    tap(page, ticket.number)
    page.click("[data-enter]")
    tap(page, f"{(int(ticket.code) + 1) % 10_000:04d}")
    page.click("[data-enter]")
    expect(page.locator("main.missed .notice")).to_contain_text("Không có phiếu nào hôm nay")
    page.clock.run_for(ARMED_MS)
    tap(page, ticket.code)  # the number was kept, so the code is next
    page.click("[data-enter]")
    page.wait_for_selector("main.stands")


def tap(page: Page, keys: str) -> None:
    for key in keys:
        page.click(f'[data-key="{key}"]')


def test_staff_is_called_from_any_step_which_stays(page: Page, opened: Hall) -> None:
    open_screen(page, opened, "?priority=elderly")
    page.click("text=Nhờ nhân viên hỗ trợ")
    expect(page.locator(".bar")).to_contain_text("Đã báo nhân viên.")
    assert page.is_visible("main.choice .chosen")
    assert rows(opened.office, "SELECT kind FROM alerts WHERE ended_at IS NULL") == [("kiosk",)]
    page.clock.run_for(21_000)
    expect(page.locator(".bar")).to_contain_text("Nhờ nhân viên hỗ trợ")


@pytest.mark.parametrize("panel", PANELS)
def test_nothing_scrolls_and_every_target_is_large_enough(
    page: Page, opened: Hall, ticket: Ticket, panel: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": panel[0], "height": panel[1]})
    miss(opened, ticket.number)
    for step in ("missed/", f"missed/{ticket.token}"):
        for view in ("", "?lang=en", "?large=1", "?large=1&lang=en"):
            page.goto(f"{opened.address}/touch/{step}{view}")
            assert page.evaluate(FAULTS) == page.evaluate(CUT) == [], (panel, step, view)


def test_axe_finds_nothing_serious(page: Page, opened: Hall, ticket: Ticket) -> None:
    page.add_init_script(AXE_SCRIPT)
    miss(opened, ticket.number)
    for address in (f"touch/missed/{ticket.token}", "touch/missed/", f"t/{ticket.token}", f"t/{ticket.token}/leave"):
        page.goto(f"{opened.address}/{address}")
        expect(page.locator(".unarmed")).to_have_count(0)  # what takes no press yet is pale for that long
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert [(address, each["id"], each["nodes"][0]["html"]) for each in serious] == []


def test_the_phone_chimes_and_lets_its_holder_come_back(browser: Browser, opened: Hall, ticket: Ticket) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 568})
    phone = context.new_page()
    phone.goto(f"{opened.address}/t/{ticket.token}")
    phone.evaluate(COUNT_TONES)
    phone.click("#sound")
    until(phone, "tones === 3", seconds=20)  # so that one knows what to listen for
    assert phone.is_hidden("#sound")
    call_until(opened.office, ticket.number)
    phone.wait_for_selector(".called", timeout=20_000)
    until(phone, "tones === 6", seconds=20)
    officer.absent(opened.office, 1)
    phone.wait_for_selector(".absent", timeout=20_000)
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    armed(phone.locator(".steps .primary")).click()
    expect(phone.locator("#now")).to_contain_text("Đã trở lại hàng chờ")
    phone.click("text=Tôi sẽ đến muộn")
    expect(phone.locator(".asked")).to_contain_text("người đang chờ cùng lĩnh vực")
    armed(phone.locator("button").first).click()
    expect(phone.locator("#now")).to_contain_text("Đã ghi nhận Ông/Bà đến muộn.")
    phone.click("text=Tôi không cần số này nữa")
    armed(phone.locator("button").first).click()
    expect(phone.locator("#now")).to_contain_text("không còn hiệu lực")
    context.close()


def test_the_phone_changes_what_changed_and_keeps_the_focus(browser: Browser, opened: Hall, ticket: Ticket) -> None:
    """The whole page was told again every minute, the focus fell from what one was at, and a call came late."""
    context = browser.new_context(viewport={"width": 320, "height": 568})
    phone = context.new_page()
    phone.goto(f"{opened.address}/t/{ticket.token}")
    first = phone.locator("button:visible, a:visible").first
    expect(first).to_have_text("Bật chuông báo khi đến lượt")  # asked for at the start, not at the end
    phone.evaluate("""() => {
      window.changed = [];
      const at = node => (node.nodeType === 1 ? node : node.parentElement)?.closest("[class]")?.className ?? "";
      const told = each => changed.push(...[...each.addedNodes, each.target].map(at));
      const watch = { childList: true, subtree: true, characterData: true };
      new MutationObserver(all => all.forEach(told)).observe(document.getElementById("now"), watch);
      document.querySelector(".steps a:last-child").focus();
    }""")
    focused = phone.evaluate("document.activeElement.textContent")
    visitor.issue(opened.office, Wish("K", "elderly"))  # one more before: the count changes, and the expected call
    until(phone, "changed.length > 0", seconds=20)
    assert phone.evaluate("document.activeElement.textContent") == focused
    assert not {"number", "steps", "button"} & set(phone.evaluate("changed"))
    began = phone.evaluate("performance.now()")
    call_until(opened.office, ticket.number)
    phone.wait_for_selector("section.called")
    print(f"call to phone: {phone.evaluate('performance.now()') - began:.0f} ms, the calls before it included")
    assert phone.get_attribute(".as-of", "aria-live") == "off"
    context.close()
