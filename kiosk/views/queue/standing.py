"""How a ticket stands now: what the phone, the touch screen and the slip tell its holder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.domain.office.plan import Plan, Zone
from kiosk.domain.office.settings import Returns
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg, State, Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.office import Office
from kiosk.storage.queue import legs, tickets

GRAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, its present leg, and while it waits the people before and the expected call (local times)."""

    ticket: Ticket
    leg: Leg
    wait: Wait
    expected: tuple[datetime, datetime] | None
    zones: tuple[Zone, ...]
    called_at: datetime | None
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


def of_token(office: Office, token: str) -> Standing:
    """How the ticket behind a token stands; one carried over to the next day is followed to its new number."""
    with office.reading() as (sql, plan):
        ticket = tickets.newest_by_token(sql, token)
        if ticket is None:
            raise UnknownTicket()
        return _standing(office, sql, plan, ticket)


def _standing(office: Office, sql: Connection, plan: Plan, ticket: Ticket) -> Standing:
    leg, now = legs.newest_of(sql, ticket.id), office.clock()
    wait = Wait(0)
    if leg.state is State.WAITING and leg.area in plan.areas:
        ahead = legs.ahead(sql, plan.rivals(leg.area), leg.turn_at, leg.ticket)
        wait = office.expect(sql, plan, leg.area, ahead)
    zones = tuple(plan.zones[code] for code in plan.areas[leg.area].zones) if leg.area in plan.areas else ()
    called_at = leg.called_at.astimezone(plan.zone_info) if leg.called_at else None
    expected, as_of = _not_before(leg, clock_range(plan, wait, now)), now.astimezone(plan.zone_info)
    return Standing(ticket, leg, wait, expected, zones, called_at, as_of, plan.returns)


def _not_before(leg: Leg, expected: tuple[datetime, datetime] | None) -> tuple[datetime, datetime] | None:
    """An expected call of one who runs late lies after they are here."""
    if expected is None or leg.away_until is None:
        return expected
    here = leg.away_until.astimezone(expected[0].tzinfo)
    return max(expected[0], here), max(expected[1], here)


def clock_range(plan: Plan, wait: Wait, since: datetime) -> tuple[datetime, datetime] | None:
    """An expected wait as local clock times, by five minutes outwards: a range in minutes goes stale on paper."""
    if wait.span is None:
        return None
    early, late = (since.astimezone(plan.zone_info) + each for each in wait.span)
    return early - _beyond(early), late + (GRAIN - _beyond(late)) % GRAIN


def _beyond(at: datetime) -> timedelta:
    """How much it is past the last five minutes of the clock."""
    return timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % GRAIN
