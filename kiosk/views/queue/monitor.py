"""What does the person in charge see at a glance: every counter, every queue, what alarms, what was out of turn?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Area, Plan, Zone
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.queue.waiting import Wait, minutes
from kiosk.moment import Moment
from kiosk.storage.hall.alerts import Alert
from kiosk.storage.queue import legs, out_of_turn
from kiosk.storage.queue.out_of_turn import CallOutOfTurn
from kiosk.views import read_by
from kiosk.views.hall import news, sound
from kiosk.views.office import clock, devices, guessers
from kiosk.views.office.clock import ClockQuestion
from kiosk.views.office.devices import PrinterTrouble
from kiosk.views.office.guessers import GuessedAt
from kiosk.views.paper.missing_slips import MissingSlips, missing_slips
from kiosk.views.queue import counters, waits
from kiosk.views.queue.counters import CounterStanding

SHOWN = 8


@dataclass(frozen=True, slots=True)
class AreaQueue:
    """One area's queue: how many wait, since when who has waited longest, and what a newcomer must expect."""

    area: Area
    waiting: int
    longest: datetime | None
    wait: Wait


@dataclass(frozen=True, slots=True)
class MonitorView:
    """The office at a glance.

    `message`: what the hall is told now; `silent`: the zones whose calls nobody hears now, and why: muted or off.
    """

    plan: Plan
    counters: Mapping[int, CounterStanding]
    queues: list[AreaQueue]
    message: Message | None
    question: ClockQuestion | None
    alerts: list[Alert]
    printers: list[PrinterTrouble]
    complaints: list[int]  # counters; for whoever is in charge
    guessed: list[GuessedAt]  # the same
    out_of_turn: list[CallOutOfTurn]
    silent: list[tuple[Zone, str]]
    missing: MissingSlips
    now: datetime

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def minutes(self, since: datetime) -> int:
        """Whole minutes from an instant until now; 0 after a clock was set back."""
        return minutes(since, self.now)

    def norm_s(self, leg: Leg) -> int:
        """How long (s) a service may last by its area's norm; 0 where it names none."""
        return waits.norm_s(self.plan, leg)

    def over(self, queue: AreaQueue) -> str:
        """How the longest wait stands to the area's norm."""
        waited = self.now - queue.longest if queue.longest else timedelta()
        return waits.over(waited, self.plan, queue.area.letter)


@read_by("desk", "greeter")
def monitor(moment: Moment, *, in_charge: bool = False) -> MonitorView:
    """The office at a glance; whoever sits at a desk may look too, and sees less than whoever is in charge."""
    return MonitorView(
        plan=moment.plan,
        counters=moment.made(counters.all_standings),
        queues=_queues(moment),
        message=news.message_for_all(moment),
        question=clock.question(moment),
        alerts=news.alerts(moment),
        printers=devices.troubles(moment),
        complaints=news.complaints(moment) if in_charge else [],
        guessed=guessers.guessed_at(moment) if in_charge else [],
        out_of_turn=out_of_turn.latest(moment.sql, moment.began, SHOWN),
        silent=sound.silent(moment),
        missing=missing_slips(moment),
        now=moment.local,
    )


def _queues(moment: Moment) -> list[AreaQueue]:
    longest = moment.once(legs.waiting_since)
    return [
        AreaQueue(area, waits.waiting(moment, letter), longest.get(letter), waits.newcomer(moment, letter))
        for letter, area in moment.plan.areas.items()
    ]
