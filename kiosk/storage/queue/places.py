"""Legs with the moment their ticket was taken: who was called before whom, though they came later."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.calling import Place
from kiosk.domain.queue.ticket import Leg
from kiosk.storage.marks import marks_for
from kiosk.storage.queue import legs

SHOWN = 5
_PLACES = "SELECT l.*, t.issued_at, t.carried_from FROM tickets t JOIN legs l ON l.ticket = t.id WHERE "


def of_leg(sql: sqlite3.Connection, leg: Leg) -> Place:
    """The place of one leg."""
    return _read(sql.execute(f"{_PLACES} l.id = ?", (leg.id,)).fetchone())


def passing(sql: sqlite3.Connection, place: Place, areas: Collection[str]) -> list[Place]:
    """Who waits in these areas with a better turn than one who came before them; the first five."""
    leg, at = place.leg, to_text(place.leg.turn_at)
    rows = sql.execute(
        f"{_PLACES} l.state = 'waiting' AND l.area IN ({marks_for(areas)}) AND (l.turn_at, l.ticket) < (?, ?) "
        "AND (t.issued_at, t.id) > (?, ?) ORDER BY l.turn_at, l.ticket LIMIT ?",
        (*areas, at, leg.ticket, to_text(place.issued_at), leg.ticket, SHOWN),
    )
    return [_read(row) for row in rows]


def called_earlier(
    sql: sqlite3.Connection, place: Place, areas: Collection[str], day: str, until: datetime
) -> list[Place]:
    """Who of these areas was called while one waited who had come before them; the latest five."""
    leg = place.leg
    rows = sql.execute(
        f"{_PLACES} t.day = ? AND l.area IN ({marks_for(areas)}) AND l.called_at >= ? AND l.called_at < ? "
        "AND l.nth = 1 AND (t.issued_at, t.id) > (?, ?) ORDER BY l.called_at DESC, l.id DESC LIMIT ?",
        (day, *areas, to_text(leg.waiting_since), to_text(until), to_text(place.issued_at), leg.ticket, SHOWN),
    )
    return [_read(row) for row in rows]


def passed_over(sql: sqlite3.Connection, place: Place, areas: Collection[str], day: str) -> list[Place]:
    """Who had come before one and waited in these areas on when it was called; the first five."""
    at = to_text(place.leg.called_at or place.leg.turn_at)
    rows = sql.execute(
        f"{_PLACES} t.day = ? AND l.area IN ({marks_for(areas)}) AND l.waiting_since <= ? AND l.state <> 'parked' "
        "AND coalesce(l.called_at, '~') > ? AND coalesce(l.ended_at, '~') > ? AND (t.issued_at, t.id) < (?, ?) "
        "ORDER BY t.issued_at, t.id LIMIT ?",
        (day, *areas, at, at, at, to_text(place.issued_at), place.leg.ticket, SHOWN),
    )
    return [_read(row) for row in rows]


def _read(row: sqlite3.Row) -> Place:
    return Place(legs.read(row), from_text(row["issued_at"]), row["carried_from"] is not None)
