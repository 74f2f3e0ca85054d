"""What does the touch screen show: the areas to choose from, the number just taken, and what the hall is told?"""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Area, Plan, Zone
from kiosk.domain.office.refusals import AreaClosed
from kiosk.domain.paper.printers import PRINTS, STOPPED, PrinterState
from kiosk.domain.queue import visit
from kiosk.domain.queue.expecting import ExpectedCall, expected_call
from kiosk.domain.queue.ticket import State, Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.moment import Moment
from kiosk.storage.queue import legs, tickets
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.office import devices
from kiosk.views.queue import waits


@dataclass(frozen=True, slots=True)
class Tile:
    """One area: how many wait in it, what a newcomer must expect, and why it is closed if it is."""

    area: Area
    waiting: int
    wait: Wait
    closed: AreaClosed | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The choice of area; `closed`: why none can be chosen."""

    plan: Plan
    tiles: list[Tile]
    closed: AreaClosed | None
    today: date


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """The number just taken with its promise, the expected call (local times), and whether its slip comes out."""

    plan: Plan
    ticket: Ticket
    wait: Wait
    expected: ExpectedCall | None
    area: Area
    zones: list[Zone]
    printer: PrinterState

    @property
    def paper(self) -> str:
        """Whether the slip comes out: prints, stopped for want of paper (out) or otherwise, or unknown."""
        if self.printer in PRINTS:
            return "prints"
        if self.printer in STOPPED:
            return "out" if self.printer is PrinterState.OUT else "stopped"
        return "unknown"


@dataclass(frozen=True, slots=True)
class HallMessage:
    """What the hall is told now, and in which zones alone."""

    message: Message | None
    zones: list[Zone]


@read_by("kiosk")
def choice(moment: Moment) -> Choice:
    """The areas to choose from."""
    tiles = [_tile(moment, area) for area in moment.plan.areas.values()]
    closed = tiles[0].closed if tiles and all(tile.closed for tile in tiles) else None
    return Choice(moment.plan, tiles, closed, moment.today)


@read_by("kiosk")
def taken(moment: Moment, key: str) -> TakenNumber | None:
    """The number taken under a page's key; None once that visit is over."""
    plan, issued = moment.plan, tickets.issued_under(moment.sql, key)
    if issued is None or not visit.lasts(issued.at, issued.ended, moment.now):
        return None
    ticket = tickets.load(moment.sql, issued.ticket)
    area, wait = plan.area(ticket.area), _wait(moment, ticket)
    expected = expected_call(wait, ticket.area, plan, ticket.issued_at)
    printer = devices.printer(moment)
    return TakenNumber(plan, ticket, wait, expected, area, [plan.zones[code] for code in area.zones], printer)


@read_by("kiosk")
def hall_message(moment: Moment) -> HallMessage:
    """What the hall is told, of whatever zone: a touch screen stands before them all."""
    message, zones = news.message_for_all(moment), moment.plan.zones
    return HallMessage(message, [zones[code] for code in message.zones if code in zones] if message else [])


def _wait(moment: Moment, ticket: Ticket) -> Wait:
    """What was promised; who has a class, and may have told it afterwards, is told what follows from it now."""
    leg = legs.newest_of(moment.sql, ticket.id)
    if ticket.priority and leg.state is State.WAITING:
        return waits.expected(moment, leg.area, waits.ahead(moment, leg))
    return ticket.promise or Wait(0)


def _tile(moment: Moment, area: Area) -> Tile:
    waiting, wait = waits.waiting(moment, area.letter), waits.newcomer(moment, area.letter)
    try:
        moment.plan.require_open(area, moment.now)
    except AreaClosed as closed:
        return Tile(area, waiting, wait, closed)
    return Tile(area, waiting, wait, None)
