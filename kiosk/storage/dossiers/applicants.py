"""Who filed a dossier, and the free words about it: erasable, and never in the log."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.dossiers.dossier import Applicant
from kiosk.domain.instants import from_text, to_text
from kiosk.domain.numbers import same_phone
from kiosk.storage.marks import marks_for

MEANT = 9  # digits behind the 0 or the country's code
MOST_ALIKE = 200


@dataclass(frozen=True, slots=True)
class Note:
    """Free words about a dossier: `kind` is papers, reason or request."""

    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Proofs:
    """What proves that a dossier is somebody's own: the edition of its receipt's PIN, and the registered phone."""

    dossier: int
    edition: int
    phone: str


_PROOFS = "SELECT d.id, d.edition, coalesce(a.phone, '') FROM dossiers d LEFT JOIN applicants a ON a.dossier = d.id"


def add_many(sql: sqlite3.Connection, filed: Iterable[tuple[int, Applicant]]) -> None:
    """Keep who filed these dossiers (by internal number)."""
    sql.executemany(
        "INSERT INTO applicants(dossier, name, phone, address, email, id_digest, id_last4) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((dossier, a.name, a.phone, a.address, a.email, a.id_digest, a.id_last4) for dossier, a in filed),
    )


def put(sql: sqlite3.Connection, dossier: int, who: Applicant) -> None:
    """Keep who filed a dossier, whatever was known of them."""
    sql.execute("DELETE FROM applicants WHERE dossier = ?", (dossier,))
    add_many(sql, [(dossier, who)])


def forgotten(sql: sqlite3.Connection) -> frozenset[int]:
    """The dossiers whose applicants were forgotten, as the log tells."""
    rows = sql.execute("SELECT body ->> 'dossier' FROM log WHERE kind = 'ApplicantErased'")
    return frozenset(dossier for (dossier,) in rows)


def load(sql: sqlite3.Connection, dossier: int) -> Applicant | None:
    """Who filed a dossier; None when nobody was named or they are forgotten."""
    return of_ids(sql, [dossier]).get(dossier)


def of_ids(sql: sqlite3.Connection, chosen: Collection[int]) -> dict[int, Applicant]:
    """Who filed these dossiers."""
    rows = sql.execute(
        "SELECT name, phone, address, email, id_digest, id_last4, dossier FROM applicants "
        f"WHERE dossier IN ({marks_for(chosen)})",
        tuple(chosen),
    )
    return {dossier: Applicant(*facts) for *facts, dossier in rows}


def proofs(sql: sqlite3.Connection, code: str) -> Proofs | None:
    """What proves that the dossier of a code is somebody's own; None when there is no such dossier."""
    row = sql.execute(f"{_PROOFS} WHERE d.code = ?", (code,)).fetchone()
    return Proofs(*row) if row else None


def proofs_of(sql: sqlite3.Connection, id_digest: str, most: int) -> list[Proofs]:
    """The same of the dossiers of one ID number, given as its keyed digest, newest first."""
    rows = sql.execute(f"{_PROOFS} WHERE a.id_digest = ? ORDER BY d.id DESC LIMIT ?", (id_digest, most))
    return [Proofs(*row) for row in rows]


def of_phone(sql: sqlite3.Connection, phone: str, most: int) -> list[int]:
    """The newest dossiers of a whole phone number, however it was written when they were filed."""
    ends = "replace(replace(replace(replace(phone, ' ', ''), '.', ''), '-', ''), ' ', '')"
    rows = sql.execute(
        f"SELECT dossier, phone FROM applicants WHERE {ends} LIKE ? ORDER BY dossier DESC LIMIT ?",
        (f"%{phone[-MEANT:]}", MOST_ALIKE),
    )
    return [dossier for dossier, kept in rows if same_phone(kept, phone)][:most]


def add_note(sql: sqlite3.Connection, dossier: int, note: Note) -> None:
    sql.execute(
        "INSERT INTO dossier_notes SELECT ?, coalesce(max(no), 0) + 1, ?, ?, ? FROM dossier_notes WHERE dossier = ?",
        (dossier, to_text(note.at), note.kind, note.text, dossier),
    )


def notes(sql: sqlite3.Connection, dossier: int) -> list[Note]:
    """The free words about a dossier, oldest first."""
    rows = sql.execute("SELECT at, kind, text FROM dossier_notes WHERE dossier = ? ORDER BY no", (dossier,))
    return [Note(from_text(at), kind, text) for at, kind, text in rows]


def ended_before(sql: sqlite3.Connection, at: datetime, limit: int) -> list[int]:
    """Dossiers whose work ended before an instant and of which something can still be forgotten."""
    rows = sql.execute(
        "SELECT d.id FROM dossiers d WHERE d.state IN (3, 7, 8, 10) AND coalesce(d.returned_at, d.finished_at) < ? "
        "AND (d.id IN (SELECT dossier FROM applicants) OR d.id IN (SELECT dossier FROM dossier_notes)) LIMIT ?",
        (to_text(at), limit),
    )
    return [row["id"] for row in rows]


def is_known(sql: sqlite3.Connection, dossier: int, code: str) -> bool:
    """Whether anything is known of who filed the dossier of this number and code."""
    row = sql.execute(
        "SELECT 1 FROM dossiers d WHERE d.id = ? AND d.code = ? AND (d.id IN (SELECT dossier FROM applicants) "
        "OR d.id IN (SELECT dossier FROM dossier_notes))",
        (dossier, code),
    ).fetchone()
    return row is not None


def erase(sql: sqlite3.Connection, dossier: int) -> None:
    """Forget who filed a dossier and every free word about it."""
    sql.execute("DELETE FROM applicants WHERE dossier = ?", (dossier,))
    sql.execute("DELETE FROM dossier_notes WHERE dossier = ?", (dossier,))
