"""When the machine was switched on, as noted while its clock was right."""

import sqlite3
from datetime import date, datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.office.clock import NewDay, Running
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import business_day


def noted(sql: sqlite3.Connection) -> Running | None:
    """What was noted last."""
    row = sql.execute("SELECT boot, since FROM machine_clock").fetchone()
    return Running(row["boot"], from_text(row["since"])) if row else None


def note(sql: sqlite3.Connection, running: Running) -> None:
    """From here on the clock counts as right."""
    sql.execute(
        "INSERT INTO machine_clock VALUES (1, ?, ?) "
        "ON CONFLICT DO UPDATE SET boot = excluded.boot, since = excluded.since",
        (running.boot, to_text(running.since)),
    )


def new_day(sql: sqlite3.Connection, plan: Plan, now: datetime, running: Running | None) -> NewDay | None:
    """The business day that is about to begin after another; None while that of the clock is open."""
    former, day = _open_day(sql), business_day(now, plan.day_starts_at, plan.zone_info)
    if former is None or former == day:
        return None
    return NewDay(former, day, plan.works_on(day), running.ahead(noted(sql)) if running else None)


def _open_day(sql: sqlite3.Connection) -> date | None:
    """The business day that is open; None before the first."""
    row = sql.execute("SELECT day FROM office").fetchone()
    return date.fromisoformat(row["day"]) if row and row["day"] else None
