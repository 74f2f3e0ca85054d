"""Tickets, their numbers and the keys they were issued under."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue import needs
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.queue.waiting import Wait

COLUMNS = "id, day, area, serial, token, priority, unsure, issued_at, carried_from, lang, needs, ahead, low_s, high_s"
_SELECT = (
    f"SELECT {COLUMNS}, (SELECT unit FROM record) AS office, (SELECT hash FROM log WHERE seq = tickets.entry) AS sealed"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """What a key stands for: the ticket issued under it, when, whether that visit has ended, and what was asked.

    `wish_digest`: a digest, "" when an older program did not note it.
    """

    ticket: int
    at: datetime
    ended: bool
    wish_digest: str


def next_serial(sql: sqlite3.Connection, day: str, area: str) -> int:
    """Take the next number of an area on a day."""
    row = sql.execute(
        "INSERT INTO numbering VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last", (day, area)
    ).fetchone()
    return int(row[0])


def add(sql: sqlite3.Connection, ticket: Ticket, entry: int) -> Ticket:
    """Store a new ticket (its id is ignored), which log entry `entry` tells of; answers it with its id."""
    values = (ticket.day.isoformat(), ticket.area, ticket.serial, ticket.token, ticket.priority, ticket.unsure)
    promised = (ticket.promise.ahead, ticket.promise.low_s, ticket.promise.high_s) if ticket.promise else (None,) * 3
    cursor = sql.execute(
        f"INSERT INTO tickets({COLUMNS}, entry) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, *_later(ticket), *promised, entry),
    )
    return replace(ticket, id=cursor.lastrowid or 0)


def _later(ticket: Ticket) -> tuple[object, ...]:
    return to_text(ticket.issued_at), ticket.carried_from, ticket.lang, needs.to_text(ticket.needs)


def load(sql: sqlite3.Connection, ticket: int) -> Ticket:
    return _read(sql.execute(f"{_SELECT} FROM tickets WHERE id = ?", (ticket,)).fetchone())


def by_token(sql: sqlite3.Connection, token: str) -> Ticket | None:
    row = sql.execute(f"{_SELECT} FROM tickets WHERE token = ?", (token,)).fetchone()
    return _read(row) if row else None


def newest_by_token(sql: sqlite3.Connection, token: str) -> Ticket | None:
    """The ticket behind a token; one carried over to another day is followed to its newest number."""
    ticket = by_token(sql, token)
    while ticket and (carried := carried_to(sql, ticket.id)):
        ticket = carried
    return ticket


def by_number(sql: sqlite3.Connection, day: str, area: str, serial: int) -> Ticket | None:
    row = sql.execute(
        f"{_SELECT} FROM tickets WHERE day = ? AND area = ? AND serial = ?", (day, area, serial)
    ).fetchone()
    return _read(row) if row else None


def of_day(sql: sqlite3.Connection, day: str, typed: str) -> Ticket | None:
    """The ticket of a day that a typed number names; None when it is no number, or nobody has it."""
    parsed = parse(typed)
    return by_number(sql, day, *parsed) if parsed else None


def carried_to(sql: sqlite3.Connection, ticket: int) -> Ticket | None:
    """The ticket of the next day that a carried one became."""
    row = sql.execute(f"{_SELECT} FROM tickets WHERE carried_from = ?", (ticket,)).fetchone()
    return _read(row) if row else None


def carried_as(sql: sqlite3.Connection, day: str, area: str, serial: int) -> Ticket | None:
    """The ticket of a day before that had this number and was carried over to the day."""
    row = sql.execute(
        f"{_SELECT} FROM tickets WHERE area = ? AND serial = ? "
        "AND id IN (SELECT carried_from FROM tickets WHERE day = ? AND carried_from IS NOT NULL)",
        (area, serial, day),
    ).fetchone()
    return _read(row) if row else None


def regrade(sql: sqlite3.Connection, ticket: int, priority: str | None) -> None:
    sql.execute("UPDATE tickets SET priority = ? WHERE id = ?", (priority, ticket))


def last_serial(sql: sqlite3.Connection, day: str, area: str) -> int:
    """The last number of an area that was given or skipped on a day; 0 when none was."""
    row = sql.execute("SELECT last FROM numbering WHERE day = ? AND area = ?", (day, area)).fetchone()
    return row["last"] if row else 0


def skip(sql: sqlite3.Connection, day: str, area: str, last: int, reason: str) -> int:
    """Give no number of an area on a day up to `last`; answers the first one skipped, after `last` when all are given.

    Nothing is written in the latter case.
    """
    first = last_serial(sql, day, area) + 1
    if first <= last:
        sql.execute("INSERT INTO gaps VALUES (?, ?, ?, ?, ?)", (day, area, first, last, reason))
        sql.execute(
            "INSERT INTO numbering VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last", (day, area, last)
        )
    return first


def gaps_of(sql: sqlite3.Connection, day: str, area: str) -> list[tuple[int, int, str]]:
    """The numbers of an area skipped on a day, the latest first: first, last, reason."""
    rows = sql.execute(
        "SELECT first, last, reason FROM gaps WHERE day = ? AND area = ? ORDER BY first DESC", (day, area)
    )
    return [(row["first"], row["last"], row["reason"]) for row in rows]


def close_gap(sql: sqlite3.Connection, day: str, area: str, first: int) -> None:
    """Give the numbers of an area from `first` on again, which were skipped and are its last ones."""
    sql.execute("DELETE FROM gaps WHERE day = ? AND area = ? AND first = ?", (day, area, first))
    sql.execute("UPDATE numbering SET last = ? WHERE day = ? AND area = ?", (first - 1, day, area))
    sql.execute("DELETE FROM numbering WHERE day = ? AND area = ? AND last = 0", (day, area))


def later_day(sql: sqlite3.Connection, day: str) -> date | None:
    """The latest business day after one on which a number was given or skipped."""
    (latest,) = sql.execute("SELECT max(day) FROM numbering WHERE day > ?", (day,)).fetchone()
    return date.fromisoformat(latest) if latest else None


def is_skipped(sql: sqlite3.Connection, day: str, area: str, serial: int) -> bool:
    """Whether the office did not give a number of a day."""
    gaps = sql.execute(
        "SELECT 1 FROM gaps WHERE day = ? AND area = ? AND ? BETWEEN first AND last", (day, area, serial)
    )
    return gaps.fetchone() is not None


def issued_under(sql: sqlite3.Connection, key: str) -> Issued | None:
    row = sql.execute("SELECT ticket, at, ended, asked FROM issue_keys WHERE key = ?", (key,)).fetchone()
    return Issued(row["ticket"], from_text(row["at"]), bool(row["ended"]), row["asked"] or "") if row else None


def remember_key(sql: sqlite3.Connection, key: str, ticket: int, at: datetime, wish_digest: str) -> None:
    sql.execute(
        "INSERT INTO issue_keys(key, ticket, at, asked) VALUES (?, ?, ?, ?)", (key, ticket, to_text(at), wish_digest)
    )


def end_visit(sql: sqlite3.Connection, key: str) -> None:
    """The visitor went away: the key never shows the ticket again."""
    sql.execute("UPDATE issue_keys SET ended = 1 WHERE key = ?", (key,))


def forget_keys(sql: sqlite3.Connection, before: datetime) -> None:
    sql.execute("DELETE FROM issue_keys WHERE at < ?", (to_text(before),))


def _read(row: sqlite3.Row) -> Ticket:
    return Ticket(
        row["id"],
        date.fromisoformat(row["day"]),
        row["area"],
        row["serial"],
        row["token"],
        row["priority"],
        bool(row["unsure"]),
        from_text(row["issued_at"]),
        row["carried_from"],
        row["lang"],
        needs.from_text(row["needs"]),
        Wait(row["ahead"], row["low_s"], row["high_s"]) if row["ahead"] is not None else None,
        (row["office"], row["sealed"]) if row["sealed"] else None,
    )
