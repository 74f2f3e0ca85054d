"""Read-only sums of the ratings of days, both included, that are over.

The running day is in no sum: who looked before and after a visitor left would see what that visitor said.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.instants import to_text
from kiosk.domain.ratings.rating import COUNTED

# Level → how many.
Levels = dict[str, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """Ratings of a period: by level in all, by source and by counter (None: at none), and reasons by code."""

    levels: Levels
    sources: dict[str, Levels]
    counters: dict[int | None, Levels]
    reasons: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.levels.values())


OVER = "day BETWEEN ? AND ? AND day < (SELECT day FROM office)"


def sums(sql: sqlite3.Connection, first: date, last: date) -> Sums:
    """The sums of a period."""
    levels, sources, counters = _no_ratings(), dict[str, Levels](), dict[int | None, Levels]()
    rows = sql.execute(
        "SELECT level, source, counter, count(*) FROM ratings INDEXED BY ratings_counted "
        f"WHERE {OVER} GROUP BY level, source, counter",
        (f"{first}", f"{last}"),
    )
    for level, source, counter, n in rows:
        levels[level] += n
        sources.setdefault(source, _no_ratings())[level] += n
        counters.setdefault(counter, _no_ratings())[level] += n
    return Sums(levels, sources, counters, reasons(sql, first, last))


def reasons(sql: sqlite3.Connection, first: date, last: date) -> dict[str, int]:
    """How often each reason was given in a period, the most frequent first."""
    rows = sql.execute(
        "SELECT reasons, count(*) FROM ratings INDEXED BY ratings_explained "
        f"WHERE reasons > '' AND {OVER} GROUP BY reasons",
        (f"{first}", f"{last}"),
    )
    counts: Counter[str] = Counter()
    for codes, n in rows:
        counts.update(dict.fromkeys(codes.split(","), n))
    return dict(counts.most_common())


def never_offered(sql: sqlite3.Connection, since: datetime, until: datetime) -> dict[int, int]:
    """How many people each counter served in a period [since, until) who were never asked for a rating.

    One who went on there with another matter is asked once, after the last.
    """
    rows = sql.execute(
        "SELECT l.counter, count(*) FROM counters c JOIN legs l INDEXED BY legs_done_at ON l.counter = c.number "
        "AND l.state = 'done' AND l.ended_at >= ? AND l.ended_at < ? "
        "WHERE NOT EXISTS (SELECT 1 FROM rating_offers o WHERE o.leg = l.id) "
        "AND NOT EXISTS (SELECT 1 FROM legs m WHERE m.ticket = l.ticket AND m.id > l.id) "
        "GROUP BY l.counter ORDER BY l.counter",
        (to_text(since), to_text(until)),
    )
    return dict(rows.fetchall())


def first_day(sql: sqlite3.Connection) -> date | None:
    """The day of the oldest rating."""
    row = sql.execute("SELECT min(day) FROM ratings").fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def _no_ratings() -> Levels:
    return dict.fromkeys(COUNTED, 0)
