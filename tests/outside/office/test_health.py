"""`/healthz` and `doctor` say yes only where the office can work: a write reaches the disk, each table is read."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.config import Config
from kiosk.office import Office
from kiosk.storage import health
from tests.conftest import SetClock, client_of, issue, nothing_happens
from tests.outside.conftest import Desk

LARGEST = 40 * 1024
TABLES = ("gaps", "messages", "notes", "officers", "procedures", "seats", "legs_waiting", "paper_jobs_open")


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = sql.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as open_file:
        open_file.seek((page - 1) * size)
        open_file.write(b"\xa5" * size)


@pytest.mark.parametrize("table", TABLES)
def test_a_damaged_table_is_no_health(office: Office, tmp_path: Path, clock: SetClock, table: str) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    office.db.close()
    for each in office.config.folder.iterdir():
        if each.is_file():
            shutil.copy(each, folder)
    spoil(folder / "office.db", table)
    damaged = Office(Config(folder), clock)
    answer = client_of(damaged).get("/healthz")
    assert answer.status_code == 503
    assert "damaged" in answer.get_json()["why"]
    damaged.db.close()


def bounded(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command while no file may grow beyond 40 kB: as on a disk that is full or fails."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))

    return subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", f"{desk.folder}", *arguments],
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=bound,
        # Half a compiled module must not stay behind for whoever imports it next.
        env={"KIOSK_CLOCK_FILE": f"{desk.clock}", "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_the_doctor_finds_a_disk_that_takes_no_more(desk: Desk) -> None:
    desk.set_up().said("issue", "A")
    found = bounded(desk, "doctor")
    assert found.returncode == 1
    assert "CURE  issue and call" in found.stdout


def test_health_leaves_everything_as_it_was(office: Office, client: FlaskClient) -> None:
    issue(office)
    with nothing_happens(office):
        assert client.get("/healthz").status_code == 200


def test_health_looks_at_every_table_and_index_there_is(office: Office) -> None:
    with office.db.reading() as sql:
        made = sql.execute("SELECT name FROM sqlite_master WHERE rootpage > 0").fetchall()
        unseen = {name for (name,) in made} - {named for look in health._looks(sql) for named in look.split('"')[1::2]}
    assert {name for name in unseen if not name.startswith("sqlite_autoindex")} == set()
