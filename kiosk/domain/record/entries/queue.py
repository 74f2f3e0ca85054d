"""Entries about tickets, their legs and the counters."""

from dataclasses import dataclass

from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record.entries.entry import Entry, kind


def about(leg: Leg) -> tuple[int, int, str, str]:
    """What every entry about a leg begins with: its ticket, its own id, its number and its area."""
    return leg.ticket, leg.id, leg.number, leg.area


@kind
@dataclass(frozen=True, slots=True)
class TicketIssued(Entry):
    """A number was given, with the promise on its slip: people before, and the expected wait (s).

    Of a class of priority, which tells of somebody's health, only the head start is here (None: from a time before).
    """

    ticket: int
    leg: int
    job: int
    number: str
    area: str
    day: str
    turn_at: str
    unsure: bool
    token_digest: str
    ahead: int
    low_s: int | None
    high_s: int | None
    via: str
    lang: str | None = None
    head_start_min: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketCarried(Entry):
    """Who waited when the day ended waits on under a new number, the turn kept; `former` is their old ticket."""

    ticket: int
    leg: int
    number: str
    area: str
    day: str
    turn_at: str
    unsure: bool
    token_digest: str
    former: int
    lang: str | None = None
    head_start_min: int | None = None


@dataclass(frozen=True, slots=True)
class LegEntry(Entry):
    """What happened to one leg; `about` makes its fields."""

    ticket: int
    leg: int
    number: str
    area: str


@kind
@dataclass(frozen=True, slots=True)
class TicketCalled(LegEntry):
    """`announced` maps each zone to the number of the announcement in its ledger; `reason` when out of turn."""

    counter: int
    officer: int | None
    announced: dict[str, int]
    reason: str | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketRecalled(LegEntry):
    counter: int
    officer: int | None
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class CallWithdrawn(LegEntry):
    """A call was taken back; `announced` maps each zone to the call that is not said, or to the apology for it."""

    counter: int
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class CallRestored(LegEntry):
    """That a call was taken back is undone; `announced` maps each zone to the call that is said there after all."""

    counter: int
    announced: dict[str, int]


@dataclass(frozen=True, slots=True)
class DeskEntry(LegEntry):
    """A step at a counter."""

    counter: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class ServiceStarted(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class ServiceFinished(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketAbsent(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketPutBack(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketReturned(LegEntry):
    """One who missed the call waits again at a new turn."""

    turn_at: str
    counter: int | None = None
    officer: int | None = None
    via: str = "desk"


@kind
@dataclass(frozen=True, slots=True)
class TicketLate(LegEntry):
    """Who will come later than their turn waits on at a new one, not called before `until`."""

    turn_at: str
    via: str
    until: str | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketParked(LegEntry):
    """Set aside at a counter, or from elsewhere, for a reason code."""

    counter: int | None
    officer: int | None
    reason: str
    remind_at: str | None


@kind
@dataclass(frozen=True, slots=True)
class TicketResumed(LegEntry):
    counter: int | None
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class TicketTransferred(LegEntry):
    """A leg ended and the next waits in an area, maybe for one counter; `place` is turn, first or end."""

    counter: int | None
    officer: int | None
    next_leg: int
    to_area: str
    to_counter: int | None
    turn_at: str
    place: str
    reason: str | None


@kind
@dataclass(frozen=True, slots=True)
class ServiceContinued(LegEntry):
    """The next service of one visit begins where the leg `former` ended; or it waits again, not `serving`."""

    counter: int
    officer: int | None
    former: int
    turn_at: str
    serving: bool


@kind
@dataclass(frozen=True, slots=True)
class StepUndone(LegEntry):
    """A counter took its last step back: these legs are as they were before it, or gone when they began with it."""

    counter: int
    officer: int | None
    legs: list[int]


@kind
@dataclass(frozen=True, slots=True)
class PriorityChanged(LegEntry):
    """Staff granted a class, or withdrew it, for a reason code; of the class only the head start is here."""

    officer: int | None
    turn_at: str
    reason: str
    head_start_min: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketNoted(Entry):
    """Staff wrote a short note, or took it away; what it says is not for the log."""

    ticket: int
    number: str
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class BreakBegan(Entry):
    counter: int
    officer: int | None
    reason: str


@kind
@dataclass(frozen=True, slots=True)
class BreakEnded(Entry):
    counter: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class NumbersSkipped(Entry):
    """The numbers from `first` to `last` were not given by the office, for a reason code."""

    day: str
    area: str
    first: int
    last: int
    reason: str
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class SkipUndone(Entry):
    """The numbers from `first` to `last`, skipped by mistake, are given after all."""

    day: str
    area: str
    first: int
    last: int
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketLeft(LegEntry):
    reason: str
    via: str = "office"
