"""The append-only record of everything that happened.

Each entry is sealed by the hash of the one before, and by a mark that only the office's own key makes.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, read
from kiosk.domain.record.seal import GENESIS, chain, mac
from kiosk.storage.marks import marks_for

_INSERT = "INSERT INTO log(seq, at, kind, body, hash, mac) VALUES (?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT seq, at, kind, body, hash, mac FROM log"
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
    mac: str | None = None

    @property
    def entry(self) -> Entry:
        return read(self.kind, self.body)


def head(sql: sqlite3.Connection) -> tuple[str, int, Head]:
    """The open business day (text, "" before the first), the version of the plan and the head of the log."""
    row = sql.execute(
        "SELECT o.day, o.version, l.seq, l.hash, l.at FROM office o "
        "LEFT JOIN log l ON l.seq = (SELECT max(seq) FROM log)"
    ).fetchone()
    if row is None or row["seq"] is None:
        return (row["day"], row["version"], Head()) if row else ("", 0, Head())
    return row["day"], row["version"], Head(row["seq"], row["hash"], row["at"])


def append(sql: sqlite3.Connection, key: bytes, before: Head, at: str, entry: Entry) -> Head:
    """Add an entry after the head, sealed with the office's key; answers the new head."""
    row, head = _sealed(key, before, at, entry)
    sql.execute(_INSERT, row)
    return head


def extend(sql: sqlite3.Connection, key: bytes, before: Head, at: str, entries: Iterable[Entry]) -> Head:
    """Add many entries after the head, by one statement; answers the new head."""
    rows, head = [], before
    for entry in entries:
        row, head = _sealed(key, head, at, entry)
        rows.append(row)
    sql.executemany(_INSERT, rows)
    return head


def _sealed(key: bytes, before: Head, at: str, entry: Entry) -> tuple[tuple[object, ...], Head]:
    """The row of an entry, and the head it becomes."""
    seq, kind, body = before.seq + 1, type(entry).__name__, entry.body()
    sealed = chain(before.hash, seq, at, kind, body)
    return (seq, at, kind, body, sealed, mac(key, sealed)), Head(seq, sealed, at)


def newest_seq(sql: sqlite3.Connection) -> int:
    """The number of the newest entry; 0 before the first."""
    newest: int = sql.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    return newest


def touched(sql: sqlite3.Connection, seq: int) -> set[int]:
    """The tickets that entries after `seq` tell of; at most those of the newest few hundred."""
    few = "SELECT body FROM log WHERE seq > ? ORDER BY seq DESC LIMIT 500"
    rows = sql.execute(f"SELECT DISTINCT json_extract(body, '$.ticket') FROM ({few})", (seq,))
    return {ticket for (ticket,) in rows if isinstance(ticket, int)}


def news(sql: sqlite3.Connection, seq: int) -> tuple[int, bool]:
    """The number of the newest entry, and whether one after `seq` is more than one more who waits."""
    row = sql.execute("SELECT max(seq), max(kind <> 'TicketIssued') FROM log WHERE seq > ?", (seq,)).fetchone()
    return row[0] or seq, bool(row[1])


def since(sql: sqlite3.Connection, seq: int = 0) -> Iterator[Logged]:
    """The entries after number `seq`, oldest first."""
    for row in sql.execute(f"{_SELECT} WHERE seq > ? ORDER BY seq", (seq,)):
        yield Logged(*row)


def of_kinds(sql: sqlite3.Connection, kinds: Collection[str]) -> Iterator[Logged]:
    """The entries of some kinds, oldest first."""
    marks = marks_for(kinds)
    for row in sql.execute(f"{_SELECT} WHERE kind IN ({marks}) ORDER BY seq", (*kinds,)):
        yield Logged(*row)


def since_instant(sql: sqlite3.Connection, at: str) -> Iterator[Logged]:
    """The entries written at or after an instant (text), oldest first."""
    for row in sql.execute(f"{_SELECT} WHERE at >= ? ORDER BY seq", (at,)):
        yield Logged(*row)


def seal_of(sql: sqlite3.Connection, day: str) -> Logged | None:
    """The newest seal of a business day."""
    row = sql.execute(
        "SELECT seq, at, kind, body, hash FROM log WHERE kind = 'DaySealed' AND body ->> 'day' = ? "
        "ORDER BY seq DESC LIMIT 1",
        (day,),
    ).fetchone()
    return Logged(*row) if row else None


def next_edition(sql: sqlite3.Connection, day: str) -> int | None:
    """Which edition of a day's seal is written next; None for the first."""
    seals = "SELECT count(*) FROM log WHERE kind = 'DaySealed' AND body ->> 'day' = ?"
    former = sql.execute(seals, (day,)).fetchone()[0]
    return former + 1 if former else None


def last_seal(sql: sqlite3.Connection) -> Logged | None:
    """The newest seal of a day."""
    return _one(sql, "kind = 'DaySealed' ORDER BY seq DESC LIMIT 1")


def newest(sql: sqlite3.Connection) -> Logged | None:
    """The newest entry."""
    return _one(sql, "1 ORDER BY seq DESC LIMIT 1")


def load(sql: sqlite3.Connection, seq: int) -> Logged | None:
    """The entry of a number."""
    return _one(sql, "seq = ?", seq)


def begins_with(sql: sqlite3.Connection, head: str) -> bool:
    """Whether the hash of any entry begins so."""
    return _one(sql, "hash >= ? AND hash < ? LIMIT 1", head, f"{head}g") is not None


def _one(sql: sqlite3.Connection, where: str, *values: object) -> Logged | None:
    row = sql.execute(f"{_SELECT} WHERE {where}", values).fetchone()
    return Logged(*row) if row else None
