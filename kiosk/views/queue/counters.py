"""How does each counter stand: closed, free, on a break, or with whom?"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.queue.ticket import Leg
from kiosk.moment import Moment
from kiosk.storage.office import seats
from kiosk.storage.office.seats import Seat
from kiosk.storage.queue import desks
from kiosk.storage.queue.desks import Desk


@dataclass(frozen=True, slots=True)
class CounterStanding:
    """A counter's desk, who sits there, and whether it is open."""

    desk: Desk
    seat: Seat | None
    open: bool

    @property
    def leg(self) -> Leg | None:
        """Whom it calls or serves."""
        return self.desk.leg

    @property
    def state(self) -> str:
        """One word for it: called, serving, paused, free, or closed when nobody is there."""
        if self.desk.leg:
            return self.desk.leg.state
        return "paused" if self.desk.paused else "free" if self.open else "closed"


def standing(moment: Moment, number: int) -> CounterStanding:
    """How a counter stands."""
    return moment.made(all_standings)[moment.plan.counter(number).number]


def all_standings(moment: Moment) -> Mapping[int, CounterStanding]:
    """How each counter stands."""
    all_desks, now_open = moment.once(desks.load_all, moment.seen_since), opened(moment)
    seated = moment.once(seats.taken, moment.seen_since)
    return {
        number: CounterStanding(
            all_desks.get(number) or Desk(number, 0, None, opened=now_open),
            seated.get(number),
            number in now_open,
        )
        for number in moment.plan.counters
    }


def opened(moment: Moment) -> frozenset[int]:
    """The counters that are open: somebody sits there and is on no break."""
    return frozenset(at_work(moment))


def at_work(moment: Moment) -> Mapping[int, bool]:
    """The open counters, and whether each is free."""
    return moment.once(desks.at_work, moment.seen_since)
