"""How long a wait may be: a range, or nothing when there is no basis for one.

The basis is what those called lately waited for each person before them. That holds what no service time knows: who
goes away, who is called first, how long a counter pauses between two. Measured against "average service × people
before ÷ open counters" on recorded days: `tests/bench/lobby/waits.py` prints both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, floor
from statistics import quantiles

BASIS = 5  # calls seen before a promise is made
PAUSE = timedelta(hours=1)  # nobody was called for so long: a break or a night, in which nobody's wait counts
GRAIN_S = 60  # promises are rounded outwards to whole minutes
AMBER = 0.8  # of the norm
CLOCK_GRAIN = timedelta(minutes=5)
SURE, UNSURE, UNLIKELY = "sure", "unsure", "unlikely"  # that a call comes before closing


@dataclass(frozen=True, slots=True)
class Wait:
    """People before, and the expected wait (seconds), both ends None when unknown.

    `today`: whether the call comes before the area closes.
    """

    ahead: int
    low_s: int | None = None
    high_s: int | None = None
    today: str = field(default=SURE, compare=False)

    @property
    def span(self) -> tuple[timedelta, timedelta] | None:
        if self.low_s is None or self.high_s is None:
            return None
        return timedelta(seconds=self.low_s), timedelta(seconds=self.high_s)

    @property
    def span_min(self) -> tuple[int, int] | None:
        """The same in minutes, which is how screens tell it."""
        if self.low_s is None or self.high_s is None:
            return None
        return self.low_s // GRAIN_S, self.high_s // GRAIN_S


@dataclass(frozen=True, slots=True)
class Called:
    """One called lately: people before when they came, since when they waited, and when they were called."""

    ahead: int
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast areas move: open counters, those free of them, and the 20 % and 80 % of the wait a person before (s)."""

    counters: int
    free: int
    each_s: tuple[float, float] | None = None


def pace(counters: int, free: int, called: Sequence[Called]) -> Pace:
    """The pace of so many open counters after these calls."""
    each = _each(sorted(called, key=lambda one: one.at))
    if len(each) < BASIS:
        return Pace(counters, free)
    low, _, _, high = quantiles(each, n=5, method="inclusive")
    return Pace(counters, free, (low, high))


def expect(ahead: int, now: Pace) -> Wait:
    """The 20-80 % range of the wait until called, with so many people before."""
    if now.counters < 1 or now.each_s is None:
        return Wait(ahead)
    low, high = span_s(ahead, now.each_s, now.free)
    return Wait(ahead, floor(low / GRAIN_S) * GRAIN_S, max(1, ceil(high / GRAIN_S)) * GRAIN_S)


def span_s(ahead: int, each_s: tuple[float, float], free: int) -> tuple[float, float]:
    """The range unrounded (s); a newcomer before whom nobody waits goes to a free counter at once."""
    if ahead == 0 and free:
        return 0.0, 0.0
    return (ahead + 1) * each_s[0], (ahead + 1) * each_s[1]


def _each(called: Sequence[Called]) -> list[float]:
    """What each waited for every person before and for themselves (s), in the order of the calls."""
    each, former, begun = [], None, None
    for one in called:
        if former and one.at - former > PAUSE:
            begun = one.at
        former, since = one.at, max(one.since, begun or one.since)
        each.append(max(timedelta(0), one.at - since).total_seconds() / (one.ahead + 1))
    return each


def minutes(since: datetime, until: datetime) -> int:
    """Whole minutes from an instant to another; 0 after a clock was set back."""
    return max(0, int((until - since).total_seconds() // 60))


def against_norm(waited: timedelta, norm_s: int) -> str:
    """How a wait stands to the norm (s, 0: none): "", amber or red."""
    waited_s = waited.total_seconds()
    return "red" if 0 < norm_s <= waited_s else "amber" if 0 < AMBER * norm_s <= waited_s else ""


def clock_range(wait: Wait, since: datetime) -> tuple[datetime, datetime] | None:
    """An expected wait since a local time as clock times, each on the next five minutes: minutes go stale on paper.

    No time is told that is past already, and the two are never the same.
    """
    if wait.span is None:
        return None
    early, late = (_next_mark(since + each) for each in wait.span)
    return early, max(late, early + CLOCK_GRAIN)


def _next_mark(at: datetime) -> datetime:
    """The five minutes of the clock that an instant is, or is before."""
    beyond = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % CLOCK_GRAIN
    return at + (CLOCK_GRAIN - beyond) % CLOCK_GRAIN
