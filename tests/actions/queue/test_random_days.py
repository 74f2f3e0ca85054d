"""Random days at three counters: no ticket is lost, called twice or starved, and the record stays whole."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from kiosk.actions.paper import printing
from kiosk.actions.queue import holder, moving, officer, particulars, undoing, visitor
from kiosk.actions.queue.moving import To
from kiosk.actions.queue.visitor import Wish
from kiosk.domain.queue.refusals import (
    AbsentTooSoon,
    AlreadyLate,
    NobodyAtCounter,
    NobodyWaiting,
    NoBreak,
    NoReturnLeft,
    NoSuchSlip,
    NowhereToGo,
    RecallFirst,
    WrongState,
)
from kiosk.domain.queue.ticket import AT_COUNTER, OPEN, Leg, State
from kiosk.views.record import audit
from tests.actions.queue.mishaps import Mishaps
from tests.actions.queue.model import CALLS_FROM, HOUR, TICK, lasting, patience
from tests.conftest import agent

COUNTERS = st.sampled_from(sorted(CALLS_FROM))


class Days(Mishaps):
    """What people do, and what holds whatever they do."""

    @rule(
        area=st.sampled_from("ABC"),
        priority=st.sampled_from([None, None, "elderly"]),
        needs=st.sampled_from([(), (), ("wheelchair",), ("deaf",)]),
    )
    def issue(self, area: str, priority: str | None, needs: tuple[str, ...]) -> None:
        ticket = visitor.issue(self.office, Wish(area, priority, needs=needs)).ticket
        assert ticket.id not in self.issued
        self.issued[ticket.id] = (ticket.day.isoformat(), ticket.number, self.clock(), ticket.token)
        [leg] = [leg for leg in self.stored().values() if leg.ticket == ticket.id]
        assert leg.turn_at == self.clock() - (HOUR if priority else timedelta(0))
        self.legs[leg.id] = leg

    @rule(seconds=st.sampled_from([1, 5, 9, 11, 30, 90, 600, 2400]))
    def time_passes(self, seconds: int) -> None:
        self.pass_time(seconds)

    @rule(counter=COUNTERS)
    def call(self, counter: int) -> None:
        wanted = self.whose_turn(counter)
        refusal = self.busy(counter) or (None if wanted else NobodyWaiting)
        if self.do(refusal, lambda: officer.call_next(self.office, counter), wanted, at=counter) and wanted:
            assert (self.legs[wanted.id].state, self.legs[wanted.id].counter) == (State.CALLED, counter)

    @rule(counter=COUNTERS, data=st.data())
    def call_chosen(self, counter: int, data: st.DataObject) -> None:
        if chosen := self.some(data, *State):
            first, number = self.whose_turn(counter), chosen.number
            refusal = self.busy(counter) or (None if chosen.state is State.WAITING else WrongState)
            act = lambda: officer.call_number(self.office, counter, number, "urgent")  # noqa: E731
            if self.do(refusal, act, chosen, at=counter):
                assert self.legs[chosen.id].chosen == (None if first == chosen else "urgent")

    @rule(counter=COUNTERS)
    def finish_and_next(self, counter: int) -> None:
        leg, wanted = self.at(counter), self.whose_turn(counter)
        refusal = None if leg else NobodyAtCounter
        if self.do(refusal, lambda: officer.finish_and_next(self.office, counter), leg, wanted, at=counter):
            assert self.at(counter) == (self.legs[wanted.id] if wanted else None)

    @rule(counter=COUNTERS)
    def recall(self, counter: int) -> None:
        self.step(counter, officer.recall, State.CALLED)

    @rule(counter=COUNTERS)
    def start(self, counter: int) -> None:
        self.step(counter, officer.start, State.CALLED)

    @rule(counter=COUNTERS)
    def finish(self, counter: int) -> None:
        self.step(counter, officer.finish, *AT_COUNTER)

    @rule(counter=COUNTERS)
    def put_back(self, counter: int) -> None:
        self.step(counter, moving.put_back, *AT_COUNTER)

    @rule(counter=COUNTERS)
    def park(self, counter: int) -> None:
        self.step(counter, lambda office, at: moving.park(office, at, "papers", remind_min=5), *AT_COUNTER)

    @rule(counter=COUNTERS)
    def absent(self, counter: int) -> None:
        leg = self.at(counter)
        if leg and leg.called_at and leg.state is State.CALLED and not leg.recalls:
            self.do(RecallFirst, lambda: officer.absent(self.office, counter))
        elif leg and leg.state is State.CALLED and self.awaited(leg):
            self.do(AbsentTooSoon, lambda: officer.absent(self.office, counter))
        else:
            self.step(counter, officer.absent, State.CALLED)

    def awaited(self, leg: Leg) -> bool:
        """Whether one who was called may still come; a clock that was set back tells nothing of how long."""
        return leg.called_at is not None and leg.called_at <= self.clock() < leg.called_at + patience(leg)

    @rule(counter=COUNTERS, area=st.sampled_from([None, "A", "C"]))
    def next_service(self, counter: int, area: str | None) -> None:
        leg = self.at(counter)
        refusal = None if leg else NobodyAtCounter
        if self.do(refusal, lambda: officer.next_service(self.office, counter, area), leg, at=counter) and leg:
            fresh = self.newest(leg.ticket)
            rest = fresh.area == "C" and leg.nth >= 2
            assert (self.legs[leg.id].state, fresh.area) == (State.DONE, area or leg.area)
            assert (fresh.state, fresh.nth) == ((State.WAITING, 1) if rest else (State.SERVING, leg.nth + 1))

    @rule(
        counter=COUNTERS,
        chosen=st.booleans(),
        area=st.sampled_from([None, "A", "B", "C"]),
        to=st.sampled_from([None, None, 1, 2, 3]),
        place=st.sampled_from(["turn", "turn", "first", "end"]),
        data=st.data(),
    )
    def transfer(
        self, counter: int, chosen: bool, area: str | None, to: int | None, *, place: str, data: st.DataObject
    ) -> None:
        leg = self.some(data, *State) if chosen else self.at(counter)
        if leg is None:
            return
        there = area or leg.area
        if to and there not in "".join(CALLS_FROM[to]):
            there = next(letter for letter in "ABC" if letter in "".join(CALLS_FROM[to]))
        unsaid = (area, to, place) == (None, None, "turn")
        nowhere = unsaid or (to, there, place) == (leg.counter, leg.area, "turn")
        moves = leg.state in (State.WAITING, *AT_COUNTER)
        refusal = NowhereToGo if nowhere else None if moves else WrongState
        turn = self.place(leg, there, place)
        wish = To(area, to, place, "urgent" if place == "first" else None)
        where: int | str = leg.number if chosen else counter
        at = leg.counter if leg.state in AT_COUNTER else None
        if self.do(refusal, lambda: moving.transfer(self.office, where, wish), leg, at=at, there=not chosen):
            fresh = self.newest(leg.ticket)
            assert self.legs[leg.id].state is State.TRANSFERRED
            assert (fresh.state, fresh.area, fresh.meant_for, fresh.turn_at) == (State.WAITING, there, to, turn)

    @rule(counter=COUNTERS, data=st.data())
    def resume(self, counter: int, data: st.DataObject) -> None:
        if leg := self.some(data, State.PARKED):
            self.do(None, lambda: moving.resume(self.office, counter, leg.id), leg, at=counter)
            assert (self.legs[leg.id].state, self.legs[leg.id].turn_at) == (State.WAITING, leg.turn_at)

    @rule(counter=COUNTERS, by_phone=st.booleans(), data=st.data())
    def return_after_missing(self, counter: int, by_phone: bool, data: st.DataObject) -> None:
        if leg := self.some(data, State.ABSENT):
            refusal, turn = NoReturnLeft if leg.returns == 2 else None, self.behind(leg)
            if by_phone:
                done = self.do(refusal, lambda: holder.come_back(self.office, self.issued[leg.ticket][3], "phone"), leg)
            else:
                done = self.do(refusal, lambda: moving.take_back(self.office, counter, leg.id), leg, at=counter)
            assert not done or self.legs[leg.id].turn_at == turn

    @rule(minutes=st.sampled_from(holder.LATE_MIN), data=st.data())
    def run_late(self, minutes: int, data: st.DataObject) -> None:
        if leg := self.some(data, State.WAITING):
            token, turn = self.issued[leg.ticket][3], self.behind(leg)
            refusal = AlreadyLate if leg.late else NoReturnLeft if leg.returns == 2 else None
            if self.do(refusal, lambda: holder.run_late(self.office, token, "phone", minutes), leg):
                late = self.legs[leg.id]
                assert (late.turn_at, late.away_until) == (turn, self.clock() + timedelta(minutes=minutes))

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        if leg := self.some(data, State.WAITING, State.PARKED, State.ABSENT):
            self.do(None, lambda: holder.leave(self.office, self.issued[leg.ticket][3], "phone"), leg)

    @rule(priority=st.sampled_from([None, "elderly"]), data=st.data())
    def grade(self, priority: str | None, data: st.DataObject) -> None:
        if leg := self.some(data, *OPEN):
            at, turn = leg.counter if leg.state in AT_COUNTER else None, self.regraded(leg, priority)
            act = lambda: particulars.grade(self.office, leg.number, priority, "proof-shown")  # noqa: E731
            self.do(None, act, leg, at=at, there=False)
            assert self.legs[leg.id].turn_at == turn
            if at:
                self.last.pop(at, None)

    @rule(counter=COUNTERS)
    def undo(self, counter: int) -> None:
        last = self.last.get(counter, [])
        tickets = [each for before, after in last for each in (before, after) if each]
        if self.do(self.no_undo(counter), lambda: undoing.undo(self.office, counter), *tickets, at=counter):
            for before, after in last:
                assert self.legs.get(after.id if after else 0) == before
            self.last.pop(counter)

    @rule(counter=COUNTERS)
    def undo_of_what_another_changed(self, counter: int) -> None:
        open_ones = [after for _, after in self.last.get(counter, []) if after and self.legs.get(after.id) == after]
        if gone := next((leg for leg in open_ones if leg.state in (State.WAITING, State.PARKED, State.ABSENT)), None):
            self.do(None, lambda: holder.leave(self.office, self.issued[gone.ticket][3], "phone"), gone)
            self.undo(counter)

    @rule(counter=COUNTERS)
    def close(self, counter: int) -> None:
        refusal = self.busy(counter)
        if self.do(refusal, lambda: officer.begin_break(self.office, counter, "lunch"), at=counter):
            self.paused.add(counter)

    @rule(counter=COUNTERS)
    def reopen(self, counter: int) -> None:
        refusal = None if counter in self.paused else NoBreak
        if self.do(refusal, lambda: officer.end_break(self.office, counter), at=counter):
            self.paused.remove(counter)

    @rule(printer=st.sampled_from(["left", "right"]))
    def take_paper(self, printer: str) -> None:
        """A printer takes a slip in hand; it has one at a time."""
        if printer not in self.in_hand and (paper := printing.next_paper(self.office, self.agents[printer])):
            assert paper.job not in self.printed and paper.job not in self.in_hand.values()
            self.in_hand[printer] = paper.job

    @rule(printer=st.sampled_from(["left", "right"]), outcome=st.sampled_from(["printed", "failed", "unknown"]))
    def end_paper(self, printer: str, outcome: str) -> None:
        if job := self.in_hand.pop(printer, None):
            printing.end_paper(self.office, job, self.agents[printer], outcome)
            self.printed[job] = outcome

    @rule(printer=st.sampled_from(["left", "right"]))
    def agent_begins_anew(self, printer: str) -> None:
        """An agent that died knows nothing of what it had in hand, and ends nothing of it."""
        former, self.agents[printer] = self.agents[printer], agent(printer)
        job = self.in_hand.pop(printer, None)
        assert printing.recover(self.office, self.agents[printer]) == (1 if job else 0)
        if job:
            self.printed[job] = "unknown"
            with pytest.raises(NoSuchSlip):
                printing.end_paper(self.office, job, former, "printed")

    @invariant()
    def each_paper_ended_as_its_printer_said(self) -> None:
        with self.office.db.reading() as sql:
            found = sql.execute("SELECT id, state FROM paper_jobs WHERE state NOT IN ('queued', 'expired')")
            told = dict(found.fetchall())
        assert told == {**self.printed, **dict.fromkeys(self.in_hand.values(), "printing")}

    @rule()
    def day_ends(self) -> None:
        self.pass_time(24 * 3600)

    @invariant()
    def the_tables_hold_what_happened_and_no_more(self) -> None:
        stored = self.all_stored()
        assert {i: leg for i, leg in stored.items() if i in self.legs} == self.legs
        assert {i: lasting(leg) for i, leg in stored.items() if i not in self.legs} == self.past
        assert max(Counter(each[:2] for each in self.issued.values()).values(), default=1) == 1

    @invariant()
    def no_ticket_is_lost_and_none_is_in_two_places(self) -> None:
        legs = [*self.past.values(), *self.legs.values()]
        assert {leg.ticket for leg in legs} == self.issued.keys()
        assert max(Counter(leg.ticket for leg in legs if leg.state in OPEN).values(), default=1) == 1
        busy = Counter(leg.counter for leg in legs if leg.state in AT_COUNTER)
        assert max(busy.values(), default=1) == 1

    @invariant()
    def no_turn_is_better_than_the_head_start_or_worse_than_one_who_comes_now(self) -> None:
        for leg in (each for each in self.legs.values() if each.state is State.WAITING):
            came = self.issued[leg.ticket][2] - self.set_back
            assert leg.turn_at <= self.clock() + self.set_back + 999 * TICK
            assert leg.out_of_turn or leg.turn_at >= came - HOUR
            assert leg.out_of_turn or leg.priority or leg.turn_at >= came

    def teardown(self) -> None:
        self._everybody_is_called()
        assert audit.verify(self.office) == []
        assert audit.verify(self.office, everything=True) == []
        self.office.db.close()
        self.folder.cleanup()

    def _everybody_is_called(self) -> None:
        """Nobody starves: the counters work on, nobody else comes, and each who waits is called, once."""
        for counter in [*self.paused]:
            self.reopen(counter)
        self.pass_time(20 * 60 + self.set_back.total_seconds())  # who is late has come by then
        waiting = sum(leg.state is State.WAITING for leg in self.legs.values())
        for _ in range(waiting + 1):
            for counter in CALLS_FROM:
                self.step(counter, officer.finish, *AT_COUNTER)
                self.call(counter)
        assert not [leg for leg in self.legs.values() if leg.state is State.WAITING]


class LongDays(Days):
    """The same for whoever has the night."""


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLongDays = pytest.mark.nightly(LongDays.TestCase)
TestLongDays.settings = settings(
    max_examples=int(os.environ.get("KIOSK_RANDOM_DAYS", "400")),
    stateful_step_count=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
