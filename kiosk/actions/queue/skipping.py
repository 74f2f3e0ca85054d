"""Numbers that the office does not give, as they were written on paper during an outage."""

from kiosk.actions.queue.counter import known_reason
from kiosk.actions.work import working
from kiosk.domain import reasons
from kiosk.domain.errors import BadRequest
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.numbering import number, serial_upto
from kiosk.domain.queue.refusals import NumberGiven
from kiosk.domain.record.entries.queue import NumbersSkipped
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
