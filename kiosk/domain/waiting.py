"""How long a wait may be: a range, or nothing when there is no basis for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, fsum, sqrt

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


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast areas move: open counters, and how many service times were seen, their mean (s) and variance (s²)."""

    counters: int
    seen: int
    mean_s: float
    variance_s2: float


def pace(counters: int, services_s: Sequence[float]) -> Pace:
    """The pace of so many open counters with these recent service times (s)."""
    seen = len(services_s)
    mean = fsum(services_s) / seen if seen else 0.0
    return Pace(counters, seen, mean, fsum((each - mean) ** 2 for each in services_s) / seen if seen else 0.0)


def expect(ahead: int, now: Pace) -> Wait:
    """The 20–80 % range of the wait until called, with so many people before.

    Each of the `ahead` people and, on average, half of one being served pass through before it.
    """
    if now.counters < 1 or now.seen < BASIS:
        return Wait(ahead)
    turns = ahead + 0.5
    middle = turns * now.mean_s / now.counters
    spread = Z80 * sqrt(turns * now.variance_s2) / now.counters
    low = max(0, floor((middle - spread) / GRAIN_S)) * GRAIN_S
    high = max(1, ceil((middle + spread) / GRAIN_S)) * GRAIN_S
    return Wait(ahead, low, high)
