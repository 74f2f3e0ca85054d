"""What the hall is told besides calls."""

from kiosk.actions.work import Work
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.record.entries.queue import CallRestored, CallWithdrawn, about
from kiosk.storage.hall import announcements


def hush(work: Work, leg: Leg) -> None:
    """Whoever was called and is set aside or sent elsewhere is not called where the hall has not heard it yet."""
    if leg.state is not State.CALLED:
        return
    if announced := announcements.withdraw(work.sql, leg.id, work.now, apologise=False):
        work.log(_withdrawn(leg, announced))


def withdraw(work: Work, leg: Leg) -> None:
    """Take back the call of `leg`, as it was at its counter: not said any more, or apologised for."""
    work.log(_withdrawn(leg, announcements.withdraw(work.sql, leg.id, work.now)))


def restore(work: Work, leg: Leg) -> None:
    """`leg` is called after all: it is called out anew wherever its call was taken back."""
    if zones := announcements.taken_back(work.sql, leg.id):
        announced = announcements.add(work.sql, leg, zones, "call", work.now)
        work.log(CallRestored(*about(leg), leg.counter or 0, announced))


def _withdrawn(leg: Leg, announced: dict[str, int]) -> CallWithdrawn:
    return CallWithdrawn(*about(leg), leg.counter or 0, announced)
