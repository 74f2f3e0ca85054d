"""Legs: the queue itself."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue import needs
from kiosk.domain.queue.ticket import Leg, State
from kiosk.storage.marks import marks_for

COLUMNS = (
    "id, ticket, area, number, state, turn_at, waiting_since, priority, unsure, "
    "counter, called_at, started_at, ended_at, recalls, returns, reason, "
    "lang, needs, meant_for, out_of_turn, remind_at, nth, late, away_until, "
    "chosen, called_before, first_wait_ms, later_wait_ms"
)
KEPT = 4  # the first columns never change
_NAMES = COLUMNS.split(", ")
_CHANGES = f"({', '.join(_NAMES[KEPT:])}) = ({marks_for(_NAMES[KEPT:])})"

# SQLite takes a partial index only when its condition is there to the letter.
_WAITING = "state = 'waiting' AND state NOT IN ('done', 'left', 'transferred')"


def add(sql: sqlite3.Connection, leg: Leg) -> Leg:
    """Store a new leg (its id is ignored); answers it with its id."""
    marks = ", ?" * (len(_NAMES) - 1)
    cursor = sql.execute(f"INSERT INTO legs({COLUMNS}) VALUES (NULL{marks})", _values(leg)[1:])
    return replace(leg, id=cursor.lastrowid or 0)


def save(sql: sqlite3.Connection, leg: Leg) -> None:
    """Write what may change of a leg."""
    sql.execute(f"UPDATE legs SET {_CHANGES} WHERE id = ?", (*_values(leg)[KEPT:], leg.id))


def in_turn(sql: sqlite3.Connection, areas: Collection[str]) -> Iterator[Leg]:
    """Who waits in these areas: the smallest turn time first, then the smallest ticket; read one by one."""
    rows = sql.execute(
        f"SELECT {COLUMNS} FROM legs INDEXED BY legs_waiting WHERE state = 'waiting' AND area IN ({marks_for(areas)}) "
        "ORDER BY turn_at, ticket",
        tuple(areas),
    )
    return map(read, rows)


def first_turns(sql: sqlite3.Connection, area: str, most: int, *, but: int) -> list[datetime]:
    """The turn times of the first who wait in an area, in order; one leg is not among them."""
    rows = sql.execute(
        "SELECT turn_at FROM legs INDEXED BY legs_waiting WHERE state = 'waiting' AND area = ? AND id <> ? "
        "ORDER BY turn_at, ticket LIMIT ?",
        (area, but, most),
    )
    return [from_text(turn_at) for (turn_at,) in rows]


def first_turn(sql: sqlite3.Connection, areas: Collection[str] | None) -> datetime | None:
    """The smallest turn time of those who wait in these areas (None: in any)."""
    where = "" if areas is None else f" AND area IN ({marks_for(areas)})"
    row = sql.execute(
        f"SELECT turn_at FROM legs INDEXED BY legs_waiting WHERE state = 'waiting'{where} ORDER BY turn_at LIMIT 1",
        tuple(areas or ()),
    ).fetchone()
    return from_text(row["turn_at"]) if row else None


def ahead(sql: sqlite3.Connection, areas: Collection[str] | None, turn_at: datetime, ticket: int) -> int:
    """How many waiting legs of these areas (None: of all) have their turn before the given one."""
    # Two ranges of the index are counted faster than one comparison of pairs, and all areas faster than a list.
    where = "" if areas is None else f" AND area IN ({marks_for(areas)})"
    one = f"(SELECT count(*) FROM legs INDEXED BY legs_waiting WHERE state = 'waiting'{where} AND "
    at, chosen = to_text(turn_at), areas or ()
    row = sql.execute(
        f"SELECT {one} turn_at < ?) + {one} turn_at = ? AND ticket < ?)", (*chosen, at, *chosen, at, ticket)
    ).fetchone()
    return int(row[0])


def ahead_of_newcomer(sql: sqlite3.Connection, areas: Collection[str] | None, turn_at: datetime) -> int:
    """The same of a turn that somebody takes now: all who wait less the few after it, which takes half the time."""
    where = "" if areas is None else f" AND area IN ({marks_for(areas)})"
    chosen = areas or ()
    row = sql.execute(
        f"SELECT count(*) - (SELECT count(*) FROM legs INDEXED BY legs_waiting WHERE state = 'waiting'{where} "
        f"AND turn_at > ?) FROM legs INDEXED BY legs_open WHERE {_WAITING}{where}",
        (*chosen, to_text(turn_at), *chosen),
    ).fetchone()
    return int(row[0])


def waiting(sql: sqlite3.Connection, areas: Collection[str], limit: int) -> list[Leg]:
    """The first who wait in these areas, in the order of their turns."""
    return list(islice(in_turn(sql, areas), limit))


def waiting_under(sql: sqlite3.Connection, areas: Collection[str], day: str, digits: str) -> list[Leg]:
    """Who waits in these areas with a number of these digits, whatever its letter."""
    rows = sql.execute(
        f"SELECT {', '.join(f'l.{name}' for name in _NAMES)} FROM legs l INDEXED BY legs_waiting "
        "JOIN tickets t ON t.id = l.ticket "
        f"WHERE l.state = 'waiting' AND l.area IN ({marks_for(areas)}) AND t.day = ? AND t.serial = ? "
        "ORDER BY l.turn_at",
        (*areas, day, int(digits[:9])),
    )
    return [read(row) for row in rows]


def waiting_counts(sql: sqlite3.Connection) -> dict[str, int]:
    """How many wait, by area."""
    statement = f"SELECT area, count(*) FROM legs INDEXED BY legs_open WHERE {_WAITING} GROUP BY area"
    return dict(sql.execute(statement).fetchall())


def waiting_since(sql: sqlite3.Connection) -> dict[str, datetime]:
    """Since when the one who has waited longest waits, by area."""
    rows = sql.execute(f"SELECT area, min(waiting_since) FROM legs WHERE {_WAITING} GROUP BY area")
    return {area: from_text(since) for area, since in rows}


def at_counter(sql: sqlite3.Connection, counter: int) -> Leg | None:
    """The leg called to or served at a counter."""
    row = sql.execute(
        f"SELECT {COLUMNS} FROM legs WHERE counter = ? AND state IN ('called', 'serving')", (counter,)
    ).fetchone()
    return read(row) if row else None


def in_state(sql: sqlite3.Connection, state: State) -> list[Leg]:
    """The open legs in a state, the latest called first."""
    rows = sql.execute(
        f"SELECT {COLUMNS} FROM legs WHERE state = ? AND state NOT IN ('done', 'left', 'transferred') "
        "ORDER BY called_at DESC, id DESC",
        (state,),
    )
    return [read(row) for row in rows]


def open_legs(sql: sqlite3.Connection) -> list[Leg]:
    """Every leg without an outcome, in the order of its ticket."""
    rows = sql.execute(f"SELECT {COLUMNS} FROM legs WHERE state NOT IN ('done', 'left', 'transferred') ORDER BY ticket")
    return [read(row) for row in rows]


def ended_with_day(sql: sqlite3.Connection, day: str, at: str) -> list[Leg]:
    """Who left when a business day ended at an instant (text), in the order of their tickets."""
    rows = sql.execute(
        f"SELECT {', '.join(f'l.{name}' for name in _NAMES)} FROM tickets t JOIN legs l ON l.ticket = t.id "
        "WHERE t.day = ? AND l.state = 'left' AND l.reason = 'day-ended' AND l.ended_at = ? ORDER BY t.id",
        (day, at),
    )
    return [read(row) for row in rows]


def load(sql: sqlite3.Connection, leg: int) -> Leg | None:
    row = sql.execute(f"SELECT {COLUMNS} FROM legs WHERE id = ?", (leg,)).fetchone()
    return read(row) if row else None


def remove(sql: sqlite3.Connection, leg: int) -> bool:
    """Take away a leg whose beginning is undone; False when something refers to it already."""
    try:
        sql.execute("DELETE FROM legs WHERE id = ?", (leg,))
    except sqlite3.IntegrityError:
        return False
    return True


def as_facts(leg: Leg) -> dict[str, object]:
    """A leg as JSON may hold it; `read` gives it back."""
    return dict(zip(_NAMES, _values(leg), strict=True))


def stretches_of(sql: sqlite3.Connection, ticket: int) -> list[Leg]:
    """The stretches of a ticket, in their order."""
    rows = sql.execute(f"SELECT {COLUMNS} FROM legs WHERE ticket = ? ORDER BY id", (ticket,))
    return [read(row) for row in rows]


def newest_of(sql: sqlite3.Connection, ticket: int) -> Leg:
    """The stretch a ticket is in now, or was in last."""
    row = sql.execute(f"SELECT {COLUMNS} FROM legs WHERE ticket = ? ORDER BY id DESC LIMIT 1", (ticket,)).fetchone()
    return read(row)


def read(row: sqlite3.Row | Mapping[str, Any]) -> Leg:
    """The leg of a row with the columns of `COLUMNS`."""
    return Leg(
        row["id"],
        row["ticket"],
        row["area"],
        row["number"],
        State(row["state"]),
        from_text(row["turn_at"]),
        from_text(row["waiting_since"]),
        row["priority"],
        bool(row["unsure"]),
        row["counter"],
        _instant(row["called_at"]),
        _instant(row["started_at"]),
        _instant(row["ended_at"]),
        row["recalls"],
        row["returns"],
        row["reason"],
        row["lang"],
        needs.from_text(row["needs"]),
        row["meant_for"],
        row["out_of_turn"],
        _instant(row["remind_at"]),
        row["nth"],
        bool(row["late"]),
        _instant(row["away_until"]),
        row["chosen"],
        bool(row["called_before"]),
        row["first_wait_ms"],
        row["later_wait_ms"],
    )


def _values(leg: Leg) -> tuple[object, ...]:
    return (
        leg.id,
        leg.ticket,
        leg.area,
        leg.number,
        leg.state,
        to_text(leg.turn_at),
        to_text(leg.waiting_since),
        leg.priority,
        leg.unsure,
        leg.counter,
        _text(leg.called_at),
        _text(leg.started_at),
        _text(leg.ended_at),
        leg.recalls,
        leg.returns,
        leg.reason,
        leg.lang,
        needs.to_text(leg.needs),
        leg.meant_for,
        leg.out_of_turn,
        _text(leg.remind_at),
        leg.nth,
        leg.late or None,
        _text(leg.away_until),
        leg.chosen,
        leg.called_before or None,
        leg.first_wait_ms,
        leg.later_wait_ms,
    )


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def _text(at: datetime | None) -> str | None:
    return to_text(at) if at else None
