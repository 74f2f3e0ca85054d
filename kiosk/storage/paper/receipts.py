"""Receipts to print on the counters' printers, and the keys of the pages that filed dossiers."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.instants import from_text, to_text

KEYS_HOLD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReceiptJob:
    """One receipt to print at a counter (None: wherever slips are); copy 0 is the first."""

    id: int
    dossier: int
    copy: int
    counter: int | None
    state: str
    created_at: datetime


def add(sql: sqlite3.Connection, dossier: int, counter: int | None, at: datetime) -> ReceiptJob:
    """Queue a receipt."""
    copy = sql.execute("SELECT count(*) FROM receipt_jobs WHERE dossier = ?", (dossier,)).fetchone()[0]
    cursor = sql.execute(
        "INSERT INTO receipt_jobs(dossier, copy, counter, state, created_at) VALUES (?, ?, ?, 'queued', ?)",
        (dossier, copy, counter, to_text(at)),
    )
    return ReceiptJob(cursor.lastrowid or 0, dossier, copy, counter, "queued", at)


def oldest(sql: sqlite3.Connection, state: str, own: Collection[int], others: Collection[int]) -> ReceiptJob | None:
    """The first open job for a printer: of its own counters; without such, of any counter that no `others` have."""
    chosen = f"counter IN ({_marks(own)})" if own else f"(counter IS NULL OR counter NOT IN ({_marks(others)}))"
    row = sql.execute(
        "SELECT * FROM receipt_jobs WHERE state = ? AND state IN ('queued', 'printing') "
        f"AND {chosen} ORDER BY id LIMIT 1",
        (state, *(own or others)),
    ).fetchone()
    return _read(row) if row else None


def load(sql: sqlite3.Connection, job: int) -> ReceiptJob | None:
    row = sql.execute("SELECT * FROM receipt_jobs WHERE id = ?", (job,)).fetchone()
    return _read(row) if row else None


def claim(sql: sqlite3.Connection, job: int) -> None:
    """Mark a job half-done before a byte goes out."""
    sql.execute("UPDATE receipt_jobs SET state = 'printing' WHERE id = ?", (job,))


def end(sql: sqlite3.Connection, job: int, outcome: str, at: datetime) -> None:
    sql.execute("UPDATE receipt_jobs SET state = ?, ended_at = ? WHERE id = ?", (outcome, to_text(at), job))


def newest(sql: sqlite3.Connection, chosen: Collection[int]) -> dict[int, str]:
    """What became of the newest job of each of these dossiers."""
    rows = sql.execute(
        f"SELECT dossier, state FROM receipt_jobs WHERE dossier IN ({_marks(chosen)}) ORDER BY id", tuple(chosen)
    )
    return dict(rows.fetchall())


def awaited(sql: sqlite3.Connection, dossier: int) -> bool:
    """Whether a receipt of a dossier is still to come out of a printer."""
    return newest(sql, [dossier]).get(dossier) in ("queued", "printing")


def filed_under(sql: sqlite3.Connection, key: str) -> int | None:
    """The dossier that a page with this key filed."""
    row = sql.execute("SELECT dossier FROM filing_keys WHERE key = ?", (key,)).fetchone()
    return int(row["dossier"]) if row else None


def remember_key(sql: sqlite3.Connection, key: str, dossier: int, at: datetime) -> None:
    """What a page filed; pages of yesterday file nothing twice any more."""
    sql.execute("DELETE FROM filing_keys WHERE at < ?", (to_text(at - KEYS_HOLD),))
    sql.execute("INSERT INTO filing_keys VALUES (?, ?, ?)", (key, dossier, to_text(at)))


def _read(row: sqlite3.Row) -> ReceiptJob:
    told = (row["id"], row["dossier"], row["copy"], row["counter"], row["state"])
    return ReceiptJob(*told, from_text(row["created_at"]))


def _marks(values: Collection[int]) -> str:
    return ", ".join("?" * len(values))
