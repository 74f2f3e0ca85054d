"""Where each counter stands: the version of its page, what it is busy with, and when it last took a step."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg
from kiosk.storage.marks import marks_for
from kiosk.storage.queue import legs

# Somebody was seen there since an instant; or a program, which takes no seat, has somebody at its counter.
_OPEN = (
    "paused IS NULL AND (seen_at >= ? OR (counter NOT IN (SELECT counter FROM seats) "
    "AND counter IN (SELECT counter FROM legs WHERE state IN ('called', 'serving'))))"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter in use; `version` grows with each of its steps, so that a stale page is known.

    `paused`: the reason code of its break, which began at `paused_at`. `last`: what its last step changed, as JSON,
    and when; `opened`: every counter that is open beside it.
    """

    counter: int
    version: int
    leg: Leg | None
    paused: str | None = None
    paused_at: datetime | None = None
    last: str | None = None
    stepped_at: datetime | None = None
    opened: frozenset[int] = frozenset()


def load(sql: sqlite3.Connection, counter: int, since: datetime | None = None, *, itself: bool = False) -> Desk:
    """The desk of a counter; `opened` are those where somebody was seen since an instant, on no break.

    `itself`: this one too, for somebody is there who acts.
    """
    row = sql.execute(
        "SELECT coalesce(d.version, 0) AS version, d.paused, d.paused_at, d.last, d.stepped_at, (SELECT "
        "json_group_array(counter) FROM desks WHERE " + _OPEN + ") AS opened, l.* "
        "FROM (SELECT ? AS number) c LEFT JOIN desks d ON d.counter = c.number "
        "LEFT JOIN legs l ON l.counter = c.number AND l.state IN ('called', 'serving')",
        (to_text(since) if since else "~", counter),
    ).fetchone()
    open_counters = json.loads(row["opened"])
    return _read(counter, row, frozenset((*open_counters, counter) if itself else open_counters))


def load_all(sql: sqlite3.Connection, since: datetime) -> dict[int, Desk]:
    """The desks of all counters that ever took a step."""
    rows = sql.execute(
        "SELECT d.counter AS desk, d.version, d.paused, d.paused_at, d.last, d.stepped_at, l.* FROM desks d "
        "LEFT JOIN legs l ON l.counter = d.counter AND l.state IN ('called', 'serving')"
    )
    now_open = opened(sql, since)
    return {row["desk"]: _read(row["desk"], row, now_open) for row in rows}


def opened(sql: sqlite3.Connection, since: datetime) -> frozenset[int]:
    """The open counters: somebody was seen there since an instant and is on no break."""
    return frozenset(at_work(sql, since))


def at_work(sql: sqlite3.Connection, since: datetime) -> dict[int, bool]:
    """The open counters, and whether each is free: calls and serves nobody."""
    rows = sql.execute(
        "SELECT counter, NOT EXISTS (SELECT 1 FROM legs l WHERE l.counter = d.counter "
        f"AND l.state IN ('called', 'serving')) FROM desks d WHERE {_OPEN}",
        (to_text(since),),
    )
    return {counter: bool(free) for counter, free in rows}


def _read(counter: int, row: sqlite3.Row, now_open: frozenset[int]) -> Desk:
    return Desk(
        counter,
        row["version"],
        legs.read(row) if row["id"] is not None else None,
        row["paused"],
        from_text(row["paused_at"]) if row["paused_at"] else None,
        row["last"],
        from_text(row["stepped_at"]) if row["stepped_at"] else None,
        now_open,
    )


def step(sql: sqlite3.Connection, counter: int, at: datetime, last: str | None = None, *, there: bool = True) -> None:
    """The counter did something: pages rendered before are stale; whoever did it `there` was seen."""
    sql.execute(
        "INSERT INTO desks(counter, version, stepped_at, last, seen_at) VALUES (?1, 1, ?2, ?3, iif(?4, ?2, NULL)) "
        "ON CONFLICT DO UPDATE SET version = version + 1, stepped_at = ?2, last = ?3, seen_at = iif(?4, ?2, seen_at)",
        (counter, to_text(at), last, there),
    )


def arrive(sql: sqlite3.Connection, counter: int, at: datetime) -> None:
    """Somebody sat down."""
    sql.execute(
        "INSERT INTO desks(counter, version, stepped_at, seen_at) VALUES (?1, 0, '', ?2) "
        "ON CONFLICT DO UPDATE SET seen_at = ?2",
        (counter, to_text(at)),
    )


def leave(sql: sqlite3.Connection, counter: int) -> None:
    """Whoever sat there has gone."""
    sql.execute("UPDATE desks SET seen_at = NULL WHERE counter = ?", (counter,))


def see(sql: sqlite3.Connection, counters: Collection[int], since: datetime, at: datetime) -> None:
    """The pages of these desks listen: whoever was seen there since an instant is there still."""
    marks = marks_for(counters)
    sql.execute(
        f"UPDATE desks SET seen_at = ? WHERE seen_at >= ? AND counter IN ({marks})",
        (to_text(at), to_text(since), *counters),
    )


def pause(sql: sqlite3.Connection, counter: int, reason: str | None, at: datetime | None) -> None:
    """Begin a break at a counter, or end it (None)."""
    began = to_text(at) if at else None
    sql.execute(
        "INSERT INTO desks(counter, version, stepped_at, paused, paused_at) VALUES (?, 0, '', ?, ?) "
        "ON CONFLICT DO UPDATE SET paused = excluded.paused, paused_at = excluded.paused_at",
        (counter, reason, began),
    )


def end_day(sql: sqlite3.Connection) -> None:
    """No break outlasts its day, nobody sits on, and no step of it is taken back on the next."""
    sql.execute("UPDATE desks SET paused = NULL, paused_at = NULL, last = NULL, seen_at = NULL")
