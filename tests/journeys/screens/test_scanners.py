"""Every scanner is read, or a word says why not; none of them presses a button, and a card in a field stays nowhere."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.config import load
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.office import Office
from tests.actions.dossiers.registry import BIRTH, ROWS
from tests.conftest import rows
from tests.journeys.keys import ENTER, LINE_FEED, TAB, Scanner
from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey
PASSWORD = "mat-khau-dai"
CARD = "031187004321|031998877|Trần Thị Thử|17031987|Nữ|Thôn Hạ, xã Thử|02082022"
SCANNERS = {
    "Enter": Scanner(),
    "two Enters": Scanner((ENTER, ENTER)),
    "CR and LF": Scanner((ENTER, LINE_FEED)),
    "a line feed": Scanner((LINE_FEED,)),
    "Tab": Scanner((TAB,)),
    "Enter and Tab": Scanner((ENTER, TAB)),
    "nothing": Scanner(()),
    "three Enters": Scanner((ENTER, ENTER, ENTER)),
    "]Q1 before it": Scanner(prefix="]Q1"),
    "]C1 before it, Tab behind": Scanner((TAB,), prefix="]C1"),
    "a slash behind it": Scanner(behind="/"),
    "Caps Lock": Scanner(keyboard="caps"),
    "a Vietnamese keyboard": Scanner(keyboard="vietnamese"),
    "a Vietnamese keyboard and a line feed": Scanner((LINE_FEED,), keyboard="vietnamese"),
    "an input method": Scanner(keyboard="input method"),
    "a slow one": Scanner(pace_ms=70),
}

BY_DAY = [
    "two Enters",
    "a line feed",
    "Enter and Tab",
    "]C1 before it, Tab behind",
    "a Vietnamese keyboard",
    "a slow one",
]
BY_NIGHT = [pytest.param(how, marks=pytest.mark.nightly) for how in SCANNERS if how not in BY_DAY]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("scanners")
    with demo(folder, "--no-simulate") as running:
        (folder / "procedures.csv").write_text("\n".join([",".join(COLUMNS), *ROWS, ""]))
        assert running.kiosk("import", "procedures", str(folder / "procedures.csv")).returncode == 0
        for name in ("thu", "xem"):
            added = running.kiosk("officer", "add", name, "--name", name, "--password", PASSWORD, "--role", "manager")
            assert added.returncode == 0
        yield running


@pytest.fixture(scope="module")
def office(hall: Demo) -> Iterator[Office]:
    opened = Office(load(hall.folder))
    yield opened
    opened.db.close()


@pytest.fixture(scope="module")
def staff(hall: Demo, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which a person in charge signed in, who sits at one counter or another."""
    with signed_in(hall, browser, "thu") as context:
        yield context


@pytest.fixture(scope="module")
def looker(hall: Demo, browser: Browser) -> Iterator[BrowserContext]:
    """The same for one who never sat at a counter, and may type ratings from paper."""
    with signed_in(hall, browser, "xem") as context:
        yield context


@contextmanager
def signed_in(hall: Demo, browser: Browser, name: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{hall.address}/login")
    page.fill("[name=name]", name)
    page.locator("[name=password]").press_sequentially(PASSWORD)  # as fast as any scanner: nothing is lost
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1080, "height": 1920})
    yield opened
    opened.close()


@pytest.mark.parametrize("how", [*BY_DAY, *BY_NIGHT])
def test_the_touch_screen_reads_it_and_stays(hall: Demo, office: Office, screen: Page, how: str) -> None:
    ticket = visitor.issue(office, Wish("A")).ticket
    screen.goto(f"{hall.address}/touch/")
    screen.focus(".tile")  # which no suffix may press
    before = rows(office, "SELECT count(*) FROM tickets")
    SCANNERS[how].scan(screen, f"https://so.example.gov.vn/mot-cua/t/{ticket.token}", "main.stands")
    expect(screen.locator("main.stands .number")).to_have_text(ticket.number)
    screen.wait_for_timeout(300)
    assert (len(screen.context.pages), screen.url) == (1, f"{hall.address}/touch/")
    assert rows(office, "SELECT count(*) FROM tickets") == before


@pytest.mark.parametrize("how", ["nothing", "a Vietnamese keyboard", "Caps Lock"])
def test_a_card_of_whoever_knows_the_year_alone_is_asked_about(hall: Demo, screen: Page, how: str) -> None:
    screen.goto(f"{hall.address}/touch/")
    SCANNERS[how].scan(
        screen,
        CARD.replace("17031987", "1954").replace("ầ", "a").replace("ị", "i").replace("ử", "u"),
        "text=Đồng ý, tìm hồ sơ",
    )
    expect(screen.get_by_role("button", name="Đồng ý, tìm hồ sơ")).to_be_visible()
    assert CARD[:12] not in screen.content()


@pytest.mark.parametrize(
    "how", ["two Enters", *(pytest.param(how, marks=pytest.mark.nightly) for how in ("CR and LF", "Enter and Tab"))]
)
def test_a_scan_at_the_desk_finishes_nobody(hall: Demo, office: Office, staff: BrowserContext, how: str) -> None:
    ticket, counter = visitor.issue(office, Wish("B")).ticket, [*SCANNERS].index(how) + 1
    hall.kiosk("issue", "B")
    page = staff.new_page()
    page.goto(f"{hall.address}/desk/{counter}")
    page.keyboard.press("F2")
    page.wait_for_selector("#counter:is(.called)")
    SCANNERS[how].scan(page, ticket.token, "#dialog-ticket[open]")
    expect(page.locator("#dialog-ticket[open]")).to_contain_text(ticket.number)
    page.wait_for_timeout(400)
    assert page.locator("#counter.called").count() == 1
    page.close()
    hall.kiosk("finish", str(counter))


FIELDS = (
    ("desk/3/dossiers/", "#q"),
    ("desk/3/dossiers/", "[name=name]"),
    ("desk/3/dossiers/", "[name=phone]"),
    ("desk/3/dossiers/", "#code"),
    ("monitor/", "[name=number]"),
    ("monitor/message/", "textarea, [name=text]"),
    ("rate/forms", "[name=form]"),
    ("login", "[name=name]"),
    ("login", "[name=password]"),
    ("login/pin", "[name=password]"),
    ("device", "[name=token]"),
    ("lookup/", "[name=code]"),
    ("lookup/", "[name=factor]"),
)


STALLED = (  # every field that is sent while it is typed into, or whose form leads to an address that holds it
    ("desk/3/dossiers/", "#q", "nothing"),
    ("monitor/", "[name=number]", "Enter"),
    pytest.param("desk/3/dossiers/", "#q", "Enter", marks=pytest.mark.nightly),
    pytest.param("report/ii06a?kind=year", "[name=year]", "Enter", marks=pytest.mark.nightly),
    pytest.param("report/ii06a?kind=free", "[name=from]", "Enter", marks=pytest.mark.nightly),
)
SHORT_CARD = "031187004321||Lê Thử|17031987|Nữ||02082022"


@pytest.mark.parametrize(("path", "field", "end"), STALLED)
def test_a_card_whose_scanner_stalls_in_the_middle_stands_in_no_address(
    hall: Demo, looker: BrowserContext, path: str, field: str, end: str
) -> None:
    page, told = looker.new_page(), list[Request]()
    page.goto(f"{hall.address}/{path}")
    part = page.locator(field).first
    before = part.input_value()
    part.focus()
    page.on("request", lambda request: told.append(request))  # noqa: PLW0108 - a method of a list takes no marks
    replace(SCANNERS[end], pace_ms=100, uneven_ms=50, stall_ms=600).scan(page, SHORT_CARD)
    expect(page.locator(".notice:visible").first).to_contain_text("thẻ căn cước")
    page.wait_for_timeout(500)
    holding = [each for each in told if re.search("0311|8700", each.url)]
    assert [f"{each.method} {each.url}" for each in holding] == []
    assert part.input_value() == before
    page.close()


AT_NIGHT = [pytest.param(how, marks=pytest.mark.nightly) for how in ("nothing", "Enter", "Tab", "a line feed")]


@pytest.mark.parametrize("how", ["two Enters", *AT_NIGHT])
def test_a_card_in_any_field_is_recognised_and_sent_nowhere_else(
    hall: Demo, office: Office, looker: BrowserContext, how: str
) -> None:
    dossiers = rows(office, "SELECT count(*) FROM dossiers")
    page, told = looker.new_page(), list[Request]()
    page.on("request", lambda request: told.append(request))  # noqa: PLW0108 - a method of a list takes no marks
    for path, field in FIELDS:
        page.goto(f"{hall.address}/{path}")
        part = page.locator(field).first
        part.fill("x")
        told.clear()
        SCANNERS[how].scan(page, CARD)
        read = path.endswith("dossiers/")
        expect(page.locator(".notice:visible").first).to_contain_text("thẻ căn cước")
        if not (read and "name=name" in field):
            assert part.input_value() == "x", (path, field)
        sent = [each for each in told if CARD[:12] in each.url + (each.post_data or "")]
        assert [urlsplit(each.url).path for each in sent] == [f"/{path}scan"] * read, (path, field)
        assert not any("0311" in each.url for each in told)
        if read:
            filled = [page.input_value(f"#filing [name={name}]") for name in ("name", "id_number", "address")]
            assert filled == ["Trần Thị Thử", "031187004321", "Thôn Hạ, xã Thử"]
    assert rows(office, "SELECT count(*) FROM dossiers") == dossiers
    page.close()


def test_at_a_desk_a_card_gets_a_word_and_fast_typing_stays_where_it_was_typed(
    hall: Demo, staff: BrowserContext
) -> None:
    page = staff.new_page()
    page.goto(f"{hall.address}/desk/2")
    page.wait_for_selector("#step-next")
    SCANNERS["two Enters"].scan(page, CARD)
    expect(page.locator("#notice")).to_contain_text("không dùng ở trang này")
    page.goto(f"{hall.address}/desk/2/dossiers/")
    page.focus("[name=name]")
    Scanner(()).scan(page, "Nguyen Van Nhanh Tay")
    page.wait_for_timeout(300)
    assert page.input_value("[name=name]") == "Nguyen Van Nhanh Tay"
    page.fill("#q", BIRTH)
    page.locator("#procedures input").first.check()
    page.close()


def test_a_scan_into_the_strip_finishes_nobody(hall: Demo, office: Office, staff: BrowserContext) -> None:
    ticket = visitor.issue(office, Wish("C")).ticket
    page = staff.new_page()
    page.goto(f"{hall.address}/desk/5/strip")
    page.keyboard.press("F2")
    page.wait_for_selector("#counter.called")
    for how in ("Enter", "two Enters", "a line feed"):
        SCANNERS[how].scan(page, ticket.token)
        time.sleep(0.3)
    assert page.locator("#counter.called").count() == 1
    page.close()
    hall.kiosk("finish", "5")
