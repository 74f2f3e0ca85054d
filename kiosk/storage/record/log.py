"""The append-only record of everything that happened; each entry is sealed by the hash of the one before."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, read

GENESIS = "0" * 64
_INSERT = "INSERT INTO log(seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?)"
TRIGGERS = {
    f"log_no_{verb}": f"CREATE TRIGGER log_no_{verb} BEFORE {verb.upper()} ON log "
    f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    for verb in ("update", "delete")
}


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number, hash and instant (text, None before the first)."""

    seq: int = 0
    hash: str = GENESIS
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry as it stands in the log."""

    seq: int
    at: str
    kind: str
    body: str
    hash: str

    @property
    def entry(self) -> Entry:
        return read(self.kind, self.body)


def seal(previous: str, seq: int, at: str, kind: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its own fields, line by line."""
    return hashlib.sha256("\n".join((previous, str(seq), at, kind, body)).encode()).hexdigest()


def head(sql: sqlite3.Connection) -> tuple[str, int, Head]:
    """The open business day (text, "" before the first), the version of the plan and the head of the log."""
    row = sql.execute(
        "SELECT o.day, o.version, l.seq, l.hash, l.at FROM office o "
        "LEFT JOIN log l ON l.seq = (SELECT max(seq) FROM log)"
    ).fetchone()
    if row is None or row["seq"] is None:
        return (row["day"], row["version"], Head()) if row else ("", 0, Head())
    return row["day"], row["version"], Head(row["seq"], row["hash"], row["at"])


def append(sql: sqlite3.Connection, before: Head, at: str, entry: Entry) -> Head:
    """Add an entry after the head; answers the new head."""
    row, head = _sealed(before, at, entry)
    sql.execute(_INSERT, row)
    return head


def extend(sql: sqlite3.Connection, before: Head, at: str, entries: Iterable[Entry]) -> Head:
    """Add many entries after the head, by one statement; answers the new head."""
    rows, head = [], before
    for entry in entries:
        row, head = _sealed(head, at, entry)
        rows.append(row)
    sql.executemany(_INSERT, rows)
    return head


def _sealed(before: Head, at: str, entry: Entry) -> tuple[tuple[object, ...], Head]:
    """The row of an entry, and the head it becomes."""
    seq, kind, body = before.seq + 1, type(entry).__name__, entry.body()
    sealed = seal(before.hash, seq, at, kind, body)
    return (seq, at, kind, body, sealed), Head(seq, sealed, at)


def news(sql: sqlite3.Connection, seq: int) -> tuple[int, bool]:
    """The number of the newest entry, and whether one after `seq` is more than one more who waits."""
    row = sql.execute("SELECT max(seq), max(kind <> 'TicketIssued') FROM log WHERE seq > ?", (seq,)).fetchone()
    return row[0] or seq, bool(row[1])


def since(sql: sqlite3.Connection, seq: int = 0) -> Iterator[Logged]:
    """The entries after number `seq`, oldest first."""
    for row in sql.execute("SELECT seq, at, kind, body, hash FROM log WHERE seq > ? ORDER BY seq", (seq,)):
        yield Logged(*row)


def of_kinds(sql: sqlite3.Connection, kinds: Collection[str]) -> Iterator[Logged]:
    """The entries of some kinds, oldest first."""
    marks = ", ".join("?" * len(kinds))
    for row in sql.execute(
        f"SELECT seq, at, kind, body, hash FROM log WHERE kind IN ({marks}) ORDER BY seq", (*kinds,)
    ):
        yield Logged(*row)


def since_instant(sql: sqlite3.Connection, at: str) -> Iterator[Logged]:
    """The entries written at or after an instant (text), oldest first."""
    for row in sql.execute("SELECT seq, at, kind, body, hash FROM log WHERE at >= ? ORDER BY seq", (at,)):
        yield Logged(*row)


def last_seal(sql: sqlite3.Connection) -> Logged | None:
    """The newest seal of a day."""
    row = sql.execute(
        "SELECT seq, at, kind, body, hash FROM log WHERE kind = 'DaySealed' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Logged(*row) if row else None
