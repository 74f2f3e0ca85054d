"""How does a ticket stand: to its holder by phone, slip and touch screen, and to the staff at a desk?"""

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.guessing import SLIP, Aim
from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Zone
from kiosk.domain.office.settings import Returns
from kiosk.domain.queue.expecting import ExpectedCall, expected_call
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import NoSuchSlip, UnknownTicket, WrongCode
from kiosk.domain.queue.ticket import OPEN, Leg, State, Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.moment import Moment
from kiosk.storage.queue import legs, notes, tickets
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.queue import waits


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, its present leg, and while it waits the people before and the expected call (local times).

    `message`: what the hall is told in a zone where it is waited for; who is served may be far away.
    """

    ticket: Ticket
    leg: Leg
    wait: Wait
    expected: ExpectedCall | None
    zones: tuple[Zone, ...]
    called_at: datetime | None
    message: Message | None
    as_of: datetime
    returns: Returns

    @property
    def away_until(self) -> datetime | None:
        """Until when the holder, who runs late, is not called (local time)."""
        until = self.leg.away_until
        return until.astimezone(self.as_of.tzinfo) if until and self.as_of < until else None

    @property
    def returns_left(self) -> int:
        """How often one who misses the call may still wait again."""
        return max(0, self.returns.times - self.leg.returns)


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket of the day, the stretch it is in, and what staff noted to it."""

    ticket: Ticket
    leg: Leg
    note: str

    @property
    def open(self) -> bool:
        """Whether the visit still lasts."""
        return self.leg.state in OPEN


@read_by("nobody")
def standing(moment: Moment, token: str) -> Standing:
    """How the ticket of a slip stands, to who holds the slip."""
    plan, ticket = moment.plan, ticket_of_slip(moment, token)
    leg, wait = legs.newest_of(moment.sql, ticket.id), Wait(0)
    if leg.state is State.WAITING and leg.area in plan.areas:
        wait = waits.expected(moment, leg.area, waits.ahead(moment, leg))
    zones = tuple(plan.zones[code] for code in plan.areas[leg.area].zones) if leg.area in plan.areas else ()
    return Standing(
        ticket=ticket,
        leg=leg,
        wait=wait,
        expected=_not_before(leg, expected_call(wait, leg.area, plan, moment.now)),
        zones=zones,
        called_at=leg.called_at.astimezone(plan.zone_info) if leg.called_at else None,
        message=news.told_in(moment, [zone.code for zone in zones]) if leg.state in OPEN else None,
        as_of=moment.local,
        returns=plan.returns,
    )


@read_by("kiosk")
def aim(moment: Moment, number: str) -> Aim:
    """What is guessed at with a code for a number of today, which may be nobody's."""
    area, serial = parse(number) or ("-", 0)
    return Aim(f"slip/{moment.today}-{area}{serial:03}/code", SLIP, known=bool(_slips_of(moment, number)))


@read_by("kiosk")
def of_code(moment: Moment, number: str, code: str) -> Ticket:
    """The ticket of a slip's number, for somebody who also knows the four digits on it.

    A slip carried over to today names the ticket that it became, though its number may be another's today.
    """
    for held in _slips_of(moment, number):
        if hmac.compare_digest(held.code.encode(), code.strip().encode()):
            return ticket_of_slip(moment, held.token)
    raise WrongCode()


def _slips_of(moment: Moment, number: str) -> list[Ticket]:
    """Whose slips of today, or carried over to it, bear a number."""
    if (parsed := parse(number)) is None:
        return []
    find = (tickets.by_number, tickets.carried_as)
    return [ticket for each in find if (ticket := each(moment.sql, moment.today.isoformat(), *parsed))]


@read_by("desk")
def slip(moment: Moment, number: str) -> Ticket:
    """The ticket of a number of today, to print its slip once more."""
    with suppress(UnknownTicket):
        ticket = ticket_of_number(moment, number)
        if ticket.promise:
            return ticket
    raise NoSuchSlip(job=number)


@read_by("desk")
def of_number(moment: Moment, number: str) -> FoundTicket:
    """A ticket of today by its number, to the staff."""
    return _found_ticket(moment, ticket_of_number(moment, number))


@read_by("desk")
def of_slip(moment: Moment, token: str) -> FoundTicket:
    """A ticket of today by its slip, to the staff."""
    ticket = ticket_of_slip(moment, token)
    if ticket.day != moment.today:
        raise UnknownTicket()
    return _found_ticket(moment, ticket)


def ticket_of_slip(moment: Moment, token: str) -> Ticket:
    """The ticket of a slip's token; one carried over to the next day is followed to its new number."""
    if ticket := tickets.newest_by_token(moment.sql, token):
        return ticket
    raise UnknownTicket()


def ticket_of_number(moment: Moment, number: str) -> Ticket:
    """The ticket of today that people call by a number."""
    parsed = parse(number)
    ticket = tickets.by_number(moment.sql, moment.today.isoformat(), *parsed) if parsed else None
    if ticket is None:
        raise UnknownTicket()
    return ticket


def _not_before(leg: Leg, expected: ExpectedCall | None) -> ExpectedCall | None:
    """An expected call of one who runs late lies after they are here."""
    if expected is None or leg.away_until is None:
        return expected
    return expected.not_before(leg.away_until.astimezone(expected.early.tzinfo))


def _found_ticket(moment: Moment, ticket: Ticket) -> FoundTicket:
    noted = moment.once(notes.of_today)
    return FoundTicket(ticket, legs.newest_of(moment.sql, ticket.id), noted.get(ticket.id, ""))
