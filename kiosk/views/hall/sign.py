"""What does the small sign above a counter show?"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Area, Plan
from kiosk.domain.queue.ticket import Leg
from kiosk.moment import Moment
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.queue import counters
from kiosk.views.queue.counters import CounterStanding


@dataclass(frozen=True, slots=True)
class SignView:
    """What a sign shows: how its counter stands, the areas it serves, and a message of one of its zones."""

    office: Plan
    number: int
    standing: CounterStanding
    areas: list[Area]
    message: Message | None
    now: datetime

    @property
    def leg(self) -> Leg | None:
        """Whom the counter calls or serves."""
        return self.standing.leg

    @property
    def english(self) -> bool:
        """Whether a zone it calls into wants a second line."""
        return any(self.office.zones[code].rules.english for code in self.office.zones_of(self.number))


@read_by("nobody")
def sign(moment: Moment, number: int) -> SignView:
    """The sign of a counter."""
    plan = moment.plan
    own, _ = plan.callable_at(plan.counter(number))
    areas = [area for letter, area in plan.areas.items() if letter in own]
    message = news.told_in(moment, plan.zones_of(number))
    return SignView(plan, number, counters.standing(moment, number), areas, message, moment.local)
