"""Whether the ratings, of which the log tells nothing but sums and marks, are as they were sealed."""

import sqlite3
from collections.abc import Iterator

from kiosk.domain.record.damage import Damage
from kiosk.domain.record.entries.day import DaySealed
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.history import History
from kiosk.domain.record.seal import sum_of
from kiosk.storage.ratings import ratings
from kiosk.storage.record import facts

NONE = sum_of(())


def damages(sql: sqlite3.Connection, past: History, standing: History, sealed: Entry | None) -> Iterator[Damage]:
    """`past` since the last seal (None: from the first entry on), `standing` from the first entry on."""
    yield from _days(sql, past, sealed)
    yield from _marks(sql, past, sealed is None)
    if sum_of(ratings.imported(sql)) != (standing.imported or NONE):
        yield Damage.of("ratings-imported")
    if (ratings.sum_of_imported(sql) or NONE) != (standing.imported or NONE):
        yield Damage.of("ratings-imported-sum")
    if sealed is None:
        yield from _unsealed(sql, past)


def _days(sql: sqlite3.Connection, past: History, sealed: Entry | None) -> Iterator[Damage]:
    """The seals of days tell what was rated on them; one of a day that was opened again is superseded."""
    seals = dict(past.ratings)
    if isinstance(sealed, DaySealed) and sealed.ratings is not None:
        seals[sealed.day] = sealed.ratings
    seals.pop(facts.standing(sql)[1], None)
    for day, digest in seals.items():
        if ratings.digest_of_day(sql, day) != digest:
            yield Damage.of("ratings-day", day=day)


def _marks(sql: sqlite3.Connection, past: History, everything: bool) -> Iterator[Damage]:
    """What was rated is marked once; nothing was rated that is not marked."""
    present = facts.marks(sql)
    if missing := past.marks.keys() - present:
        yield Damage.of("marks-missing", n=len(missing))
    earlier = past.redacted.marks if past.redacted else NONE
    if everything and sum_of(sorted(present - past.marks.keys())) != earlier:
        yield Damage.of("marks-strange")
    if ratings.count_taken(sql) > len(present):  # a power cut may lose some, and nothing adds any
        yield Damage.of("ratings-more")


def _unsealed(sql: sqlite3.Connection, past: History) -> Iterator[Damage]:
    """Ratings of days whose seal tells none: those of an earlier program, summed up when it was upgraded."""
    before = past.redacted.day if past.redacted else ""
    strange = set(ratings.days_taken(sql)) - past.ratings.keys() - {facts.standing(sql)[1]}
    if wrong := sorted(day for day in strange if day >= before):
        yield Damage.of("ratings-unsealed", day=wrong[0])
    if past.redacted and sum_of(ratings.taken_before(sql, before)) != past.redacted.ratings:
        yield Damage.of("ratings-before")
