"""A random day: at every pause, two screens that tell the same figure tell the same number."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.paper import printing
from kiosk.actions.queue import moving, officer
from kiosk.cli import kiosk, load_commands
from kiosk.domain.errors import Refusal
from kiosk.domain.instants import to_text
from kiosk.domain.paper.missing import EXPIRES
from kiosk.office import Office
from kiosk.paper import slips
from kiosk.views.queue import counters
from tests.conftest import SetClock, agent, issue, rows

load_commands()
AREAS, COUNTERS, STEPS, PAUSE = "ABCEGHKM", range(1, 9), 120, 20
WAITING = "SELECT area, count(*) FROM legs WHERE state = 'waiting' GROUP BY area"
WITHOUT_SLIP = (
    "SELECT count(*) FROM legs l JOIN paper_jobs j ON j.subject = l.ticket AND j.kind = 'slip' "
    "WHERE l.state IN ('waiting', 'called', 'serving', 'parked', 'absent') "
    "AND (j.state IN ('failed', 'unknown', 'expired') OR j.state = 'queued' AND j.created_at < ?)"
)


class Day:
    """What people do on a day, drawn by chance; what the office refuses does not happen."""

    def __init__(self, office: Office, clock: SetClock, chance: random.Random) -> None:
        self.office, self.clock, self.chance, self.agent = office, clock, chance, agent()
        self.steps: list[Callable[[], object]] = [
            *[self.come] * 4,
            *[lambda: officer.call_next(office, self.counter())] * 3,
            *[lambda: officer.finish(office, self.counter())] * 2,
            lambda: officer.start(office, self.counter()),
            lambda: officer.recall(office, self.counter()),
            lambda: officer.absent(office, self.counter()),
            lambda: moving.put_back(office, self.counter()),
            lambda: moving.park(office, self.counter(), "form"),
            lambda: moving.transfer(office, self.counter(), moving.To(area=chance.choice(AREAS))),
            lambda: officer.begin_break(office, self.counter(), "meeting"),
            lambda: officer.end_break(office, self.counter()),
            *[self.print] * 3,
        ]

    def counter(self) -> int:
        return self.chance.choice(COUNTERS)

    def come(self) -> None:
        issue(self.office, self.chance.choice(AREAS), self.chance.choice([None, None, "elderly"]))

    def print(self) -> None:
        if paper := printing.next_paper(self.office, self.agent):
            outcome = self.chance.choice(["printed", "printed", "failed", "unknown"])
            printing.end_paper(self.office, paper.job, self.agent, outcome)

    def go_on(self) -> None:
        for _ in range(PAUSE):
            self.clock.forward(self.chance.uniform(1, 60))
            with suppress(Refusal):
                self.chance.choice(self.steps)()


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def by_letter(html: str, pattern: str) -> dict[str, int]:
    return {letter: int(count or 0) for letter, count in re.findall(pattern, html, re.DOTALL)}


def waiting_agrees(office: Office, client: FlaskClient, bearer: dict[str, str]) -> None:
    """Touch screen, boards, monitor, program and desks."""
    truth = dict.fromkeys(AREAS, 0) | dict(rows(office, WAITING))  # type: ignore[arg-type]
    tiles = by_letter(read(client, "/touch/"), r'<b class="letter">(\w)</b>.*?<span>(?:(\d+) người|Chưa có)')
    monitor = by_letter(read(client, "/monitor/"), r'<th scope="row"><b>(\w)</b>.*?<td>(\d+)</td>')
    assert tiles == monitor == truth
    for zone in office.present_plan().zones:
        told = client.get(f"/api/v1/board/{zone}", headers=bearer).get_json()["areas"]
        board = by_letter(read(client, f"/board/{zone}"), r'<b class="letter">(\w)</b>.*?<b class="people">(\d+)</b>')
        assert {each["area"]: each["waiting"] for each in told} == {letter: truth[letter] for letter in board}
        assert board == {letter: truth[letter] for letter in board}
    for number, counter in office.present_plan().counters.items():
        html, own = read(client, f"/desk/{number}"), counter.serves | counter.helps
        shown = re.search(r"<h2>Đang chờ: (\d+)</h2>", html)
        assert (int(shown[1]) if shown else 0) == sum(truth[each] for each in own)


def before_agrees(office: Office, client: FlaskClient) -> None:
    """Who comes now is told on phone and slip how many are before."""
    ticket = issue(office, "A")
    assert ticket.promise
    ahead, phone = ticket.promise.ahead, read(client, f"/t/{ticket.token}")
    said = f"Còn {ahead} người trước Ông/Bà" if ahead else "Ông/Bà là người tiếp theo"
    assert said in phone and said in slips.compose(office.present_plan(), ticket, "").ahead


def counters_agree(office: Office, client: FlaskClient) -> None:
    """The monitor's cards and each counter's sign tell one number and one state."""
    cards = dict(re.findall(r'<a href="/desk/(\d+)\?[^>]*>.*?<b>(\w*)</b>', read(client, "/monitor/"), re.DOTALL))
    standings = office.see(counters.all_standings)
    for number, standing in standings.items():
        assert cards[f"{number}"] == (standing.leg.number if standing.leg else "")
        sign = read(client, f"/board/counter/{number}")
        assert (standing.leg is None) or standing.leg.number in sign


def slips_agree(office: Office, client: FlaskClient) -> None:
    """Who has no slip: the monitor's list and its rest, and the paper queue."""
    html = read(client, "/monitor/")
    listed = re.findall(r'id="missing-(\w+)"', html)
    rest = re.search(r"và (\d+) phiếu nữa", html)
    [(missing,)] = rows(office, WITHOUT_SLIP, to_text(office.clock() - EXPIRES))
    assert len(listed) + (int(rest[1]) if rest else 0) == missing


def report_agrees(office: Office, client: FlaskClient, folder: Path, name: str) -> None:
    """Page, spreadsheet, JSON and text of a report tell the same numbers."""
    day = f"{office.clock():%Y-%m-%d}"
    asked, options = f"kind=free&from={day}&to={day}&form=II.06a", ("--from", day, "--to", day)
    path = "" if name == "summary" else name
    page = re.findall(r"<td[^>]*>(.*?)</td>", read(client, f"/report/{path}?{asked}"))
    book = openpyxl.load_workbook(BytesIO(client.get(f"/report/{name}.xlsx?{asked}").data))
    sheets = Counter(cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    whole = Counter(int(text.replace(".", "")) for text in page if re.fullmatch(r"[\d.]+", text))
    assert {number: count for number, count in whole.items() if sheets[number] < count} == {}
    environment = {"LANG": "vi_VN.UTF-8", "KIOSK_CLOCK_FILE": f"{folder / 'clock'}"}
    (folder / "clock").write_text(to_text(office.clock()))
    command = ["--data", f"{office.config.folder}", "report", name, *options]
    text = CliRunner().invoke(kiosk, command, env=environment).stdout
    told = Counter(int(each.replace(".", "")) for each in text.split() if re.fullmatch(r"[\d.]*\d", each))
    assert {number: count for number, count in whole.items() if told[number] < count} == {}, text
    facts = json.loads(CliRunner().invoke(kiosk, [*command, "--json"], env=environment).stdout)
    if name == "day":
        assert facts["tickets"] == rows(office, "SELECT count(*) FROM tickets")[0][0]
        assert facts["served"] == rows(office, "SELECT count(*) FROM legs WHERE state = 'done'")[0][0]
        assert {facts["tickets"], facts["served"]} <= whole.keys()
        waits = [*command[:3], "waits", *options, "--json"]
        kept = json.loads(CliRunner().invoke(kiosk, waits, env=environment).stdout)
        silent = rows(office, "SELECT count(*) FROM legs WHERE state = 'done' AND started_at = ended_at")[0][0]
        assert kept["not_measured"] == facts["not_measured"] == silent


@pytest.mark.parametrize("seed", range(3))
def test_two_that_tell_the_same_figure_tell_the_same_number(
    demo_office: Office, demo_client: FlaskClient, clock: SetClock, tmp_path: Path, seed: int
) -> None:
    day = Day(demo_office, clock, random.Random(seed))
    bearer = {"Authorization": f"Bearer {manager.add_device(demo_office, 'board')}"}
    for _ in range(STEPS // PAUSE):
        day.go_on()
        waiting_agrees(demo_office, demo_client, bearer)
        counters_agree(demo_office, demo_client)
        slips_agree(demo_office, demo_client)
        before_agrees(demo_office, demo_client)
    for name in ("day", "summary", "ratings", "ii06a"):
        report_agrees(demo_office, demo_client, tmp_path, name)
