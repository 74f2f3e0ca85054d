"""How satisfied were the citizens? Officers see sums of whole months that are over, of nobody few enough to be known.

The running month is left out, for who looked before and after a visitor left would see what that visitor said.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.ratings.rating import COUNTED, FEWEST, apart
from kiosk.moment import Moment
from kiosk.storage.reports import rating_figures
from kiosk.storage.reports.rating_figures import Levels, Sums
from kiosk.views import read_by

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over: its ratings by level, at counters with enough of them, and at all the others together.

    `levels` is None when the whole month had too few.
    """

    first: date
    total: int
    levels: Levels | None
    counters: dict[int, Levels]
    rest: Levels | None


@read_by("desk")
def months(moment: Moment) -> list[Month]:
    """The months since the first rating, newest first, at most two years of them."""
    oldest = rating_figures.first_day(moment.sql)
    if oldest is None:
        return []
    begun = oldest.replace(day=1)
    months, first = list[Month](), _before(moment.today.replace(day=1))
    while first >= begun and len(months) < MOST_MONTHS:
        sums = rating_figures.sums(moment.sql, first, _after(first) - timedelta(days=1))
        months.append(_month(first, sums))
        first = _before(first)
    return months


def _month(first: date, sums: Sums) -> Month:
    if sums.total < FEWEST:
        return Month(first, sums.total, None, {}, None)
    counters_apart = apart({counter: sum(levels.values()) for counter, levels in sums.counters.items()})
    counters = {counter: sums.counters[counter] for counter in sorted(counters_apart)}
    others = [levels for counter, levels in sums.counters.items() if counter not in counters_apart]
    rest = {level: sum(levels[level] for levels in others) for level in COUNTED}
    return Month(first, sums.total, sums.levels, counters, rest if others and counters else None)


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
