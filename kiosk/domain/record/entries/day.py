"""Entries about the business day and the clock."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class DayOpened(Entry):
    """The first write of a business day."""

    day: str


@kind
@dataclass(frozen=True, slots=True)
class DaySealed(Entry):
    """A business day is over: the head of the chain before it, what the day held, and how many dossiers there are.

    `ratings`: the digest of what was rated that day, by the ratings' keys ("" for nothing).
    """

    day: str
    head: str
    tickets: int
    done: int
    left: int
    dossiers: int | None = None
    ratings: str | None = None
    edition: int | None = None  # from 2 on, of a day that was sealed before


@kind
@dataclass(frozen=True, slots=True)
class DayReopened(Entry):
    """A sealed day is taken up again: `legs` that had left with it wait; `seal` is the hash of the seal superseded."""

    day: str
    seal: str
    legs: list[int]
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class ClockAccepted(Entry):
    """The clock was set back on purpose; the office's time goes on from here."""

    reason: str
    behind_s: int


@kind
@dataclass(frozen=True, slots=True)
class LeapAccepted(Entry):
    """A day begins on somebody's word, though the clock leapt ahead: by `ahead_s`, None when nothing told how far."""

    day: str
    reason: str
    ahead_s: int | None
    officer: int | None = None
