"""What people say of the office's clock: go on from here, this day has begun, that one ended too soon."""

from datetime import datetime

from kiosk.actions.queue.counter import known_reason
from kiosk.actions.work import Work, turn_day, working
from kiosk.domain.instants import from_text
from kiosk.domain.office.clock import NewDay
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.reasons import CLOCK
from kiosk.domain.record.entries.day import ClockAccepted, DayReopened, LeapAccepted
from kiosk.domain.record.refusals import ClockInOrder, LaterDayBegan, NothingToReopen
from kiosk.office import Office
from kiosk.storage.office import clocks
from kiosk.storage.queue import legs, tickets
from kiosk.storage.record import log


def accept(office: Office, reason: str, by: Actor) -> datetime:
    """Go on from a clock that was set back on purpose, or begin the day of one that leapt ahead; answers the time."""
    known_reason(reason, CLOCK)
    with working(office, by, clock_accepted=True) as work:
        running = office.stopwatch(work.now)
        behind_s, new = _behind_s(work), clocks.new_day(work.sql, work.plan, work.now, running)
        if behind_s > 0:
            work.log(ClockAccepted(reason, behind_s))
        elif new and new.needs_word:
            work.log(_word(new, reason, by))
            turn_day(office, work, new.former.isoformat())
        else:
            raise ClockInOrder()
        return work.now


def reopen_day(office: Office, by: Actor) -> list[Leg]:
    """Take today up again, which was sealed by a clock that was wrong; answers those who wait again.

    Refused once a later day gave a number. The next seal of the day is another edition.
    """
    with working(office, by) as work:
        today = work.today.isoformat()
        seal = log.seal_of(work.sql, today)
        ended = legs.ended_with_day(work.sql, today, seal.at) if seal else []
        ended = [leg for leg in ended if leg.area in work.plan.areas]  # nobody calls from an area that is gone
        if seal is None or not ended:
            raise NothingToReopen(day=work.today)
        if later := tickets.later_day(work.sql, today):
            raise LaterDayBegan(day=work.today, later=later)
        waiting = [leg.reopen() for leg in ended]
        for leg in waiting:
            legs.save(work.sql, leg)
        work.log(DayReopened(today, seal.hash, [leg.id for leg in waiting], by.person))
        return waiting


def _behind_s(work: Work) -> int:
    newest = work.writing.head.at
    return int((from_text(newest) - work.now).total_seconds()) if newest else 0


def _word(new: NewDay, reason: str, by: Actor) -> LeapAccepted:
    ahead_s = int(new.ahead.total_seconds()) if new.ahead is not None else None
    return LeapAccepted(new.day.isoformat(), reason, ahead_s, by.person)
