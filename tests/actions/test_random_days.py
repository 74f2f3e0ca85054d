"""Random days at three counters: whatever people do, no ticket is lost or twice, and the record stays whole."""

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.actions import audit, moving, officer, printing
from kiosk.actions.work import begin_day
from kiosk.domain.errors import (
    AbsentTooSoon,
    CounterBusy,
    NobodyAtCounter,
    NobodyWaiting,
    NoReturnLeft,
    RecallFirst,
    Refusal,
    WrongState,
)
from kiosk.domain.priority import returned_turn_at
from kiosk.domain.ticket import Leg, State
from kiosk.office import Office
from kiosk.storage import facts
from tests.conftest import SetClock, issue, open_office, plan_of

PENALTY = timedelta(minutes=10)
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
[[classes]]
code = "elderly"
name = "elderly"
"""
# Area C has no counter of its own, so it counts as counter 1's own.
CALLS_FROM = {1: ("AC", "B"), 2: ("AB", ""), 3: ("B", "A")}
COUNTERS = st.sampled_from(sorted(CALLS_FROM))
BUSY = (State.CALLED, State.SERVING)


class Days(RuleBasedStateMachine):
    """A model of the queue beside the office: what each ticket's leg should be, found without SQL."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SetClock()
        self.office: Office = open_office(Path(self.folder.name), self.clock, plan_of(PLAN))
        self.legs: dict[int, Leg] = {}
        self.numbers: list[tuple[str, str]] = []

    @rule(area=st.sampled_from("ABC"), priority=st.sampled_from([None, None, "elderly"]))
    def issue(self, area: str, priority: str | None) -> None:
        ticket = issue(self.office, area, priority)
        self.numbers.append((ticket.day.isoformat(), ticket.number))
        [leg] = [leg for leg in self._stored() if leg.ticket == ticket.id]
        self.legs[leg.id] = leg

    @rule(seconds=st.integers(0, 2400))
    def time_passes(self, seconds: int) -> None:
        self.clock.forward(seconds)

    @rule(counter=COUNTERS)
    def call(self, counter: int) -> None:
        wanted = self._whose_turn(counter)
        refusal = CounterBusy if self._at(counter) else None if wanted else NobodyWaiting
        called = self._do(refusal, lambda: officer.call_next(self.office, counter))
        assert not called or called.id == wanted

    @rule(counter=COUNTERS)
    def recall(self, counter: int) -> None:
        self._step(counter, officer.recall, State.CALLED)

    @rule(counter=COUNTERS)
    def start(self, counter: int) -> None:
        self._step(counter, officer.start, State.CALLED)

    @rule(counter=COUNTERS)
    def finish(self, counter: int) -> None:
        self._step(counter, officer.finish, *BUSY)

    @rule(counter=COUNTERS)
    def absent(self, counter: int) -> None:
        leg = self._at(counter)
        if leg and leg.state is State.CALLED and leg.called_at and not leg.recalls:
            self._do(RecallFirst, lambda: officer.absent(self.office, counter))
        elif (
            leg and leg.state is State.CALLED and leg.called_at and self._awaited_s(leg) < (90 if leg.priority else 30)
        ):
            self._do(AbsentTooSoon, lambda: officer.absent(self.office, counter))
        else:
            self._step(counter, officer.absent, State.CALLED)

    @rule(counter=COUNTERS)
    def put_back(self, counter: int) -> None:
        self._step(counter, moving.put_back, *BUSY)

    @rule(counter=COUNTERS, data=st.data())
    def take_back(self, counter: int, data: st.DataObject) -> None:
        missed = [leg for leg in self.legs.values() if leg.state is State.ABSENT]
        if missed:
            old = data.draw(st.sampled_from(missed))
            back = self._do(
                NoReturnLeft if old.returns == 2 else None, lambda: moving.take_back(self.office, counter, old.id)
            )
            granted = self.office.plan(self.office.db.writer(), 1).priority(old.priority)
            assert not back or back.turn_at == returned_turn_at(old.turn_at, self.clock(), granted, PENALTY)

    @rule(outcome=st.sampled_from(["printed", "failed"]))
    def print(self, outcome: str) -> None:
        if paper := printing.next_slip(self.office):
            printing.end_slip(self.office, paper.job, outcome)

    @rule()
    def day_ends(self) -> None:
        self.clock.forward(24 * 3600)
        begin_day(self.office)
        self.legs.clear()

    @invariant()
    def no_ticket_is_lost_or_twice(self) -> None:
        legs = self._stored()
        assert [leg.id for leg in legs] == list(range(1, len(self.numbers) + 1))
        assert max(Counter(self.numbers).values(), default=1) == 1
        assert {leg.id: leg for leg in legs if leg.id in self.legs} == self.legs

    @invariant()
    def no_counter_has_two(self) -> None:
        busy = Counter(leg.counter for leg in self._stored() if leg.state in BUSY)
        assert max(busy.values(), default=1) == 1

    def teardown(self) -> None:
        assert audit.verify(self.office) == []
        assert audit.verify(self.office, everything=True) == []
        self.office.db.close()
        self.folder.cleanup()

    def _step(self, counter: int, verb: Callable[[Office, int], Leg], *allowed: State) -> None:
        leg = self._at(counter)
        refusal = NobodyAtCounter if not leg else None if leg.state in allowed else WrongState
        self._do(refusal, lambda: verb(self.office, counter))

    def _do(self, refusal: type[Refusal] | None, act: Callable[[], Leg]) -> Leg | None:
        """Do it, expecting the refusal the model foresees, or none."""
        try:
            leg = act()
        except Refusal as refused:
            assert type(refused) is refusal
            return None
        assert refusal is None
        self.legs[leg.id] = leg
        return leg

    def _awaited_s(self, leg: Leg) -> float:
        return (self.clock() - leg.called_at).total_seconds() if leg.called_at else 0

    def _at(self, counter: int) -> Leg | None:
        return next((leg for leg in self.legs.values() if leg.counter == counter and leg.state in BUSY), None)

    def _whose_turn(self, counter: int) -> int | None:
        for areas in CALLS_FROM[counter]:
            waiting = [leg for leg in self.legs.values() if leg.state is State.WAITING and leg.area in areas]
            if waiting:
                return min(waiting, key=lambda leg: (leg.turn_at, leg.ticket)).id
        return None

    def _stored(self) -> list[Leg]:
        with self.office.db.reading() as sql:
            return sorted(facts.legs_of(sql, None).values(), key=lambda leg: leg.id)


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
