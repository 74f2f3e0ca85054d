"""Which counters are there to sit down at, and who sits where?"""

from kiosk.moment import Moment
from kiosk.storage.office.seats import Seat
from kiosk.views import read_by
from kiosk.views.queue import counters


@read_by("desk")
def seats(moment: Moment) -> dict[int, Seat | None]:
    """Every counter with who sits there."""
    return {number: each.seat for number, each in moment.made(counters.all_standings).items()}
