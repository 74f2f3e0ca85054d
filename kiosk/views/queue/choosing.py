"""Which counters are there to sit down at, who sits where, and whom would one who leaves leave behind?"""

from dataclasses import dataclass

from kiosk.domain.queue.ticket import State
from kiosk.moment import Moment
from kiosk.storage.office import seats
from kiosk.storage.office.seats import Seat
from kiosk.storage.queue import legs
from kiosk.views import read_by
from kiosk.views.queue import counters


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A number that is called or served where an officer sits."""

    counter: int
    number: str
    state: State


@read_by("desk")
def everywhere(moment: Moment) -> dict[int, Seat | None]:
    """Every counter with who sits there."""
    return {number: each.seat for number, each in moment.made(counters.all_standings).items()}


@read_by("desk", "greeter", "administrator")
def to_sit_at(moment: Moment, serves: bool) -> dict[int, Seat | None]:
    """The same for who may serve; nobody else has a counter to sit down at."""
    return everywhere(moment) if serves else {}


@read_by("desk")
def seat(moment: Moment, number: int) -> Seat | None:
    """Who sits at a counter."""
    return seats.at(moment.sql, number, moment.seen_since)


@read_by("desk")
def left_behind(moment: Moment, number: int) -> str | None:
    """The number that is called or served at a counter where nobody sits."""
    leg = None if seats.at(moment.sql, number, moment.seen_since) else legs.at_counter(moment.sql, number)
    return leg.number if leg else None


@read_by("desk", "greeter", "administrator")
def held(moment: Moment, officer: int) -> HeldTicket | None:
    """The number at the counter of an officer; None when nobody is there."""
    for counter in seats.of_officer(moment.sql, officer):
        if leg := legs.at_counter(moment.sql, counter):
            return HeldTicket(counter, leg.number, leg.state)
    return None
