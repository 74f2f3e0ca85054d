"""The tables' side of `kiosk verify`: the same facts the log tells, read from the present."""

import hashlib
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from kiosk.domain.queue.numbering import number
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record.row_facts import (
    AlertFacts,
    AnnouncementFacts,
    AssistFacts,
    MessageFacts,
    MessageSaid,
    ReceiptFacts,
    SeatFacts,
    SlipFacts,
    TicketFacts,
)
from kiosk.storage.dossiers import dossiers as register
from kiosk.storage.dossiers import procedures
from kiosk.storage.marks import marks_for
from kiosk.storage.office import plans
from kiosk.storage.queue import legs
from kiosk.storage.record import digests
from kiosk.storage.record.log import TRIGGERS

LogDigests = Mapping[tuple[str, int], str]  # the digests the log tells, by kind and number
NOTHING: LogDigests = {}


def tickets(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, TicketFacts]:
    """The tickets of these days, of every day when None."""
    where, values = _in("day", days)
    rows = sql.execute(f"SELECT * FROM tickets WHERE {where}", values)
    return {
        row["id"]: (
            number(row["area"], row["serial"]),
            row["day"],
            bool(row["unsure"]),
            _sha256(row["token"]),
            row["issued_at"],
            row["carried_from"],
            row["lang"],
            row["ahead"],
            row["low_s"],
            row["high_s"],
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
        "SELECT a.zone, a.no, a.leg, a.number, a.counter, a.kind, a.at, a.withdrawn_at "
        f"FROM announcements a JOIN legs l ON l.id = a.leg JOIN tickets t ON t.id = l.ticket WHERE {where}",
        values,
    )
    return {(zone, no): tuple(facts) for zone, no, *facts in rows}


def out_of_turn(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[tuple[str, int], tuple[int, str]]:
    """The calls out of turn of the tickets of these days."""
    where, values = _in("t.day", days)
    rows = sql.execute(
        "SELECT c.at, c.leg, c.counter, c.reason FROM calls_out_of_turn c JOIN legs l ON l.id = c.leg "
        f"JOIN tickets t ON t.id = l.ticket WHERE {where}",
        values,
    )
    return {(at, leg): (counter, reason) for at, leg, counter, reason in rows}


def messages(sql: sqlite3.Connection) -> dict[int, MessageFacts]:
    """Every message to the hall; what it said in free words is not for the log."""
    rows = sql.execute("SELECT id, kind, zones, officer, at, ended_at FROM messages")
    return {message: tuple(facts) for message, *facts in rows}


def messages_said(sql: sqlite3.Connection) -> dict[tuple[str, int], MessageSaid]:
    """The ledgers' entries about messages: all that are not of a leg alone."""
    rows = sql.execute(
        "SELECT zone, no, leg, number, counter, kind, priority, at, withdrawn_at, message FROM announcements "
        "WHERE leg IS NULL OR message IS NOT NULL"
    )
    return {(zone, no): tuple(facts) for zone, no, *facts in rows}


def slips(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, SlipFacts]:
    """The print jobs of the tickets of these days; who has a job in hand is not for the log."""
    where, values = _in("day", days)
    chosen = "1" if days is None else f"subject IN (SELECT id FROM tickets WHERE {where})"
    rows = sql.execute(
        "SELECT coalesce(former, id), subject, copy, created_at, "
        "CASE WHEN state IN ('queued', 'printing') THEN 'open' ELSE state END, ended_at "
        f"FROM paper_jobs WHERE kind = 'slip' AND {chosen}",
        values,
    )
    return {job: tuple(facts) for job, *facts in rows}


def alerts(sql: sqlite3.Connection) -> dict[int, AlertFacts]:
    """Every alert there was."""
    rows = sql.execute("SELECT id, kind, counter, raised_at, ended_at FROM alerts")
    return {row["id"]: (row["kind"], row["counter"], row["raised_at"], row["ended_at"]) for row in rows}


def marks(sql: sqlite3.Connection) -> set[str]:
    """The marks of everything that was rated."""
    return {mark for (mark,) in sql.execute("SELECT mark FROM rating_marks")}


def misnamed(sql: sqlite3.Connection) -> list[int]:
    """The tickets that name another log entry as the one that gave them."""
    rows = sql.execute(
        "SELECT t.id FROM tickets t LEFT JOIN log l ON l.seq = t.entry AND l.kind IN ('TicketIssued', 'TicketCarried') "
        "AND json_extract(l.body, '$.ticket') = t.id WHERE t.entry IS NOT NULL AND l.seq IS NULL"
    )
    return [ticket for (ticket,) in rows]


def last_leg(sql: sqlite3.Connection) -> int:
    """The highest number a leg was ever given."""
    row = sql.execute("SELECT seq FROM sqlite_sequence WHERE name = 'legs'").fetchone()
    return row[0] if row else 0


def offers(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, tuple[str, str]]:
    """Which legs of the tickets of these days were asked for a rating."""
    where, values = _in("t.day", days)
    rows = sql.execute(
        "SELECT o.leg, o.via, o.at FROM rating_offers o JOIN legs l ON l.id = o.leg JOIN tickets t ON t.id = l.ticket "
        f"WHERE {where}",
        values,
    )
    return {leg: (via, at) for leg, via, at in rows}


def assists(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, AssistFacts]:
    """The help that was given on these days."""
    where, values = _in("day", days)
    rows = sql.execute(f"SELECT id, day, kind, ticket, officer, at FROM assists WHERE {where}", values)
    return {assist: tuple(facts) for assist, *facts in rows}


def rating_batches(sql: sqlite3.Connection) -> dict[int, tuple[int, str]]:
    """The batches of numbered rating forms."""
    return {batch: (forms, at) for batch, forms, at in sql.execute("SELECT id, forms, printed_at FROM rating_batches")}


def seats(sql: sqlite3.Connection) -> dict[int, SeatFacts]:
    """Who sits at each counter."""
    rows = sql.execute("SELECT counter, officer, holder, since FROM seats")
    return {row["counter"]: (row["officer"], row["holder"], row["since"]) for row in rows}


def last_numbers(sql: sqlite3.Connection) -> list[tuple[str, str]]:
    """Days and areas whose counter of numbers is not the highest number given."""
    rows = sql.execute(
        "WITH known AS (SELECT day, area, serial FROM tickets UNION ALL SELECT day, area, last FROM gaps), "
        "given AS (SELECT day, area, max(serial) FROM known GROUP BY day, area) "
        "SELECT * FROM (SELECT * FROM numbering EXCEPT SELECT * FROM given) "
        "UNION ALL SELECT * FROM (SELECT * FROM given EXCEPT SELECT * FROM numbering)"
    )
    return sorted({(day, area) for day, area, _ in rows})


def gaps(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[tuple[str, str, int], tuple[int, str]]:
    """The numbers of these days that were skipped."""
    where, values = _in("day", days)
    rows = sql.execute(f"SELECT day, area, first, last, reason FROM gaps WHERE {where}", values)
    return {(day, area, first): (last, reason) for day, area, first, last, reason in rows}


def standing(sql: sqlite3.Connection) -> tuple[int, str]:
    """The version of the plan and the open business day; 0 and "" before the set-up."""
    row = sql.execute("SELECT version, day FROM office").fetchone()
    return (row["version"], row["day"]) if row else (0, "")


def digest_of_plan(sql: sqlite3.Connection, log_digest: str | None = None) -> str:
    return digests.of_plan(log_digest, plans.rows(sql), plans.canonical(sql))


def digest_of_procedures(sql: sqlite3.Connection, log_digest: str | None = None) -> str:
    return digests.of_procedures(log_digest, procedures.load_all(sql))


def any_procedure(sql: sqlite3.Connection) -> bool:
    return sql.execute("SELECT 1 FROM procedures LIMIT 1").fetchone() is not None


def digests_of_people(sql: sqlite3.Connection, log_digests: LogDigests = NOTHING) -> dict[tuple[str, int], str]:
    """A digest of each officer's and each device's row."""
    return _digests_of_rows(sql, log_digests, {"officer": "officers", "device": "devices"})


def digests_of_bodies(sql: sqlite3.Connection, log_digests: LogDigests = NOTHING) -> dict[tuple[str, int], str]:
    """A digest of each agency's and each receiving unit's row."""
    return _digests_of_rows(sql, log_digests, {"agency": "agencies", "unit": "units"})


def _digests_of_rows(
    sql: sqlite3.Connection, log_digests: LogDigests, kinds: Mapping[str, str]
) -> dict[tuple[str, int], str]:
    return {
        (kind, row["id"]): digests.of_row(log_digests.get((kind, row["id"])), kind, table, row)
        for kind, table in kinds.items()
        for row in sql.execute(f"SELECT * FROM {table}")
    }


def digests_of_dossiers(
    sql: sqlite3.Connection, log_digests: Mapping[int, str], chosen: Collection[int] | None
) -> dict[int, str]:
    """A digest of each of these dossiers with its trace, of every one when None."""
    return dict(register.digests(sql, log_digests, chosen))


def digest_of_officer(sql: sqlite3.Connection, officer: int) -> str:
    return digests_of_people(sql)["officer", officer]


def receipts(sql: sqlite3.Connection, since: str) -> dict[int, ReceiptFacts]:
    """The receipts queued since an instant (text); who has a job in hand is not for the log."""
    rows = sql.execute(
        "SELECT coalesce(former, id), subject, copy, counter, created_at, "
        "CASE WHEN state IN ('queued', 'printing') THEN 'open' ELSE state END, ended_at "
        "FROM paper_jobs WHERE kind = 'receipt' AND created_at >= ?",
        (since,),
    )
    return {job: tuple(facts) for job, *facts in rows}


def orphans(sql: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables with rows that refer to a row that is not there, and the table it should be in."""
    return sorted({(row["table"], row["parent"]) for row in sql.execute("PRAGMA foreign_key_check")})


def newest_ever(sql: sqlite3.Connection) -> int:
    """The number of the newest log entry there ever was: SQLite keeps it though the entry be deleted."""
    row = sql.execute("SELECT seq FROM sqlite_sequence WHERE name = 'log'").fetchone()
    return row[0] if row else 0


def missing_triggers(sql: sqlite3.Connection) -> list[str]:
    """The triggers that keep the log append-only and are gone or changed."""
    triggers = dict(sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return [name for name, text in TRIGGERS.items() if triggers.get(name) != text]


def _in(column: str, days: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    if days is None:
        return "1", ()
    return f"{column} IN ({marks_for(days)})", tuple(days)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
