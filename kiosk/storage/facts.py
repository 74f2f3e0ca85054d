"""The tables' side of `kiosk verify`: the same facts the log tells, read from the present."""

import hashlib
import sqlite3
from collections.abc import Sequence

from kiosk.domain.history import AnnouncementFacts, TicketFacts
from kiosk.domain.numbering import number
from kiosk.domain.ticket import Leg
from kiosk.storage import legs
from kiosk.storage.log import TRIGGERS


def tickets(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, TicketFacts]:
    """The tickets of these days, of every day when None."""
    where, values = _in("day", days)
    rows = sql.execute(f"SELECT id, area, serial, day, priority, unsure, token FROM tickets WHERE {where}", values)
    return {
        row["id"]: (
            number(row["area"], row["serial"]),
            row["day"],
            row["priority"],
            bool(row["unsure"]),
            hashlib.sha256(row["token"].encode()).hexdigest(),
        )
        for row in rows
    }


def legs_of(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, Leg]:
    """The legs of the tickets of these days."""
    where, values = _in("day", days)
    chosen = f"SELECT id FROM tickets WHERE {where}"
    rows = sql.execute(f"SELECT {legs.COLUMNS} FROM legs WHERE ticket IN ({chosen})", values)
    return {row["id"]: legs.read(row) for row in rows}


def announcements(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[tuple[str, int], AnnouncementFacts]:
    """The ledgers' entries about the tickets of these days."""
    where, values = _in("t.day", days)
    rows = sql.execute(
        "SELECT a.zone, a.no, a.leg, a.number, a.counter, a.kind FROM announcements a "
        f"JOIN legs l ON l.id = a.leg JOIN tickets t ON t.id = l.ticket WHERE {where}",
        values,
    )
    return {(zone, no): (leg, text, counter, kind) for zone, no, leg, text, counter, kind in rows}


def slips(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, tuple[int, str]]:
    """The tickets and outcomes of the ended print jobs of the tickets of these days."""
    where, values = _in("t.day", days)
    rows = sql.execute(
        "SELECT j.id, j.ticket, j.state FROM print_jobs j JOIN tickets t ON t.id = j.ticket "
        f"WHERE j.state NOT IN ('queued', 'printing') AND {where}",
        values,
    )
    return {job: (ticket, state) for job, ticket, state in rows}


def last_numbers(sql: sqlite3.Connection) -> list[tuple[str, str]]:
    """Days and areas whose counter of numbers is not the highest number given."""
    rows = sql.execute(
        "SELECT n.day, n.area FROM numbering n WHERE n.last IS NOT "
        "(SELECT max(serial) FROM tickets t WHERE t.day = n.day AND t.area = n.area)"
    )
    return [(day, area) for day, area in rows]


def officers(sql: sqlite3.Connection) -> set[int]:
    return {row[0] for row in sql.execute("SELECT id FROM officers")}


def devices(sql: sqlite3.Connection) -> dict[int, str]:
    return dict(sql.execute("SELECT id, role FROM devices").fetchall())


def configured(sql: sqlite3.Connection) -> str | None:
    """The body of the newest entry that set the plan."""
    row = sql.execute("SELECT body FROM log WHERE kind = 'OfficeConfigured' ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else None


def missing_triggers(sql: sqlite3.Connection) -> list[str]:
    """The triggers that keep the log append-only and are gone or changed."""
    found = dict(sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return [name for name, text in TRIGGERS.items() if found.get(name) != text]


def _in(column: str, days: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    if days is None:
        return "1", ()
    return f"{column} IN ({', '.join('?' * len(days))})", tuple(days)
