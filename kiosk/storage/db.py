"""The database: one SQLite file, a small pool of readers, one writer at a time."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue

from kiosk.domain.file_flaws import DATABASE
from kiosk.domain.instants import from_text, to_ms, to_text
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.record import SealBegan
from kiosk.domain.record.refusals import ClockBehind, NotWritable
from kiosk.storage.beneath import Beneath
from kiosk.storage.record import head_file, keys, log, records
from kiosk.storage.record.head_file import HeadFile
from kiosk.storage.record.keys import Keys
from kiosk.storage.record.signing import public_of
from kiosk.storage.trouble import BUSY

FILE = DATABASE
READERS = 7
LONG_READERS = 2  # they read for seconds: whoever reads for a moment never waits for them
BUSY_MS = 5_000  # for other processes; threads of this one queue at the lock
LOOK_AGAIN_S = 0.001  # while another process writes: SQLite itself looks ever more seldom and misses a busy one's gaps
GROUP = 16  # turns a commit at most, so that the first does not wait long for the last
LARGE_WAL = 8 * 2**20  # bytes
SHORT_MS = 50
CACHE_KIB = 1_024  # default caches of many connections once cost 200 MB
SAFETY = (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1))
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
        self.folder, self.path = folder, folder / FILE
        self._beneath = Beneath(self.path)
        self._head_file = HeadFile(folder)
        self.known_keys: Keys | None = None  # once they were read
        self.untold = False  # the write-ahead log holds what should be gone, or in which order it came
        self.lock = threading.Lock()
        self._count, self._queued = threading.Lock(), 0
        self._group: Group | None = None
        self._writer: sqlite3.Connection | None = None
        self._readers: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._room = threading.BoundedSemaphore(READERS)
        self._long_room = threading.BoundedSemaphore(LONG_READERS)

    @contextmanager
    def reading(self, *, long: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection that sees one consistent state until the block ends, and cannot write."""
        with self._long_room if long else self._room:
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._readers.put(connection)

    def watcher(self) -> sqlite3.Connection:
        """A connection of one's own, for who watches whether anybody committed; close it."""
        return connect(self.path)

    def writer(self) -> sqlite3.Connection:
        """The connection that writes; hold `lock` while using it."""
        if self._writer is None:
            opened = connect(self.path)
            try:
                head_file.require(self.folder, opened)
            except BaseException:
                opened.close()
                raise
            opened.execute("PRAGMA busy_timeout=0")  # `_begin` waits
            self._writer = opened
        return self._writer

    def keys(self, sql: sqlite3.Connection) -> Keys | None:
        """The office's keys, which must be those its record names; None while it has no record."""
        if self.known_keys is None and (record := records.load(sql)):
            self.known_keys = keys.load(self.folder, record.prints)
        return self.known_keys

    def reaches(self, head: log.Head) -> None:
        """What is committed next ends the log with this entry."""
        self._head_file.tell(head)

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
        if first:
            self._beneath.require_same()
            _begin(sql)
        else:
            sql.execute("SAVEPOINT part")
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
                self._head_file.stands()
        except sqlite3.Error as error:
            group.error = error
            self.writer().rollback()
        group.done.set()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, under the write lock: the only place that does.

        It is emptied, when nobody reads just then, if what it holds should be gone or it grew large meanwhile.
        """
        with self.lock:
            if self._group is None:
                _, frames, folded = self.writer().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if frames == folded and (self.untold or self._beneath.wal_size() > LARGE_WAL):
                    self.untold = not self._truncate(0)
        self._head_file.settle(every_s=head_file.EVERY_S)

    def wal_size(self) -> int:
        """How long the write-ahead log is (bytes)."""
        return self._beneath.wal_size()

    def scrub(self, patience_ms: int = BUSY_MS) -> bool:
        """Leave nothing that was deleted in the write-ahead log; whether all who read let it happen.

        Whoever writes has their turn in between: somebody may read for long.
        """
        end = time.monotonic() + patience_ms / 1000
        while not (scrubbed := self._scrubbed()) and time.monotonic() < end:
            time.sleep(SHORT_MS / 1000)
        return scrubbed

    def _scrubbed(self) -> bool:
        with self.lock:
            return self._group is None and self._truncate(SHORT_MS)

    def _truncate(self, patience_ms: int) -> bool:
        sql = self.writer()
        sql.execute(f"PRAGMA busy_timeout={patience_ms}")
        try:
            return bool(sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        finally:
            sql.execute("PRAGMA busy_timeout=0")

    def close(self) -> None:
        with self.lock:
            self._head_file.settle()
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self._beneath, self.known_keys = Beneath(self.path), None
        while True:
            try:
                self._readers.get_nowait().close()
            except Empty:
                return

    def _take(self) -> sqlite3.Connection:
        try:
            return self._readers.get_nowait()
        except Empty:
            connection = connect(self.path)
            connection.execute("PRAGMA query_only=ON")
            return connection


def _begin(sql: sqlite3.Connection) -> None:
    """Begin to write, as soon as no other process does."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            sql.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in BUSY or time.monotonic() > end:
                raise
        time.sleep(LOOK_AGAIN_S)


def connect(path: Path) -> sqlite3.Connection:
    """A connection whose safety is asserted, not hoped for: what is committed stays, what is deleted is gone."""
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
    for pragma, setting in SAFETY:
        connection.execute(f"PRAGMA {pragma}={setting}")
        if (got := connection.execute(f"PRAGMA {pragma}").fetchone()[0]) != setting:
            raise sqlite3.OperationalError(f"{pragma} is {got}, not {setting}")
    return connection


@dataclass(slots=True)
class Writing:
    """One open write transaction: its connection, its instant, the day it found and the head of the log."""

    sql: sqlite3.Connection
    now: datetime
    day: str
    version: int
    head: log.Head
    key: bytes
    logged: list[Entry] = field(default_factory=list)

    def log(self, entry: Entry) -> None:
        """Write what happened, chained to the entry before."""
        self.head = log.append(self.sql, self.key, self.head, to_text(self.now), entry)
        self.logged.append(entry)

    def log_all(self, many: Sequence[Entry]) -> None:
        """The same of many things that happened at once."""
        self.head = log.extend(self.sql, self.key, self.head, to_text(self.now), many)
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
        at = now if clock_accepted else _forward(now, head)
        tx = _sealing(db, Writing(sql, at, day, version, head, b""))
        yield tx
        db.reaches(tx.head)


def _sealing(db: Database, tx: Writing) -> Writing:
    """The write with its key; the first one of all begins the record."""
    if office_keys := db.keys(tx.sql):
        tx.key = office_keys.seal
        return tx
    made, unit = keys.load(db.folder, None), records.new_unit()
    tx.key = made.seal
    prints = keys.fingerprints(made)
    tx.log(SealBegan(unit, prints["digest"], prints["seal"], prints["sign"], public_of(made.sign), "set-up"))
    records.name(tx.sql, unit, made)
    return tx


def _forward(now: datetime, head: log.Head) -> datetime:
    if head.at is None:
        return now
    newest = from_text(head.at)
    if (behind := (newest - now).total_seconds()) > CLOCK_TOLERANCE_S:
        raise ClockBehind(newest=newest, now=now, minutes=int(behind // 60))
    return max(now, newest)
