"""The help that was given, each time a row."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.instants import to_text


@dataclass(frozen=True, slots=True)
class Assist:
    """Help of a kind, on a business day (text), to whom, by whom; `press`: of the button that noted it."""

    id: int
    day: str
    kind: str
    ticket: int | None
    officer: int | None
    press: str | None = None


def add(sql: sqlite3.Connection, help: Assist, at: datetime) -> int:
    """Store help (its id is ignored); answers its id."""
    added = sql.execute(
        "INSERT INTO assists(day, kind, ticket, officer, press, at) VALUES (?, ?, ?, ?, ?, ?)",
        (help.day, help.kind, help.ticket, help.officer, help.press, to_text(at)),
    )
    return added.lastrowid or 0


def noted_by(sql: sqlite3.Connection, press: str) -> int | None:
    """The help that a press of a button noted."""
    row = sql.execute("SELECT id FROM assists WHERE press = ?", (press,)).fetchone()
    return row["id"] if row else None


def load(sql: sqlite3.Connection, assist: int) -> Assist | None:
    row = sql.execute("SELECT id, day, kind, ticket, officer FROM assists WHERE id = ?", (assist,)).fetchone()
    return Assist(*row) if row else None


def remove(sql: sqlite3.Connection, assist: int) -> None:
    sql.execute("DELETE FROM assists WHERE id = ?", (assist,))


def counts(sql: sqlite3.Connection, first: date, last: date) -> Counter[str]:
    """How often each kind of help was given on these business days."""
    rows = sql.execute(
        "SELECT kind, count(*) FROM assists WHERE day BETWEEN ? AND ? GROUP BY kind", (f"{first}", f"{last}")
    )
    return Counter(dict(rows.fetchall()))
