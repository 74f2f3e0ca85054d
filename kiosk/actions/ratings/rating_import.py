"""Ratings taken over from a file: good rows are kept, bad ones named, and the same file again changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from sqlite3 import Connection

from kiosk.actions.strides import Strides
from kiosk.actions.work import working
from kiosk.domain import dates, numbers
from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.instants import from_local, to_ms, to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.held import MARK
from kiosk.domain.ratings.rating import COUNTED, SOURCES, Rating
from kiosk.domain.record.entries.ratings import RatingsImported
from kiosk.domain.record.seal import sum_of
from kiosk.domain.rows import Flaw, Imported, Row
from kiosk.domain.texts import alike
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from kiosk.storage.ratings.ratings import REASONS, Stored
from kiosk.storage.scratch import SeenLines

NEEDED = ("rated_at", "level", "source")
COLUMNS = ("ref", *NEEDED, "counter")
LONGEST_REF = 200
FIRST_YEAR, LAST_COUNTER = 2000, 999


@dataclass(slots=True)
class _Reading:
    """A file half read: what came of it so far, and how often each row without a reference stood in it."""

    plan: Plan
    now: datetime
    key: bytes
    done: Imported = field(default_factory=lambda: Imported(lines=SeenLines()))
    alike: Counter[bytes] = field(default_factory=Counter)


def import_ratings(office: Office, rows: Iterable[Row], dry_run: bool = False) -> Imported:
    """Take ratings with the columns ref, rated_at, level, source, counter.

    A row without `ref` is known by its content and by which of its like it is in the file, so that a file that grew
    brings only what is new. A dry run writes nothing.
    """
    with office.reading() as (_, plan):
        reading = _Reading(plan, office.clock(), office.keys.digest)
    keyed_ratings = (keyed_rating for _, keyed_rating in reading.done.good(rows, partial(_rating, reading)))
    strides = Strides()
    while batch := list(islice(keyed_ratings, strides.size)):
        if dry_run:
            _look(office, batch, reading.done)
        else:
            _keep(office, batch, reading.done, strides)
    return reading.done


def _look(office: Office, batch: list[tuple[str, Rating]], done: Imported) -> None:
    """Count what a batch would bring."""
    with office.db.reading() as sql:
        fresh, changed, _ = _news(sql, batch)
    done.new += len(fresh)
    done.changed += len(changed)


def _keep(office: Office, batch: list[tuple[str, Rating]], done: Imported, strides: Strides) -> None:
    with working(office) as work, strides.measured():
        fresh, changed, stored_rows = _news(work.sql, batch)
        if fresh or changed:
            ratings.take_over(work.sql, fresh + changed)
            former = ratings.sum_of_imported(work.sql)
            whole = sum_of(fresh + changed, former, [stored_rows[row[0]] for row in changed])
            ratings.note_sum(work.sql, whole)
            work.log(RatingsImported(len(fresh), len(changed), whole))
        done.new += len(fresh)
        done.changed += len(changed)


def _news(sql: Connection, batch: list[tuple[str, Rating]]) -> tuple[list[Stored], list[Stored], dict[str, Stored]]:
    """What a batch brings that is new and what it corrects, and what was known of it."""
    stored_rows = ratings.by_keys(sql, [key for key, _ in batch])
    rows = [_corrected(stored_rows.get(key), ratings.row(key, rating, None)) for key, rating in batch]
    fresh = [row for row in rows if row[0] not in stored_rows]
    return fresh, [row for row in rows if stored_rows.get(row[0], row) != row], stored_rows


def _corrected(former: Stored | None, row: Stored) -> Stored:
    """What a file says now, with the reasons that were known before: a file tells none."""
    return row if former is None else (*row[:REASONS], former[REASONS], *row[REASONS + 1 :])


def _rating(reading: _Reading, row: Row) -> tuple[str, Rating]:
    """A rating under the key by which a later file knows it again; when it was given is kept to the day."""
    cells = row.cells
    level, source = _level(reading.plan, cells["level"]), _source(cells["source"])
    rated_at, counter = _instant(reading, row), _counter(cells.get("counter", ""))
    ref = _ref(reading, row, f"{to_text(rated_at)} {level} {source} {counter}")
    day = rated_at.astimezone(reading.plan.zone_info).date()
    preview = {"rated_at": day, "level": level, "source": source, "counter": f"{counter or ''}"}
    reading.done.show(row.line, lambda: preview)
    return keyed(reading.key, "rating", ref)[:MARK], Rating(level, level, source, day, counter)


def _ref(reading: _Reading, row: Row, content: str) -> str:
    if ref := row.cells.get("ref", ""):
        if len(ref) > LONGEST_REF:
            raise Flaw("too-long", column="ref", most=LONGEST_REF)
        reading.done.once(ref, row.line)
        return f"ref:{ref}"
    content_hash = hashlib.sha256(content.encode())
    reading.alike[content_hash.digest()] += 1
    return f"row:{content_hash.hexdigest()}-{reading.alike[content_hash.digest()]}"


def _level(plan: Plan, text: str) -> str:
    """A level by its code, or by a name of the office's scale."""
    word = alike(text)
    named = {alike(each): level.counts_as for level in plan.ratings.levels for each in (level.name_vi, level.name_en)}
    codes = named | {code: code for code in COUNTED}
    if word not in codes:
        raise Flaw("not-one-of", column="level", text=text, known=", ".join(COUNTED))
    return codes[word]


def _source(text: str) -> str:
    if alike(text) not in SOURCES:
        raise Flaw("not-one-of", column="source", text=text, known=", ".join(SOURCES))
    return alike(text)


def _instant(reading: _Reading, row: Row) -> datetime:
    text = row.cells["rated_at"]
    try:
        at = to_ms(from_local(dates.turned(text) if row.month_first else text, reading.plan.zone_info))
    except (ValueError, OverflowError) as error:
        raise Flaw("no-instant", column="rated_at", text=text) from error
    if at > reading.now:
        raise Flaw("to-come", column="rated_at", text=text)
    if at.year < FIRST_YEAR:
        raise Flaw("not-our-time", column="rated_at", text=text)
    return at


def _counter(text: str) -> int | None:
    if not text:
        return None
    number = numbers.whole(text)
    if number is None or not 1 <= number <= LAST_COUNTER:
        raise Flaw("no-number", column="counter", text=text, most=LAST_COUNTER)
    return number
