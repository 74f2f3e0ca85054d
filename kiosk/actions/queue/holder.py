"""What the holder of a ticket does without an officer: come back after a missed call, be late, go away."""

from datetime import datetime, timedelta

from kiosk.actions.queue.counter import leg_of
from kiosk.actions.work import Work, working
from kiosk.domain.errors import BadRequest
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.priority import behind
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record.entries.queue import TicketLate, TicketLeft, TicketReturned, about
from kiosk.office import Office
from kiosk.storage.queue import legs, tickets

LATE_MIN = (5, 10, 20)  # what one who runs late may choose from


def come_back(office: Office, token: str, via: str, by: Actor = CONSOLE) -> Leg:
    """One who missed the call waits again, by the rule."""
    with working(office, by) as work:
        back = returned(work, _held(work, token))
        legs.save(work.sql, back)
        work.log(TicketReturned(*about(back), to_text(back.turn_at), via=via))
        return back


def run_late(office: Office, token: str, via: str, minutes: int = LATE_MIN[1]) -> Leg:
    """Who will be late by so many minutes gives their turn away in time, once, and keeps a place; it is a return."""
    with working(office) as work:
        return _late(work, _held(work, token), via, minutes)


def note_late(office: Office, number: str, by: Actor = CONSOLE, *, minutes: int = LATE_MIN[1]) -> Leg:
    """The same, told to staff by whoever holds a number of today."""
    with working(office, by) as work:
        return _late(work, leg_of(work, number), "cli" if by.role == "console" else "api", minutes)


def leave(office: Office, token: str, via: str) -> Leg:
    """Who needs the number no longer gives it back."""
    with working(office) as work:
        left = _held(work, token).leave("cancelled", work.now)
        legs.save(work.sql, left)
        work.log(TicketLeft(*about(left), "cancelled", via))
        return left


def returned(work: Work, missed: Leg) -> Leg:
    """A leg that missed its call as it waits again: behind others, and so often as the office allows."""
    back = missed.come_back(_given_away(work, missed), work.now)
    missed.require_return(work.plan.returns.times)
    return back


def _late(work: Work, leg: Leg, via: str, minutes: int) -> Leg:
    if minutes not in LATE_MIN:
        raise BadRequest(detail="minutes")
    until = work.now + timedelta(minutes=minutes)
    late = leg.run_late(_given_away(work, leg), until)
    leg.require_return(work.plan.returns.times)
    legs.save(work.sql, late)
    work.log(TicketLate(*about(late), to_text(late.turn_at), via, to_text(until)))
    return late


def _given_away(work: Work, leg: Leg) -> datetime:
    """The turn of one who lets the first pass who wait in the area, as many as the office decided."""
    return behind(leg.turn_at, legs.first_turns(work.sql, leg.area, work.plan.returns.after, but=leg.id))


def _held(work: Work, token: str) -> Leg:
    ticket = tickets.newest_by_token(work.sql, token)
    if ticket is None:
        raise UnknownTicket()
    return legs.newest_of(work.sql, ticket.id)
