"""A clock that leaps ahead, told from a clock that nobody sets: the time since the machine was switched on.

A new business day that begins by such a leap waits for the word of somebody who signed in, so that no wait ends by it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

LEAP = timedelta(hours=1)
DRIFT = timedelta(minutes=2)  # what clocks are apart, or are put right by, without a word
RESTED = timedelta(days=7)  # so long an office may be switched off between two days of work


@dataclass(frozen=True, slots=True)
class Running:
    """When a machine was switched on, by its own clock; `boot` names that time, and no other has the name."""

    boot: str
    since: datetime

    def ahead(self, noted: "Running | None") -> timedelta | None:
        """How far the clock was put ahead since it was noted; None when nothing tells, as after a restart."""
        return self.since - noted.since if noted and noted.boot == self.boot else None


@dataclass(frozen=True, slots=True)
class NewDay:
    """A business day that is about to begin after another; `worked`: the office works on it."""

    former: date
    day: date
    worked: bool
    ahead: timedelta | None

    @property
    def needs_word(self) -> bool:
        """Whether somebody must say that it is this day: after a leap, or after a restart that nothing vouches for."""
        if self.day <= self.former:
            return False  # the clock was set back, and that was accepted
        if self.ahead is None:
            return not (self.worked and self.day - self.former <= RESTED)
        return self.ahead > (LEAP if self.day.year == self.former.year else DRIFT)
