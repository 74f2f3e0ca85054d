"""`kiosk verify` on damaged bytes: whatever table they lie in, it tells of it in sentences and ends with 1."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from kiosk.storage.db import FILE
from tests.conftest import NOW, SetClock
from tests.outside.office.test_health import spoil
from tests.outside.record.conftest import command_line
from tests.views.record.test_audit import DAY, IN_HAND, PASSING, UNTOLD, live

SENTENCE = re.compile(r"(kiosk: )?[A-Z].*[a-z0-9)]\.")
STRANGE = {"TEXT": "CAST(x'ff41' AS TEXT)", "INTEGER": "-9223372036854775808", "REAL": "-1e300", "BLOB": "x'00'"}
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


class Damaged:
    """Copies of one office with something in every table, each damaged anew."""

    def __init__(self, lived: Path, folder: Path) -> None:
        self.lived, self.folder = lived, folder
        clock = SetClock(NOW)
        clock.forward(DAY)
        self.run = command_line(folder, clock)

    def anew(self) -> Path:
        """The database's file of a fresh copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.lived, self.folder)
        return self.folder / FILE

    def rows(self, question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.lived / FILE)) as sql:
            return sql.execute(question).fetchall()

    def write(self, table: str, column: str, value: str) -> bool:
        """Write a value past every rule into all rows of a fresh copy, else into one; whether the file took it."""
        with closing(sqlite3.connect(self.anew(), isolation_level=None)) as sql:
            triggers = sql.execute(TRIGGERS).fetchall()
            for name, _ in triggers:
                sql.execute(f'DROP TRIGGER "{name}"')
            sql.execute("PRAGMA ignore_check_constraints = 1")
            first = f'(rowid = (SELECT min(rowid) FROM "{table}"))'
            taken = any(_takes(sql, f'UPDATE "{table}" SET "{column}" = {value} WHERE {which}') for which in (1, first))
            for _, made in triggers:
                sql.execute(made)
        return taken


def _takes(sql: sqlite3.Connection, statement: str) -> bool:
    try:
        sql.execute(statement)
    except sqlite3.Error:
        return False
    return True


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = live(tmp_path_factory.mktemp("damaged"), SetClock())
    with closing(sqlite3.connect(folder / FILE)) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def damaged(lived: Path, tmp_path: Path) -> Damaged:
    return Damaged(lived, tmp_path / "office")


def faults_of(done: Result) -> list[str]:
    """What is wrong with the answer to a verification: it must end with 1, in sentences, without a stack trace."""
    if done.exit_code != 1 or not isinstance(done.exception, SystemExit) or done.stdout or not done.stderr:
        return [f"{done.exit_code} {done.exception!r} {done.output}"]
    said = "Something failed here"
    return [line for line in done.stderr.splitlines() if not SENTENCE.fullmatch(line) or said in line]


def test_damaged_pages_of_every_table_and_index_are_told_in_sentences(damaged: Damaged) -> None:
    wrong = {}
    for (name,) in damaged.rows("SELECT name FROM sqlite_master WHERE rootpage > 0"):
        spoil(damaged.anew(), name)
        wrong[name] = faults_of(damaged.run("verify", "--all"))
    assert len(wrong) > 80
    assert {name: faults for name, faults in wrong.items() if faults} == {}


def test_a_value_no_program_wrote_is_told_in_sentences_whatever_column_it_lies_in(damaged: Damaged) -> None:
    wrong, written = {}, 0
    for (table,) in damaged.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for _, column, kind, *_ in damaged.rows(f'PRAGMA table_info("{table}")'):
            if table in PASSING or (table, column) in {*UNTOLD, *IN_HAND, ("procedures", "free")}:
                continue
            if damaged.rows(f'SELECT 1 FROM "{table}"') and damaged.write(table, column, STRANGE[kind]):
                written += 1
                wrong[table, column] = faults_of(damaged.run("verify", "--all"))
    assert written > 200
    assert {place: faults for place, faults in wrong.items() if faults} == {}


def test_a_copy_of_a_damaged_file_is_refused_in_a_sentence(damaged: Damaged, tmp_path: Path) -> None:
    spoil(damaged.anew(), "legs_open")
    done = damaged.run("backup", tmp_path / "copy.db")
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (1, True)
    assert done.stderr.startswith("kiosk: ") and not (tmp_path / "copy.db").exists()
