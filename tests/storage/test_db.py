"""The database: safe by its settings, one writer at a time, all or nothing, and a time that never runs back."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record.entries.day import DayOpened
from kiosk.domain.record.refusals import ClockBehind, NotWritable
from kiosk.domain.record.seal import GENESIS, chain
from kiosk.office import Office
from kiosk.storage.db import FILE, READERS, Database, connect, writing
from kiosk.storage.record import log
from kiosk.views.record import audit
from tests.conftest import NOW, SetClock, issue, nothing_happens, rows

SAFETY = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 0, "cache_size": -1024}


def settings(sql: sqlite3.Connection) -> dict[str, object]:
    return {name: sql.execute(f"PRAGMA {name}").fetchone()[0] for name in SAFETY}


def test_every_connection_has_the_settings_that_keep_the_data_safe(office: Office) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(office.db.reading()) for _ in range(READERS)]
        assert [settings(sql) for sql in (*readers, office.db.writer())] == [SAFETY] * (READERS + 1)


def test_a_connection_that_is_not_safe_is_not_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in use with another journal cannot be made safe, so the office does not work on it."""
    monkeypatch.setattr("kiosk.storage.db.BUSY_MS", 1)
    (tmp_path / FILE).touch()
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotWritable):
            connect(tmp_path / FILE)


def test_a_folder_without_an_office_is_refused_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(NoOffice), Database(tmp_path).reading():
        pass
    assert [*tmp_path.iterdir()] == []


def test_a_reader_sees_one_state_until_it_ends(office: Office) -> None:
    with office.db.reading() as sql:
        before = sql.execute("SELECT count(*) FROM tickets").fetchone()[0]
        issue(office)
        assert sql.execute("SELECT count(*) FROM tickets").fetchone()[0] == before
    assert rows(office, "SELECT count(*) FROM tickets") == [(before + 1,)]


def test_a_reader_cannot_write(office: Office) -> None:
    with nothing_happens(office), office.db.reading() as sql, pytest.raises(sqlite3.OperationalError, match="readonly"):
        sql.execute("DELETE FROM counters")


def test_who_reads_for_seconds_keeps_nobody_waiting_who_reads_for_a_moment(office: Office) -> None:
    done, began = threading.Event(), threading.Semaphore(0)

    def long() -> None:
        with office.reading(long=True):
            began.release()
            done.wait(20)

    reports = [threading.Thread(target=long) for _ in range(READERS)]
    for report in reports:
        report.start()
    assert began.acquire(timeout=20)
    with ExitStack() as boards:
        for _ in range(READERS):
            boards.enter_context(office.reading())
        done.set()
    for report in reports:
        report.join(20)
    assert not any(report.is_alive() for report in reports)


def test_no_more_readers_than_the_pool_holds_are_ever_open(office: Office) -> None:
    done = threading.Event()

    def late() -> None:
        with office.db.reading():
            done.set()

    with ExitStack() as stack:
        for _ in range(READERS):
            stack.enter_context(office.db.reading())
        thread = threading.Thread(target=late)
        thread.start()
        assert not done.wait(0.05)
    thread.join(5)
    assert done.is_set()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, NoOffice])
def test_a_write_that_raises_leaves_nothing(
    office: Office, clock: SetClock, error: Callable[[], BaseException]
) -> None:
    with nothing_happens(office), pytest.raises(BaseException), writing(office.db, clock) as tx:  # noqa: B017
        tx.sql.execute("INSERT INTO counters VALUES (99, NULL)")
        tx.log(DayOpened("2026-07-02"))
        raise error()
    assert issue(office).number == "A001"


def test_a_writer_keeps_the_other_processes_writers_waiting(office: Office, clock: SetClock) -> None:
    other = sqlite3.connect(office.db.path, timeout=0)
    with writing(office.db, clock), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_two_processes_write_in_turn_and_the_chain_goes_through_both(office: Office, clock: SetClock) -> None:
    other = Database(office.config.folder)
    for number, db in enumerate((office.db, other) * 3, start=3):
        with writing(db, clock) as tx:
            assert tx.head.seq == number - 1
            tx.log(DayOpened(f"2026-07-0{number}"))
    other.close()
    assert rows(office, "SELECT seq FROM log") == [(seq,) for seq in range(1, 9)]


def test_time_is_read_inside_the_lock(office: Office, clock: SetClock) -> None:
    """Else the one who waited for the lock would write an earlier time after a later one."""
    with office.db.lock:
        thread = threading.Thread(target=issue, args=(office,))
        thread.start()
        clock.forward(60)
    thread.join(5)
    assert rows(office, "SELECT issued_at FROM tickets") == [("2026-07-02T01:31:00.000Z",)]


def test_time_never_runs_back(office: Office, clock: SetClock) -> None:
    with writing(office.db, clock) as tx:
        tx.log(DayOpened("2026-07-02"))
    clock.forward(-119)
    with writing(office.db, clock) as tx:
        assert tx.now == NOW


def test_a_clock_more_than_two_minutes_behind_is_refused(office: Office, clock: SetClock) -> None:
    clock.forward(-120.001)
    with nothing_happens(office), pytest.raises(ClockBehind), writing(office.db, clock):
        pytest.fail("nothing may be written by a wrong clock")


def test_time_is_whole_milliseconds_as_it_is_stored(office: Office, clock: SetClock) -> None:
    clock.at = NOW + timedelta(microseconds=1_999)
    with writing(office.db, clock) as tx:
        assert tx.now == NOW + timedelta(milliseconds=1)


def test_only_the_checkpoint_folds_the_write_ahead_log(office: Office) -> None:
    before = office.db.path.read_bytes()
    issue(office)
    assert office.db.path.read_bytes() == before
    office.db.checkpoint()
    assert office.db.path.read_bytes() != before
    assert rows(office, "SELECT count(*) FROM tickets") == [(1,)]


@pytest.mark.parametrize(
    "statement", ["UPDATE log SET body = '{}'", "DELETE FROM log", "DELETE FROM log WHERE seq = 1"]
)
def test_the_log_is_append_only(office: Office, statement: str) -> None:
    with nothing_happens(office), pytest.raises(sqlite3.IntegrityError, match="append-only"):
        office.db.writer().execute(statement)


def test_each_entry_is_sealed_by_the_hash_of_the_one_before(office: Office) -> None:
    issue(office)
    head = GENESIS
    with office.db.reading() as sql:
        for each in log.since(sql):
            head = chain(head, each.seq, each.at, each.kind, each.body)
            assert each.hash == head
    assert rows(office, "SELECT max(seq) FROM log") == [(4,)]


def test_the_database_itself_allows_one_ticket_a_counter(office: Office) -> None:
    issue(office)
    issue(office)
    with nothing_happens(office), pytest.raises(sqlite3.IntegrityError):
        office.db.writer().execute("UPDATE legs SET state = 'called', counter = 1")


def test_the_database_itself_allows_a_number_once_a_day(office: Office) -> None:
    issue(office)
    issue(office)
    with nothing_happens(office), pytest.raises(sqlite3.IntegrityError):
        office.db.writer().execute("UPDATE tickets SET serial = 1")


def test_nobody_is_told_of_a_ticket_that_did_not_reach_the_disk(office: Office, clock: SetClock) -> None:
    """Writers in a queue may share a commit; one who spoils it must not cost another its ticket unsaid."""
    told: list[str] = []

    def visit() -> None:
        with suppress(sqlite3.Error):
            told.append(issue(office).number)

    def spoil() -> None:
        with suppress(sqlite3.Error), writing(office.db, clock) as tx:
            tx.sql.execute("INSERT OR ROLLBACK INTO counters VALUES (1)")

    with office.db.lock:
        threads = [threading.Thread(target=verb) for verb in (visit, spoil) * 8]
        for thread in threads:
            thread.start()
        time.sleep(0.05)  # all of them wait for the lock
    for thread in threads:
        thread.join(10)
    assert sorted(told) == [number for (number,) in rows(office, "SELECT number FROM legs ORDER BY number")]
    assert issue(office).number == f"A{len(told) + 1:03d}"


def test_a_write_that_fails_costs_the_others_in_the_queue_nothing(office: Office, clock: SetClock) -> None:
    def fail() -> None:
        with suppress(ValueError), writing(office.db, clock) as tx:
            tx.sql.execute("INSERT INTO counters VALUES (99, NULL)")
            raise ValueError

    with office.db.lock:
        threads = [threading.Thread(target=verb) for verb in (partial(issue, office), fail) * 8]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join(10)
    assert rows(office, "SELECT count(*) FROM tickets UNION ALL SELECT count(*) FROM counters") == [(8,), (8,)]
    assert audit.verify(office) == []
