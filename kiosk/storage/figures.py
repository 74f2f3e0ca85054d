"""Read-only figures for screens, estimates and reports."""

import sqlite3
from collections.abc import Collection

SERVICES = 40


def service_times(sql: sqlite3.Connection, areas: Collection[str]) -> list[float]:
    """The most recent service times (s) of these areas, at most 40 an area."""
    one = (
        "SELECT * FROM (SELECT julianday(ended_at) - julianday(started_at) FROM legs INDEXED BY legs_done "
        f"WHERE area = ? AND state = 'done' ORDER BY ended_at DESC LIMIT {SERVICES})"
    )
    rows = sql.execute(" UNION ALL ".join([one] * len(areas)), tuple(areas))
    return [round(days * 86_400, 3) for (days,) in rows]  # a day number holds no whole milliseconds


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
