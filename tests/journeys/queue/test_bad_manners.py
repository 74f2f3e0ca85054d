"""A day of four people with bad manners: at its end the record is whole, and its figures are those they noted down.

They press twice, scan whatever lies about, leave windows open, print without paper, and the clock leaps.
"""

import json
import os
import random
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from kiosk.ports import free_port
from tests.journeys.paper.test_two_printers import paper, process
from tests.journeys.processes import ready

pytestmark = pytest.mark.journey
MORNING = datetime(2026, 7, 2, 0, 45, tzinfo=UTC)  # Thursday, 7:45 in the hall
CLOCK = "KIOSK_CLOCK_FILE"
SCANS = (
    "001090000001|200000001|Người Thử Một|01011990|Nam|Số 1, đường Thử|01012021",
    "0900000001",
    "A001\r\n\r\n",
    "]Q1H15.50.05.13-260702-0002",
    "http://192.0.2.1/t/AAAAAAAAAAAAAAAAAAAAAA",
    "\t\t",
    "9" * 4000,
    "ẦẬ² ٣",
)


@dataclass
class Notes:
    """What the four wrote on paper while they worked."""

    numbers: list[str] = field(default_factory=list)
    served: Counter[int] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Window:
    """A browser's window on the office's own machine."""

    address: str
    notes: Notes
    leapt: bool
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path: str, /, **form: str) -> tuple[int, str, str]:
        """Status, page and where it led; what no window may ever get is noted."""
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self.browser.open(self.address + path, data, timeout=30) as answer:
                status, text, at = answer.status, answer.read().decode(), answer.url
        except urllib.error.HTTPError as error:
            status, text, at = error.code, error.read().decode(), error.url
        if status >= 500 and not (status == 503 and self.leapt):  # the office waits for a word about its clock
            self.notes.faults.append(f"{path} {form.get('text', '')[:20]!r}: {status}")
        return status, text, at

    def twice(self, path: str, **form: str) -> list[tuple[int, str, str]]:
        """Two presses at once, as a finger that trembles."""
        with ThreadPoolExecutor(2) as both:
            return list(both.map(lambda _: self.ask(path, **form), range(2)))


@dataclass
class Hall:
    """A served office, its clock, its printer, and what the four noted."""

    folder: Path
    port: int
    at: datetime = MORNING
    leapt: bool = False
    notes: Notes = field(default_factory=Notes)

    def __post_init__(self) -> None:
        self.shows(self.at)

    def window(self) -> Window:
        return Window(f"http://127.0.0.1:{self.port}", self.notes, self.leapt)

    def shows(self, at: datetime) -> None:
        """What the clock on the wall shows; as one write, for others read it all the while."""
        fresh = self.folder / "clock.new"
        fresh.write_text(at.isoformat().replace("+00:00", "Z"))
        fresh.replace(self.folder / "clock")

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.shows(self.at)

    @contextmanager
    def leaps(self, by: timedelta) -> Iterator[None]:
        """The clock is wrong for a while; whoever asks meanwhile may be told to wait."""
        self.leapt = True
        self.shows(self.at + by)
        yield
        self.shows(self.at)
        self.leapt = False

    def kiosk(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "kiosk", "--data", f"{self.folder / 'data'}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def told(self, *arguments: str) -> Any:
        done = self.kiosk(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def prints(self, fault: str) -> None:
        (self.folder / "paper" / "fault").write_text(fault)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setenv(CLOCK, f"{tmp_path / 'clock'}")
    monkeypatch.setenv("KIOSK_DEMO", "1")
    hall = Hall(tmp_path, free_port())
    with ExitStack() as stack:
        printer = paper(stack, tmp_path / "paper", "none")
        (tmp_path / "office.toml").write_text(OFFICE.format(printer))
        assert (done := hall.kiosk("setup", "--office", f"{tmp_path / 'office.toml'}")).returncode == 0, done.stderr
        data = f"{tmp_path / 'data'}"
        server = stack.enter_context(process("kiosk", "--data", data, "serve", "--port", f"{hall.port}"))
        ready(server, hall.port)
        stack.enter_context(process("kiosk", "--data", data, "print-agent"))
        stack.enter_context(left_open(hall))
        yield hall


OFFICE = """
[office]
name = "Trung tâm"
[[zones]]
code = "1"
name = "Khu vực 1"
[[areas]]
letter = "A"
name = "Hộ tịch"
[[areas]]
letter = "B"
name = "Đất đai"
[[counters]]
number = 1
[[counters]]
number = 2
serves = ["A", "B"]
[[printers]]
name = "slip"
target = "tcp://127.0.0.1:{}"
"""


@contextmanager
def left_open(hall: Hall) -> Iterator[None]:
    """Windows that somebody opened and forgot: their streams are never read to the end."""
    streams = [
        urllib.request.urlopen(f"http://127.0.0.1:{hall.port}{path}", timeout=600)
        for path in ("/board/1/stream", "/desk/1/stream", "/desk/2/stream", "/monitor/stream") * 2
    ]
    yield
    for each in streams:
        each.close()


def citizen(hall: Hall, chance: random.Random) -> None:
    """Takes a number with two taps, or five; scans whatever is in the hand first."""
    touch = hall.window()
    touch.ask("/touch/")
    first = touch.ask("/touch/")[1]
    form = {"csrf_token": word(first, "csrf_token"), "key": word(first, "key")}
    if chance.random() < 0.4:
        touch.ask("/touch/scan", csrf_token=form["csrf_token"], text=chance.choice(SCANS))
        touch.ask("/lookup/", csrf_token=form["csrf_token"], code=chance.choice(SCANS), factor=chance.choice(SCANS))
    with ThreadPoolExecutor(5) as taps:
        area = chance.choice("AB")
        answers = list(
            taps.map(lambda _: touch.ask("/touch/tickets", **form, area=area), range(chance.choice((2, 2, 5))))
        )
    shown = {found[0] for _, page, at in answers if "/result/" in at and (found := re.findall(r"\b[AB]\d{3}\b", page))}
    assert len(shown) <= 1, f"one visitor, several numbers: {shown}"
    hall.notes.numbers += shown
    if shown and chance.random() < 0.2:  # "done" twice, and a tap too many on the next screen
        touch.twice("/touch/done", csrf_token=form["csrf_token"], key=form["key"])


def officer(hall: Hall, chance: random.Random, counter: int) -> None:
    """Works one call in two windows that both press, and scans into the form for a chosen number."""
    desk, page = hall.window(), f"/desk/{counter}"
    desk.ask(page)
    html = desk.ask(page)[1]
    form = {"csrf_token": word(html, "X-CSRFToken"), "version": version(html)}
    if possible(html, "next"):
        if chance.random() < 0.2:
            desk.ask(f"{page}/call", **form, number=chance.choice(SCANS))
        desk.twice(f"{page}/next", **form)
        return
    if not possible(html, "finish"):
        return
    if possible(html, "absent") and chance.random() < 0.3:
        desk.ask(f"{page}/recall", **form)
        hall_number = called(html)
        form |= {"version": version(desk.ask(page)[1])}
        statuses = [status for status, *_ in desk.twice(f"{page}/absent", **form)]
        if 200 in statuses:
            hall.notes.missed.append(hall_number)
        return
    statuses = [status for status, *_ in desk.twice(f"{page}/finish", **form)]
    assert statuses.count(200) <= 1, f"one citizen was finished twice: {statuses}"
    hall.notes.served[counter] += statuses.count(200)


def in_charge(hall: Hall, chance: random.Random) -> None:
    """Looks at everything at once, and leaves it open."""
    window = hall.window()
    day = hall.at.date().isoformat()
    for path in ("/monitor/", f"/report/day?from={day}&to={day}", "/board/1", "/healthz", "/report/ii06a?kind=half"):
        if chance.random() < 0.5:
            window.ask(path)


def word(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"|"{name}": "([^"]+)"', html)
    assert found, f"no {name}"
    return found[1] or found[2]


def version(html: str) -> str:
    found = re.search(r'data-version="(\d+)"', html)
    assert found
    return found[1]


def possible(html: str, step: str) -> bool:
    found = re.search(rf'<button id="step-{step}"([^>]*)>', html)
    return bool(found) and not found[1].endswith(" disabled")  # type: ignore[index]


def called(html: str) -> str:
    found = re.search(r"\b[AB]\d{3}\b", html[html.index('id="counter"') :])
    assert found
    return found[0]


def at_once(*people: Callable[[], None]) -> None:
    """All of them in the same moment; what one of them trips over fails the day."""
    errors: list[BaseException] = []

    def run(person: Callable[[], None]) -> None:
        try:
            person()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if errors:
        raise errors[0]


def all_at_once(hall: Hall, chances: list[random.Random]) -> None:
    """Two citizens, two officers and the person in charge, each as it happens."""
    first, second, third, fourth, fifth = chances
    at_once(
        lambda: citizen(hall, first),
        lambda: citizen(hall, second),
        lambda: officer(hall, third, 1),
        lambda: officer(hall, fourth, 2),
        lambda: in_charge(hall, fifth),
    )


@pytest.mark.parametrize("rounds", [18, pytest.param(400, marks=pytest.mark.nightly)])
def test_the_figures_are_those_that_four_people_with_bad_manners_noted(hall: Hall, rounds: int) -> None:
    chance = random.Random(os.environ.get("SEED", "2026"))
    for n in range(rounds):
        hall.forward(27_000 / rounds if rounds > 300 else 95)
        hall.prints("paper-out" if n % 10 in (4, 5) else "none")
        if n % 12 == 7:  # the clock leaps a year ahead, work goes on, the clock is set right
            with hall.leaps(timedelta(days=400)):
                at_once(lambda: citizen(hall, chance), lambda: officer(hall, chance, 1))
        all_at_once(hall, [random.Random(chance.random()) for _ in range(5)])
    hall.prints("none")
    noted, day = hall.notes, MORNING.date().isoformat()
    assert noted.faults == []
    assert (done := hall.kiosk("verify", "--all")).returncode == 0, done.stderr
    log = [json.loads(line) for line in hall.kiosk("log", "--json").stdout.splitlines()]
    kinds = Counter(each["kind"] for each in log)
    assert not kinds["DaySealed"], "a leap of the clock ended the day"
    issued = [each["number"] for each in log if each["kind"] == "TicketIssued"]
    assert sorted(issued) == sorted(noted.numbers)
    assert len(set(issued)) == len(issued)
    assert sorted(each["number"] for each in log if each["kind"] == "TicketAbsent") == sorted(noted.missed)
    slips = Counter(each["number"] for each in log if each["kind"] == "SlipEnded" and each["outcome"] == "printed")
    assert max(slips.values()) == 1, "a slip was printed twice"
    report = hall.told("report", "day", "--from", day, "--to", day)
    assert {name: report[name] for name in ("tickets", "served", "left")} == {
        "tickets": len(noted.numbers), "served": noted.served.total(), "left": kinds["TicketLeft"]
    }  # fmt: skip
    assert report["open"] == report["tickets"] - report["served"] - report["left"]
    assert {int(n): each["served"] for n, each in report["counters"].items()} == noted.served
    assert sum(each["tickets"] for each in report["areas"].values()) == report["tickets"]
