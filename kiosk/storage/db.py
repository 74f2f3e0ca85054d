"""The database: one SQLite file, a small pool of readers, one writer at a time."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue

from kiosk.domain.instants import from_text, to_ms, to_text
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.refusals import ClockBehind, NotWritable
from kiosk.storage.record import log

FILE = "office.db"
READERS = 7
BUSY_MS = 5_000  # for other processes; threads of this one queue at the lock
GROUP = 16  # turns a commit at most, so that the first does not wait long for the last
CACHE_KIB = 1_024  # default caches of many connections once cost 200 MB
CLOCK_TOLERANCE_S = 120

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Group:
    """Turns that reach the disk together."""

    parts: int = 0
    error: sqlite3.Error | None = None
    done: threading.Event = field(default_factory=threading.Event)


class Database:
    """One office's file: `reading()` gives a pooled connection, `turn()` the only writer."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.lock = threading.Lock()
        self._count, self._queued = threading.Lock(), 0
        self._group: Group | None = None
        self._writer: sqlite3.Connection | None = None
        self._readers: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._room = threading.BoundedSemaphore(READERS)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one consistent state until the block ends."""
        with self._room:
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._readers.put(connection)

    def writer(self) -> sqlite3.Connection:
        """The connection that writes; hold `lock` while using it."""
        if self._writer is None:
            self._writer = connect(self.path)
        return self._writer

    @contextmanager
    def turn(self) -> Iterator[sqlite3.Connection]:
        """One thread's turn to write; returns when what it wrote is on the disk.

        Reaching the disk costs more than the writing. So who is followed by another leaves the commit to them
        and waits for it: a queue of writers pays for one. A turn that fails takes back its own part alone.
        """
        with self._count:
            self._queued += 1
        with self.lock:
            with self._count:
                self._queued -= 1
            group = self._group = self._group or Group()
            try:
                with self._part(group) as sql:
                    yield sql
            finally:
                self._end(group)
        group.done.wait()
        if group.error is not None:
            raise group.error

    @contextmanager
    def _part(self, group: "Group") -> Iterator[sqlite3.Connection]:
        """The first part of a group is the transaction itself, each later one a savepoint in it."""
        sql, first = self.writer(), group.parts == 0
        sql.execute("BEGIN IMMEDIATE" if first else "SAVEPOINT part")
        try:
            yield sql
            if not first:
                sql.execute("RELEASE part")
            group.parts += 1
        except BaseException:
            if not sql.in_transaction:  # a full disk makes SQLite take back the whole transaction: all of the group
                group.error = sqlite3.OperationalError("the transaction was taken back")
            elif first:
                sql.execute("ROLLBACK")
            else:
                sql.execute("ROLLBACK TO part")
                sql.execute("RELEASE part")
            raise

    def _end(self, group: "Group") -> None:
        """Commit, unless somebody queues who will."""
        with self._count:
            followed = self._queued > 0
        if followed and 0 < group.parts < GROUP and group.error is None:
            return
        self._group = None
        try:
            if group.parts and group.error is None:
                self.writer().execute("COMMIT")
        except sqlite3.Error as error:
            group.error = error
            self.writer().rollback()
        group.done.set()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, under the write lock: the only place that does."""
        with self.lock:
            if self._group is None:
                self.writer().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def close(self) -> None:
        with self.lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        while True:
            try:
                self._readers.get_nowait().close()
            except Empty:
                return

    def _take(self) -> sqlite3.Connection:
        try:
            return self._readers.get_nowait()
        except Empty:
            return connect(self.path)


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the safety of DESIGN §4 asserted, not hoped for."""
    if not path.exists():
        raise NoOffice(folder=path.parent)
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        raise NotWritable(folder=path.parent)
    try:
        return _configured(sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000))
    except sqlite3.OperationalError as error:
        raise NotWritable(folder=path.parent) from error


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
        connection.execute(f"PRAGMA {pragma}={wanted}")
        if (got := connection.execute(f"PRAGMA {pragma}").fetchone()[0]) != wanted:
            raise sqlite3.OperationalError(f"{pragma} is {got}, not {wanted}")
    return connection


@dataclass(slots=True)
class Writing:
    """One open write transaction: its connection, its instant, the day it found and the head of the log."""

    sql: sqlite3.Connection
    now: datetime
    day: str
    version: int
    head: log.Head
    logged: list[Entry] = field(default_factory=list)

    def log(self, entry: Entry) -> None:
        """Write what happened, chained to the entry before."""
        self.head = log.append(self.sql, self.head, to_text(self.now), entry)
        self.logged.append(entry)

    def log_all(self, many: Sequence[Entry]) -> None:
        """The same of many things that happened at once."""
        self.head = log.extend(self.sql, self.head, to_text(self.now), many)
        self.logged += many


@contextmanager
def writing(db: Database, clock: Clock, *, clock_accepted: bool = False) -> Iterator[Writing]:
    """The write transaction: a lock for the threads here, BEGIN IMMEDIATE for other processes.

    `now` is read inside the lock and never runs back; a clock more than 2 minutes behind the newest entry
    is refused, unless `clock_accepted` (the action that accepts it). On return the change is on the disk.
    """
    with db.turn() as sql:
        day, version, head = log.head(sql)
        now = to_ms(clock())
        yield Writing(sql, now if clock_accepted else _forward(now, head), day, version, head)


def _forward(now: datetime, head: log.Head) -> datetime:
    if head.at is None:
        return now
    newest = from_text(head.at)
    if (behind := (newest - now).total_seconds()) > CLOCK_TOLERANCE_S:
        raise ClockBehind(newest=newest, now=now, minutes=int(behind // 60))
    return max(now, newest)
