"""A model of the queue for test_random_days: what should be, reckoned in plain Python beside the office."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from kiosk.domain.errors import Refusal
from kiosk.domain.office.clock import Running
from kiosk.domain.queue.refusals import (
    CounterBusy,
    CounterPaused,
    NobodyAtCounter,
    NothingToUndo,
    UndoOvertaken,
    UndoTooLate,
    WrongState,
)
from kiosk.domain.queue.ticket import AT_COUNTER, Leg, State
from kiosk.office import Office
from kiosk.storage.record import facts
from tests.conftest import SetClock, agent, open_office, plan_of

PLAN = """
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
[[areas]]
letter = "C"
name = "C"
dossiers_per_turn = 2
[[counters]]
number = 1
serves = ["A"]
helps = ["B", "C"]
[[counters]]
number = 2
serves = ["A", "B"]
[[counters]]
number = 3
serves = ["B"]
helps = ["A"]
needs = ["wheelchair"]
[[classes]]
code = "elderly"
name = "elderly"
"""
# What each counter serves, and helps: an area that no open counter serves counts as its helpers' own.
CALLS_FROM = {1: ("A", "BC"), 2: ("AB", ""), 3: ("B", "A")}
RIVALS = {"A": "ABC", "B": "AB", "C": "AC"}  # by the plan, while nobody is there
HOUR, TICK = timedelta(hours=1), timedelta(milliseconds=1)

Model = dict[int, Leg]


class Machine:
    """The time since a machine was switched on: it goes on with the clock, unless that is put elsewhere."""

    def __init__(self, began: datetime) -> None:
        self.boot, self.since = 1, began - timedelta(hours=2)

    def __call__(self, _: datetime) -> Running:
        return Running(f"boot {self.boot}", self.since)


class Hall(RuleBasedStateMachine):
    """The queue as it should be, found without SQL: after each step only its own ticket may have changed."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SetClock()
        self.machine = Machine(self.clock())
        config = open_office(Path(self.folder.name), self.clock, plan_of(PLAN)).config
        self.office = Office(config, self.clock, self.machine)
        self.set_back = timedelta(0)
        self.legs: Model = {}
        self.past: Model = {}
        self.issued: dict[int, tuple[str, str, datetime, str]] = {}  # by ticket: day, number, moment, token
        self.stepped: dict[int, datetime] = {}
        self.seen: dict[int, datetime] = {}
        self.paused: set[int] = set()
        self.agents = {name: agent(name) for name in ("left", "right")}
        self.in_hand: dict[str, int] = {}
        self.printed: dict[int, str] = {}
        self.last: dict[int, list[tuple[Leg | None, Leg | None]]] = {}

    def day_turned(self) -> None:
        """No break, no seat and no undo outlasts its day."""
        self.paused.clear()
        self.seen.clear()
        self.last.clear()

    def do(
        self,
        refusal: type[Refusal] | None,
        act: Callable[[], object],
        *of: Leg | None,
        at: int | None = None,
        there: bool = True,
    ) -> bool:
        """Do it, expecting the refusal the model foresees, or none; nothing but these tickets may have changed."""
        before = dict(self.legs)
        try:
            act()
        except Refusal as refused:
            assert type(refused) is refusal, refused
            return False
        assert refusal is None
        self.legs = self.stored()
        changed = sorted(i for i in before.keys() | self.legs.keys() if before.get(i) != self.legs.get(i))
        pairs = [(before.get(i), self.legs.get(i)) for i in changed]
        assert {each.ticket for pair in pairs for each in pair if each} <= {leg.ticket for leg in of if leg}
        if at:
            self.stepped[at] = self.clock()
            self.seen |= {at: self.clock()} if there else {}
            self.last[at] = pairs
        return True

    def step(self, counter: int, verb: Callable[[Office, int], object], *allowed: State) -> None:
        leg = self.at(counter)
        refusal = NobodyAtCounter if not leg else None if leg.state in allowed else WrongState
        self.do(refusal, lambda: verb(self.office, counter), leg, at=counter)

    def busy(self, counter: int) -> type[Refusal] | None:
        if self.at(counter):
            return CounterBusy
        return CounterPaused if counter in self.paused else None

    def no_undo(self, counter: int) -> type[Refusal] | None:
        last = self.last.get(counter, [])
        if not last:
            return NothingToUndo
        if not timedelta(0) <= self.clock() - self.stepped[counter] <= timedelta(seconds=10):
            return UndoTooLate
        afters = [after for _, after in last if after]
        newest = {after.ticket: after.id for after in afters}
        same = all(self.legs.get(a.id) == a and self.newest(a.ticket).id == newest[a.ticket] for a in afters)
        return None if same else UndoOvertaken

    def at(self, counter: int) -> Leg | None:
        return next((leg for leg in self.legs.values() if leg.counter == counter and leg.state in AT_COUNTER), None)

    def newest(self, ticket: int) -> Leg:
        return max((leg for leg in self.legs.values() if leg.ticket == ticket), key=lambda leg: leg.id)

    def some(self, data: st.DataObject, *states: State) -> Leg | None:
        """The present leg of some ticket of today, in one of these states."""
        newest = [self.newest(ticket) for ticket in sorted({leg.ticket for leg in self.legs.values()})]
        found = [leg for leg in newest if leg.state in states]
        return data.draw(st.sampled_from(found)) if found else None

    def whose_turn(self, counter: int) -> Leg | None:
        opened = self.opened()
        for areas in _areas(counter, opened | {counter}):
            waiting = [leg for leg in self.legs.values() if leg.state is State.WAITING and leg.area in areas]
            here = [leg for leg in waiting if not leg.away_until or leg.away_until <= self.clock()]
            mine = [leg for leg in here if _may_call(counter, leg, opened | {counter})]
            if mine:
                return min(mine, key=lambda leg: (leg.turn_at, leg.ticket))
        return None

    def opened(self) -> set[int]:
        """Where somebody was seen lately, or is called or served; on no break."""
        busy = {leg.counter for leg in self.legs.values() if leg.counter and leg.state in AT_COUNTER}
        seen = {n for n, at in self.seen.items() if self.clock() - at <= timedelta(minutes=10)}
        return (seen | busy) - self.paused

    def rivals(self, area: str) -> str:
        """The areas that the counters which are there call by turns with one."""
        own = [_areas(counter, self.opened())[0] for counter in self.opened()]
        return "".join(areas for areas in own if area in areas) or RIVALS[area]

    def behind(self, leg: Leg) -> datetime:
        """The turn of one who lets the first three of the area pass."""
        waiting = [w for w in self.legs.values() if (w.state, w.area) == (State.WAITING, leg.area) and w.id != leg.id]
        passed = sorted((w.turn_at, w.ticket) for w in waiting)[:3]
        return max(leg.turn_at, passed[-1][0] + TICK) if passed else leg.turn_at

    def place(self, leg: Leg, area: str, place: str) -> datetime:
        if place == "end":
            return self.clock()
        own = sorted((each for each in self.legs.values() if each.ticket == leg.ticket), key=lambda each: each.id)
        given = [
            b for a, b in pairwise(own) if b.returns > a.returns or b.late > a.late or (a.state, b.nth) == ("done", 1)
        ]
        kept = max(self.regraded(each, leg.priority) for each in (own[0], *given))
        waiting = [w.turn_at for w in self.legs.values() if w.state is State.WAITING and w.area in self.rivals(area)]
        return min([kept, *(turn - TICK for turn in waiting)]) if place == "first" else kept

    def regraded(self, leg: Leg, priority: str | None) -> datetime:
        """The turn of a leg under another class: never worse than one who comes now, unless it was already."""
        moved = leg.turn_at + head_start(leg.priority) - head_start(priority)
        return min(moved, max(leg.turn_at, self.clock()))

    def stored(self) -> Model:
        return {i: leg for i, leg in self.all_stored().items() if i not in self.past}

    def all_stored(self) -> Model:
        with self.office.db.reading() as sql:
            return facts.legs_of(sql, None)


def _areas(counter: int, opened: set[int]) -> tuple[str, str]:
    """What a counter calls from by turns, and what it helps, while these are open."""
    own, helped = CALLS_FROM[counter]
    served = "".join(CALLS_FROM[each][0] for each in opened)
    return own + "".join(a for a in helped if a not in served), "".join(a for a in helped if a in served)


def _may_call(counter: int, leg: Leg, opened: set[int]) -> bool:
    if leg.meant_for in opened:
        return leg.meant_for == counter
    return counter == 3 or 3 not in opened or "wheelchair" not in leg.needs or leg.area == "C"


def patience(leg: Leg) -> timedelta:
    return timedelta(seconds=90 if leg.priority or leg.needs else 30)


def head_start(priority: str | None) -> timedelta:
    return HOUR if priority else timedelta(0)


def lasting(leg: Leg) -> Leg:
    """What is kept of a leg once its day is over: no class and no need."""
    return replace(leg, priority=None, needs=())
