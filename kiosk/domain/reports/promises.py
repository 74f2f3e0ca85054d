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
    """One promise, the guess of the same moment (None: it had no basis), and the wait that came of it (s)."""

    low_s: float
    high_s: float
    guess_s: float | None
    waited_s: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far off the middle of the promises was, how many waits lay within them, and how far off the guess was.

    `guessed`: beside how many a guess stood; `not_measured`: the services nobody measured, of which no guess knows.
    """

    n: int
    median_abs_error_s: float | None = None
    coverage: float | None = None
    baseline_median_abs_error_s: float | None = None
    guessed: int = 0
    not_measured: int = 0


def judge(kept: Sequence[Kept], not_measured: int = 0) -> Verdict:
    """The verdict over promises; nothing but their number when there are none."""
    if not kept:
        return Verdict(0, not_measured=not_measured)
    guesses = [abs(one.guess_s - one.waited_s) for one in kept if one.guess_s is not None]
    return Verdict(
        len(kept),
        round(median(abs((one.low_s + one.high_s) / 2 - one.waited_s) for one in kept), 1),
        round(fmean(one.low_s <= one.waited_s <= one.high_s for one in kept), 3),
        round(median(guesses), 1) if guesses else None,
        len(guesses),
        not_measured,
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
