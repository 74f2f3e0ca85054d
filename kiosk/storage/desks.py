"""Where each counter stands: the version of its page, what it is busy with, and when it last took a step."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import to_text
from kiosk.domain.ticket import Leg
from kiosk.storage import legs


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter in use; `version` grows with each of its steps, so that a stale page is known."""

    counter: int
    version: int
    leg: Leg | None


def load(sql: sqlite3.Connection, counter: int) -> Desk:
    row = sql.execute(
        "SELECT coalesce(d.version, 0) AS version, l.* FROM (SELECT ? AS number) c "
        "LEFT JOIN desks d ON d.counter = c.number "
        "LEFT JOIN legs l ON l.counter = c.number AND l.state IN ('called', 'serving')",
        (counter,),
    ).fetchone()
    return Desk(counter, row["version"], legs.read(row) if row["id"] is not None else None)


def step(sql: sqlite3.Connection, counter: int, at: datetime) -> None:
    """The counter did something: pages rendered before are stale, and it counts as open."""
    sql.execute(
        "INSERT INTO desks VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET version = version + 1, stepped_at = ?",
        (counter, to_text(at), to_text(at)),
    )


def open_among(sql: sqlite3.Connection, counters: Collection[int], since: datetime) -> int:
    """How many of these counters took a step since an instant."""
    marks = ", ".join("?" * len(counters))
    row = sql.execute(
        f"SELECT count(*) FROM desks WHERE counter IN ({marks}) AND stepped_at >= ?", (*counters, to_text(since))
    ).fetchone()
    return int(row[0])
