"""What the holder of a ticket does without an officer: come back after a missed call, be late, go away."""

import hmac

from kiosk.actions.queue.counter import leg_of
from kiosk.actions.work import Work, working
from kiosk.domain.instants import to_text
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.priority import late_turn_at, returned_turn_at
from kiosk.domain.queue.refusals import UnknownTicket, WrongCode
from kiosk.domain.queue.ticket import Leg, Ticket
from kiosk.domain.record.entries.queue import TicketLate, TicketLeft, TicketReturned
from kiosk.office import Office
from kiosk.storage.queue import legs, tickets


def holding(office: Office, number: str, code: str) -> Ticket:
    """Today's ticket of a number, for somebody who also knows the four digits on its slip."""
    serial = parse(number)
    with office.reading() as (sql, plan):
        ticket = tickets.by_number(sql, office.today(plan).isoformat(), *serial) if serial else None
    if ticket is None or not hmac.compare_digest(ticket.code, code.strip()):
        raise WrongCode()
    return ticket


def come_back(office: Office, token: str, via: str) -> Leg:
    """One who missed the call waits again, by the rule."""
    with working(office) as work:
        back = returned(work, _held(work, token))
        legs.save(work.sql, back)
        facts = (back.ticket, back.id, back.number, back.area, to_text(back.turn_at))
        work.log(TicketReturned(*facts, via=via))
        return back


def run_late(office: Office, name: str, via: str) -> Leg:
    """Who will be late gives their turn away in time, once, and keeps a place.

    `name`: the ticket's token, or to staff who were told so its number of today.
    """
    with working(office) as work:
        leg = leg_of(work, name) if parse(name) else _held(work, name)
        late = leg.run_late(late_turn_at(leg.turn_at, work.now, work.plan.returns.penalty))
        legs.save(work.sql, late)
        work.log(TicketLate(late.ticket, late.id, late.number, late.area, to_text(late.turn_at), via))
        return late


def leave(office: Office, token: str, via: str) -> Leg:
    """Who needs the number no longer gives it back."""
    with working(office) as work:
        left = _held(work, token).leave("cancelled", work.now)
        legs.save(work.sql, left)
        work.log(TicketLeft(left.ticket, left.id, left.number, left.area, "cancelled", via))
        return left


def returned(work: Work, missed: Leg) -> Leg:
    """A leg that missed its call as it waits again: not before its old turn, and so often as the office allows."""
    returns, granted = work.plan.returns, work.plan.classes.get(missed.priority or "")
    turn = returned_turn_at(missed.turn_at, work.now, granted, returns.penalty)
    return missed.require_return(returns.times).come_back(turn, work.now)


def _held(work: Work, token: str) -> Leg:
    ticket = tickets.newest_by_token(work.sql, token)
    if ticket is None:
        raise UnknownTicket()
    return legs.newest_of(work.sql, ticket.id)
