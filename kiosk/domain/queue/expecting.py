"""When may a call be expected? By working time: over noon, after hours and on days off nobody is called.

What is told is never a time that is past, and nothing beyond closing is promised without saying so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.waiting import GRAIN_S, SURE, UNLIKELY, UNSURE, Wait, clock_range


@dataclass(frozen=True, slots=True)
class ExpectedCall:
    """An expected call between two local times, each on the next five minutes, told at another.

    `until`: when the area closes on the day it is told; None: never. `carried_to`: the day on which who is not called
    by then is called first; None where their number ends with the day.
    """

    early: datetime
    late: datetime
    told_at: datetime
    until: datetime | None
    carried_to: date | None = None

    @property
    def today(self) -> str:
        """Whether it comes before closing: sure, unsure, or unlikely."""
        if self.until is None or self.late <= self.until:
            return SURE
        return UNSURE if self.early < self.until else UNLIKELY

    @property
    def other_day(self) -> date | None:
        """The day it falls on, when that is not the one on which it is told, as after midnight."""
        return self.late.date() if self.late.date() != self.told_at.date() else None

    def not_before(self, here: datetime) -> "ExpectedCall":
        """The call of one who is not there before a local time."""
        return replace(self, early=max(self.early, here), late=max(self.late, here))


def by_hours(wait: Wait, letter: str, plan: Plan, now: datetime) -> Wait:
    """A wait of so much working time as it passes on the clock: with the noon break, and the nights if need be."""
    if wait.low_s is None or wait.high_s is None:
        return wait
    low, high = (_elapsed(each, letter, plan, now) for each in (wait.low_s, wait.high_s))
    if low is None or high is None:
        return Wait(wait.ahead)
    by_clock = replace(wait, low_s=low, high_s=high)
    call = expected_call(by_clock, letter, plan, now)
    return replace(by_clock, today=call.today) if call else by_clock


def expected_call(wait: Wait, letter: str, plan: Plan, since: datetime) -> ExpectedCall | None:
    """When one may be called who waits by the clock so long from an instant on; None when nobody knows."""
    local = since.astimezone(plan.zone_info)
    if (span := clock_range(wait, local)) is None:
        return None
    hours = plan.hours_of(letter)
    until = hours.closing(local, plan.calendar)
    return ExpectedCall(*span, local, until, _carried_to(letter, plan, until) if plan.carries and until else None)


def _elapsed(work_s: int, letter: str, plan: Plan, now: datetime) -> int | None:
    local = now.astimezone(plan.zone_info)
    called = plan.hours_of(letter).after(local, timedelta(seconds=work_s), plan.calendar)
    if called is None:
        return None
    elapsed_s = round((called - local).total_seconds())  # midnight is no break, though a session ends just before it
    return ceil(elapsed_s / GRAIN_S) * GRAIN_S


def _carried_to(letter: str, plan: Plan, until: datetime) -> date | None:
    """The next day on which an area works."""
    opening = plan.hours_of(letter).next_opening(until, plan.calendar)
    return opening.date() if opening else None
