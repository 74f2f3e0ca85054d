"""What an officer does at a counter: each step whole, logged, announced, or refused without a trace."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.actions.queue import moving, officer, undoing
from kiosk.domain.office.refusals import UnknownCounter
from kiosk.domain.queue.refusals import (
    AbsentTooSoon,
    CounterBusy,
    NobodyAtCounter,
    NobodyWaiting,
    NoReturnLeft,
    RecallFirst,
    StalePage,
    UnknownTicket,
    WrongState,
)
from kiosk.domain.queue.ticket import Leg, State
from kiosk.office import Office
from kiosk.storage.queue import desks
from kiosk.views.record import queries
from tests.conftest import NOW, SetClock, call, issue, kinds, miss, nothing_happens, open_office, person, plan_of, rows

SEVERAL = """
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
serves = ["B"]
"""
STEPS = [officer.recall, officer.start, officer.finish, officer.absent, moving.put_back]


@pytest.fixture
def several(tmp_path: Path, clock: SetClock) -> Office:
    """Counter 1 serves A and helps B and C; counter 2 serves B; C has no counter of its own."""
    return open_office(tmp_path / "several", clock, plan_of(SEVERAL))


def newest(office: Office) -> dict[str, object]:
    """The newest log entry: its kind and its body."""
    entry = queries.log_entries(office)[-1]
    told = json.loads(entry.body)
    assert told.pop("v") == 2
    return {"kind": entry.kind, **told}


def version(office: Office, counter: int = 1) -> int:
    with office.db.reading() as sql:
        return desks.load(sql, counter).version


def test_those_who_came_first_are_called_first(office: Office, clock: SetClock) -> None:
    for area in "BAC":
        issue(office, area)
        clock.forward(1)
    assert [call(office, counter).number for counter in (1, 2, 3)] == ["B001", "A001", "C001"]


def test_of_those_who_came_in_one_moment_the_older_ticket_is_called(office: Office) -> None:
    for area in "BAC":
        issue(office, area)
    assert [call(office, counter).number for counter in (1, 2, 3)] == ["B001", "A001", "C001"]


def test_a_call_is_stored_announced_and_logged(office: Office) -> None:
    ticket = issue(office, "A", "elderly")
    leg = officer.call_next(office, 3, by=person(7))
    assert (leg.state, leg.counter, leg.called_at, leg.recalls) == (State.CALLED, 3, NOW, 0)
    assert rows(office, "SELECT zone, no, leg, number, counter, kind, priority FROM announcements") == [
        ("1", 1, leg.id, "A001", 3, "call", 1)
    ]
    facts = {"ticket": ticket.id, "leg": leg.id, "number": "A001", "area": "A"}
    assert newest(office) == {
        "kind": "TicketCalled",
        **facts,
        "counter": 3,
        "officer": 7,
        "announced": {"1": 1},
        "reason": None,
    }


def test_a_call_is_announced_in_each_zone_where_its_area_waits(tmp_path: Path, clock: SetClock) -> None:
    zones = '[[zones]]\ncode = "2"\nname = "2"\n[[areas]]\nletter = "A"\nname = "A"\nzones = ["2", "1"]\n'
    office = open_office(tmp_path, clock, plan_of(f"{zones}[[counters]]\nnumber = 1\n"))
    for _ in range(2):
        issue(office)
        call(office)
        officer.finish(office, 1)
    ledgers = rows(office, "SELECT zone, no, number FROM announcements ORDER BY zone, no")
    assert ledgers == [("1", 1, "A001"), ("1", 2, "A002"), ("2", 1, "A001"), ("2", 2, "A002")]


def attend(office: Office, counter: int) -> None:
    """Somebody comes to a counter: it is open."""
    officer.begin_break(office, counter, "lunch")
    officer.end_break(office, counter)


def test_a_counter_helps_only_when_its_own_areas_are_empty(several: Office, clock: SetClock) -> None:
    attend(several, 2)
    issue(several, "B")
    clock.forward(60)
    issue(several, "A")
    assert call(several, 1).number == "A001"
    officer.finish(several, 1)
    assert call(several, 1).number == "B001"


def test_an_area_none_of_whose_counters_is_open_is_its_helpers_own(several: Office, clock: SetClock) -> None:
    attend(several, 2)
    issue(several, "B")
    clock.forward(60)
    issue(several, "A")
    officer.begin_break(several, 2, "lunch")
    assert call(several, 1).number == "B001"
    officer.finish(several, 1)
    issue(several, "B")
    clock.forward(601)
    officer.end_break(several, 2)
    assert call(several, 1).number == "A001", "counter 2 is open again and calls B002"


def test_an_area_without_a_counter_of_its_own_is_its_helpers_own(several: Office, clock: SetClock) -> None:
    attend(several, 2)
    issue(several, "B")
    clock.forward(1)
    issue(several, "C")
    clock.forward(1)
    issue(several, "A")
    called = []
    for _ in range(3):
        called.append(call(several, 1).number)
        officer.finish(several, 1)
    assert called == ["C001", "A001", "B001"]


def test_a_counter_never_calls_from_an_area_it_neither_serves_nor_helps(several: Office) -> None:
    issue(several, "A")
    issue(several, "C")
    with nothing_happens(several), pytest.raises(NobodyWaiting):
        call(several, 2)


@pytest.mark.parametrize("verb", [officer.call_next, *STEPS])
def test_a_counter_that_does_not_exist_is_refused(office: Office, verb: Callable[..., Leg]) -> None:
    issue(office)
    with nothing_happens(office), pytest.raises(UnknownCounter) as refused:
        verb(office, 99)
    assert refused.value.facts == {"counter": 99}


def test_an_empty_queue_is_refused_and_nothing_is_logged(office: Office) -> None:
    issue(office)
    call(office, 2)
    with nothing_happens(office), pytest.raises(NobodyWaiting):
        call(office, 1)


@pytest.mark.parametrize("serving", [False, True])
def test_a_busy_counter_calls_nobody_else(office: Office, serving: bool) -> None:
    issue(office)
    issue(office)
    call(office)
    if serving:
        officer.start(office, 1)
    with nothing_happens(office), pytest.raises(CounterBusy) as refused:
        call(office)
    assert refused.value.facts == {"counter": 1, "number": "A001"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_without_anybody_at_the_counter_is_refused(office: Office, step: Callable[..., Leg]) -> None:
    issue(office)
    call(office, 2)
    with nothing_happens(office), pytest.raises(NobodyAtCounter):
        step(office, 1)


def test_a_recall_is_announced_and_logged_again(office: Office) -> None:
    issue(office)
    call(office)
    assert officer.recall(office, 1).recalls == 1
    assert officer.recall(office, 1, by=person(7)).recalls == 2
    assert newest(office)["kind"] == "TicketRecalled"
    assert newest(office)["announced"] == {"1": 3}
    ledger = rows(office, "SELECT no, number, counter, kind FROM announcements")
    assert ledger == [(1, "A001", 1, "call"), (2, "A001", 1, "recall"), (3, "A001", 1, "recall")]


@pytest.mark.parametrize(
    ("step", "kind", "state"),
    [
        (officer.start, "ServiceStarted", State.SERVING),
        (officer.finish, "ServiceFinished", State.DONE),
        (moving.put_back, "TicketPutBack", State.WAITING),
    ],
)
def test_a_step_is_stored_and_logged_and_announces_nothing(
    office: Office, step: Callable[..., Leg], kind: str, state: State
) -> None:
    ticket = issue(office)
    leg = call(office)
    assert step(office, 1, by=person(7)).state is state
    assert rows(office, "SELECT state FROM legs") == [(state,)]
    facts = {"ticket": ticket.id, "leg": leg.id, "number": "A001", "area": "A"}
    assert newest(office) == {"kind": kind, **facts, "counter": 1, "officer": 7}
    assert rows(office, "SELECT count(*) FROM announcements") == [(1,)]


def test_an_absence_is_stored_and_logged(office: Office) -> None:
    ticket = issue(office)
    leg = call(office)
    assert miss(office).state is State.ABSENT
    facts = {"ticket": ticket.id, "leg": leg.id, "number": "A001", "area": "A"}
    assert newest(office) == {"kind": "TicketAbsent", **facts, "counter": 1, "officer": None}


@pytest.mark.parametrize(("priority", "patience"), [(None, 30), ("elderly", 90)])
def test_who_is_called_is_recalled_and_awaited_before_being_absent(
    office: Office, clock: SetClock, priority: str | None, patience: int
) -> None:
    issue(office, "A", priority)
    call(office)
    clock.forward(600)
    with nothing_happens(office), pytest.raises(RecallFirst):
        officer.absent(office, 1)
    officer.finish(office, 1)
    issue(office, "A", priority)
    call(office)
    officer.recall(office, 1)
    clock.forward(patience - 10.5)
    with nothing_happens(office), pytest.raises(AbsentTooSoon) as refused:
        officer.absent(office, 1)
    assert refused.value.facts == {"number": "A002", "seconds": 11}
    clock.forward(10.5)
    assert officer.absent(office, 1).state is State.ABSENT


def test_a_service_holds_when_it_began_and_when_it_ended(office: Office, clock: SetClock) -> None:
    issue(office)
    call(office)
    began = clock.forward(20)
    officer.start(office, 1)
    ended = clock.forward(300)
    leg = officer.finish(office, 1)
    assert (leg.called_at, leg.started_at, leg.ended_at) == (NOW, began, ended)


def test_finishing_a_ticket_that_was_only_called_starts_and_ends_it(office: Office, clock: SetClock) -> None:
    issue(office)
    call(office)
    ended = clock.forward(300)
    leg = officer.finish(office, 1)
    assert (leg.started_at, leg.ended_at) == (ended, ended)


@pytest.mark.parametrize("step", [officer.recall, officer.start, officer.absent])
def test_who_is_being_served_is_not_recalled_started_or_absent(office: Office, step: Callable[..., Leg]) -> None:
    issue(office)
    call(office)
    officer.start(office, 1)
    with nothing_happens(office), pytest.raises(WrongState):
        step(office, 1)


OTHERS: list[Callable[..., object]] = [
    lambda office, at, version: officer.finish_and_next(office, at, version=version),
    lambda office, at, version: officer.call_number(office, at, "A002", "urgent", version=version),
    lambda office, at, version: officer.next_service(office, at, version=version),
    lambda office, at, version: officer.begin_break(office, at, "lunch", version=version),
    lambda office, at, version: officer.end_break(office, at, version=version),
    lambda office, at, version: moving.transfer(office, at, moving.To("B"), version=version),
    lambda office, at, version: moving.park(office, at, "papers", version=version),
    lambda office, at, version: moving.resume(office, at, 1, version=version),
    lambda office, at, version: moving.take_back(office, at, 1, version=version),
    lambda office, at, version: undoing.undo(office, at, version=version),
]


@pytest.mark.parametrize("verb", [officer.call_next, *STEPS, *OTHERS])
def test_a_stale_page_is_refused_and_nothing_is_logged(office: Office, verb: Callable[..., object]) -> None:
    issue(office)
    issue(office)
    stale = version(office)
    call(office)
    with nothing_happens(office), pytest.raises(StalePage):
        verb(office, 1, version=stale)


def test_each_step_makes_the_page_before_it_stale_and_only_that_counters(office: Office) -> None:
    issue(office)
    assert (version(office, 1), version(office, 2)) == (0, 0)
    officer.call_next(office, 1, version=0)
    officer.start(office, 1, version=1)
    officer.finish(office, 1, version=2)
    assert (version(office, 1), version(office, 2)) == (3, 0)


def test_a_double_press_on_next_calls_once(office: Office) -> None:
    issue(office)
    issue(office)
    officer.call_next(office, 1, version=0)
    with nothing_happens(office), pytest.raises(StalePage):
        officer.call_next(office, 1, version=0)


@pytest.mark.parametrize("served", [False, True])
def test_who_is_put_back_keeps_the_turn_and_is_called_again_first(
    office: Office, clock: SetClock, served: bool
) -> None:
    issue(office)
    clock.forward(60)
    issue(office)
    turn = call(office).turn_at
    if served:
        officer.start(office, 1)
    back = moving.put_back(office, 1)
    assert (back.turn_at, back.counter, back.called_at, back.started_at) == (turn, None, None, None)
    assert call(office, 2).number == "A001"


def test_who_missed_the_call_waits_behind_the_third_who_waits_then(office: Office, clock: SetClock) -> None:
    issue(office)
    missed = call(office)
    miss(office)
    issue(office, "B")
    for _ in range(5):
        clock.forward(60)
        issue(office)
    back = moving.take_back(office, 1, missed.id)
    third = clock() - timedelta(minutes=2)
    assert (back.state, back.turn_at, back.returns) == (State.WAITING, third + timedelta(milliseconds=1), 1)
    assert newest(office)["kind"] == "TicketReturned"


def test_a_priority_visitor_who_missed_the_call_passes_those_before_the_third_no_more(
    office: Office, clock: SetClock
) -> None:
    issue(office, "A", "elderly")
    missed = call(office)
    miss(office)
    for _ in range(4):
        clock.forward(60)
        issue(office)
    turn = moving.take_back(office, 2, missed.id).turn_at
    assert turn == clock() - timedelta(seconds=60) + timedelta(milliseconds=1)


def test_coming_back_never_makes_a_turn_better(office: Office, clock: SetClock) -> None:
    issue(office)
    missed = call(office)
    miss(office)
    for _ in range(3):
        issue(office, "A", "elderly")  # each has a turn before that of the one who missed the call
    assert moving.take_back(office, 1, missed.id).turn_at == NOW


def test_one_comes_back_twice_and_not_a_third_time(office: Office, clock: SetClock) -> None:
    issue(office)
    for _ in range(2):
        missed = call(office)
        miss(office)
        moving.take_back(office, 1, missed.id)
    call(office)
    miss(office)
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        moving.take_back(office, 1, missed.id)


def test_only_who_missed_the_call_is_taken_back(office: Office) -> None:
    issue(office)
    leg = call(office)
    with nothing_happens(office), pytest.raises(WrongState):
        moving.take_back(office, 1, leg.id)
    with nothing_happens(office), pytest.raises(UnknownTicket):
        moving.take_back(office, 1, 999)


def test_an_officer_may_take_somebody_back_while_serving_another(office: Office) -> None:
    issue(office)
    missed = call(office)
    miss(office)
    issue(office)
    call(office)
    moving.take_back(office, 1, missed.id)
    assert rows(office, "SELECT number, state FROM legs") == [("A001", "waiting"), ("A002", "called")]


def test_a_refused_step_does_not_make_the_page_stale(office: Office) -> None:
    with pytest.raises(NobodyWaiting):
        call(office)
    assert version(office) == 0
    assert "TicketCalled" not in kinds(office)
