"""Who filed a dossier, and the free words about it: erasable, and never in the log."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.dossier import Applicant
from kiosk.domain.instants import from_text, to_text


@dataclass(frozen=True, slots=True)
class Note:
    """Free words about a dossier: `kind` is papers, reason or request."""

    at: datetime
    kind: str
    text: str


def add_many(sql: sqlite3.Connection, filed: Iterable[tuple[int, Applicant]]) -> None:
    """Keep who filed these dossiers (by internal number)."""
    sql.executemany(
        "INSERT INTO applicants(dossier, name, phone, address, email, id_digest, id_last4) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((dossier, a.name, a.phone, a.address, a.email, a.id_digest, a.id_last4) for dossier, a in filed),
    )


def load(sql: sqlite3.Connection, dossier: int) -> Applicant | None:
    """Who filed a dossier; None when nobody was named or they are forgotten."""
    return of_ids(sql, [dossier]).get(dossier)


def of_ids(sql: sqlite3.Connection, chosen: Collection[int]) -> dict[int, Applicant]:
    """Who filed these dossiers."""
    rows = sql.execute(
        "SELECT name, phone, address, email, id_digest, id_last4, dossier FROM applicants "
        f"WHERE dossier IN ({', '.join('?' * len(chosen))})",
        tuple(chosen),
    )
    return {dossier: Applicant(*told) for *told, dossier in rows}


def dossiers_of(sql: sqlite3.Connection, id_digest: str) -> list[int]:
    """The dossiers of one ID number, given as its keyed digest, newest first."""
    rows = sql.execute("SELECT dossier FROM applicants WHERE id_digest = ? ORDER BY dossier DESC", (id_digest,))
    return [row["dossier"] for row in rows]


def add_note(sql: sqlite3.Connection, dossier: int, note: Note) -> None:
    sql.execute(
        "INSERT INTO dossier_notes SELECT ?, coalesce(max(no), 0) + 1, ?, ?, ? FROM dossier_notes WHERE dossier = ?",
        (dossier, to_text(note.at), note.kind, note.text, dossier),
    )


def notes(sql: sqlite3.Connection, dossier: int) -> list[Note]:
    """The free words about a dossier, oldest first."""
    rows = sql.execute("SELECT at, kind, text FROM dossier_notes WHERE dossier = ? ORDER BY no", (dossier,))
    return [Note(from_text(at), kind, text) for at, kind, text in rows]


def erase(sql: sqlite3.Connection, dossier: int) -> None:
    """Forget who filed a dossier and every free word about it."""
    sql.execute("DELETE FROM applicants WHERE dossier = ?", (dossier,))
    sql.execute("DELETE FROM dossier_notes WHERE dossier = ?", (dossier,))
