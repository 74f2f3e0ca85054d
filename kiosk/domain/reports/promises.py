"""How good the promised waits were, beside a plain guess: average service × people before ÷ open counters."""

from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import fmean, median

from kiosk.domain.queue.waiting import BASIS

SERVICES = 40  # the newest of each area that an average is taken of
LATELY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One promise, the guess of the same moment, and the wait that came of it (s)."""

    low_s: float
    high_s: float
    guess_s: float
    waited_s: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far off the middle of the promises was, how many waits lay within them, and how far off the guess was."""

    n: int
    median_abs_error_s: float | None = None
    coverage: float | None = None
    baseline_median_abs_error_s: float | None = None


def judge(kept: Sequence[Kept]) -> Verdict:
    """The verdict over promises; nothing but their number when there are none."""
    if not kept:
        return Verdict(0)
    return Verdict(
        len(kept),
        round(median(abs((one.low_s + one.high_s) / 2 - one.waited_s) for one in kept), 1),
        round(fmean(one.low_s <= one.waited_s <= one.high_s for one in kept), 3),
        round(median(abs(one.guess_s - one.waited_s) for one in kept), 1),
    )


@dataclass(slots=True)
class GuessBasis:
    """What the plain guess knows at a moment: how long services took lately, and who is at work."""

    services: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=SERVICES)))
    steps: dict[int, datetime] = field(default_factory=dict)

    def stepped(self, counter: int, at: datetime) -> None:
        self.steps[counter] = at

    def served(self, area: str, took: timedelta) -> None:
        self.services[area].append(took.total_seconds())

    def guess(self, areas: Collection[str], counters: Collection[int], ahead: int, at: datetime) -> float | None:
        """The wait (s) by average service × people before ÷ open counters; None without a basis."""
        took = [each for area in areas for each in self.services[area]]
        opened = sum(at - self.steps[each] <= LATELY for each in counters if each in self.steps)
        return fmean(took) * ahead / opened if len(took) >= BASIS and opened else None


def verdict_line(verdict: Verdict) -> str:
    """A verdict on one line."""
    if verdict.median_abs_error_s is None or verdict.baseline_median_abs_error_s is None:
        return "promises 0"
    within = f"within the range {100 * (verdict.coverage or 0):.0f} %"
    errors = f"median error {verdict.median_abs_error_s:.1f} s, of the plain guess"
    return f"promises {verdict.n}, {within}, {errors} {verdict.baseline_median_abs_error_s:.1f} s"
