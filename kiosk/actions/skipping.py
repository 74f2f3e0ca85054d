"""Numbers that the office does not give, as they were written on paper during an outage."""

from kiosk.actions.counter import known_reason
from kiosk.actions.work import working
from kiosk.domain import reasons
from kiosk.domain.entries import NumbersSkipped
from kiosk.domain.errors import BadRequest, NumberGiven
from kiosk.domain.numbering import number
from kiosk.office import Office
from kiosk.storage import tickets

FURTHEST = 999


def skip(office: Office, letter: str, last: int, reason: str) -> tuple[str, str]:
    """Give no number of an area up to `last` today; answers the first and the last number skipped."""
    with working(office) as work:
        area, day = work.plan.area(letter).letter, work.today.isoformat()
        first = tickets.skip(work.sql, day, area, last, known_reason(reason, reasons.SKIP))
        if first > last:
            raise NumberGiven(number=number(area, last), following=number(area, first))
        if last - first >= FURTHEST:
            raise BadRequest(detail=number(area, last))
        work.log(NumbersSkipped(day, area, first, last, reason))
        return number(area, first), number(area, last)
