"""The shape of the database: made new, brought up from every earlier version, and refused when it is not ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database as Utils

from kiosk.domain.record.refusals import DamagedDatabase, NewerDatabase, NotWritable
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage import migrations, schema
from kiosk.storage.db import FILE, connect
from kiosk.storage.record.lasting import FIRST, lasting
from kiosk.views.record import audit
from tests.conftest import issue

NAMES = [step.__name__ for step in schema.STEPS]
SHAPE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


def shape(folder: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / FILE) as sql:
        return sql.execute(SHAPE).fetchall()


def at_step(folder: Path, count: int) -> Path:
    """A database as the program was after so many steps."""
    folder.mkdir()
    (folder / FILE).touch()
    sql = connect(folder / FILE)
    if count:
        schema.MIGRATIONS.apply(Utils(sql), stop_before=NAMES[count] if count < len(NAMES) else None)
    sql.close()
    return folder


@contextmanager
def tomorrow(script: str = "CREATE TABLE tomorrow (id INTEGER PRIMARY KEY) STRICT") -> Iterator[str]:
    """The program of tomorrow, which has one more step; answers the step's name."""

    def m9999_tomorrow(db: Utils) -> None:
        schema.run(db, script)

    schema.step(m9999_tomorrow)
    try:
        yield m9999_tomorrow.__name__
    finally:
        schema.STEPS.pop()
        schema.MIGRATIONS._migrations.pop()


def test_a_new_office_has_every_step_and_no_copy_beside_it(tmp_path: Path) -> None:
    migrations.create(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]
    with sqlite3.connect(tmp_path / "new" / FILE) as sql:
        assert migrations.pending(sql) == []
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_data_is_for_the_offices_own_account_only(tmp_path: Path) -> None:
    migrations.create(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_making_it_twice_changes_nothing(tmp_path: Path) -> None:
    migrations.create(tmp_path)
    before = shape(tmp_path)
    migrations.create(tmp_path)
    assert shape(tmp_path) == before
    assert migrations.upgrade(tmp_path) == []


@pytest.mark.parametrize("count", range(len(NAMES) + 1))
def test_every_earlier_version_is_brought_to_todays_shape(tmp_path: Path, count: int) -> None:
    old = at_step(tmp_path / "old", count)
    assert migrations.upgrade(old) == NAMES[count:]
    migrations.create(tmp_path / "new")
    assert shape(old) == shape(tmp_path / "new")


def test_digests_see_the_columns_a_table_began_with(tmp_path: Path) -> None:
    began: dict[str, int] = {}
    for count in range(1, len(NAMES) + 1):
        with sqlite3.connect(at_step(tmp_path / f"step-{count}", count) / FILE) as sql:
            for (table,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                began.setdefault(table, len(sql.execute(f"PRAGMA table_info({table})").fetchall()))
    assert {table: began[table] for table in FIRST} == FIRST


def test_a_column_that_came_later_changes_a_digest_only_when_it_says_something() -> None:
    sql = sqlite3.connect(":memory:")
    sql.row_factory = sqlite3.Row
    select = "SELECT 1 AS id, 'kiosk' AS role, 'ab' AS token_hash, 1 AS active"
    assert lasting("devices", sql.execute(select).fetchone()) == (1, "kiosk", "ab", 1)
    assert lasting("devices", sql.execute(f"{select}, NULL AS place").fetchone()) == (1, "kiosk", "ab", 1)
    later = sql.execute(f"{select}, 'lobby' AS place").fetchone()
    assert lasting("devices", later) == (1, "kiosk", "ab", 1, ("place", "lobby"))


def test_every_table_is_strict(tmp_path: Path) -> None:
    migrations.create(tmp_path)
    tables = [sql for kind, name, sql in shape(tmp_path) if kind == "table" and not name.startswith("_")]
    assert tables
    assert not [sql for sql in tables if "STRICT" not in sql]


def test_an_upgrade_leaves_a_copy_of_what_was_and_loses_nothing(office: Office) -> None:
    issue(office)
    folder = office.config.folder
    with tomorrow() as step:
        assert migrations.upgrade(folder) == [step]
    [copy] = folder.glob(f"before-{step}-*.db")
    with sqlite3.connect(copy) as sql:
        assert sql.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
        assert sql.execute("SELECT count(*) FROM sqlite_master WHERE name = 'tomorrow'").fetchone() == (0,)
    assert issue(office).number == "A002"
    assert audit.verify(office, everything=True) == []


def test_a_step_that_fails_leaves_the_database_as_it_was(office: Office) -> None:
    before = shape(office.config.folder)
    script = "CREATE TABLE half (id INTEGER) STRICT;\nINSERT INTO none VALUES (1)"
    with tomorrow(script), pytest.raises(sqlite3.OperationalError, match="no such table: none"):
        migrations.upgrade(office.config.folder)
    assert shape(office.config.folder) == before
    assert issue(office).number == "A001"


def test_a_database_of_a_newer_program_is_refused_and_left_alone(office: Office) -> None:
    with tomorrow():
        migrations.upgrade(office.config.folder)
    before = shape(office.config.folder)
    with pytest.raises(NewerDatabase) as refused:
        migrations.upgrade(office.config.folder)
    assert refused.value.facts == {"step": "m9999_tomorrow"}
    assert shape(office.config.folder) == before


@pytest.mark.parametrize("content", [b"this is no database " * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_refused_in_words_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(DamagedDatabase) as refused:
        migrations.upgrade(tmp_path)
    assert f"{tmp_path / FILE}" in words("en").refusal(refused.value)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_truncated_file_is_refused_in_words(office: Office) -> None:
    folder = office.config.folder
    office.db.close()
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:6000])
    with pytest.raises(DamagedDatabase):
        migrations.upgrade(folder)


@pytest.mark.parametrize("place", ["file/data", "file"])
def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("a file stands here")
    with pytest.raises(NotWritable):
        migrations.create(tmp_path / place)
    assert (tmp_path / "file").read_text() == "a file stands here"


def test_slips_and_receipts_of_former_years_stand_in_one_queue_under_the_numbers_of_their_log(tmp_path: Path) -> None:
    step = "m0019_one_paper_queue"
    old = at_step(tmp_path / "old", NAMES.index(step))
    at = "2026-07-02T01:30:00.000Z"
    with sqlite3.connect(old / FILE) as sql:
        sql.execute("PRAGMA foreign_keys=OFF")
        for ticket in (1, 2, 3):
            sql.execute(
                "INSERT INTO tickets(id, day, area, serial, token, unsure, issued_at) "
                "VALUES (?1, '2026-07-02', 'A', ?1, ?1, 0, ?2)",
                (ticket, at),
            )
        for job, ticket, copy in ((1, 1, 0), (2, 2, 0), (3, 2, 1)):
            told = (job, ticket, copy, ticket * 4, 60 * copy or None, at)
            sql.execute("INSERT INTO print_jobs VALUES (?, ?, ?, 'printed', ?, 0, ?, ?, NULL)", told)
        for job in (1, 2):
            sql.execute("INSERT INTO receipt_jobs VALUES (?, 7, ?, 4, 'queued', ?, NULL)", (job, job - 1, at))
    migrations.upgrade(old)
    with sqlite3.connect(old / FILE) as sql:
        found = sql.execute("SELECT id, kind, subject, copy, counter, state, former FROM paper_jobs ORDER BY id")
        assert found.fetchall() == [
            (1, "slip", 1, 0, None, "printed", None),
            (2, "slip", 2, 0, None, "printed", None),
            (3, "slip", 2, 1, None, "printed", None),
            (4, "receipt", 7, 0, 4, "queued", 1),
            (5, "receipt", 7, 1, 4, "queued", 2),
        ]
        promised = sql.execute("SELECT id, ahead, low_s, high_s FROM tickets ORDER BY id").fetchall()
        assert promised == [(1, 4, 0, None), (2, 8, 0, None), (3, None, None, None)]
