"""Who writes for long leaves others their turn: other processes between two strides, this one while somebody reads."""

import sqlite3
import threading
import time
from itertools import count
from pathlib import Path

import pytest

from kiosk.actions.housekeeping import keep_house
from kiosk.actions.strides import LEAST, MOST, Strides
from kiosk.cli.doctor import examine
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage.db import Database
from tests.conftest import issue

LARGE = 100_000  # bytes
TURNS, HOLD_S, GAP_S = 10, 0.02, 0.004


def test_a_program_that_writes_again_and_again_leaves_others_its_gaps(office: Office) -> None:
    other, over, written = Database(office.config.folder), threading.Event(), count()

    def write_on() -> None:
        while not over.is_set():
            with other.turn():
                time.sleep(HOLD_S)
                next(written)
            time.sleep(GAP_S)

    writer = threading.Thread(target=write_on)
    writer.start()
    for _ in range(TURNS):
        issue(office)
        time.sleep(HOLD_S / 3)  # so that the next comes in the midst of a stride
    over.set()
    writer.join()
    other.close()
    assert next(written) < 4 * TURNS


def test_who_waits_for_readers_to_let_the_log_be_scrubbed_leaves_writers_their_turn(office: Office) -> None:
    issue(office)
    scrubbing = threading.Thread(target=office.db.scrub)
    with office.db.reading() as sql:
        sql.execute("SELECT count(*) FROM log").fetchone()
        issue(office)
        scrubbing.start()
        issue(office)
        assert scrubbing.is_alive()  # it still waits for the reader
    scrubbing.join(20)
    assert not scrubbing.is_alive()
    assert Path(f"{office.db.path}-wal").stat().st_size == 0


def test_the_write_ahead_log_shrinks_once_its_reader_is_gone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.storage.db.LARGE_WAL", LARGE)
    monkeypatch.setattr("kiosk.cli.doctor.machine.LARGEST_WAL", LARGE)
    reader = sqlite3.connect(office.db.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM log").fetchone()
    while office.db.wal_size() < 2 * LARGE:
        issue(office)
        keep_house(office)
    assert "a program has been reading for long; end it" in _told_of_the_log(office)
    reader.close()
    keep_house(office)
    assert office.db.wal_size() == 0
    assert _told_of_the_log(office) == "0 MB"


def _told_of_the_log(office: Office) -> str:
    return next(finding.state for finding in examine(office, words("en")) if finding.what == "write-ahead log")


@pytest.mark.parametrize(("each_s", "size"), [(1.0, LEAST), (0.001, 25), (0.0, MOST)])
def test_a_stride_is_as_long_as_the_machine_is_quick(monkeypatch: pytest.MonkeyPatch, each_s: float, size: int) -> None:
    cut, now = Strides(), 0.0
    monkeypatch.setattr("kiosk.actions.strides.time.monotonic", lambda: now)
    for _ in range(12):
        with cut.measured():
            now += cut.size * each_s
    assert cut.size == pytest.approx(size, abs=1)
