"""What an officer does at a counter.

Every verb takes the counter's number, who acts (`by`, an officer's id) and the `version` of the page it was
pressed on; a stale page is refused and nothing happens.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.actions.work import Work, working
from kiosk.domain.entries import (
    DeskEntry,
    ServiceFinished,
    ServiceStarted,
    TicketAbsent,
    TicketCalled,
    TicketPutBack,
    TicketRecalled,
    TicketReturned,
)
from kiosk.domain.errors import CounterBusy, NobodyAtCounter, NobodyWaiting, StalePage, UnknownTicket
from kiosk.domain.instants import to_text
from kiosk.domain.priority import returned_turn_at
from kiosk.domain.ticket import Leg
from kiosk.office import Office
from kiosk.storage import announcements, desks, legs
from kiosk.storage.desks import Desk


def call_next(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """Call the ticket whose turn it is to counter `number`; refuse when nobody waits or someone is there."""
    with _at_desk(office, number, version) as (work, desk):
        if desk.leg is not None:
            raise CounterBusy(counter=number, number=desk.leg.number)
        leg = _whose_turn(work, number)
        if leg is None:
            raise NobodyWaiting(counter=number)
        return _announce(work, leg.call_to(number, work.now), TicketCalled, "call", by)


def recall(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """Call the ticket at the counter once more."""
    with _at_desk(office, number, version) as (work, desk):
        return _announce(work, _present(desk).recall(), TicketRecalled, "recall", by)


def start(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """The citizen came: the service begins."""
    return _step(office, ServiceStarted, lambda leg, work: leg.start(work.now), number=number, by=by, version=version)


def finish(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """The service is over; a ticket only called is started and ended."""
    return _step(office, ServiceFinished, lambda leg, work: leg.finish(work.now), number=number, by=by, version=version)


def absent(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """Nobody came to the call."""
    return _step(office, TicketAbsent, lambda leg, work: leg.absent(), number=number, by=by, version=version)


def put_back(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """Back into the queue at the old turn."""
    return _step(office, TicketPutBack, lambda leg, work: leg.put_back(work.now), number=number, by=by, version=version)


def take_back(office: Office, number: int, leg: int, version: int | None = None) -> Leg:
    """One who missed the call stands at the counter: wait again, by the rule, at most twice."""
    with _at_desk(office, number, version) as (work, _):
        missed = legs.load(work.sql, leg)
        if missed is None:
            raise UnknownTicket()
        turn = returned_turn_at(missed.turn_at, work.now, work.plan.classes.get(missed.priority or ""))
        back = missed.come_back(turn, work.now)
        legs.save(work.sql, back)
        work.log(TicketReturned(back.ticket, back.id, back.number, back.area, to_text(turn)))
        return back


def facts(leg: Leg) -> dict[str, str | int | None]:
    """A call as programs are told of it."""
    return {"number": leg.number, "area": leg.area, "counter": leg.counter}


@contextmanager
def _at_desk(office: Office, number: int, version: int | None) -> Iterator[tuple[Work, Desk]]:
    with working(office) as work:
        work.plan.counter(number)
        desk = desks.load(work.sql, number)
        if version is not None and version != desk.version:
            raise StalePage(counter=number)
        yield work, desk
        desks.step(work.sql, number, work.now)


def _whose_turn(work: Work, number: int) -> Leg | None:
    """The next of the counter's own areas, else of those it helps."""
    for areas in filter(None, work.plan.callable_at(work.plan.counter(number))):
        if leg := legs.next_for(work.sql, areas):
            return leg
    return None


def _announce(work: Work, leg: Leg, entry: type[TicketCalled] | type[TicketRecalled], kind: str, by: int | None) -> Leg:
    legs.save(work.sql, leg)
    announced = announcements.add(work.sql, leg, work.plan.area(leg.area).zones, kind, work.now)
    work.log(entry(leg.ticket, leg.id, leg.number, leg.area, leg.counter or 0, by, announced))
    return leg


def _step(
    office: Office,
    entry: type[DeskEntry],
    move: Callable[[Leg, Work], Leg],
    *,
    number: int,
    by: int | None,
    version: int | None,
) -> Leg:
    with _at_desk(office, number, version) as (work, desk):
        moved = move(_present(desk), work)
        legs.save(work.sql, moved)
        work.log(entry(moved.ticket, moved.id, moved.number, moved.area, number, by))
        return moved


def _present(desk: Desk) -> Leg:
    if desk.leg is None:
        raise NobodyAtCounter(counter=desk.counter)
    return desk.leg
