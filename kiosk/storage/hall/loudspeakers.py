"""The loudspeakers of the zones, and what became of each announcement at them."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.hall.announcer import SAID, SHORT
from kiosk.domain.hall.loudspeaker import Loudspeaker, SoundRecord
from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.absence import CallInZone
from kiosk.domain.queue.ticket import Leg

SPOKEN = (SAID, SHORT)


def load(sql: sqlite3.Connection, zone: str) -> Loudspeaker:
    """A zone's loudspeaker; one of nobody when none was ever there."""
    row = sql.execute("SELECT * FROM zone_sounds WHERE zone = ?", (zone,)).fetchone()
    if row is None:
        return Loudspeaker(zone)
    numbers = row["spoken_no"], row["saying_no"], row["message_no"]
    return Loudspeaker(
        zone, row["owner"], bool(row["trusted"]), _instant(row["seen_at"]), *numbers, _instant(row["muted_at"])
    )


def save(sql: sqlite3.Connection, speaker: Loudspeaker) -> None:
    sql.execute(
        "INSERT OR REPLACE INTO zone_sounds VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            speaker.zone,
            speaker.owner,
            speaker.trusted,
            _text(speaker.seen_at),
            speaker.spoken_no,
            speaker.saying_no,
            speaker.message_no,
            _text(speaker.muted_at),
        ),
    )


def account(sql: sqlite3.Connection, zone: str, outcomes: Iterable[tuple[int, str]], at: datetime) -> None:
    """Write down what became of announcements; what is said again after a take-over begins anew."""
    rows = ((zone, no, outcome, to_text(at)) for no, outcome in outcomes)
    sql.executemany("INSERT OR REPLACE INTO sayings (zone, no, outcome, at) VALUES (?, ?, ?, ?)", rows)


def end(sql: sqlite3.Connection, zone: str, no: int, at: datetime) -> None:
    """The announcement was said to its end."""
    sql.execute("UPDATE sayings SET ended_at = ? WHERE zone = ? AND no = ?", (to_text(at), zone, no))


def ended_at(sql: sqlite3.Connection, zone: str, no: int) -> datetime | None:
    """When an announcement was last said to its end."""
    row = sql.execute("SELECT ended_at FROM sayings WHERE zone = ? AND no = ?", (zone, no)).fetchone()
    return _instant(row[0]) if row else None


def calls_of(sql: sqlite3.Connection, leg: Leg, now: datetime) -> list[CallInZone]:
    """The newest call of a leg in each zone, and what became of it there."""
    rows = sql.execute(_CALLS, (leg.id, to_text(leg.called_at or leg.waiting_since))).fetchall()
    return [_call(row, now) for row in rows]


def _call(row: sqlite3.Row, now: datetime) -> CallInZone:
    """A call is still said when somebody speaks in the zone and has not passed it over."""
    speaker = Loudspeaker(row["zone"], row["owner"], seen_at=_instant(row["seen_at"]))
    said = row["outcome"] in SPOKEN
    pending = speaker.alive(now) and (said or row["outcome"] is None)
    return CallInZone(from_text(row["at"]), _instant(row["ended_at"]) if said else None, pending)


_CALLS = """
SELECT a.zone, max(a.no), a.at, s.outcome, s.ended_at, z.owner, z.seen_at FROM announcements a
LEFT JOIN sayings s USING (zone, no) LEFT JOIN zone_sounds z USING (zone)
WHERE a.leg = ? AND a.kind = 'call' AND a.at >= ? GROUP BY a.zone
"""


def record_since(sql: sqlite3.Connection, zone: str, at: datetime) -> SoundRecord:
    """The record of a zone since an instant."""
    rows = sql.execute(
        "SELECT outcome, count(*) FROM sayings WHERE zone = ? AND at >= ? GROUP BY outcome", (zone, to_text(at))
    )
    outcomes = dict(sorted(map(tuple, rows)))
    waits = sql.execute(_WAITS, (zone, to_text(at))).fetchall()
    silent, busy = ([wait for wait, waited in waits if waited == each] for each in (0, 1))
    return SoundRecord(outcomes, silent, busy)


_WAITS = """
WITH spoken AS (
    SELECT a.at AS made, s.at AS begun, lag(s.ended_at) OVER (ORDER BY s.at) AS former
    FROM sayings s JOIN announcements a USING (zone, no)
    WHERE s.zone = ? AND s.at >= ? AND s.outcome IN ('said', 'short')
)
SELECT round((julianday(begun) - julianday(made)) * 86400, 3), coalesce(former > made, 0) FROM spoken
"""


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def _text(at: datetime | None) -> str | None:
    return to_text(at) if at else None
