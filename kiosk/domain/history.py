"""What the log says the tables must hold: the rules of a leg run again over every entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain import entries as e
from kiosk.domain.instants import from_text
from kiosk.domain.ticket import Leg, State

TicketFacts = tuple[str, str, str | None, bool, str]
AnnouncementFacts = tuple[int, str, int, str]


@dataclass(slots=True)
class History:
    """The present as the log tells it, keyed as the tables are."""

    legs: dict[int, Leg] = field(default_factory=dict)
    tickets: dict[int, TicketFacts] = field(default_factory=dict)  # number, day, priority, unsure, token digest
    announcements: dict[tuple[str, int], AnnouncementFacts] = field(default_factory=dict)
    slips: dict[int, tuple[int, str]] = field(default_factory=dict)  # job: ticket, outcome
    officers: set[int] = field(default_factory=set)
    devices: dict[int, str] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)

    def take(self, entry: e.Entry, at: datetime) -> None:
        """Apply one entry; a move the rules forbid raises, as it did not happen so."""
        for kind, apply in _APPLY:
            if isinstance(entry, kind):
                apply(self, entry, at)
                return

    def move(self, entry: e.LegEntry, change: Callable[[Leg], Leg]) -> None:
        self.legs[entry.leg] = change(self.legs[entry.leg])


def replay(logged: Iterable[tuple[e.Entry, datetime]]) -> History:
    """The history of entries in their order."""
    history = History()
    for entry, at in logged:
        history.take(entry, at)
    return history


def _issued(h: History, x: e.TicketIssued, at: datetime) -> None:
    turn = from_text(x.turn_at)
    h.tickets[x.ticket] = (x.number, x.day, x.priority, x.unsure, x.token_digest)
    h.legs[x.leg] = Leg(x.leg, x.ticket, x.area, x.number, State.WAITING, turn, at, x.priority, x.unsure)


def _called(h: History, x: e.TicketCalled, at: datetime) -> None:
    h.move(x, lambda leg: leg.call_to(x.counter, at))
    _announced(h, x, "call")


def _recalled(h: History, x: e.TicketRecalled, at: datetime) -> None:
    h.move(x, lambda leg: leg.recall())
    _announced(h, x, "recall")


def _announced(h: History, x: e.TicketCalled | e.TicketRecalled, kind: str) -> None:
    h.announcements |= dict.fromkeys(x.announced.items(), (x.leg, x.number, x.counter, kind))


def _returned(h: History, x: e.TicketReturned, at: datetime) -> None:
    h.move(x, lambda leg: leg.come_back(from_text(x.turn_at), at))


def _left(h: History, x: e.TicketLeft, at: datetime) -> None:
    h.move(x, lambda leg: leg.end_with_day(at) if x.reason == "day-ended" else leg.leave(x.reason, at))


_APPLY: tuple[tuple[type[e.Entry], Callable[..., object]], ...] = (
    (e.TicketIssued, _issued),
    (e.TicketCalled, _called),
    (e.TicketRecalled, _recalled),
    (e.ServiceStarted, lambda h, x, at: h.move(x, lambda leg: leg.start(at))),
    (e.ServiceFinished, lambda h, x, at: h.move(x, lambda leg: leg.finish(at))),
    (e.TicketAbsent, lambda h, x, at: h.move(x, lambda leg: leg.absent())),
    (e.TicketPutBack, lambda h, x, at: h.move(x, lambda leg: leg.put_back(at))),
    (e.TicketReturned, _returned),
    (e.TicketLeft, _left),
    (e.SlipEnded, lambda h, x, at: h.slips.__setitem__(x.job, (x.ticket, x.outcome))),
    (e.OfficerAdded, lambda h, x, at: h.officers.add(x.officer)),
    (e.DeviceAdded, lambda h, x, at: h.devices.__setitem__(x.device, x.role)),
    (e.DayOpened, lambda h, x, at: h.days.append(x.day)),
)
