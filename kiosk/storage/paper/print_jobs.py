"""Slips to print, and how the printers are."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.waiting import Wait

STATE_HOLDS = timedelta(seconds=20)  # an agent reports every 5 s; older news is no news


@dataclass(frozen=True, slots=True)
class Job:
    """One slip to print, with the promise made at issue; copy 0 is the first."""

    id: int
    ticket: int
    copy: int
    state: str
    wait: Wait
    created_at: datetime


def add(sql: sqlite3.Connection, ticket: int, wait: Wait, at: datetime, copy: int = 0) -> int:
    """Queue a slip; answers its id."""
    cursor = sql.execute(
        "INSERT INTO print_jobs(ticket, copy, state, ahead, low_s, high_s, created_at) "
        "VALUES (?, ?, 'queued', ?, ?, ?, ?)",
        (ticket, copy, wait.ahead, wait.low_s, wait.high_s, to_text(at)),
    )
    return cursor.lastrowid or 0


def oldest(sql: sqlite3.Connection, state: str) -> Job | None:
    """The first job in an open state ("queued" or "printing")."""
    row = sql.execute(
        "SELECT * FROM print_jobs WHERE state = ? AND state IN ('queued', 'printing') ORDER BY id LIMIT 1", (state,)
    ).fetchone()
    return _read(row) if row else None


def first_of(sql: sqlite3.Connection, ticket: int) -> Job | None:
    """The first job of a ticket, which holds the promise made at issue."""
    row = sql.execute("SELECT * FROM print_jobs WHERE ticket = ? ORDER BY id LIMIT 1", (ticket,)).fetchone()
    return _read(row) if row else None


def claim(sql: sqlite3.Connection, job: int) -> None:
    """Mark a job half-done before a byte goes out: a second slip confuses a hall."""
    sql.execute("UPDATE print_jobs SET state = 'printing' WHERE id = ?", (job,))


def end(sql: sqlite3.Connection, job: int, outcome: str, at: datetime) -> None:
    sql.execute("UPDATE print_jobs SET state = ?, ended_at = ? WHERE id = ?", (outcome, to_text(at), job))


def report(sql: sqlite3.Connection, printer: str, state: str, at: datetime) -> None:
    """How a printer said it is."""
    sql.execute(
        "INSERT INTO printer_states VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at",
        (printer, state, to_text(at)),
    )


def printer_state(sql: sqlite3.Connection, now: datetime) -> str:
    """How the slip printer is: its newest report, "unknown" when that is old or there is none."""
    row = sql.execute("SELECT state, at FROM printer_states ORDER BY at DESC LIMIT 1").fetchone()
    return str(row["state"]) if row and now - from_text(row["at"]) < STATE_HOLDS else "unknown"


def _read(row: sqlite3.Row) -> Job:
    wait = Wait(row["ahead"], row["low_s"], row["high_s"])
    return Job(row["id"], row["ticket"], row["copy"], row["state"], wait, from_text(row["created_at"]))
