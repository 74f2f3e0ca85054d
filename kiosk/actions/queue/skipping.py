"""Numbers that the office does not give, as they were written on paper during an outage."""

from kiosk.actions.queue.counter import known_reason
from kiosk.actions.work import working
from kiosk.domain import reasons
from kiosk.domain.errors import BadRequest
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.numbering import number, serial_upto
from kiosk.domain.queue.refusals import NothingSkipped, NumberGiven, SkipOvertaken
from kiosk.domain.record.entries.queue import NumbersSkipped, SkipUndone
from kiosk.office import Office
from kiosk.storage.queue import tickets

FURTHEST = 999


def skip(office: Office, letter: str, upto: str, reason: str, by: Actor = CONSOLE) -> tuple[str, str]:
    """Give no number of an area up to `upto` ("A045" or "45") today; answers the first and the last number skipped."""
    with working(office, by) as work:
        area, day = work.plan.area(letter).letter, work.today.isoformat()
        last = serial_upto(area, upto)
        first = tickets.skip(work.sql, day, area, last, known_reason(reason, reasons.SKIP))
        if first > last:
            raise NumberGiven(number=number(area, last), following=number(area, first))
        if last - first >= FURTHEST:
            raise BadRequest(detail=number(area, last))
        work.log(NumbersSkipped(day, area, first, last, reason, by.person))
        return number(area, first), number(area, last)


def undo(office: Office, letter: str, upto: str = "", by: Actor = CONSOLE) -> tuple[str, str]:
    """Give the numbers of an area that were skipped last today after all; answers the first and the last of them.

    Refused once a number after them was given; with `upto` also when they are not those that end with it.
    """
    with working(office, by) as work:
        area, day = work.plan.area(letter).letter, work.today.isoformat()
        gap = next(iter(tickets.gaps_of(work.sql, day, area)), None)
        if gap is None or gap[2] not in reasons.SKIP:
            raise NothingSkipped(area=area)
        first, last, _ = gap
        newest = tickets.last_serial(work.sql, day, area)
        if last != newest or (upto and serial_upto(area, upto) != last):
            raise SkipOvertaken(number=number(area, newest))
        tickets.close_gap(work.sql, day, area, first)
        work.log(SkipUndone(day, area, first, last, by.person))
        return number(area, first), number(area, last)
