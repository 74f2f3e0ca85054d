"""The announcement ledger of each zone: numbered, append-only, read from any number on."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.hall.announcement import Announcement, Saying
from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg
from kiosk.storage.hall import messages
from kiosk.storage.queue import legs

_ADD = (
    "INSERT INTO announcements(zone, no, leg, number, counter, kind, priority, at, message) SELECT z.value, "
    "1 + coalesce((SELECT max(no) FROM announcements a WHERE a.zone = z.value), 0), ?, ?, ?, ?, ?, ?, ? "
    "FROM json_each(?) z RETURNING zone, no"
)


def add(sql: sqlite3.Connection, leg: Leg, zones: Sequence[str], kind: str, at: datetime) -> dict[str, int]:
    """Announce a call in each zone; answers the number it got in each ledger."""
    values = (leg.id, leg.number, leg.counter, kind, leg.priority is not None, to_text(at), None)
    return dict(sorted(map(tuple, sql.execute(_ADD, (*values, json.dumps(zones))))))


def add_message(sql: sqlite3.Connection, message: int, zones: Sequence[str], at: datetime) -> dict[str, int]:
    """Announce a message in each zone; answers the number it got in each ledger."""
    values = (None, "", 0, "message", False, to_text(at), message)
    return dict(sorted(map(tuple, sql.execute(_ADD, (*values, json.dumps(zones))))))


def withdraw(sql: sqlite3.Connection, leg: int, at: datetime, apologise: bool = True) -> dict[str, int]:
    """Take a leg's newest call back in each zone: one not said yet is marked, to one said an apology is added.

    `apologise` false: what the hall has heard stays as it is, what it has not is marked. Answers the number of the
    marked entry or of the apology in each ledger.
    """
    calls = sql.execute(
        "SELECT a.zone, max(CASE a.kind WHEN 'call' THEN a.no END) AS call, max(a.no) AS newest, "
        "coalesce(s.spoken_no, 0) AS said, coalesce(s.saying_no, 0) AS saying FROM announcements a "
        "LEFT JOIN zone_sounds s USING (zone) WHERE a.leg = ? AND a.kind IN ('call', 'recall') "
        "GROUP BY a.zone ORDER BY a.zone",
        (leg,),
    ).fetchall()
    taken_back = {}
    for zone, call, newest, said, saying in calls:
        heard = call if apologise else newest
        if heard > said and heard != saying:
            taken_back[zone] = _mark(sql, zone, newest, at)
        elif apologise:
            taken_back[zone] = _apologise(sql, zone, call, at)
    return taken_back


def taken_back(sql: sqlite3.Connection, leg: int) -> list[str]:
    """The zones where the newest word about a leg is that its call is taken back."""
    rows = sql.execute(
        "SELECT a.zone FROM announcements a WHERE a.leg = ?1 AND (a.kind = 'withdrawn' OR a.withdrawn_at IS NOT NULL) "
        "AND a.no = (SELECT max(b.no) FROM announcements b WHERE b.zone = a.zone AND b.leg = ?1) ORDER BY a.zone",
        (leg,),
    )
    return [zone for (zone,) in rows]


def _mark(sql: sqlite3.Connection, zone: str, no: int, at: datetime) -> int:
    sql.execute("UPDATE announcements SET withdrawn_at = ? WHERE zone = ? AND no = ?", (to_text(at), zone, no))
    return no


def _apologise(sql: sqlite3.Connection, zone: str, no: int, at: datetime) -> int:
    row = sql.execute(
        "INSERT INTO announcements SELECT zone, 1 + (SELECT max(no) FROM announcements WHERE zone = ?1), leg, number, "
        "counter, 'withdrawn', 0, ?3, NULL, NULL FROM announcements WHERE zone = ?1 AND no = ?2 RETURNING no",
        (zone, no, to_text(at)),
    ).fetchone()
    return int(row[0])


def after(sql: sqlite3.Connection, zone: str, no: int, limit: int = 100) -> list[Announcement]:
    """The entries of a zone after number `no`, oldest first."""
    rows = sql.execute("SELECT * FROM announcements WHERE zone = ? AND no > ? ORDER BY no LIMIT ?", (zone, no, limit))
    return [_read(row) for row in rows]


def latest(sql: sqlite3.Connection, zone: str, limit: int) -> list[Announcement]:
    """The newest entries of a zone, newest first."""
    rows = sql.execute("SELECT * FROM announcements WHERE zone = ? ORDER BY no DESC LIMIT ?", (zone, limit))
    return [_read(row) for row in rows]


def newest_no(sql: sqlite3.Connection, zone: str) -> int:
    """The number of the newest entry of a zone, 0 when it has none."""
    return int(sql.execute("SELECT coalesce(max(no), 0) FROM announcements WHERE zone = ?", (zone,)).fetchone()[0])


def load(sql: sqlite3.Connection, zone: str, no: int) -> Announcement | None:
    row = sql.execute("SELECT * FROM announcements WHERE zone = ? AND no = ?", (zone, no)).fetchone()
    return _read(row) if row else None


def saying(sql: sqlite3.Connection, said: Announcement) -> Saying:
    """An announcement with its message, or the language of its ticket."""
    message = messages.load(sql, said.message) if said.message else None
    leg = legs.load(sql, said.leg) if said.leg else None
    return Saying(said, message, leg.lang if leg else None)


def of_message(sql: sqlite3.Connection, zone: str, message: int) -> Announcement | None:
    """A message's newest entry in a zone."""
    row = sql.execute(
        "SELECT * FROM announcements WHERE zone = ? AND message = ? ORDER BY no DESC LIMIT 1", (zone, message)
    ).fetchone()
    return _read(row) if row else None


def _read(row: sqlite3.Row) -> Announcement:
    return Announcement(
        row["zone"],
        row["no"],
        row["leg"],
        row["number"],
        row["counter"],
        row["kind"],
        bool(row["priority"]),
        from_text(row["at"]),
        from_text(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        row["message"],
    )
