"""How many wait in an area, how long must one expect to wait, and what stands that against its norm?"""

from datetime import timedelta

from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.expecting import by_hours
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.queue.waiting import Pace, Wait, against_norm, expect
from kiosk.moment import Moment
from kiosk.storage.queue import legs
from kiosk.views.queue import counters


def waiting(moment: Moment, *letters: str) -> int:
    """How many wait in these areas."""
    counts = moment.once(legs.waiting_counts)
    return sum(counts.get(letter, 0) for letter in letters)


def rivals_of(moment: Moment, leg: Leg) -> frozenset[str] | None:
    """The areas whose waiting visitors may be called before a leg; None when that is everybody."""
    if leg.area not in moment.plan.areas:
        return frozenset({leg.area})
    return moment.plan.rivals(leg.area, counters.opened(moment))


def ahead(moment: Moment, leg: Leg) -> int:
    """How many people wait who will be called before a leg."""
    return legs.ahead(moment.sql, rivals_of(moment, leg), leg.turn_at, leg.ticket)


def expected(moment: Moment, letter: str, ahead: int) -> Wait:
    """The expected wait in an area of one with so many people before them, by the clock."""
    return by_hours(expect(ahead, moment.made(_pace, letter)), letter, moment.plan, moment.now)


def newcomer(moment: Moment, letter: str) -> Wait:
    """The expected wait in an area of somebody who comes now; before them wait all who share its counters."""
    return expected(moment, letter, waiting(moment, *moment.plan.pool(letter, counters.opened(moment))))


def norm_s(plan: Plan, leg: Leg) -> int:
    """How long (s) a service that began may last by its area's norm; 0 where it names none, or nothing began."""
    area = plan.areas.get(leg.area)
    return 60 * area.rules.norm_serve_min if area and leg.started_at else 0


def over(waited: timedelta, plan: Plan, letter: str) -> str:
    """How a wait stands to the area's norm: "", amber or red."""
    area = plan.areas.get(letter)
    return against_norm(waited, 60 * area.rules.norm_wait_min if area else 0)


def _pace(moment: Moment, letter: str) -> Pace:
    return moment.paces.of(moment.sql, moment.plan, letter, moment.now, counters.at_work(moment))
