"""Read-only figures for screens, estimates and reports."""

import sqlite3
from collections.abc import Collection

from kiosk.domain.instants import from_text
from kiosk.domain.queue.waiting import Called

CALLS = 40


def called_lately(sql: sqlite3.Connection, areas: Collection[str]) -> list[Called]:
    """The newest 40 of these areas that were called once and served, with the people before them at their issue."""
    one = (
        "SELECT * FROM (SELECT id, ended_at FROM legs INDEXED BY legs_done "
        f"WHERE area = ? AND state = 'done' ORDER BY ended_at DESC LIMIT {CALLS})"
    )
    newest = f"SELECT id FROM ({' UNION ALL '.join([one] * len(areas))}) ORDER BY ended_at DESC LIMIT {CALLS}"
    rows = sql.execute(
        "SELECT t.ahead, l.waiting_since, l.called_at FROM legs l JOIN tickets t "
        # Who waited again, was sent on or chose to be late tells nothing of the pace; who was carried over was
        # promised nothing.
        "ON t.id = l.ticket AND t.area = l.area AND t.ahead IS NOT NULL "
        f"WHERE l.id IN ({newest}) AND l.first_wait_ms IS NOT NULL AND l.later_wait_ms IS NULL AND l.late IS NULL",
        tuple(areas),
    )
    return [Called(ahead, from_text(since), from_text(at)) for ahead, since, at in rows]


def day_counts(sql: sqlite3.Connection, day: str) -> tuple[int, int, int]:
    """Tickets issued, legs served and legs left of a day."""
    row = sql.execute(
        "SELECT count(DISTINCT t.id), count(*) FILTER (WHERE l.state = 'done'), "
        "count(*) FILTER (WHERE l.state = 'left') FROM tickets t JOIN legs l ON l.ticket = t.id WHERE t.day = ?",
        (day,),
    ).fetchone()
    return row[0], row[1], row[2]
