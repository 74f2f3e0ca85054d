"""A clock that leaps ahead: somebody is asked, nobody's wait ends by it, nobody is forgotten."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.outside.conftest import Desk

AREAS = """
[calendar]
holidays = false
[[areas]]
letter = "A"
name = "A"
[[counters]]
number = 1
"""
FILED = "H15.50.05.13-260601-0001,2026-06-01,2026-06-05,2026-06-04,2026-06-04,Nguyễn Văn A"


@pytest.fixture
def hall(desk: Desk) -> Desk:
    """Two took a number on 28 November."""
    desk.set_up(AREAS)
    desk.said("issue", "A")
    desk.said("issue", "A")
    return desk


def people(folder: Path) -> int:
    """How many dossiers lead to a person."""
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        return int(sql.execute("SELECT count(*) FROM applicants").fetchone()[0])


def test_a_day_half_a_year_ahead_waits_for_a_word_and_nobodys_wait_ends(hall: Desk) -> None:
    hall.at("2027-06-01T03:00:00Z")
    refused = hall.run("issue", "A")
    assert refused.exit_code == 1
    assert "kiosk clock accept" in refused.stderr
    hall.at("2026-11-28T03:10:00Z")
    assert hall.states() == {"A001": "waiting", "A002": "waiting"}
    assert hall.said("issue", "A") == "A003"
    hall.said("verify", "--all")


def test_the_word_of_somebody_begins_the_day_far_ahead(hall: Desk) -> None:
    hall.at("2027-06-01T03:00:00Z")
    assert hall.run("call", "1").exit_code == 1
    hall.said("clock", "accept", "--reason", "set-wrong")
    assert hall.said("issue", "A") == "A001"
    assert [each["day"] for each in hall.log("DayOpened")] == ["2026-11-28", "2027-06-01"]
    hall.said("verify", "--all")


def test_a_restart_on_a_working_day_of_the_next_week_asks_nothing(hall: Desk) -> None:
    hall.at("2026-12-04T01:00:00Z")
    assert hall.said("issue", "A") == "A001"


def test_a_purge_with_a_clock_ten_years_ahead_forgets_nobody(desk: Desk, tmp_path: Path) -> None:
    desk.set_up()
    heading = "code,received_at,due_at,finished_at,returned_at,applicant"
    (tmp_path / "register.csv").write_text(f"{heading}\n{FILED}\n")
    desk.said("import", "dossiers", tmp_path / "register.csv")
    before = people(desk.folder)
    desk.at("2036-11-28T03:00:00Z")
    refused = desk.run("dossier", "purge", "--days", "730")
    assert (people(desk.folder), before) == (1, 1)
    assert refused.exit_code == 1


def test_a_day_sealed_by_a_wrong_clock_is_taken_up_again(hall: Desk) -> None:
    hall.at("2027-06-01T03:00:00Z")
    hall.run("issue", "Z")
    hall.said("clock", "accept", "--reason", "set-wrong")
    hall.at("2026-11-28T03:10:00Z")
    hall.said("clock", "accept", "--reason", "set-wrong")
    hall.said("day", "reopen")
    assert hall.states() == {"A001": "waiting", "A002": "waiting"}
    assert hall.said("call", "1") == "A001 -> 1"
    hall.said("verify", "--all")
    hall.at("2026-11-29T03:10:00Z")
    assert hall.said("issue", "A") == "A001"
    seals = [each for each in hall.log("DaySealed") if each["day"] == "2026-11-28"]
    assert [each.get("edition") for each in seals] == [None, 2]
    assert hall.log("DayReopened")[0]["seal"] == seals[0]["hash"]
    hall.said("verify", "--all")
