"""Help that staff gave is noted from the home, by programs and on the command line, and the day's report counts it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.queue import assisting
from kiosk.cli import kiosk, load_commands
from kiosk.config import Config
from kiosk.domain.queue.refusals import AssistGone
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, form_token, issue, nothing_happens, person, rows

load_commands()
NOTED = "SELECT kind, ticket, officer FROM assists ORDER BY id"


@pytest.fixture
def today(tmp_path: Path) -> Iterator[Office]:
    """An office by the clock of the machine, as the command line sees it."""
    office = Office(Config(tmp_path))
    assert run(office, "setup", "--sample").exit_code == 0
    yield office
    office.db.close()


def run(office: Office, *arguments: str) -> Result:
    return CliRunner().invoke(kiosk, ["--data", str(office.config.folder), *arguments])


def counted(office: Office) -> dict[str, int]:
    told = json.loads(run(office, "report", "day", "--from", "2026-01-01", "--to", "2099-12-31", "--json").output)
    return {kind: count for kind, count in told["assists"].items() if count}


def test_help_is_noted_with_a_number_or_none_and_counted(today: Office) -> None:
    number = run(today, "issue", "A").output.strip()
    assert run(today, "assist", "vneid", "--number", number.lower()).output == "1\n"
    assert run(today, "assist", "filing").output == "2\n"
    assert run(today, "assist", "filing").output == "3\n"
    assert rows(today, NOTED) == [("vneid", 1, None), ("filing", None, None), ("filing", None, None)]
    assert counted(today) == {"vneid": 1, "filing": 2}
    assert run(today, "assist", "filing", "--take-back", "2").exit_code == 0
    assert counted(today) == {"vneid": 1, "filing": 1}
    assert audit.verify(today, everything=True) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("dancing",),
        ("bank", "--number", "A999"),
        ("bank", "--number", "²"),
        ("bank", "--number", "A" * 4000),
        ("bank", "--take-back", "7"),
        ("bank", "--take-back", "9" * 30),
    ],
)
def test_what_cannot_be_noted_is_refused_and_changes_nothing(today: Office, arguments: tuple[str, ...]) -> None:
    run(today, "issue", "A")
    with nothing_happens(today):
        done = run(today, "assist", *arguments)
    assert done.exit_code in (1, 2) and "Traceback" not in done.output and done.output


def test_who_noted_it_takes_it_back_on_the_day_and_nobody_else(office: Office, clock: SetClock) -> None:
    for number in (1, 2):
        manager.add_officer(office, f"o{number}", f"O {number}", "correct horse")
    mine, late = (assisting.note(office, "bank", by=person(1)) for _ in range(2))
    with pytest.raises(AssistGone):
        assisting.take_back(office, mine, by=person(2))
    assisting.take_back(office, mine, by=person(1))
    with pytest.raises(AssistGone):
        assisting.take_back(office, mine, by=person(1))
    clock.forward(24 * 3600)
    with pytest.raises(AssistGone):
        assisting.take_back(office, late, by=person(1))
    assert audit.verify(office, everything=True) == []


def test_programs_note_it_with_a_desks_token(office: Office, in_clear: FlaskClient) -> None:
    desk, kiosk_token = (manager.add_device(office, role) for role in ("desk", "kiosk"))
    by = {"Authorization": f"Bearer {desk}"}
    answer = in_clear.post("/api/v1/assists", json={"kind": "account", "number": issue(office).number}, headers=by)
    assert (answer.status_code, answer.json) == (201, {"id": 1})
    for body, status in (
        ({"kind": "x"}, 422),
        ({}, 400),
        ({"kind": "bank", "number": "Z999"}, 404),
        ({"kind": 5}, 400),
    ):
        assert in_clear.post("/api/v1/assists", json=body, headers=by).status_code == status
    other = {"Authorization": f"Bearer {kiosk_token}"}
    assert in_clear.post("/api/v1/assists", json={"kind": "bank"}, headers=other).status_code == 403
    assert in_clear.post("/api/v1/assists/1/take-back", headers=by).status_code == 200
    assert in_clear.post("/api/v1/assists/1/take-back", headers=by).status_code == 409
    assert counted(office) == {}


def test_the_home_notes_it_by_a_button_a_kind_and_takes_it_back(demo_office: Office, demo_client: FlaskClient) -> None:
    home = unescape(demo_client.get("/home").text)
    assert [each for each in ("Nộp hồ sơ trực tuyến", "VNeID", "Hỗ trợ khác") if each not in home] == []
    token = form_token(demo_client, "/home")
    noted = demo_client.post("/home/assists/vneid", data={"number": issue(demo_office).number, "csrf_token": token})
    assert noted.status_code == 303
    home = unescape(demo_client.get(noted.location).text)
    assert "Đã ghi một lượt hỗ trợ." in home
    [back] = re.findall(r'action="(/home/assists/\d+/take-back[^"]*)"', home)
    assert demo_client.post(back, data={"csrf_token": token}).status_code == 303
    assert rows(demo_office, NOTED) == []
    twice = {"csrf_token": token, "press": "of-one-page"}
    places = {demo_client.post("/home/assists/bank", data=twice).location for _ in range(2)}
    assert len(places) == 1 and rows(demo_office, NOTED) == [("bank", None, None)]
    for kind, number, status in (("dancing", "", 422), ("bank", "A999", 404), ("bank", "𝟙" * 300, 404)):
        answer = demo_client.post(f"/home/assists/{kind}", data={"number": number, "csrf_token": token})
        assert answer.status_code == status
