"""What an officer does with the queue: call, serve, end.

Every verb takes where it is done (a counter's number; for the ticket there also its own number, `A012`), who acts
(`by`) and the `version` of the page it was pressed on; a stale page is refused and nothing happens.
"""

from kiosk.actions.dossiers.receipts import require_receipts
from kiosk.actions.queue.counter import Step, known_reason, leg_of, stepping
from kiosk.domain import reasons
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.absence import require_awaited
from kiosk.domain.queue.calling import may_call
from kiosk.domain.queue.priority import turn_at
from kiosk.domain.queue.refusals import CounterBusy, CounterPaused, LetterNeeded, NobodyWaiting, NoBreak, UnknownTicket
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record.entries.queue import (
    BreakBegan,
    BreakEnded,
    DeskEntry,
    ServiceContinued,
    ServiceFinished,
    ServiceStarted,
    TicketAbsent,
    about,
)
from kiosk.office import Office
from kiosk.storage.hall import loudspeakers
from kiosk.storage.queue import desks, legs


def call_next(office: Office, number: int, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """Call the ticket whose turn it is to counter `number`; refuse when nobody waits or someone is there.

    Where the office decided that "next" ends the former service, someone there is no hindrance.
    """
    with stepping(office, number, by, version) as step:
        _free(step, number)
        leg = _call(step, number)
        if leg is None:
            raise NobodyWaiting(counter=number)
        return leg


def call_number(
    office: Office,
    number: int,
    ticket: str,
    reason: str | None = None,
    by: Actor = CONSOLE,
    *,
    version: int | None = None,
) -> Leg:
    """Call a chosen ticket that waits, wherever its turn is; out of turn it needs a reason code and is marked.

    Digits alone name who waits under them at the counter; of two such the letter is asked for.
    """
    with stepping(office, number, by, version) as step:
        _free(step, number)
        leg, first = _chosen(step, number, ticket), _whose_turn(step, number)
        code = None if first and first.id == leg.id else known_reason(reason, reasons.OUT_OF_TURN)
        return step.call(leg, number, code)


def _chosen(step: Step, number: int, ticket: str) -> Leg:
    if not (digits := ticket.strip()).isdecimal():
        return leg_of(step.work, ticket)
    counter = step.work.plan.counter(number)
    waiting = legs.waiting_under(step.work.sql, counter.serves | counter.helps, step.work.today.isoformat(), digits)
    if len(waiting) > 1:
        raise LetterNeeded(numbers=", ".join(leg.number for leg in waiting))
    if not waiting:
        raise UnknownTicket()
    return waiting[0]


def finish_and_next(
    office: Office, number: int, by: Actor = CONSOLE, version: int | None = None
) -> tuple[Leg, Leg | None]:
    """End the service and call the next in one step: the leg ended, and the one called (None: nobody waits)."""
    with stepping(office, number, by, version) as step:
        return _finish(step, step.subject()), _call(step, number)


def recall(office: Office, where: int | str, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """Call the ticket at the counter once more."""
    with stepping(office, where, by, version) as step:
        leg = step.move(step.subject(), step.subject().recall())
        step.announce(leg, "recall")
        return leg


def start(office: Office, where: int | str, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """The citizen came: the service begins."""
    with stepping(office, where, by, version) as step:
        return _logged(step, step.subject(), step.subject().start(step.work.now), ServiceStarted)


def finish(office: Office, where: int | str, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """The service is over; a ticket only called is started and ended."""
    with stepping(office, where, by, version) as step:
        return _finish(step, step.subject())


def next_service(
    office: Office, where: int | str, area: str | None = None, by: Actor = CONSOLE, version: int | None = None
) -> Leg:
    """End this service and begin the next of the same visit; after `dossiers_per_turn` it waits in turn again."""
    with stepping(office, where, by, version) as step:
        done, work = _finish(step, step.subject()), step.work
        letter = work.plan.area(area or done.area).letter
        bound = work.plan.areas[letter].rules.dossiers_per_turn
        serving, at = not bound or done.nth < bound, done.counter or 0
        turn = done.turn_at if serving else turn_at(work.now, work.plan.classes.get(done.priority or ""))
        fresh = step.begin(done.again(letter, work.now) if serving else done.onward(letter, turn, work.now))
        facts = (*about(fresh), at, step.by.person, done.id)
        step.log(ServiceContinued(*facts, to_text(turn), serving))
        return fresh


def begin_break(office: Office, number: int, reason: str, by: Actor = CONSOLE, version: int | None = None) -> str:
    """Close a free counter for a while, for a reason code: it calls nobody and is not counted as open."""
    with stepping(office, number, by, version) as step:
        _require_free(step, number)
        _require_no_break(step, number)
        desks.pause(step.work.sql, number, known_reason(reason, reasons.BREAK), step.work.now)
        step.log(BreakBegan(number, by.person, reason))
        return reason


def end_break(office: Office, number: int, by: Actor = CONSOLE, version: int | None = None) -> None:
    """The counter is open again."""
    with stepping(office, number, by, version) as step:
        if step.desk is None or step.desk.paused is None:
            raise NoBreak(counter=number)
        desks.pause(step.work.sql, number, None, None)
        step.log(BreakEnded(number, by.person))


def absent(office: Office, where: int | str, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """Nobody came to the call; refused before the recalls and the time that the office grants."""
    with stepping(office, where, by, version) as step:
        called, work = step.subject(), step.work
        missed = called.absent()
        require_awaited(called, loudspeakers.calls_of(work.sql, called, work.now), work.now, work.plan.desk)
        return _logged(step, called, missed, TicketAbsent)


def _free(step: Step, number: int) -> None:
    """Let the counter call: it is on no break, and nobody is there, or the office lets "next" end that service."""
    _require_no_break(step, number)
    if step.leg is not None and step.work.plan.desk.next_finishes:
        _finish(step, step.leg)
    else:
        _require_free(step, number)


def _require_free(step: Step, number: int) -> None:
    if step.leg is not None:
        raise CounterBusy(counter=number, number=step.leg.number)


def _require_no_break(step: Step, number: int) -> None:
    if step.desk and step.desk.paused:
        raise CounterPaused(counter=number)


def _call(step: Step, number: int) -> Leg | None:
    """Call the next of the counter's own areas, else of those it helps; None when nobody waits for it."""
    leg = _whose_turn(step, number)
    return step.call(leg, number) if leg else None


def _whose_turn(step: Step, number: int) -> Leg | None:
    plan, opened = step.work.plan, step.desk.opened if step.desk else frozenset[int]()
    for areas in filter(None, plan.callable_at(plan.counter(number), opened | {number})):
        for leg in legs.in_turn(step.work.sql, areas):
            if may_call(number, leg, plan, opened, step.work.now):
                return leg
    return None


def _finish(step: Step, leg: Leg) -> Leg:
    require_receipts(step.work, leg)
    return _logged(step, leg, leg.finish(step.work.now), ServiceFinished)


def _logged(step: Step, before: Leg, after: Leg, entry: type[DeskEntry]) -> Leg:
    step.move(before, after)
    step.log(entry(*about(after), before.counter or 0, step.by.person))
    return after
