"""The record seen from outside: the command line, the pages and the files of one office."""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import kiosk, load_commands
from tests.conftest import NOW, SetClock

load_commands()
OFFICES = Path(__file__).parent / "offices"  # as the program of that commit left them after a day and a morning
EARLIER = ("617c994", "53956ad", "582650c")
DAY = 24 * 3600

Run = Callable[..., Result]


def command_line(folder: Path, clock: SetClock) -> Run:
    """`kiosk --data FOLDER …` by the clock of the test; its time stands in a file beside the folder."""
    clock_file = folder.parent / "clock"

    def run(*arguments: str | Path) -> Result:
        clock_file.write_text(clock().isoformat().replace("+00:00", "Z"))
        settings = {"KIOSK_CLOCK_FILE": str(clock_file), "LANG": "C", "LC_ALL": "C"}
        return CliRunner().invoke(kiosk, ["--data", str(folder), *map(str, arguments)], env=settings)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of an office still to be made."""
    return tmp_path / "office"


@pytest.fixture
def run(folder: Path, clock: SetClock) -> Run:
    return command_line(folder, clock)


@pytest.fixture
def at_work(run: Run) -> Run:
    """The command line of an office where one was served and one waits."""
    assert run("setup").exit_code == 0
    for step in (("issue", "A"), ("issue", "A"), ("call", "1"), ("finish", "1")):
        assert run(*step).exit_code == 0, step
    return run


def earlier_office(commit: str, folder: Path, clock: SetClock) -> Run:
    """The office of an earlier program in a folder, on the morning of its second day."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        sql.executescript((OFFICES / f"{commit}.sql").read_text("utf-8"))
        sql.execute("PRAGMA journal_mode=WAL")
    clock.at = NOW
    clock.forward(DAY + 3600)
    return command_line(folder, clock)


def held(folder: Path, *words: str) -> list[str]:
    """Which of these words stand in any byte of any file of a folder."""
    every = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return [word for word in words if word.encode() in every]


def query(folder: Path, select: str) -> list[tuple[object, ...]]:
    """What a SELECT finds in the office's file."""
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        return sql.execute(select).fetchall()


def copied(folder: Path, to: Path) -> Path:
    """A copy of a data folder, as if it had been carried to another machine."""
    return Path(shutil.copytree(folder, to))


def rewrite_the_log(folder: Path, edit: str) -> None:
    """What somebody who knows the README does to the past: an edit, and every hash behind it anew.

    The triggers against it are taken off and put back, as they were.
    """
    with closing(sqlite3.connect(folder / "office.db", isolation_level=None)) as sql:
        triggers = sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'")
        kept = triggers.fetchall()
        for name, _ in kept:
            sql.execute(f"DROP TRIGGER {name}")
        sql.execute(edit)
        before = "0" * 64
        for seq, at, kind, body in sql.execute("SELECT seq, at, kind, body FROM log ORDER BY seq").fetchall():
            told = re.sub(r'"head":"[0-9a-f]{64}"', f'"head":"{before}"', body) if kind == "DaySealed" else body
            before = hashlib.sha256("\n".join((before, str(seq), at, kind, told)).encode()).hexdigest()
            sql.execute("UPDATE log SET body = ?, hash = ? WHERE seq = ?", (told, before, seq))
        for _, statement in kept:
            sql.execute(statement)
