"""Ratings taken over from a file: good rows are kept, bad ones named, and the same file again changes nothing."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice

from kiosk.actions.work import working
from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.instants import from_local, to_ms, to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.held import MARK
from kiosk.domain.ratings.rating import COUNTED, SOURCES, Rating
from kiosk.domain.record.entries.ratings import RatingsImported
from kiosk.domain.record.seal import sum_of
from kiosk.domain.rows import Flaw, Imported, Row
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from kiosk.storage.ratings.ratings import REASONS, Stored

NEEDED = ("rated_at", "level", "source")
BATCH = 500  # the hall's own writes wait for no more
LONGEST_REF = 200
FIRST_YEAR, LAST_COUNTER = 2000, 999


@dataclass(slots=True)
class _Reading:
    """A file half read: what came of it so far, and how often each row without a reference stood in it."""

    plan: Plan
    now: datetime
    key: bytes
    done: Imported = field(default_factory=Imported)
    alike: Counter[str] = field(default_factory=Counter)


def import_ratings(office: Office, rows: Iterable[Row]) -> Imported:
    """Take ratings with the columns ref, rated_at, level, source, counter.

    A row without `ref` is known by its content and by which of its like it is in the file, so that a file that grew
    brings only what is new.
    """
    with office.reading() as (_, plan):
        reading = _Reading(plan, office.clock(), office.keys.digest)
    found = (keyed_rating for _, keyed_rating in reading.done.good(rows, partial(_rating, reading)))
    while batch := list(islice(found, BATCH)):
        _keep(office, batch, reading.done)
    return reading.done


def _keep(office: Office, batch: list[tuple[str, Rating]], done: Imported) -> None:
    with working(office) as work:
        known = ratings.by_keys(work.sql, [key for key, _ in batch])
        rows = [_corrected(known.get(key), ratings.row(key, rating, None)) for key, rating in batch]
        fresh = [row for row in rows if row[0] not in known]
        changed = [row for row in rows if known.get(row[0], row) != row]
        if fresh or changed:
            ratings.take_over(work.sql, fresh + changed)
            former = ratings.sum_of_imported(work.sql)
            whole = sum_of(fresh + changed, former, [known[row[0]] for row in changed])
            ratings.note_sum(work.sql, whole)
            work.log(RatingsImported(len(fresh), len(changed), whole))
        done.new += len(fresh)
        done.changed += len(changed)


def _corrected(former: Stored | None, row: Stored) -> Stored:
    """What a file says now, with the reasons that were known before: a file tells none."""
    return row if former is None else (*row[:REASONS], former[REASONS], *row[REASONS + 1 :])


def _rating(reading: _Reading, row: Row) -> tuple[str, Rating]:
    """A rating under the key by which a later file knows it again; when it was given is kept to the day."""
    cells = row.cells
    level, source = _level(reading.plan, cells["level"]), _source(cells["source"])
    rated_at, counter = _instant(reading, cells["rated_at"]), _counter(cells.get("counter", ""))
    ref = _ref(reading, row, f"{to_text(rated_at)} {level} {source} {counter}")
    day = rated_at.astimezone(reading.plan.zone_info).date()
    return keyed(reading.key, "rating", ref)[:MARK], Rating(level, level, source, day, counter)


def _ref(reading: _Reading, row: Row, content: str) -> str:
    if given := row.cells.get("ref", ""):
        if len(given) > LONGEST_REF:
            raise Flaw("too-long", column="ref", most=LONGEST_REF)
        reading.done.once(given, row.line)
        return f"ref:{given}"
    reading.alike[content] += 1
    return f"row:{hashlib.sha256(content.encode()).hexdigest()}-{reading.alike[content]}"


def _level(plan: Plan, text: str) -> str:
    """A level by its code, or by a name of the office's scale."""
    asked = unicodedata.normalize("NFC", text).casefold()
    named = {
        each.casefold(): level.counts_as for level in plan.ratings.levels for each in (level.name_vi, level.name_en)
    }
    known = named | {code: code for code in COUNTED}
    if asked not in known:
        raise Flaw("not-one-of", column="level", text=text, known=", ".join(COUNTED))
    return known[asked]


def _source(text: str) -> str:
    if text.casefold() not in SOURCES:
        raise Flaw("not-one-of", column="source", text=text, known=", ".join(SOURCES))
    return text.casefold()


def _instant(reading: _Reading, text: str) -> datetime:
    try:
        at = to_ms(from_local(text, reading.plan.zone_info))
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
    if not text.isdecimal() or not 1 <= int(text) <= LAST_COUNTER:
        raise Flaw("no-number", column="counter", text=text, most=LAST_COUNTER)
    return int(text)
