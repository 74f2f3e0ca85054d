"""Which counters are there to sit down at, and who sits where?"""

from kiosk.moment import Moment
from kiosk.storage.office import seats
from kiosk.storage.office.seats import Seat
from kiosk.views import read_by
from kiosk.views.queue import counters


@read_by("desk")
def everywhere(moment: Moment) -> dict[int, Seat | None]:
    """Every counter with who sits there."""
    return {number: each.seat for number, each in moment.made(counters.all_standings).items()}


@read_by("desk")
def seat(moment: Moment, number: int) -> Seat | None:
    """Who sits at a counter."""
    return seats.at(moment.sql, number, moment.seen_since)
