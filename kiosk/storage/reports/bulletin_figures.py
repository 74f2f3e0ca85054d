"""What the morning's bulletin counts (read only): waits of a day, dossiers that fall due, arrivals of like days."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.dossiers.dossier import PAUSED
from kiosk.domain.instants import to_text
from kiosk.storage.marks import marks_for

_PAUSED = ", ".join(f"{state}" for state in sorted(PAUSED))


@dataclass(frozen=True, slots=True)
class LongWait:
    """Who waited how long (s) for the first call, and which counter called."""

    number: str
    area: str
    counter: int
    seconds: float


def day_before(sql: sqlite3.Connection, day: date) -> date | None:
    """The last business day before that gave a number."""
    [(before,)] = sql.execute("SELECT max(day) FROM tickets WHERE day < ?", (f"{day}",))
    return date.fromisoformat(before) if before else None


def longest_waits(sql: sqlite3.Connection, day: date, most: int) -> list[LongWait]:
    """The longest waits for a first call on a business day, the longest first."""
    rows = sql.execute(
        "SELECT l.number, l.area, l.counter, l.first_wait_ms / 1000.0 FROM tickets t JOIN legs l ON l.ticket = t.id "
        "WHERE t.day = ? AND l.first_wait_ms IS NOT NULL AND l.counter IS NOT NULL "
        "ORDER BY l.first_wait_ms DESC, l.id LIMIT ?",
        (f"{day}", most),
    )
    return [LongWait(*row) for row in rows]


def due(sql: sqlite3.Connection, since: datetime, until: datetime, as_of: datetime) -> dict[int, int]:
    """By agency how many dossiers that were in hand at an instant fall due in [since, until)."""
    rows = sql.execute(
        "SELECT agency, count(*) FROM dossiers WHERE received_at < :as_of "
        f"AND (finished_at IS NULL OR finished_at >= :as_of) AND state NOT IN ({_PAUSED}) "
        "AND due_at >= :since AND due_at < :until GROUP BY agency",
        {"since": to_text(since), "until": to_text(until), "as_of": to_text(as_of)},
    )
    return dict(rows.fetchall())


def like_days(sql: sqlite3.Connection, day: date, weeks: int) -> Sequence[date]:
    """The same weekday of so many weeks before, where it gave a number."""
    former = [f"{day - timedelta(weeks=n)}" for n in range(1, weeks + 1)]
    rows = sql.execute(f"SELECT DISTINCT day FROM tickets WHERE day IN ({marks_for(former)}) ORDER BY day", former)
    return [date.fromisoformat(each) for (each,) in rows]


def arrivals(sql: sqlite3.Connection, days: Collection[date], offset: timedelta) -> list[tuple[str, int, int]]:
    """By area and hour of the clock (UTC and the offset) the numbers given on some business days."""
    minutes = f"{int(offset.total_seconds() // 60):+d} minutes"
    rows = sql.execute(
        "SELECT area, CAST(strftime('%H', issued_at, ?) AS INTEGER) AS hour, count(*) FROM tickets "
        f"WHERE day IN ({marks_for(days)}) GROUP BY area, hour",
        (minutes, *(f"{day}" for day in days)),
    )
    return [tuple(row) for row in rows]
