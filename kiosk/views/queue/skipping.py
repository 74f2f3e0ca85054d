"""What would follow if numbers up to one were not given any more today, and which of them can be given after all?"""

from dataclasses import dataclass

from kiosk.domain import reasons
from kiosk.domain.queue.numbering import number, serial_upto
from kiosk.domain.queue.refusals import NumberGiven
from kiosk.moment import Moment
from kiosk.storage.queue import tickets
from kiosk.views import read_by


@dataclass(frozen=True, slots=True)
class SkipPreview:
    """So many numbers from `first` to `last` would not be given, and `following` would be the next."""

    area: str
    first: str
    last: str
    count: int
    following: str


@read_by("manager")
def preview(moment: Moment, letter: str, upto: str) -> SkipPreview:
    """The numbers that would be skipped; refused when they were all given."""
    area = moment.plan.area(letter).letter
    first, last = tickets.last_serial(moment.sql, moment.today.isoformat(), area) + 1, serial_upto(area, upto)
    if first > last:
        raise NumberGiven(number=number(area, last), following=number(area, first))
    numbers = (number(area, first), number(area, last), last - first + 1, number(area, last + 1))
    return SkipPreview(area, *numbers)


@read_by("manager")
def undoable(moment: Moment) -> list[SkipPreview]:
    """The numbers of each area that were skipped last, while none after them was given."""
    return [each for area in moment.plan.areas for each in _last_of(moment, area)]


def _last_of(moment: Moment, area: str) -> list[SkipPreview]:
    day = moment.today.isoformat()
    newest = tickets.last_serial(moment.sql, day, area)
    return [
        SkipPreview(area, number(area, first), number(area, last), last - first + 1, number(area, last + 1))
        for first, last, reason in tickets.gaps_of(moment.sql, day, area)[:1]
        if last == newest and reason in reasons.SKIP
    ]
