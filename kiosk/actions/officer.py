"""What an officer does with the queue: call, serve, end.

Every verb takes where it is done (a counter's number; for the ticket there also its own number, `A012`), who acts
(`by`, an officer's id) and the `version` of the page it was pressed on; a stale page is refused and nothing happens.
"""

from kiosk.actions.counter import Step, stepping
from kiosk.domain.absence import require_awaited
from kiosk.domain.calling import kept_for
from kiosk.domain.entries import DeskEntry, ServiceFinished, ServiceStarted, TicketAbsent
from kiosk.domain.errors import CounterBusy, CounterPaused, NobodyWaiting
from kiosk.domain.ticket import Leg
from kiosk.office import Office
from kiosk.storage import legs


def call_next(office: Office, number: int, by: int | None = None, version: int | None = None) -> Leg:
    """Call the ticket whose turn it is to counter `number`; refuse when nobody waits or someone is there.

    Where the office decided that "next" ends the former service, someone there is no hindrance.
    """
    with stepping(office, number, by, version) as step:
        if step.leg is not None:
            if not step.work.plan.desk.next_finishes:
                raise CounterBusy(counter=number, number=step.leg.number)
            _finish(step, step.leg)
        leg = _call(step, number)
        if leg is None:
            raise NobodyWaiting(counter=number)
        return leg


def finish_and_next(
    office: Office, number: int, by: int | None = None, version: int | None = None
) -> tuple[Leg, Leg | None]:
    """End the service and call the next in one step: the leg ended, and the one called (None: nobody waits)."""
    with stepping(office, number, by, version) as step:
        return _finish(step, step.subject()), _call(step, number)


def recall(office: Office, where: int | str, by: int | None = None, version: int | None = None) -> Leg:
    """Call the ticket at the counter once more."""
    with stepping(office, where, by, version) as step:
        leg = step.move(step.subject(), step.subject().recall())
        step.announce(leg, "recall")
        return leg


def start(office: Office, where: int | str, by: int | None = None, version: int | None = None) -> Leg:
    """The citizen came: the service begins."""
    with stepping(office, where, by, version) as step:
        return _logged(step, step.subject(), step.subject().start(step.work.now), ServiceStarted)


def finish(office: Office, where: int | str, by: int | None = None, version: int | None = None) -> Leg:
    """The service is over; a ticket only called is started and ended."""
    with stepping(office, where, by, version) as step:
        return _finish(step, step.subject())


def absent(office: Office, where: int | str, by: int | None = None, version: int | None = None) -> Leg:
    """Nobody came to the call; refused before the recalls and the time that the office grants."""
    with stepping(office, where, by, version) as step:
        missed = step.subject().absent()
        require_awaited(step.subject(), step.work.now, step.work.plan.desk)
        return _logged(step, step.subject(), missed, TicketAbsent)


def facts(leg: Leg) -> dict[str, str | int | None]:
    """A call as programs are told of it."""
    return {"number": leg.number, "area": leg.area, "counter": leg.counter}


def _call(step: Step, number: int) -> Leg | None:
    """Call the next of the counter's own areas, else of those it helps; None when nobody waits for it."""
    if step.desk and step.desk.paused:
        raise CounterPaused(counter=number)
    if (leg := _whose_turn(step, number)) is None:
        return None
    called = step.move(leg, leg.call_to(number, step.work.now))
    step.announce(called, "call")
    return called


def _whose_turn(step: Step, number: int) -> Leg | None:
    plan, opened = step.work.plan, step.desk.opened if step.desk else frozenset[int]()
    for areas in filter(None, plan.callable_at(plan.counter(number))):
        for leg in legs.in_turn(step.work.sql, areas):
            if not (kept := kept_for(leg, plan, opened)) or number in kept:
                return leg
    return None


def _finish(step: Step, leg: Leg) -> Leg:
    return _logged(step, leg, leg.finish(step.work.now), ServiceFinished)


def _logged(step: Step, before: Leg, after: Leg, entry: type[DeskEntry]) -> Leg:
    step.move(before, after)
    step.log(entry(after.ticket, after.id, after.number, after.area, before.counter or 0, step.by))
    return after
