"""How long a wait may be: a range, or nothing when there is no basis for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, sqrt
from statistics import fmean, pvariance

BASIS = 5  # service times seen before a promise is made
Z80 = 0.8416  # the 20th and 80th percentile of a normal distribution lie this many deviations off
GRAIN_S = 300  # promises are rounded outwards to five minutes


@dataclass(frozen=True, slots=True)
class Wait:
    """People before, and the expected wait (seconds), both ends None when unknown."""

    ahead: int
    low_s: int | None = None
    high_s: int | None = None

    @property
    def span(self) -> tuple[timedelta, timedelta] | None:
        if self.low_s is None or self.high_s is None:
            return None
        return timedelta(seconds=self.low_s), timedelta(seconds=self.high_s)


def expect(ahead: int, counters: int, services_s: Sequence[float]) -> Wait:
    """The 20–80 % range of the wait until called, from recent service times (s) of `counters` open counters.

    Each of the `ahead` people and, on average, half of one being served pass through before it.
    """
    if counters < 1 or len(services_s) < BASIS:
        return Wait(ahead)
    turns = ahead + 0.5
    middle = turns * fmean(services_s) / counters
    spread = Z80 * sqrt(turns * pvariance(services_s)) / counters
    low = max(0, floor((middle - spread) / GRAIN_S)) * GRAIN_S
    high = max(1, ceil((middle + spread) / GRAIN_S)) * GRAIN_S
    return Wait(ahead, low, high)
