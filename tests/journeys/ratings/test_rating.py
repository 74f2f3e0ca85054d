"""A service is judged: the pad opens by itself, two taps, thanks; the phone asks too; the sums and the record agree."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kiosk import config
from kiosk.actions.office import manager
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.demo import SAMPLE
from kiosk.domain.queue.ticket import Ticket
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.ports import free_port
from tests.journeys.browser import armed, launch
from tests.journeys.processes import Demo, demo, kiosk, ready

pytestmark = pytest.mark.journey
TABLET = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("hall"), "--no-simulate") as running:
        yield running


@pytest.fixture
def office(hall: Demo) -> Iterator[Office]:
    office = Office(config.load(hall.folder))
    yield office
    office.db.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch(playwright) as started:
        yield started


def served(office: Office, counter: int) -> Ticket:
    """Somebody is called to a counter and done."""
    ticket = visitor.issue(office, Wish("A")).ticket
    officer.call_next(office, counter)
    officer.finish(office, counter)
    return ticket


def stored(office: Office, counter: int, source: str = "pad") -> list[tuple[str, str | None]]:
    """The ratings of a counter that can be taken back no more: level and reasons."""
    with office.reading() as (sql, _):
        select = "SELECT level, reasons FROM ratings WHERE counter = ? AND source = ?"
        return [tuple(row) for row in sql.execute(select, (counter, source))]


def wait_stored(
    office: Office, before: list[tuple[str, str | None]], counter: int, source: str = "pad"
) -> list[tuple[str, str | None]]:
    """What was stored since, once there is something: it rests in memory for as long as it may be taken back."""
    for _ in range(600):
        if fresh := Counter(stored(office, counter, source)) - Counter(before):
            return [*fresh.elements()]
        time.sleep(0.25)
    raise AssertionError("nothing was stored")


def pad_of(browser: Browser, address: str, counter: int) -> Page:
    pad = browser.new_page(viewport=TABLET)  # type: ignore[arg-type]
    pad.goto(f"{address}/rate/{counter}")
    expect(pad.locator("#welcome")).to_be_visible()
    return pad


def test_officer_finishes_two_taps_thanks_and_sums(hall: Demo, office: Office, browser: Browser) -> None:
    pad, before = pad_of(browser, hall.address, 1), stored(office, 1)
    served(office, 1)
    expect(pad.locator("#stage")).to_be_visible(timeout=12_000)
    assert pad.evaluate("document.documentElement.scrollHeight <= innerHeight")
    pad.get_by_role("button", name="English").click()
    armed(pad.get_by_role("button", name="Not satisfied")).click()
    assert pad.evaluate("document.documentElement.scrollHeight <= innerHeight")
    armed(pad.get_by_role("button", name="Manner of service")).click()
    assert pad.evaluate("document.documentElement.scrollHeight <= innerHeight")
    armed(pad.get_by_role("button", name="Yes, report it")).click()
    expect(pad.get_by_text("Thank you. The officer at the counter cannot see your answer.")).to_be_visible()
    with office.reading() as (sql, _):
        assert [row[0] for row in sql.execute("SELECT counter FROM complaints")] == [1]
    expect(pad.get_by_text("Kính chào Quý công dân")).to_be_visible(timeout=12_000)  # and in Vietnamese again
    assert wait_stored(office, before, 1) == [("not_satisfied", "manner")]
    checked = hall.kiosk("verify")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("counter", "pauses_ms"),
    [
        (3, (200,)),
        pytest.param(4, (500,), marks=pytest.mark.nightly),
        pytest.param(5, (1000,), marks=pytest.mark.nightly),
        (6, (200,) * 24),
        pytest.param(7, (50,), marks=pytest.mark.nightly),
    ],
    ids=["twice in 0.2 s", "twice in 0.5 s", "twice in 1 s", "five a second for 5 s", "twice in 0.05 s"],
)
def test_taps_on_one_spot_say_one_thing(
    hall: Demo, office: Office, browser: Browser, counter: int, pauses_ms: tuple[int, ...]
) -> None:
    """Two taps where "not satisfied" stood once told the person in charge that money had been asked for."""
    for face in ("Hài lòng", "Rất hài lòng", "Không hài lòng"):
        pad = browser.new_page(viewport=TABLET)  # type: ignore[arg-type]
        pad.goto(f"{hall.address}/rate/{counter}")
        served(office, counter)
        spot = pad.get_by_role("button", name=face, exact=True)
        expect(spot).to_be_visible(timeout=12_000)
        box = armed(spot).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        pad.mouse.click(x, y)
        for pause in pauses_ms:
            pad.wait_for_timeout(pause)
            pad.mouse.click(x, y)
        pad.wait_for_timeout(300)
        asked = "Xin cho biết điều Ông/Bà chưa hài lòng (không bắt buộc)" if face == "Không hài lòng" else "Cảm ơn"
        expect(pad.locator("#stage [lang=vi] h1").first).to_contain_text(asked)
        pad.close()
    with office.reading() as (sql, _):
        assert [*sql.execute("SELECT * FROM complaints WHERE counter = ?", (counter,))] == []


def test_the_phone_asks_after_the_service_and_says_thanks(hall: Demo, office: Office, browser: Browser) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    ticket, before = visitor.issue(office, Wish("A")).ticket, stored(office, 2, "phone")
    phone.goto(f"{hall.address}/t/{ticket.token}")
    officer.call_next(office, 2)
    officer.finish(office, 2)
    armed(phone.get_by_role("button", name="Rất hài lòng")).click(timeout=10_000)
    expect(phone.get_by_text("Cảm ơn Ông/Bà. Cán bộ tại quầy không xem được ý kiến này.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wait_stored(office, before, 2, "phone") == [("very_satisfied", None)]
    with office.reading() as (sql, _):
        assert sql.execute("SELECT count(*) FROM rating_offers WHERE via = 'phone'").fetchone()[0] == 1


def test_the_pad_comes_back_by_itself_after_a_restart_and_opens_again(tmp_path: Path, browser: Browser) -> None:
    office = Office(config.load(tmp_path))
    manager.set_up(office, plan_file.read(SAMPLE), replace=False)
    port = free_port()
    command = [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "serve", "--port", str(port)]
    token = kiosk("--data", str(tmp_path), "token", "add", "--role", "pad", "--counter", "4").stdout.split()[-1]
    server = subprocess.Popen(command)
    try:
        ready(server, port)
        pad = browser.new_page(viewport=TABLET)  # type: ignore[arg-type]
        pad.goto(f"http://127.0.0.1:{port}/device?role=pad")
        pad.locator("input[name=token]").fill(token)
        pad.locator("main button").click()
        expect(pad.locator("#welcome")).to_be_visible()
        server.send_signal(signal.SIGTERM)
        server.wait(15)
        expect(pad.locator("#offline")).to_be_visible(timeout=20_000)
        server = subprocess.Popen(command)
        ready(server, port)
        back = time.monotonic()
        served(office, 4)
        armed(pad.get_by_role("button", name="Hài lòng", exact=True)).click(timeout=10_000)
        expect(pad.get_by_text("Cảm ơn Ông/Bà.")).to_be_visible()
        print(f"back after {time.monotonic() - back:.1f} s")
        server.terminate()
        server.wait(15)
        assert stored(office, 4) == [("satisfied", None)]  # what was said a moment ago is not lost with the stop
    finally:
        server.terminate()
        server.wait(15)
        office.db.close()
