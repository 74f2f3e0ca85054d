"""What moves a ticket elsewhere: put back, taken back, parked, resumed, transferred.

The verbs take what those of `officer` take; with a ticket's number they work wherever the ticket is.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.actions.hall import announcing
from kiosk.actions.queue.counter import Step, known_reason, stepping
from kiosk.actions.queue.holder import returned
from kiosk.actions.work import Work
from kiosk.domain import reasons
from kiosk.domain.errors import BadRequest
from kiosk.domain.instants import to_text
from kiosk.domain.office.refusals import AreaClosed
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.keeping import kept_turn
from kiosk.domain.queue.refusals import NowhereToGo, TransferClosed, UnknownTicket
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.record.entries.queue import (
    TicketParked,
    TicketPutBack,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
    about,
)
from kiosk.office import Office
from kiosk.storage.queue import desks, legs

PLACES = ("turn", "first", "end")
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class To:
    """Where a transfer leads: an area or a counter (then in its area, when it serves that one), and the place there.

    `place`: in turn, first (needs a reason code) or to the end.
    """

    area: str | None = None
    counter: int | None = None
    place: str = "turn"
    reason: str | None = None


def put_back(office: Office, where: int | str, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """Back into the queue at the old turn; a call nobody came to yet is taken back."""
    with stepping(office, where, by, version) as step:
        before = step.subject()
        back = step.move(before, before.put_back(step.work.now))
        if before.state is State.CALLED:
            announcing.withdraw(step.work, before)
        step.log(TicketPutBack(*about(back), before.counter or 0, step.by.person))
        return back


def take_back(
    office: Office, where: int | str, leg: int | None = None, by: Actor = CONSOLE, version: int | None = None
) -> Leg:
    """One who missed the call stands here: wait again, by the rule."""
    with stepping(office, where, by, version) as step:
        missed = _chosen(step, leg)
        back = step.move(missed, returned(step.work, missed))
        step.log(TicketReturned(*about(back), to_text(back.turn_at), step.counter, step.by.person))
        return back


def park(
    office: Office,
    where: int | str,
    reason: str,
    by: Actor = CONSOLE,
    version: int | None = None,
    *,
    remind_min: int | None = None,
) -> Leg:
    """Set the ticket aside for a reason code, its turn kept; the counter is reminded after so many minutes."""
    with stepping(office, where, by, version) as step:
        before, now = step.subject(), step.work.now
        remind = _reminder(now, remind_min)
        at = before.counter or step.counter
        parked = step.move(before, before.park(now, known_reason(reason, reasons.PARK), at, remind))
        announcing.hush(step.work, before)
        facts = (*about(parked), at, step.by.person, reason)
        step.log(TicketParked(*facts, to_text(remind) if remind else None))
        return parked


def resume(
    office: Office, where: int | str, leg: int | None = None, by: Actor = CONSOLE, version: int | None = None
) -> Leg:
    """A parked ticket waits again at its kept turn."""
    with stepping(office, where, by, version) as step:
        parked = _chosen(step, leg)
        back = step.move(parked, parked.resume(step.work.now))
        step.log(TicketResumed(*about(back), step.counter, step.by.person))
        return back


def transfer(office: Office, where: int | str, to: To, by: Actor = CONSOLE, version: int | None = None) -> Leg:
    """End this stretch and wait in another area or for another counter; answers the stretch that begins."""
    with stepping(office, where, by, version) as step:
        before, work = step.subject(), step.work
        area, reason = _destination(work, before, to), _reason(to)
        turn = _place(work, before, area, to.place)
        step.move(before, before.transfer(work.now))
        announcing.hush(work, before)
        onward = before.onward(area, turn, work.now)
        fresh = step.begin(replace(onward, meant_for=to.counter, out_of_turn=reason))
        facts = (*about(before), before.counter, step.by.person, fresh.id)
        step.log(TicketTransferred(*facts, area, to.counter, to_text(turn), to.place, reason))
        return fresh


def _chosen(step: Step, leg: int | None) -> Leg:
    """The leg named by its id, else the one of the ticket the step is with."""
    subject = step.subject() if leg is None else legs.load(step.work.sql, leg)
    if subject is None:
        raise UnknownTicket()
    return subject


def _reminder(now: datetime, minutes: int | None) -> datetime | None:
    if minutes is not None and not 1 <= minutes <= reasons.LONGEST_REMINDER_MIN:
        raise BadRequest(detail="remind_min")
    return now + timedelta(minutes=minutes) if minutes else None


def _destination(work: Work, leg: Leg, to: To) -> str:
    """The area a transfer leads to; refused when it leads nowhere, or where nobody is received now."""
    if to.area is None and to.counter is None and to.place == "turn":
        raise NowhereToGo(number=leg.number)
    area = to.area or leg.area
    if to.counter is not None:
        served = work.plan.counter(to.counter).serves | work.plan.counter(to.counter).helps
        area = area if area in served else next(a for a in work.plan.areas if a in served)
    if to.counter == leg.counter and area == leg.area and to.place == "turn":
        raise NowhereToGo(number=leg.number)
    try:
        work.plan.require_open(work.plan.area(area), work.now)
    except AreaClosed as closed:
        raise TransferClosed(area=area) from closed
    return area


def _reason(to: To) -> str | None:
    if to.place not in PLACES:
        raise BadRequest(detail="place")
    return known_reason(to.reason, reasons.OUT_OF_TURN) if to.place == "first" else None


def _place(work: Work, leg: Leg, area: str, place: str) -> datetime:
    """The turn time there: the one it keeps, now, or just before everybody who waits there."""
    if place == "end":
        return work.now
    kept = kept_turn(legs.stretches_of(work.sql, leg.ticket), work.plan.classes, work.now)
    if place != "first":
        return kept
    foremost = legs.first_turn(work.sql, work.plan.rivals(area, desks.opened(work.sql, work.seen_since)))
    return min(kept, foremost - TICK) if foremost else kept
