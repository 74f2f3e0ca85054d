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


@kind
@dataclass(frozen=True, slots=True)
class ClockAccepted(Entry):
    """The clock was set back on purpose; the office's time goes on from here."""

    reason: str
    behind_s: int
