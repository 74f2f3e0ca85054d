"""The look-up in a real browser: typed on the page's keypad, scanned, read at every size, and forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.actions.work import working
from kiosk.demo import SAMPLE
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.procedure import COLUMNS, from_row
from kiosk.files import plan_file
from kiosk.storage.dossiers import applicants, procedures
from kiosk.storage.dossiers.applicants import Note
from tests.journeys.browser import ARMED_MS, scan
from tests.journeys.queue.test_touch_screen import CUT, FAULTS, PANELS, Hall, browser, hall, page
from tests.views.dossiers.test_lookup import CARD, CODE, file, token

__all__ = ["browser", "page"]
pytestmark = pytest.mark.journey

READ = f"{CARD}|082123456|NGUYEN VAN MAU|01021990|Nam|Lang Son|15042021"
NAME = "Cấp giấy chứng nhận đăng ký đầu tư đối với dự án không thuộc diện chấp thuận chủ trương đầu tư " * 11
VIEWS = ("kiosk=1", "kiosk=1&lang=en", "kiosk=1&large=1", "kiosk=1&lang=en&large=1")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, list[Dossier]]]:
    """An office with a dossier in each state, the third with much to add and the fourth late with a very long name."""
    folder: Path = tmp_path_factory.mktemp("lookup")
    with hall(folder, plan_file.read(SAMPLE)) as opened:
        now = datetime.now(UTC)
        due = now + timedelta(days=3)
        filed = [file(opened.office, s.value, state=s, received_at=now, due_at=due) for s in DossierState]
        late = {
            "state": DossierState.IN_HAND,
            "due_at": now - timedelta(days=2),
            "received_at": now - timedelta(days=9),
        }
        filed.append(file(opened.office, 11, **late))
        with working(opened.office) as work:
            papers = "Bản sao giấy chứng nhận quyền sử dụng đất (02 bản), tờ khai lệ phí trước bạ theo mẫu 01/LPTB"
            applicants.add_note(work.sql, filed[4].id, Note(now, "papers", papers))
            row = dict.fromkeys(COLUMNS, "") | {"ma_thu_tuc": "1.000001", "ten_thu_tuc": NAME[:1094]}
            procedures.save(work.sql, [from_row(row)])
        yield opened, filed


def typed(page: Page, text: str) -> None:
    for letter in text:
        page.locator(f"[data-key='{letter}']").tap()


@pytest.mark.parametrize("panel", PANELS)
def test_nothing_scrolls_whatever_is_told(
    page: Page, office: tuple[Hall, list[Dossier]], panel: tuple[int, int]
) -> None:
    opened, filed = office
    page.set_viewport_size({"width": panel[0], "height": panel[1]})
    for view in VIEWS:
        page.goto(f"{opened.address}/lookup/?{view}")
        page.clock.run_for(ARMED_MS)
        assert page.evaluate(FAULTS) == page.evaluate(CUT) == [], (panel, view, "ask")
        # Most to add, ready to collect, late with the longest name; on the kiosk's own panel every state.
        for dossier in filed if panel == PANELS[0] and view == VIEWS[0] else (filed[4], filed[8], filed[10]):
            page.goto(f"{opened.address}/lookup/r/{token(opened.office, dossier)}?{view}")
            page.clock.run_for(ARMED_MS)
            assert page.evaluate(FAULTS) == [], (panel, view, dossier.state)


def test_a_visitor_types_reads_and_is_forgotten(page: Page, office: tuple[Hall, list[Dossier]]) -> None:
    opened, _ = office
    page.goto(f"{opened.address}/touch/")
    page.clock.run_for(ARMED_MS)
    page.get_by_role("link", name="Tra cứu hồ sơ").tap()
    page.wait_for_selector("main.lookup")
    page.clock.run_for(ARMED_MS)
    begun = page.input_value("input[name=code]")
    typed(page, f"{CODE[:-4]}0004"[len(begun) :])
    page.locator("[data-enter]").tap()
    typed(page, "5678")
    page.locator("[data-enter]").tap()
    page.wait_for_selector("main.found")
    expect(page.get_by_text("Đang được Sở Tư pháp giải quyết")).to_be_visible()
    assert "5678" not in page.url + page.content()
    page.clock.run_for(61_000)
    page.wait_for_selector("main.choice[lang=vi]")
    kept = page.content() + page.evaluate("location + JSON.stringify([localStorage, sessionStorage, history.state])")
    assert not any(text in kept for text in (CODE[:-4], "NGUY", "5678", "260702"))
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    assert not any(text in page.content() for text in ("NGUY", "5678"))


def test_a_receipt_and_a_card_are_scanned_from_the_idle_screen(page: Page, office: tuple[Hall, list[Dossier]]) -> None:
    opened, filed = office
    page.goto(f"{opened.address}/touch/")
    page.clock.run_for(ARMED_MS)
    scan(page, f"HS:{token(opened.office, filed[8])}")
    page.wait_for_selector("main.found")
    page.clock.run_for(ARMED_MS)
    page.get_by_role("button", name="Lấy số để nhận kết quả").tap()
    page.wait_for_selector("main.result")
    assert page.inner_text(".number") == "M001"
    page.goto(f"{opened.address}/touch/")
    page.clock.run_for(ARMED_MS)
    scan(page, READ)
    page.get_by_role("button", name="Đồng ý, tìm hồ sơ").wait_for()
    assert CARD not in page.content()
    page.clock.run_for(ARMED_MS)
    page.get_by_role("button", name="Đồng ý, tìm hồ sơ").tap()
    page.locator("[data-key='5']").wait_for()
    page.clock.run_for(ARMED_MS)
    typed(page, "5678")
    page.locator("[data-enter]").tap()
    page.locator(".dossiers").wait_for()
    assert CARD not in page.content() + page.url


def test_the_phone_reads_it_without_an_app(browser: Browser, office: tuple[Hall, list[Dossier]]) -> None:
    opened, filed = office
    context = browser.new_context(viewport={"width": 320, "height": 640})
    phone = context.new_page()
    for dossier in filed:
        phone.goto(f"{opened.address}/lookup/r/{token(opened.office, dossier)}")
        assert phone.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    phone.goto(f"{opened.address}/lookup/")
    phone.fill("input[name=code]", f" {CODE[:-4].lower()}0009")
    phone.fill("input[name=factor]", "5678")
    phone.get_by_role("button", name="Tra cứu").click()
    expect(phone.get_by_text("Đã có kết quả.")).to_be_visible()
    context.close()
