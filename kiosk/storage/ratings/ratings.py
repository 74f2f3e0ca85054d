"""Ratings, whether each served leg was asked for one, and the numbered paper forms."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.ratings.rating import Rating
from kiosk.storage.queue import legs

_COLUMNS = "id, level, answer, source, counter, leg, dossier, ref, reasons, rated_at"
_INSERT = f"INSERT INTO ratings({_COLUMNS}, taken_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Paper forms printed together, numbered from 1."""

    id: int
    forms: int
    printed_at: datetime


def add(sql: sqlite3.Connection, rating: Rating, day: str) -> Rating:
    """Store a new rating (its id is ignored) taken down on a business day; answers it with its id."""
    return add_many(sql, [rating], day)[0]


def add_many(sql: sqlite3.Connection, ratings: Iterable[Rating], day: str) -> list[Rating]:
    """Store many at once; answers them with their ids."""
    newest = sql.execute("SELECT coalesce(max(id), 0) FROM ratings").fetchone()[0]
    numbered = [replace(rating, id=newest + i) for i, rating in enumerate(ratings, 1)]
    sql.executemany(_INSERT, ((*values(rating), day) for rating in numbered))
    return numbered


def correct(sql: sqlite3.Connection, rating: Rating, day: str) -> None:
    """What a newer file says of a rating it knows by its reference."""
    facts = (rating.level, rating.answer, rating.source, rating.counter, to_text(rating.rated_at), day, rating.id)
    sql.execute(
        "UPDATE ratings SET level = ?, answer = ?, source = ?, counter = ?, rated_at = ?, taken_on = ? WHERE id = ?",
        facts,
    )


def explain(sql: sqlite3.Connection, rating: Rating) -> None:
    """Write why somebody was not satisfied."""
    sql.execute("UPDATE ratings SET reasons = ? WHERE id = ?", (reasons_to_text(rating.reasons), rating.id))


def of_leg(sql: sqlite3.Connection, leg: int) -> Rating | None:
    """The rating of a served leg."""
    return _one(sql, "leg = ?", leg)


def of_dossier(sql: sqlite3.Connection, dossier: int) -> Rating | None:
    """The rating of a returned dossier."""
    return _one(sql, "dossier = ?", dossier)


def by_refs(sql: sqlite3.Connection, refs: Sequence[str]) -> dict[str, Rating]:
    """The ratings known under these references."""
    found: dict[str, Rating] = {}
    for start in range(0, len(refs), _BATCH):
        batch = refs[start : start + _BATCH]
        rows = sql.execute(f"SELECT {_COLUMNS} FROM ratings WHERE ref IN ({_marks(batch)})", tuple(batch))
        found |= {row["ref"]: _read(row) for row in rows}
    return found


def newest_done(sql: sqlite3.Connection, counter: int) -> tuple[Leg, Rating | None] | None:
    """The service that a counter ended last, and its rating; None while the same ticket is still at a counter."""
    row = sql.execute(
        f"SELECT {legs.COLUMNS} FROM legs INDEXED BY legs_done_at WHERE counter = ? AND state = 'done' "
        "ORDER BY ended_at DESC, id DESC LIMIT 1",
        (counter,),
    ).fetchone()
    if row is None:
        return None
    served = legs.read(row)
    busy = legs.newest_of(sql, served.ticket)
    return (served, of_leg(sql, served.id)) if busy.id == served.id else None


def offer(sql: sqlite3.Connection, leg: int, via: str, at: datetime) -> bool:
    """Note that a served leg was asked; False when it was known."""
    statement = "INSERT INTO rating_offers VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return sql.execute(statement, (leg, via, to_text(at))).rowcount > 0


def add_batch(sql: sqlite3.Connection, forms: int, at: datetime) -> Batch:
    """A new batch of numbered forms."""
    statement = "INSERT INTO rating_batches(forms, printed_at) VALUES (?, ?)"
    return Batch(sql.execute(statement, (forms, to_text(at))).lastrowid or 0, forms, at)


def batch(sql: sqlite3.Connection, number: int) -> Batch | None:
    row = sql.execute("SELECT id, forms, printed_at FROM rating_batches WHERE id = ?", (number,)).fetchone()
    return Batch(row["id"], row["forms"], from_text(row["printed_at"])) if row else None


def typed_of(sql: sqlite3.Connection, prefix: str) -> int:
    """How many forms of a batch, by the beginning of their references, are typed in."""
    where = "ref > ? AND ref < ?"
    return int(sql.execute(f"SELECT count(*) FROM ratings WHERE {where}", (prefix, f"{prefix}:")).fetchone()[0])


def newest_batches(sql: sqlite3.Connection, limit: int) -> list[Batch]:
    """The batches printed last, newest first."""
    rows = sql.execute("SELECT id, forms, printed_at FROM rating_batches ORDER BY id DESC LIMIT ?", (limit,))
    return [Batch(row["id"], row["forms"], from_text(row["printed_at"])) for row in rows]


def values(rating: Rating) -> tuple[Any, ...]:
    """A rating as its row, in the order of the columns."""
    about = (rating.counter, rating.leg, rating.dossier, rating.ref, reasons_to_text(rating.reasons))
    return (rating.id, rating.level, rating.answer, rating.source, *about, to_text(rating.rated_at))


def logged(rating: Rating) -> tuple[Any, ...]:
    """A rating as the log tells of it: of its reference only a digest, which may be somebody's own words."""
    digest = hashlib.sha256(rating.ref.encode()).hexdigest() if rating.ref else None
    return (*values(rating)[:7], digest, *values(rating)[8:])


def reasons_to_text(reasons: Collection[str] | None) -> str | None:
    """Codes with commas; "" when nobody would say why, None when nobody answered."""
    return None if reasons is None else ",".join(reasons)


def _one(sql: sqlite3.Connection, where: str, value: int) -> Rating | None:
    row = sql.execute(f"SELECT {_COLUMNS} FROM ratings WHERE {where}", (value,)).fetchone()
    return _read(row) if row else None


def _read(row: sqlite3.Row) -> Rating:
    return Rating(
        id=row["id"],
        level=row["level"],
        answer=row["answer"],
        source=row["source"],
        rated_at=from_text(row["rated_at"]),
        counter=row["counter"],
        reasons=None if row["reasons"] is None else tuple(filter(None, row["reasons"].split(","))),
        leg=row["leg"],
        dossier=row["dossier"],
        ref=row["ref"],
    )


def _marks(chosen: Sequence[str]) -> str:
    return ", ".join("?" * len(chosen))
