"""A day's work of a hall in a few minutes, with its screens open all the while: nothing grows, nothing is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.config import Config
from kiosk.demo import SAMPLE
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.ports import free_port
from kiosk.views.record import audit
from tests.bench.load import Client, post
from tests.conftest import unpaced
from tests.journeys.browser import ARMED_MS, launch, weight
from tests.journeys.processes import ready

pytestmark = [pytest.mark.journey, pytest.mark.nightly]
SCREENS = ("/board/1", "/board/counter/1", "/desk/1", "/desk/1/strip", "/rate/1", "/monitor/", "/touch/")
AREAS, COUNTERS = "ABCEGHKM", 8
WARM, STRETCHES, TICKETS = 2, 6, 250  # the first stretches fill what is kept on purpose: caches, pools, threads
TAPS = 8  # numbers taken at the touch screen itself, a stretch


@dataclass(frozen=True, slots=True)
class Hall:
    """A served office, and the tokens to work in it."""

    office: Office
    port: int
    worker: int
    kiosk: str
    desk: str


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    office, port = Office(Config(tmp_path)), free_port()
    manager.set_up(office, unpaced(plan_file.read(SAMPLE)), replace=False)
    kiosk, desk = (manager.add_device(office, role) for role in ("kiosk", "desk"))
    environment = os.environ | {"KIOSK_DATA": str(tmp_path), "KIOSK_DEMO": "1"}
    process = subprocess.Popen([sys.executable, "-m", "kiosk", "serve", "--port", str(port)], env=environment)
    ready(process, port)
    yield Hall(office, port, process.pid, kiosk, desk)
    process.terminate()
    process.wait(20)
    office.db.close()


def test_in_a_day_of_1500_tickets_no_screen_and_no_server_grows(hall: Hall) -> None:
    with sync_playwright() as play, launch(play) as browser:
        pages = {path: browser.new_page() for path in SCREENS}
        for path, page in pages.items():
            page.goto(f"http://127.0.0.1:{hall.port}{path}")
        seen = [_stretch(hall, pages) for _ in range(WARM + STRETCHES)][WARM - 1 :]
    first, last = seen[0], seen[-1]
    for name, before in first.items():
        assert last[name] <= before * 1.15 + ROOM[name.rpartition(" ")[2]], (name, [each[name] for each in seen])
    with hall.office.reading() as (sql, _):
        done = sql.execute("SELECT count(*) FROM legs WHERE state = 'done'").fetchone()[0]
    assert done >= STRETCHES * TICKETS
    assert audit.verify(hall.office, everything=True) == []


# What a page or the server may hold more at another moment: a call that is just shown, a thread that is just born.
ROOM = {"Nodes": 400, "JSEventListeners": 20, "JSHeapUsedSize": 400_000, "rss_kb": 8_000, "threads": 8, "handles": 8}


def _stretch(hall: Hall, pages: dict[str, Page]) -> dict[str, int]:
    """A part of the day; then what each page and the server hold."""
    told = messages.show(hall.office, "closing")
    client = Client(hall.port)
    for n in range(TICKETS):
        _ask(client, post("/api/v1/tickets", hall.kiosk, {"area": AREAS[n % len(AREAS)]}), 201)
        counter = f"/api/v1/counters/{n % COUNTERS + 1}"
        for step in ("next", "recall", "start", "finish") if n % 4 else ("next", "park", "next", "finish"):
            _ask(client, post(f"{counter}/{step}", hall.desk, {"reason": "papers"}), 200, 204, 409)
    messages.end(hall.office, told.id)
    for n in range(TAPS):
        _take(pages["/touch/"], n)
    pages["/touch/"].wait_for_timeout(6_000)  # a beat of every stream and of every poll
    found = {f"{path} {name}": value for path, page in pages.items() for name, value in weight(page).items()}
    print(found | _held(hall.worker), flush=True)
    return found | _held(hall.worker)


def _ask(client: Client, request: bytes, *expected: int) -> None:
    status, body = client.send(request)
    assert status in expected, body


def _take(touch: Page, n: int) -> None:
    """A visitor takes a number and goes."""
    touch.wait_for_timeout(ARMED_MS)
    touch.locator(".tile").nth(n % len(AREAS)).click()
    touch.locator("main.result").wait_for()  # a waited-for selector would hold on to its element
    touch.wait_for_timeout(ARMED_MS)
    touch.click("#done button")
    touch.locator("main.choice").wait_for()


def _held(pid: int) -> dict[str, int]:
    """Memory, threads and open handles of a process."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    handles = len(os.listdir(f"/proc/{pid}/fd"))
    return {"rss_kb": int(status["VmRSS"].split()[0]), "threads": int(status["Threads"]), "handles": handles}
