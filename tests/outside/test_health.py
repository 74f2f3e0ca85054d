"""`/healthz` and `doctor` say yes only where the office can work: a write reaches the disk, each table is read."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.office import Office
from tests.conftest import SetClock, client_of
from tests.outside.conftest import Desk

TABLES = ("gaps", "messages", "notes", "officers", "procedures", "seats")


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = sql.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as open_file:
        open_file.seek((page - 1) * size)
        open_file.write(b"\xa5" * size)


@pytest.mark.xfail(strict=True, reason="nothing looks at the tables")
@pytest.mark.parametrize("table", TABLES)
def test_a_damaged_table_is_no_health(office: Office, tmp_path: Path, clock: SetClock, table: str) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    office.db.close()
    shutil.copy(office.db.path, folder)
    spoil(folder / "office.db", table)
    damaged = Office(Config(folder), clock)
    answer = client_of(damaged).get("/healthz")
    assert answer.status_code == 503
    assert "damaged" in answer.get_json()["why"]
    damaged.db.close()


def bounded(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command while no file may grow beyond what the database has: as on a disk that is full or fails."""
    largest = max(file.stat().st_size for file in desk.folder.glob("office.db*"))

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", f"{desk.folder}", *arguments],
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=bound,
        env={"KIOSK_CLOCK_FILE": f"{desk.clock}", "LC_ALL": "C"},
    )


@pytest.mark.xfail(strict=True, reason="the doctor writes nothing and so finds that all can be written")
def test_the_doctor_finds_a_disk_that_takes_no_more(desk: Desk) -> None:
    desk.set_up().said("issue", "A")
    with closing(sqlite3.connect(desk.folder / "office.db")) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sql.execute("VACUUM")
    (desk.folder / "office.db").open("ab").close()
    found = bounded(desk, "doctor")
    assert found.returncode == 1
    assert "CURE  issue and call" in found.stdout
