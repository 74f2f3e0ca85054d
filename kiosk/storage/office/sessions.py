"""Sessions: which officer signed in where, until when, and when each was last used."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.office.people import Officer
from kiosk.storage.office import people

KEPT = timedelta(days=30)  # for what the administrator may want to know
_SESSION = (
    "SELECT s.id, s.device, s.began_at, s.ends_at, s.seen_at, s.ended_at, "
    f"{people.COLUMNS} FROM sessions s JOIN officers ON officers.id = s.officer AND officers.active"
)


@dataclass(frozen=True, slots=True)
class Session:
    """An officer's session: `device` is the machine it began on, when that was registered."""

    id: int
    officer: Officer
    device: int | None
    began_at: datetime
    ends_at: datetime
    seen_at: datetime
    ended: bool

    def holds(self, now: datetime, idle: timedelta, seen: datetime | None = None) -> bool:
        """Whether it is neither over nor unused for too long; `seen`: when it was used last, if known better."""
        return not self.ended and now < self.ends_at and now - max(self.seen_at, seen or self.seen_at) < idle


def begin(
    sql: sqlite3.Connection, secret: str, officer: int, device: int | None, *, since: datetime, until: datetime
) -> None:
    """An officer signs in; of the secret only the hash is kept. What ended long ago is forgotten."""
    sql.execute("DELETE FROM sessions WHERE ends_at < ?", (to_text(since - KEPT),))
    sql.execute(
        "INSERT INTO sessions(secret_hash, officer, device, began_at, ends_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
        (_hash(secret), officer, device, to_text(since), to_text(until), to_text(since)),
    )


def find(sql: sqlite3.Connection, secret: str) -> Session | None:
    """The session of a secret, though it may be over; None when its officer no longer works here."""
    row = sql.execute(f"{_SESSION} WHERE s.secret_hash = ?", (_hash(secret),)).fetchone()
    return _read(row) if row else None


def open_ones(sql: sqlite3.Connection, now: datetime) -> list[Session]:
    """The sessions that did not end by then, the oldest first."""
    rows = sql.execute(f"{_SESSION} WHERE s.ended_at IS NULL AND s.ends_at > ? ORDER BY s.id", (to_text(now),))
    return [_read(row) for row in rows]


def end(sql: sqlite3.Connection, session: int, at: datetime) -> None:
    """A session is over, wherever its cookie is."""
    sql.execute("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (to_text(at), session))


def end_all_of(sql: sqlite3.Connection, officer: int, at: datetime, but: int | None = None) -> None:
    """Every session of an officer is over, but one."""
    statement = "UPDATE sessions SET ended_at = ? WHERE officer = ? AND ended_at IS NULL AND id IS NOT ?"
    sql.execute(statement, (to_text(at), officer, but))


def see(sql: sqlite3.Connection, used: Iterable[tuple[int, datetime]]) -> None:
    """Note when sessions were last used."""
    sql.executemany("UPDATE sessions SET seen_at = ? WHERE id = ?", ((to_text(at), each) for each, at in used))


def _read(row: sqlite3.Row) -> Session:
    number, device, began, until, seen, ended, *officer = row
    since, end, used = map(from_text, (began, until, seen))
    return Session(number, people.read(officer), device, since, end, used, ended is not None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
