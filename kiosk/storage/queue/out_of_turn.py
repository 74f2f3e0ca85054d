"""Calls that no turn time gave: facts of the day, whatever becomes of the ticket later."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg


@dataclass(frozen=True, slots=True)
class CallOutOfTurn:
    """Whom a counter called before their turn, when, and the reason code."""

    number: str
    counter: int
    at: datetime
    reason: str


def note(sql: sqlite3.Connection, called: Leg, reason: str) -> None:
    """A leg that was just called was so out of turn."""
    at = to_text(called.called_at or called.turn_at)
    sql.execute("INSERT INTO calls_out_of_turn VALUES (?, ?, ?, ?)", (at, called.id, called.counter, reason))


def take_back(sql: sqlite3.Connection, called: Leg) -> None:
    """The call of a leg is undone."""
    at = to_text(called.called_at or called.turn_at)
    sql.execute("DELETE FROM calls_out_of_turn WHERE at = ? AND leg = ?", (at, called.id))


def latest(sql: sqlite3.Connection, since: datetime, limit: int) -> list[CallOutOfTurn]:
    """The calls out of turn since an instant, the latest first."""
    rows = sql.execute(
        "SELECT l.number, c.counter, c.at, c.reason FROM calls_out_of_turn c JOIN legs l ON l.id = c.leg "
        "WHERE c.at >= ? ORDER BY c.at DESC, c.leg DESC LIMIT ?",
        (to_text(since), limit),
    )
    return [CallOutOfTurn(number, counter, from_text(at), reason) for number, counter, at, reason in rows]
