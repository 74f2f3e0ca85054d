"""Which turn a visit takes along: that of its first stretch, and nothing given away is won back by being sent on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.queue.keeping import kept_turn
from kiosk.domain.queue.priority import PriorityClass
from kiosk.domain.queue.ticket import Leg, State
from tests.conftest import NOW

ELDERLY = PriorityClass("elderly", "Người cao tuổi", "Elderly", timedelta(minutes=60))
STEPS = st.lists(
    st.tuples(st.sampled_from(["miss", "late", "served", "sent", "to the end", "first"]), st.integers(0, 90)),
    max_size=9,
)


class Visit:
    """A visit's stretches, a minute a step; `own`: the latest of its first turn and those it had to take since."""

    def __init__(self) -> None:
        self.now, self.own = NOW, NOW
        self.stretches = [Leg(1, 1, "A", "A001", State.WAITING, NOW, NOW)]

    @property
    def leg(self) -> Leg:
        return self.stretches[-1]

    def take(self, what: str, minutes: int) -> None:
        self.now += timedelta(minutes=1)
        behind = max(self.leg.turn_at, self.now + timedelta(minutes=minutes))
        if what == "miss":
            self.stretches[-1] = self.leg.call_to(1, self.now).absent().come_back(behind, self.now)
            self.own = max(self.own, behind)
        elif what == "late" and not self.leg.late:
            self.stretches[-1] = self.leg.run_late(behind, self.now)
            self.own = max(self.own, behind)
        elif what == "served":
            self.stretches[-1] = self.leg.call_to(1, self.now).finish(self.now)
            self._go_on(self.now)
            self.own = max(self.own, self.now)
        elif what == "sent":
            self._sent(kept_turn(self.stretches, {}, self.now))
        elif what == "to the end":
            self._sent(self.now)
        elif what == "first":
            self._sent(NOW - timedelta(minutes=minutes))

    def _sent(self, turn: Any) -> None:
        self.stretches[-1] = self.leg.transfer(self.now)
        self._go_on(turn)

    def _go_on(self, turn: Any) -> None:
        self.stretches.append(replace(self.leg.onward("B", turn, self.now), id=len(self.stretches) + 1))


@given(STEPS)
def test_being_sent_on_wins_back_no_turn_that_was_given_away(steps: list[tuple[str, int]]) -> None:
    visit = Visit()
    for step in steps:
        visit.take(*step)
        assert kept_turn(visit.stretches, {}, visit.now) == visit.own


@given(STEPS)
def test_a_class_granted_or_withdrawn_moves_it_by_its_head_start(steps: list[tuple[str, int]]) -> None:
    visit = Visit()
    for step in steps:
        visit.take(*step)
    last = replace(visit.leg, priority="elderly", turn_at=visit.leg.turn_at - ELDERLY.head_start)
    kept = kept_turn([*visit.stretches[:-1], last], {"elderly": ELDERLY}, visit.now)
    if len(visit.stretches) > 1:
        assert kept == visit.own - ELDERLY.head_start
