"""Alerts: what staff must see now, until somebody says it is over."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text


@dataclass(frozen=True, slots=True)
class Alert:
    """An open alert; `counter` is where, None when it is at no counter."""

    id: int
    kind: str
    counter: int | None
    raised_at: datetime


def add(sql: sqlite3.Connection, kind: str, counter: int | None, at: datetime) -> int:
    """Store an open alert; answers its id."""
    statement = "INSERT INTO alerts(kind, counter, raised_at) VALUES (?, ?, ?)"
    return sql.execute(statement, (kind, counter, to_text(at))).lastrowid or 0


def open_like(sql: sqlite3.Connection, kind: str, counter: int | None) -> int | None:
    """The open alert of the same kind at the same place."""
    where = "ended_at IS NULL AND kind = ? AND counter IS ?"
    row = sql.execute(f"SELECT id FROM alerts WHERE {where}", (kind, counter)).fetchone()
    return row["id"] if row else None


def end(sql: sqlite3.Connection, alert: int, at: datetime) -> bool:
    """End an open alert; False when it was over already or never was."""
    statement = "UPDATE alerts SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
    return sql.execute(statement, (to_text(at), alert)).rowcount > 0


def open_ones(sql: sqlite3.Connection) -> list[Alert]:
    """The open alerts, the oldest first."""
    rows = sql.execute("SELECT id, kind, counter, raised_at FROM alerts WHERE ended_at IS NULL ORDER BY id")
    return [Alert(row["id"], row["kind"], row["counter"], from_text(row["raised_at"])) for row in rows]
