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
        # Who came back or was sent on waited again; who was carried over was promised nothing.
        "ON t.id = l.ticket AND t.issued_at = l.waiting_since AND t.ahead IS NOT NULL "
        f"WHERE l.id IN ({newest})",
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


def out_of_turn(sql: sqlite3.Connection, first_day: str, last_day: str) -> list[tuple[str, str, int]]:
    """Calls and places out of turn of these business days, both included: area, reason code, how many."""
    rows = sql.execute(
        "SELECT l.area, l.out_of_turn, count(*) FROM tickets t JOIN legs l ON l.ticket = t.id "
        "WHERE t.day BETWEEN ? AND ? AND l.out_of_turn IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        (first_day, last_day),
    )
    return [(area, reason, count) for area, reason, count in rows]
