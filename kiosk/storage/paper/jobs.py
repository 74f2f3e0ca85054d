"""The paper queue: slips, receipts, forms and lists that are to come out of a printer."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.storage.marks import marks_for

_COLUMNS = "id, kind, subject, copy, counter, created_at, coalesce(former, id) AS logged_as"


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to print: a ticket's slip, or of a dossier (`subject`) its receipt; copy 0 is the first.

    `counter`: whose printer it is for (None: where slips come out). `logged_as`: the number by which the log names it.
    """

    id: int
    kind: str
    subject: int
    copy: int
    counter: int | None
    created_at: datetime
    logged_as: int


def add(
    sql: sqlite3.Connection, kind: str, subject: int, at: datetime, copy: int = 0, *, counter: int | None = None
) -> int:
    """Queue a paper; answers its id."""
    cursor = sql.execute(
        "INSERT INTO paper_jobs(kind, subject, copy, counter, state, created_at) VALUES (?, ?, ?, ?, 'queued', ?)",
        (kind, subject, copy, counter, to_text(at)),
    )
    return cursor.lastrowid or 0


def copies(sql: sqlite3.Connection, kind: str, subject: int) -> int:
    """How often a paper was queued so far."""
    row = sql.execute("SELECT count(*) FROM paper_jobs WHERE subject = ? AND kind = ?", (subject, kind)).fetchone()
    return int(row[0])


def oldest(sql: sqlite3.Connection, own: Collection[int], others: Collection[int]) -> Job | None:
    """The first queued paper of a printer: slips, which a hall waits for, before what a counter waits for.

    A printer of `own` counters takes theirs alone; one without such takes slips, and what no `others` take.
    """
    mine = f"counter IN ({marks_for(own)})" if own else f"(counter IS NULL OR counter NOT IN ({marks_for(others)}))"
    row = sql.execute(
        f"SELECT {_COLUMNS} FROM paper_jobs INDEXED BY paper_jobs_open WHERE state = 'queued' "
        f"AND state IN ('queued', 'printing') AND {mine} ORDER BY kind <> 'slip', id LIMIT 1",
        tuple(own or others),
    ).fetchone()
    return _read(row) if row else None


def queued(sql: sqlite3.Connection, kind: str, subject: int) -> Job | None:
    """A paper that waits for its printer."""
    row = sql.execute(
        f"SELECT {_COLUMNS} FROM paper_jobs WHERE subject = ? AND kind = ? AND state = 'queued'", (subject, kind)
    ).fetchone()
    return _read(row) if row else None


def claim(sql: sqlite3.Connection, job: int, printer: str, by: str, at: datetime) -> None:
    """Mark a job half-done before a byte goes out: a second slip confuses a hall."""
    sql.execute(
        "UPDATE paper_jobs SET state = 'printing', printer = ?, claimed_by = ?, claimed_at = ? WHERE id = ?",
        (printer, by, to_text(at), job),
    )


def claimed(sql: sqlite3.Connection, job: int, by: str) -> Job | None:
    """A job that somebody has in hand; None when it is another's, or ended."""
    row = sql.execute(
        f"SELECT {_COLUMNS} FROM paper_jobs WHERE id = ? AND state = 'printing' AND claimed_by = ?", (job, by)
    ).fetchone()
    return _read(row) if row else None


def left_behind(sql: sqlite3.Connection, printer: str, by: str) -> list[Job]:
    """What a printer had in hand when its former agent ended; of no printer: from before printers were noted."""
    rows = sql.execute(
        f"SELECT {_COLUMNS} FROM paper_jobs INDEXED BY paper_jobs_open WHERE state = 'printing' "
        "AND state IN ('queued', 'printing') AND coalesce(printer, ?1) = ?1 AND claimed_by IS NOT ?2 ORDER BY id",
        (printer, by),
    )
    return [_read(row) for row in rows]


def release(sql: sqlite3.Connection, job: int) -> None:
    """Nothing of a claimed job went out: it waits again, in its old place."""
    sql.execute(
        "UPDATE paper_jobs SET state = 'queued', printer = NULL, claimed_by = NULL, claimed_at = NULL WHERE id = ?",
        (job,),
    )


def newest_slips(sql: sqlite3.Connection, day: str) -> list[tuple[str, str, str, datetime]]:
    """Of all whose visit of a day lasts: number and area, what became of the newest slip, and when that was queued."""
    rows = sql.execute(
        "SELECT l.number, l.area, j.state, j.created_at FROM legs l INDEXED BY legs_open "
        "JOIN tickets t ON t.id = l.ticket "
        "JOIN paper_jobs j ON j.id = (SELECT max(id) FROM paper_jobs WHERE subject = t.id AND kind = 'slip') "
        "WHERE l.state NOT IN ('done', 'left', 'transferred') AND t.day = ? ORDER BY j.id",
        (day,),
    )
    return [(number, area, state, from_text(at)) for number, area, state, at in rows]


def newest_slip(sql: sqlite3.Connection, ticket: int) -> tuple[Job, str] | None:
    """The newest job of a ticket's slip, and its state."""
    row = sql.execute(
        f"SELECT {_COLUMNS}, state FROM paper_jobs WHERE subject = ? AND kind = 'slip' ORDER BY id DESC LIMIT 1",
        (ticket,),
    ).fetchone()
    return (_read(row), row["state"]) if row else None


def end(sql: sqlite3.Connection, job: int, outcome: str, at: datetime) -> None:
    sql.execute("UPDATE paper_jobs SET state = ?, ended_at = ? WHERE id = ?", (outcome, to_text(at), job))


def newest_receipts(sql: sqlite3.Connection, chosen: Collection[int]) -> dict[int, str]:
    """What became of the newest receipt of each of these dossiers."""
    rows = sql.execute(
        f"SELECT subject, state FROM paper_jobs WHERE subject IN ({marks_for(chosen)}) "
        "AND kind = 'receipt' ORDER BY id",
        tuple(chosen),
    )
    return dict(rows.fetchall())


def receipt_awaited(sql: sqlite3.Connection, dossier: int) -> bool:
    """Whether a receipt of a dossier is still to come out of a printer."""
    return newest_receipts(sql, [dossier]).get(dossier) in ("queued", "printing")


def _read(row: sqlite3.Row) -> Job:
    facts = (row["id"], row["kind"], row["subject"], row["copy"], row["counter"])
    return Job(*facts, from_text(row["created_at"]), row["logged_as"])
