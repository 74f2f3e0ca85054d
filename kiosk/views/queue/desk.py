"""What does a counter's desk show: who is there, who is next, who waits, who is set aside, what alarms the staff?"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Counter, Plan
from kiosk.domain.queue.absence import absent_at
from kiosk.domain.queue.calling import may_call
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.queue.undo import undo_until
from kiosk.domain.queue.waiting import minutes
from kiosk.moment import Moment
from kiosk.storage.hall import loudspeakers
from kiosk.storage.hall.alerts import Alert
from kiosk.storage.office.seats import Seat
from kiosk.storage.queue import legs, notes
from kiosk.storage.queue.desks import Desk
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.office import devices
from kiosk.views.office.devices import PrinterTrouble
from kiosk.views.part_key import PartKey
from kiosk.views.queue import counters, waits

SHOWN = 30


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One who waits: for how many minutes, how that stands to the area's norm, and what staff noted.

    `helped`: called only when the counter's own areas are empty. `away`: until when who runs late is not called.
    """

    leg: Leg
    minutes: int
    over: str
    note: str | None
    helped: bool
    away: datetime | None


@dataclass(frozen=True, slots=True)
class DeskQueue:
    """Who waits for the areas of a counter: the first of them in order, and how many there are.

    `key`: all that the list of them shows.
    """

    rows: list[WaitingRow]
    total: int
    key: PartKey


@dataclass(frozen=True, slots=True)
class DeskView:
    """What a desk shows: its state, its queue, who missed the call, who is parked, and what staff noted.

    `message`: what the hall is told now by the person in charge.
    `absent_at`: from when who is called may count as absent.
    """

    plan: Plan
    counter: Counter
    desk: Desk
    next_up: WaitingRow | None
    queue: DeskQueue
    missed: list[Leg]
    parked: list[Leg]
    notes: Mapping[int, str]
    message: Message | None
    alerts: list[Alert]
    printers: list[PrinterTrouble]
    seat: Seat | None
    absent_at: datetime | None
    now: datetime
    listed: ClassVar[int] = SHOWN

    def may_return(self, missed: Leg) -> bool:
        """Whether one who missed the call may wait again today."""
        return missed.returns < self.plan.returns.times

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def minutes(self, since: datetime, until: datetime) -> int:
        """Whole minutes from an instant to another; 0 after a clock was set back."""
        return minutes(since, until)

    def norm_s(self, leg: Leg) -> int:
        """How long (s) a service may last by its area's norm; 0 where it names none."""
        return waits.norm_s(self.plan, leg)

    def undo_until(self) -> datetime | None:
        """Until when the counter's last step may be taken back; None when there is nothing to take back."""
        return undo_until(self.desk.stepped_at, self.now) if self.desk.last else None

    def alerts_key(self) -> tuple[Hashable, ...]:
        """All that the staff must see now."""
        return (self.plan.version, self.message, *self.alerts, None, *self.printers)

    def counter_key(self) -> tuple[Hashable, ...]:
        """All that is shown of who is at the counter, and of the officer there."""
        desk, next_up = self.desk, self.next_up
        visitor = self.notes.get(desk.leg.ticket) if desk.leg else next_up and next_up.leg.number
        return (self.plan.version, desk, self.seat, visitor, self.undo_until(), self.absent_at)

    def next_key(self) -> tuple[Hashable, ...]:
        """All that is shown of whom the next press calls."""
        return (self.plan.version, self.next_up)

    def aside_key(self) -> tuple[Hashable, ...]:
        """All that is shown of who is parked or missed the call."""
        parked = [(leg, self.reminds(leg)) for leg in self.parked]
        return (self.plan.version, self.desk.counter, self.desk.version, *parked, None, *self.missed)

    def key(self) -> tuple[Hashable, ...]:
        """All that the desk shows, part by part; its strip shows no more."""
        return (self.alerts_key(), self.counter_key(), self.next_key(), self.queue.key, self.aside_key())

    def steps_key(self) -> tuple[Hashable, ...]:
        """All that the buttons of the desk depend on."""
        leg, desk, until = self.desk.leg, self.desk, (self.undo_until(), self.absent_at)
        return (self.plan.version, desk.counter, desk.version, leg and leg.state, desk.paused, *until)

    def reminds(self, parked: Leg) -> bool:
        """Whether it is time to look at a parked ticket again."""
        return parked.remind_at is not None and parked.remind_at <= self.now


@read_by("desk")
def desk(moment: Moment, number: int) -> DeskView:
    """The desk of a counter."""
    plan, counter, standing = moment.plan, moment.plan.counter(number), counters.standing(moment, number)
    queue = moment.made(_queue, *plan.callable_at(counter, standing.desk.opened | {number}))
    parked, mine = moment.once(legs.in_state, State.PARKED), counter.serves | counter.helps
    parked = [leg for leg in parked if leg.counter == number or leg.area in mine]
    return DeskView(
        plan=plan,
        counter=counter,
        desk=standing.desk,
        next_up=_next_up(queue, plan, standing.desk, moment.now),
        queue=queue,
        missed=[leg for leg in moment.once(legs.in_state, State.ABSENT) if leg.area in mine],
        parked=sorted(parked, key=lambda leg: (leg.remind_at is None, leg.remind_at or leg.turn_at)),
        notes=moment.once(notes.of_today),
        message=news.told_in(moment, plan.zones_of(number)),
        alerts=news.alerts(moment),
        printers=devices.troubles_at(moment, number),
        seat=standing.seat,
        absent_at=_absent_at(moment, standing.leg),
        now=moment.local,
    )


def _absent_at(moment: Moment, leg: Leg | None) -> datetime | None:
    if leg is None or leg.state is not State.CALLED:
        return None
    return absent_at(leg, moment.once(loudspeakers.calls_of, leg, moment.now), moment.plan.desk)


def _queue(moment: Moment, own: frozenset[str], helped: frozenset[str]) -> DeskQueue:
    plan, noted = moment.plan, moment.once(notes.of_today)
    rows = [
        WaitingRow(
            leg,
            minutes(leg.waiting_since, moment.now),
            waits.over(moment.now - leg.waiting_since, plan, leg.area),
            noted.get(leg.ticket),
            leg.area in helped,
            leg.away_until if leg.is_away(moment.now) else None,
        )
        for leg in _waiting(moment, own, helped)
    ]
    total = waits.waiting(moment, *own, *helped)
    return DeskQueue(rows, total, PartKey(plan.version, total, *rows))


def _waiting(moment: Moment, own: frozenset[str], helped: frozenset[str]) -> list[Leg]:
    """The first who wait, those of the counter's own areas before all others."""
    waiting = moment.once(legs.waiting, own, SHOWN)
    return (waiting + moment.once(legs.waiting, helped, SHOWN))[:SHOWN] if helped else waiting


def _next_up(queue: DeskQueue, plan: Plan, desk: Desk, now: datetime) -> WaitingRow | None:
    """Whom the next press calls."""
    now_open = desk.opened | {desk.counter}
    return next((row for row in queue.rows if may_call(desk.counter, row.leg, plan, now_open, now)), None)
