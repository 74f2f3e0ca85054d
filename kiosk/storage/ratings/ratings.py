"""Ratings, which lead to nobody; the marks of what was rated, and the numbered paper forms.

A rating has no time, no order and no name of what it is about: its key is drawn by lot. That something was rated is
known by a keyed mark, which refuses a second rating.
"""

import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.ratings.batch import Batch
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.record.seal import DIGESTS, digest
from kiosk.storage.marks import marks_for
from kiosk.storage.queue import legs

COLUMNS = "key, counter, officer, agency, day, level, answer, reasons, source, taken_on"
_INSERT = f"INSERT INTO ratings({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
REASONS = COLUMNS.split(", ").index("reasons")
_BATCH = 500
Stored = tuple[Any, ...]  # a row, its columns in their order


def add(sql: sqlite3.Connection, ratings: Iterable[Rating], taken_on: str) -> None:
    """Store ratings that were given here, taken down on a business day."""
    sql.executemany(_INSERT, sorted(row(secrets.token_hex(16), rating, taken_on) for rating in ratings))


def take_over(sql: sqlite3.Connection, rows: Collection[Stored]) -> None:
    """Store ratings from a file, or what a newer file says of them."""
    names = COLUMNS.split(", ")[1:]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    sql.executemany(f"{_INSERT} ON CONFLICT DO UPDATE SET {changes}", rows)


def row(key: str, rating: Rating, taken_on: str | None) -> Stored:
    """A rating as its row; `taken_on` None when it was taken over from a file."""
    place = (key, rating.counter, rating.officer, rating.agency, rating.day.isoformat())
    return (*place, rating.level, rating.answer, reasons_to_text(rating.reasons), rating.source, taken_on)


def by_keys(sql: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Stored]:
    """The rows known under these keys."""
    stored_rows: dict[str, Stored] = {}
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        rows = sql.execute(f"SELECT {COLUMNS} FROM ratings WHERE key IN ({marks_for(batch)})", tuple(batch))
        stored_rows |= {each["key"]: tuple(each) for each in rows}
    return stored_rows


def taken_on(sql: sqlite3.Connection, day: str) -> Iterator[Stored]:
    """The rows taken down on a business day, by their keys."""
    yield from map(tuple, sql.execute(f"SELECT {COLUMNS} FROM ratings WHERE taken_on = ? ORDER BY key", (day,)))


def imported(sql: sqlite3.Connection) -> Iterator[Stored]:
    """The rows taken over from files, by their keys."""
    yield from map(tuple, sql.execute(f"SELECT {COLUMNS} FROM ratings WHERE taken_on IS NULL ORDER BY key"))


def sum_of_imported(sql: sqlite3.Connection) -> str:
    """The sum of all rows taken over from files, as it was noted last."""
    return str(sql.execute("SELECT imported FROM record").fetchone()[0])


def note_sum(sql: sqlite3.Connection, whole: str) -> None:
    sql.execute("UPDATE record SET imported = ?", (whole,))


def taken_before(sql: sqlite3.Connection, day: str) -> Iterator[Stored]:
    """The rows taken down here before a business day, by their keys."""
    yield from map(tuple, sql.execute(f"SELECT {COLUMNS} FROM ratings WHERE taken_on < ? ORDER BY key", (day,)))


def days_taken(sql: sqlite3.Connection) -> list[str]:
    """The business days on which ratings were taken down here."""
    return [day for (day,) in sql.execute("SELECT DISTINCT taken_on FROM ratings WHERE taken_on IS NOT NULL")]


def count_taken(sql: sqlite3.Connection) -> int:
    """How many ratings were taken down here."""
    return int(sql.execute("SELECT count(*) FROM ratings WHERE taken_on IS NOT NULL").fetchone()[0])


def digest_of_day(sql: sqlite3.Connection, day: str) -> str:
    """The digest of what was taken down on a day, "" for nothing."""
    rows = list(taken_on(sql, day))
    return digest("ratings", {"rows": rows}).removeprefix(DIGESTS) if rows else ""


def lay_anew(sql: sqlite3.Connection, day: str) -> None:
    """Write a day's rows again by their keys: a page of the file would keep the order in which they came."""
    rows = list(taken_on(sql, day))
    sql.execute("DELETE FROM ratings WHERE taken_on = ?", (day,))
    sql.executemany(_INSERT, rows)


def mark(sql: sqlite3.Connection, mark: str) -> None:
    """Note that something was rated."""
    sql.execute("INSERT INTO rating_marks VALUES (?)", (mark,))


def unmark(sql: sqlite3.Connection, mark: str) -> bool:
    """It was not rated after all; whether it was marked."""
    return sql.execute("DELETE FROM rating_marks WHERE mark = ?", (mark,)).rowcount > 0


def marked(sql: sqlite3.Connection, marks: Sequence[str]) -> int:
    """How many of these marks are known."""
    where = f"mark IN ({marks_for(marks)})"
    return int(sql.execute(f"SELECT count(*) FROM rating_marks WHERE {where}", tuple(marks)).fetchone()[0])


def newest_done(sql: sqlite3.Connection, counter: int) -> Leg | None:
    """The service that a counter ended last; None while the same ticket is still at a counter."""
    row = sql.execute(
        f"SELECT {legs.COLUMNS} FROM legs INDEXED BY legs_done_at WHERE counter = ? AND state = 'done' "
        "ORDER BY ended_at DESC, id DESC LIMIT 1",
        (counter,),
    ).fetchone()
    if row is None:
        return None
    served = legs.read(row)
    return served if legs.newest_of(sql, served.ticket).id == served.id else None


def offer(sql: sqlite3.Connection, leg: int, via: str, at: datetime) -> bool:
    """Note that a leg was asked for a rating; False when it was before."""
    statement = "INSERT INTO rating_offers VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return sql.execute(statement, (leg, via, to_text(at))).rowcount > 0


def complain(sql: sqlite3.Connection, counter: int) -> None:
    """Tell the person in charge that somebody at a counter is not satisfied; nothing else is kept of it."""
    sql.execute("INSERT INTO complaints VALUES (?) ON CONFLICT DO NOTHING", (counter,))


def complaints(sql: sqlite3.Connection) -> list[int]:
    """The counters where somebody is not satisfied and nobody in charge has been."""
    return [counter for (counter,) in sql.execute("SELECT counter FROM complaints ORDER BY counter")]


def end_complaints(sql: sqlite3.Connection, counter: int | None = None) -> None:
    """Somebody saw to it; None: the day is over."""
    sql.execute("DELETE FROM complaints WHERE ? IS NULL OR counter = ?", (counter, counter))


def add_batch(sql: sqlite3.Connection, forms: int, at: datetime) -> Batch:
    """A new batch of numbered forms."""
    statement = "INSERT INTO rating_batches(forms, printed_at) VALUES (?, ?)"
    return Batch(sql.execute(statement, (forms, to_text(at))).lastrowid or 0, forms, at)


def batch(sql: sqlite3.Connection, number: int) -> Batch | None:
    row = sql.execute("SELECT id, forms, printed_at FROM rating_batches WHERE id = ?", (number,)).fetchone()
    return Batch(row["id"], row["forms"], from_text(row["printed_at"])) if row else None


def newest_batches(sql: sqlite3.Connection, limit: int) -> list[Batch]:
    """The batches printed last, newest first."""
    rows = sql.execute("SELECT id, forms, printed_at FROM rating_batches ORDER BY id DESC LIMIT ?", (limit,))
    return [Batch(each["id"], each["forms"], from_text(each["printed_at"])) for each in rows]


def reasons_to_text(reasons: Collection[str] | None) -> str | None:
    """Codes with commas; "" when nobody would say why, None when nobody answered."""
    return None if reasons is None else ",".join(reasons)
