"""What reports count of the hall (read only): tickets, legs with their waits, ratings, and the seals of the days."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.reports.hall_report import LegFacts

# A service that nobody began was ended in one press with its beginning: how long it took is not known.
SERVICE_S = "CASE WHEN l.started_at < l.ended_at THEN (julianday(l.ended_at) - julianday(l.started_at)) * 86400 END"


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed day: the hash its log ended with, and what it then held; the entry that seals it, and who bears it out.

    `code` and `signature` are made where the office's name and key are known.
    """

    day: str
    head: str
    tickets: int
    done: int
    left: int
    seq: int
    at: str
    hash: str
    code: str = ""
    signature: str = ""


def tickets(sql: sqlite3.Connection, first: date, last: date) -> dict[str, int]:
    """How many tickets each area issued on these business days."""
    rows = sql.execute(
        "SELECT area, count(*) FROM tickets WHERE day BETWEEN ? AND ? GROUP BY area", (f"{first}", f"{last}")
    )
    return dict(rows.fetchall())


def legs(sql: sqlite3.Connection, first: date, last: date) -> Iterator[LegFacts]:
    """The legs of the tickets of these business days."""
    rows = sql.execute(
        "SELECT l.area, l.counter, l.state, l.first_wait_ms / 1000.0, l.later_wait_ms / 1000.0, "
        f"{SERVICE_S}, "
        "(SELECT count(*) FROM calls_out_of_turn c WHERE c.leg = l.id), "
        "EXISTS (SELECT 1 FROM rating_offers o WHERE o.leg = l.id) "
        "FROM tickets t JOIN legs l ON l.ticket = t.id WHERE t.day BETWEEN ? AND ?",
        (f"{first}", f"{last}"),
    )
    for area, counter, state, wait, later, service, chosen, asked in rows:
        yield LegFacts(area, counter, state, wait, later, service, chosen, bool(asked))


def measured_services(sql: sqlite3.Connection, since: str) -> list[tuple[datetime, str, float]]:
    """The services that ended since an instant and were measured, in order: the end, the area, how long (s)."""
    rows = sql.execute(
        f"SELECT l.ended_at, l.area, {SERVICE_S} FROM legs l "
        "WHERE l.state = 'done' AND l.ended_at >= ? AND l.started_at < l.ended_at ORDER BY l.ended_at, l.id",
        (since,),
    )
    return [(from_text(ended), area, took) for ended, area, took in rows]


def not_measured(sql: sqlite3.Connection, first: str, last: str) -> int:
    """How many services of the tickets of these business days nobody measured."""
    [(count,)] = sql.execute(
        f"SELECT count(*) FROM tickets t JOIN legs l ON l.ticket = t.id "
        f"WHERE t.day BETWEEN ? AND ? AND l.state = 'done' AND {SERVICE_S} IS NULL",
        (first, last),
    )
    return int(count)


def first_waits(sql: sqlite3.Connection, first: str, last: str) -> dict[int, float]:
    """By leg: the wait (s) from the number to the first call, of the tickets of these business days."""
    rows = sql.execute(
        "SELECT l.id, l.first_wait_ms / 1000.0 FROM tickets t JOIN legs l ON l.ticket = t.id "
        "WHERE t.day BETWEEN ? AND ? AND l.first_wait_ms IS NOT NULL",
        (first, last),
    )
    return dict(rows.fetchall())


def served_and_asked(sql: sqlite3.Connection, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """By counter: the legs served in a period, and of them those whose citizen was never asked for a rating."""
    rows = sql.execute(
        "SELECT l.counter, count(*), count(*) FILTER (WHERE o.leg IS NULL) "
        "FROM legs l INDEXED BY legs_done_at LEFT JOIN rating_offers o ON o.leg = l.id "
        "WHERE l.counter IN (SELECT number FROM counters) AND l.state = 'done' "
        "AND l.ended_at >= ? AND l.ended_at < ? GROUP BY l.counter",
        (to_text(since), to_text(until)),
    )
    return {counter: (served, silent) for counter, served, silent in rows}


def seals(sql: sqlite3.Connection, first: date, last: date) -> list[Seal]:
    """The seals of these business days, oldest first; a day that is not over has none."""
    rows = sql.execute("SELECT body, seq, at, hash FROM log WHERE kind = 'DaySealed' ORDER BY seq DESC")
    seals: list[Seal] = []
    for body, *entry in rows:
        facts = json.loads(body)
        if facts["day"] < f"{first}":
            break
        if facts["day"] <= f"{last}":
            seals.append(Seal(facts["day"], facts["head"], facts["tickets"], facts["done"], facts["left"], *entry))
    return seals[::-1]
