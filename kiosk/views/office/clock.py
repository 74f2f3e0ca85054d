"""What the office asks about its clock: whether it was set back on purpose, or whether a new day has begun."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.instants import from_text
from kiosk.moment import Moment
from kiosk.storage.db import CLOCK_TOLERANCE_S
from kiosk.storage.queue import legs, tickets
from kiosk.storage.record import log
from kiosk.views import read_by


@dataclass(frozen=True, slots=True)
class ClockQuestion:
    """The clock is `behind` the newest entry by so many minutes, or `ahead`: a day that nobody vouches for would begin.

    `now`: the clock's time (local); `former`: the business day that is open.
    """

    kind: str
    now: datetime
    minutes: int = 0
    former: date | None = None


def question(moment: Moment) -> ClockQuestion | None:
    """What somebody must say of the clock before the office works on; None when all is well."""
    _, _, head = moment.once(log.head)
    behind_s = (from_text(head.at) - moment.now).total_seconds() if head.at else 0
    if behind_s > CLOCK_TOLERANCE_S:
        return ClockQuestion("behind", moment.local, int(behind_s // 60))
    new = moment.new_day
    return ClockQuestion("ahead", moment.local, former=new.former) if new and new.needs_word else None


@read_by("manager")
def reopenable(moment: Moment) -> int:
    """How many would wait again if today, which was sealed already, were taken up again; 0 when it cannot be."""
    today = moment.today.isoformat()
    seal = log.seal_of(moment.sql, today)
    if seal is None or tickets.later_day(moment.sql, today):
        return 0
    return len(legs.ended_with_day(moment.sql, today, seal.at))
