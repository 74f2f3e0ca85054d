"""What was blanked in the entries of an earlier program is taken by `verify`, and nothing else is."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SetClock
from tests.outside.record.conftest import EARLIER, Run, command_line, earlier_office, held, query
from tests.outside.record.test_verifier import wrong


@pytest.fixture(params=EARLIER)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Run:
    """The office of an earlier program, brought up to date and at work again."""
    run = earlier_office(request.param, tmp_path / "office", clock)
    assert run("verify", "--all").exit_code == 0
    assert run("issue", "A").exit_code == 0
    return run


def edit(folder: Path, statement: str) -> None:
    """By hand, with the triggers off and on again."""
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        triggers = sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'")
        kept = triggers.fetchall()
        for name, _ in kept:
            sql.execute(f"DROP TRIGGER {name}")
        assert sql.execute(statement).rowcount > 0
        for _, made in kept:
            sql.execute(made)
        sql.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET body = replace(body, 'A001', 'A009') WHERE kind = 'TicketIssued' AND seq < 20",
        "UPDATE log SET body = '{}' WHERE kind = 'TicketCalled' AND seq = (SELECT min(seq) FROM log "
        "WHERE kind = 'TicketCalled')",
        "UPDATE log SET mac = NULL WHERE seq = (SELECT max(seq) FROM log)",
        "UPDATE log SET mac = 'ab' WHERE seq = 2",
    ],
)
def test_an_edit_of_a_blanked_body_and_a_blank_of_another_are_found(
    upgraded: Run, tmp_path: Path, statement: str
) -> None:
    edit(tmp_path / "office", statement)
    assert upgraded("verify", "--all").exit_code == 1


def test_one_entry_lists_what_was_blanked(upgraded: Run) -> None:
    lines = [json.loads(line) for line in upgraded("log", "--json").stdout.splitlines()]
    [anchor] = [line for line in lines if line["kind"] == "EntriesRedacted"]
    assert anchor["entries"]
    assert lines[anchor["seq"] - 2]["kind"] == "SealBegan"
    assert [line["mac"] is None for line in lines] == [line["seq"] < anchor["seq"] - 1 for line in lines]


def test_a_stranger_computes_the_chain_of_an_upgraded_office_again(upgraded: Run) -> None:
    lines = [json.loads(line) for line in upgraded("log", "--json").stdout.splitlines()]
    assert wrong(lines) == []
    assert wrong([{**lines[5], "at": "2026-01-01T00:00:00.000Z"} if line is lines[5] else line for line in lines]) or (
        lines[5]["kind"] == "TicketIssued"  # its hash cannot be computed any more
    )


def test_no_byte_of_the_folder_tells_of_an_old_need(tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "office"
    run = earlier_office("582650c", folder, clock)
    (folder / "backups").mkdir()
    shutil.copy(folder / "office.db", folder / "backups" / "office-1.db")
    clock.forward(-4000)
    assert held(folder, "wheelchair") == ["wheelchair"]
    clock.forward(4000)
    assert run("verify", "--all").exit_code == 0
    for _ in range(2):  # the open day's needs are needed until it is over
        clock.forward(24 * 3600)
        assert run("issue", "A").exit_code == 0
    told = query(folder, "SELECT kind, code, tickets FROM care_sums WHERE kind = 'need' ORDER BY code")
    assert told == [("need", "interpreter", 1), ("need", "wheelchair", 1)]
    for path in folder.rglob("*.db"):
        with closing(sqlite3.connect(path)) as sql:
            bodies = " ".join(body for (body,) in sql.execute("SELECT body FROM log"))
        assert "wheelchair" not in bodies and "elderly" not in bodies, path


def test_an_upgraded_office_goes_on_for_days(upgraded: Run, clock: SetClock) -> None:
    for _ in range(3):
        for step in (("issue", "A"), ("call", "6"), ("finish", "6")):
            assert upgraded(*step).exit_code == 0, step
        clock.forward(24 * 3600)
    assert upgraded("issue", "A").exit_code == 0
    assert upgraded("verify").exit_code == 0
    assert upgraded("verify", "--all").exit_code == 0


def test_a_log_without_any_keyed_seal_is_no_log(tmp_path: Path, clock: SetClock) -> None:
    """Whoever takes all the seals off does not make an older program's office of it."""
    run = command_line(tmp_path / "office", clock)
    assert run("setup").exit_code == 0
    edit(tmp_path / "office", "UPDATE log SET mac = NULL")
    assert run("verify", "--all").exit_code == 1


def test_a_start_that_had_no_room_to_clean_old_pages_is_made_up_for_by_the_next(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, full = tmp_path / "office", OSError(28, "No space left on device")

    def no_room(*_: object) -> None:
        raise full

    run = earlier_office("582650c", folder, clock)
    with monkeypatch.context() as patch:
        patch.setattr("kiosk.storage.record.copies.replace_all", no_room)
        assert run("issue", "A").exit_code == 0
    [before] = folder.glob("before-*.db")
    assert b"not_satisfied" in before.read_bytes().split(b"RatingGiven", 1)[1]
    assert run("verify", "--all").exit_code == 0
    with closing(sqlite3.connect(before)) as sql:
        assert "not_satisfied" not in " ".join(body for (body,) in sql.execute("SELECT body FROM log"))
    assert query(folder, "PRAGMA user_version") == [(0,)]
    assert not list(folder.glob("redacted-*"))
