"""What the hall is told besides calls."""

from kiosk.actions.work import Work
from kiosk.domain.entries import CallWithdrawn
from kiosk.domain.ticket import Leg
from kiosk.storage import announcements


def hush(work: Work, leg: Leg) -> None:
    """Whoever is set aside or sent elsewhere is not called any more where the hall has not heard it yet."""
    if announced := announcements.withdraw(work.sql, leg.id, work.now, apologise=False):
        work.log(CallWithdrawn(leg.ticket, leg.id, leg.number, leg.area, leg.counter or 0, announced))


def withdraw(work: Work, leg: Leg) -> None:
    """Take back the call of `leg`, as it was at its counter: not said any more, or apologised for."""
    announced = announcements.withdraw(work.sql, leg.id, work.now)
    work.log(CallWithdrawn(leg.ticket, leg.id, leg.number, leg.area, leg.counter or 0, announced))
