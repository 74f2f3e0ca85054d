"""Seats: which officer, in which browser, sits at which counter."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text

_SEAT = (
    "SELECT s.counter, s.officer, o.name, s.holder, s.since FROM seats s "
    "JOIN officers o ON o.id = s.officer AND o.active JOIN desks d ON d.counter = s.counter WHERE d.seen_at >= ?"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """An officer at a counter; `holder` is the digest of the browser's secret."""

    counter: int
    officer: int
    name: str
    holder: str
    since: datetime


def at(sql: sqlite3.Connection, counter: int, since: datetime) -> Seat | None:
    """Who sits at a counter and was seen there since an instant."""
    row = sql.execute(f"{_SEAT} AND s.counter = ?", (to_text(since), counter)).fetchone()
    return _read(row) if row else None


def taken(sql: sqlite3.Connection, since: datetime) -> dict[int, Seat]:
    """Who sits where and was seen there since an instant."""
    return {row["counter"]: _read(row) for row in sql.execute(_SEAT, (to_text(since),))}


def all_counters(sql: sqlite3.Connection) -> list[int]:
    """The counters that somebody took and did not leave."""
    return [counter for (counter,) in sql.execute("SELECT counter FROM seats ORDER BY counter")]


def take(sql: sqlite3.Connection, counter: int, officer: int, holder: str, at: datetime) -> None:
    sql.execute("INSERT OR REPLACE INTO seats VALUES (?, ?, ?, ?)", (counter, officer, holder, to_text(at)))


def of_officer(sql: sqlite3.Connection, officer: int) -> list[int]:
    """The counters an officer sits at."""
    return [row["counter"] for row in sql.execute("SELECT counter FROM seats WHERE officer = ?", (officer,))]


def taken_since(sql: sqlite3.Connection, at: datetime) -> set[int]:
    """The officers who sat down at a counter since an instant, or sit there still."""
    sealed = "SELECT coalesce(max(seq), 0) FROM log WHERE kind = 'DaySealed' AND at < ?"  # before it nothing is read
    sat = sql.execute(
        f"SELECT DISTINCT body ->> 'officer' FROM log WHERE seq > ({sealed}) AND kind = 'SeatTaken' AND at >= ?",
        (to_text(at), to_text(at)),
    )
    sit = sql.execute("SELECT officer FROM seats")
    return {officer for (officer,) in sat} | {officer for (officer,) in sit}


def leave(sql: sqlite3.Connection, counter: int) -> None:
    sql.execute("DELETE FROM seats WHERE counter = ?", (counter,))


def _read(row: sqlite3.Row) -> Seat:
    return Seat(row["counter"], row["officer"], row["name"], row["holder"], from_text(row["since"]))
