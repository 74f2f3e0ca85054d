"""What moves a ticket elsewhere: the turn it has there, what is refused, and that nobody is lost on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.actions.office import clock as clock_of
from kiosk.actions.queue import moving, officer, undoing, visitor
from kiosk.actions.queue.moving import To
from kiosk.actions.queue.visitor import Wish
from kiosk.actions.work import begin_day
from kiosk.domain.errors import BadRequest, Refusal, UnknownReason
from kiosk.domain.office.refusals import UnknownArea, UnknownCounter
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.queue.refusals import (
    CounterBusy,
    CounterPaused,
    NobodyAtCounter,
    NobodyWaiting,
    NoBreak,
    NowhereToGo,
    StalePage,
    TransferClosed,
    UndoTooLate,
    UnknownLanguage,
    UnknownNeed,
    UnknownTicket,
    WrongState,
)
from kiosk.domain.queue.ticket import State
from kiosk.domain.record.refusals import ClockBehind
from kiosk.office import Office
from kiosk.views.record import audit, queries
from tests.conftest import NOW, SetClock, call, issue, kinds, nothing_happens, open_office, person, plan_of, rows

# B closes at 8:00 on a Thursday; counter 3 is fitted for wheelchairs.
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
hours = { thursday = ["07:00-08:00"] }
[[counters]]
number = 1
[[counters]]
number = 2
serves = ["B"]
[[counters]]
number = 3
needs = ["wheelchair"]
"""


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Office:
    return open_office(tmp_path / "hall", clock, plan_of(PLAN))


def called_from(office: Office, counter: int) -> str:
    """The number a counter calls and serves at once."""
    number = call(office, counter).number
    officer.finish(office, counter)
    return number


def test_a_transfer_keeps_the_turn_of_the_first_stretch(hall: Office, clock: SetClock) -> None:
    first = issue(hall, "A")
    clock.forward(60)
    issue(hall, "B")
    call(hall)
    officer.start(hall, 1)
    clock.forward(300)
    onward = moving.transfer(hall, 1, To("B"), by=person(7))
    assert (onward.ticket, onward.number, onward.area, onward.turn_at) == (first.id, "A001", "B", NOW)
    assert (onward.state, onward.waiting_since) == (State.WAITING, clock())
    assert rows(hall, "SELECT area, state FROM legs WHERE ticket = ?", first.id) == [
        ("A", "transferred"),
        ("B", "waiting"),
    ]
    assert [called_from(hall, 2), called_from(hall, 2)] == ["A001", "B001"]
    assert audit.verify(hall) == []


def test_a_second_transfer_still_keeps_the_turn_of_the_first_stretch(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    call(hall)
    moving.transfer(hall, 1, To("B", place="end"))
    call(hall, 2)
    assert moving.transfer(hall, 2, To("A")).turn_at == NOW


def test_a_transfer_to_the_end_waits_behind_everybody(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    issue(hall, "B")
    call(hall)
    clock.forward(1)
    assert moving.transfer(hall, 1, To("B", place="end")).turn_at == clock()
    clock.forward(1)
    issue(hall, "B")
    assert [called_from(hall, 2) for _ in range(3)] == ["B001", "A001", "B002"]


def test_a_transfer_to_the_front_is_just_before_the_first_and_marked(hall: Office, clock: SetClock) -> None:
    issue(hall, "B", None)
    clock.forward(60)
    issue(hall, "A")
    moving.transfer(hall, "A001", To("B", place="first", reason="sent-wrongly"), by=person(7))
    [(turn, mark)] = rows(hall, "SELECT turn_at, out_of_turn FROM legs WHERE area = 'B' AND number = 'A001'")
    assert (turn, mark) == ("2026-07-02T01:29:59.999Z", "sent-wrongly")
    assert [called_from(hall, 2), called_from(hall, 2)] == ["A001", "B001"]
    assert audit.verify(hall) == []


@pytest.mark.parametrize("reason", [None, "", "because I like him"])
def test_a_transfer_to_the_front_needs_a_reason_that_is_counted(hall: Office, reason: str | None) -> None:
    issue(hall, "A")
    call(hall)
    with nothing_happens(hall), pytest.raises(UnknownReason):
        moving.transfer(hall, 1, To("B", place="first", reason=reason))


def test_a_transfer_to_a_counter_waits_for_that_one(hall: Office) -> None:
    issue(hall, "A")
    issue(hall, "A")
    issue(hall, "A")
    call(hall, 1)
    call(hall, 3)
    moving.transfer(hall, 1, To(counter=3))
    assert called_from(hall, 1) == "A003"
    with pytest.raises(NobodyWaiting):
        call(hall, 1)
    officer.finish(hall, 3)
    assert call(hall, 3).number == "A001"


def test_who_was_sent_to_a_counter_that_nobody_is_at_is_called_by_another(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    call(hall, 1)
    moving.transfer(hall, 1, To(counter=3))
    assert call(hall, 1).number == "A001"


def test_a_counter_that_does_not_serve_the_area_takes_the_ticket_into_one_of_its_own(hall: Office) -> None:
    issue(hall, "A")
    call(hall, 1)
    assert moving.transfer(hall, 1, To(counter=2)).area == "B"


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        (To("C"), TransferClosed),
        (To("Z"), UnknownArea),
        (To(counter=99), UnknownCounter),
        (To("A", counter=1), NowhereToGo),
        (To(), NowhereToGo),
        (To("B", place="middle"), BadRequest),
    ],
)
def test_a_transfer_that_leads_nowhere_is_refused_and_the_ticket_stays(
    hall: Office, to: To, refusal: type[Refusal]
) -> None:
    issue(hall, "A")
    call(hall, 1)
    with nothing_happens(hall), pytest.raises(refusal):
        moving.transfer(hall, 1, to)


def test_a_ticket_is_moved_by_its_number_wherever_it_is(hall: Office) -> None:
    issue(hall, "A")
    moving.transfer(hall, "a001", To("B"))
    assert call(hall, 2).number == "A001"
    version = rows(hall, "SELECT version FROM desks WHERE counter = 2")
    moving.transfer(hall, "A001", To("A"))
    assert rows(hall, "SELECT version FROM desks WHERE counter = 2") != version, "the page of its counter is stale"
    with nothing_happens(hall), pytest.raises(UnknownTicket):
        moving.transfer(hall, "A099", To("B"))


def test_a_parked_ticket_keeps_its_turn_and_is_not_called(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    clock.forward(60)
    issue(hall, "A")
    leg = call(hall)
    officer.start(hall, 1)
    parked = moving.park(hall, 1, "papers", by=person(7), remind_min=15)
    assert (parked.state, parked.reason, parked.counter, parked.turn_at) == (State.PARKED, "papers", 1, NOW)
    assert parked.remind_at == clock() + timedelta(minutes=15)
    assert called_from(hall, 1) == "A002"
    clock.forward(600)
    issue(hall, "A")
    back = moving.resume(hall, 1, leg.id)
    assert (back.state, back.turn_at, back.counter, back.reason, back.remind_at) == (
        State.WAITING,
        NOW,
        None,
        None,
        None,
    )
    assert called_from(hall, 1) == "A001"
    assert audit.verify(hall) == []


def test_a_waiting_ticket_is_parked_and_resumed_by_its_number(hall: Office) -> None:
    issue(hall, "A")
    moving.park(hall, "A001", "payment")
    with nothing_happens(hall), pytest.raises(NobodyWaiting):
        call(hall)
    moving.resume(hall, "A001")
    assert call(hall).number == "A001"


def test_parking_needs_a_known_reason_and_a_reminder_within_reason(hall: Office) -> None:
    issue(hall, "A")
    call(hall)
    with nothing_happens(hall), pytest.raises(UnknownReason):
        moving.park(hall, 1, "gone fishing")
    for minutes in (0, 241, -5):
        with nothing_happens(hall), pytest.raises(BadRequest):
            moving.park(hall, 1, "papers", remind_min=minutes)


def test_the_next_is_called_as_the_former_ends(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    issue(hall, "A")
    call(hall)
    ended = clock.forward(300)
    done, called = officer.finish_and_next(hall, 1, by=person(7))
    assert (done.number, done.state, done.ended_at) == ("A001", State.DONE, ended)
    assert called and (called.number, called.state) == ("A002", State.CALLED)
    assert officer.finish_and_next(hall, 1)[1] is None, "nobody waits, and the service is ended all the same"
    assert rows(hall, "SELECT DISTINCT state FROM legs") == [("done",)]
    with nothing_happens(hall), pytest.raises(NobodyAtCounter):
        officer.finish_and_next(hall, 1)


def test_an_office_may_let_next_end_the_former_service(hall: Office, tmp_path: Path, clock: SetClock) -> None:
    plan = plan_of(PLAN)
    other = open_office(tmp_path / "other", clock, replace(plan, desk=replace(plan.desk, next_finishes=True)))
    for office, number in ((hall, None), (other, "A002")):
        issue(office, "A")
        issue(office, "A")
        call(office)
        if number:
            assert call(office).number == number
        else:
            with nothing_happens(office), pytest.raises(CounterBusy):
                call(office)


def test_who_needs_a_fitted_counter_is_called_there_while_it_is_open(hall: Office, clock: SetClock) -> None:
    visitor.issue(hall, Wish("A", needs=("wheelchair",), lang="en"))
    issue(hall, "A")
    issue(hall, "A")
    issue(hall, "A")
    assert called_from(hall, 1) == "A001", "nobody is at counter 3 yet"
    visitor.issue(hall, Wish("A", "", needs=("wheelchair",)))
    assert called_from(hall, 3) == "A002"
    assert called_from(hall, 1) == "A003"
    assert called_from(hall, 1) == "A004"
    with nothing_happens(hall), pytest.raises(NobodyWaiting):
        call(hall, 1)
    assert call(hall, 3).number == "A005"


def test_who_needs_a_fitted_counter_is_called_elsewhere_once_it_is_left(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    assert called_from(hall, 3) == "A001"
    visitor.issue(hall, Wish("A", needs=("wheelchair",)))
    with pytest.raises(NobodyWaiting):
        call(hall, 1)
    clock.forward(31 * 60)
    assert call(hall, 1).number == "A002"


def test_language_and_needs_are_kept_with_the_ticket_and_its_legs(hall: Office) -> None:
    visitor.issue(hall, Wish("A", lang="en", needs=("deaf", "wheelchair", "deaf")))
    visitor.issue(hall, Wish("A", lang="vi"))
    assert rows(hall, "SELECT lang, needs FROM tickets") == [("en", "wheelchair,deaf"), (None, None)]
    leg = call(hall)
    assert (leg.lang, leg.needs) == ("en", ("wheelchair", "deaf"))
    assert audit.verify(hall) == []


@pytest.mark.parametrize("wish", [Wish("A", lang="xx"), Wish("A", needs=("unicorn",))])
def test_a_language_or_need_that_is_not_known_is_refused(hall: Office, wish: Wish) -> None:
    with nothing_happens(hall), pytest.raises((UnknownLanguage, UnknownNeed)):
        visitor.issue(hall, wish)


def test_a_chosen_number_is_called_out_of_turn_for_a_reason_that_is_marked(hall: Office) -> None:
    for _ in range(3):
        issue(hall, "A")
    leg = officer.call_number(hall, 1, "a003", "needs-help", by=person(7))
    assert (leg.number, leg.state, leg.counter, leg.chosen) == ("A003", State.CALLED, 1, "needs-help")
    assert '"reason":"needs-help"' in queries.log_entries(hall)[-1].body
    with nothing_happens(hall), pytest.raises(CounterBusy):
        officer.call_number(hall, 1, "A002", "needs-help")
    officer.finish(hall, 1)
    with nothing_happens(hall), pytest.raises(UnknownReason):
        officer.call_number(hall, 1, "A002")
    assert officer.call_number(hall, 1, "A001").why_out_of_turn is None, "it was its turn, which needs no reason"
    with nothing_happens(hall), pytest.raises(WrongState):
        officer.call_number(hall, 2, "A003", "needs-help")
    assert audit.verify(hall) == []


def test_the_next_service_of_a_visit_is_a_leg_of_its_own_at_the_same_counter(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    call(hall)
    officer.start(hall, 1)
    at = clock.forward(300)
    fresh = officer.next_service(hall, 1, "B", by=person(7))
    assert (fresh.area, fresh.state, fresh.counter, fresh.called_at, fresh.started_at) == (
        "B",
        State.SERVING,
        1,
        at,
        at,
    )
    assert rows(hall, "SELECT area, state, nth FROM legs") == [("A", "done", 1), ("B", "serving", 2)]
    assert officer.finish(hall, 1).id == fresh.id
    assert audit.verify(hall) == []


def test_after_so_many_dossiers_the_rest_waits_in_turn(tmp_path: Path, clock: SetClock) -> None:
    plan = plan_of('[[areas]]\nletter = "A"\nname = "A"\ndossiers_per_turn = 2\n[[counters]]\nnumber = 1\n')
    office = open_office(tmp_path, clock, plan)
    issue(office)
    issue(office)
    call(office)
    assert officer.next_service(office, 1).state is State.SERVING
    at = clock.forward(600)
    rest = officer.next_service(office, 1)
    assert (rest.state, rest.turn_at, rest.nth) == (State.WAITING, at, 1)
    assert [called_from(office, 1), call(office).number] == ["A002", "A001"]
    assert officer.next_service(office, 1).state is State.SERVING, "a new turn has dossiers of its own"
    assert audit.verify(office) == []


def test_a_counter_on_a_break_calls_nobody_and_does_not_count_as_open(hall: Office, clock: SetClock) -> None:
    visitor.issue(hall, Wish("A", needs=("wheelchair",)))
    officer.begin_break(hall, 3, "lunch", by=person(7))
    with nothing_happens(hall), pytest.raises(CounterPaused):
        call(hall, 3)
    with nothing_happens(hall), pytest.raises(CounterPaused):
        officer.begin_break(hall, 3, "lunch")
    assert call(hall, 1).number == "A001", "the fitted counter is closed"
    with nothing_happens(hall), pytest.raises(CounterBusy):
        officer.begin_break(hall, 1, "lunch")
    with nothing_happens(hall), pytest.raises(NoBreak):
        officer.end_break(hall, 1)
    issue(hall, "A")
    officer.end_break(hall, 3)
    assert call(hall, 3).number == "A002"
    assert audit.verify(hall) == []


def test_a_break_needs_a_reason_and_ends_with_the_day(hall: Office, clock: SetClock) -> None:
    with nothing_happens(hall), pytest.raises(UnknownReason):
        officer.begin_break(hall, 1, "")
    officer.begin_break(hall, 1, "meeting")
    clock.forward(24 * 3600)
    issue(hall, "A")
    assert call(hall, 1).number == "A001"


def test_two_officers_at_one_counter_press_at_once_and_one_of_them_wins(hall: Office) -> None:
    """Both pages show A001 at counter 1; what the other did meanwhile is seen before anything else is done."""
    issue(hall, "A")
    issue(hall, "A")
    call(hall)
    verbs = [
        lambda: officer.finish_and_next(hall, 1, version=1),
        lambda: moving.transfer(hall, 1, To("B"), version=1),
        lambda: moving.park(hall, 1, "papers", version=1),
        lambda: moving.put_back(hall, 1, version=1),
    ]
    with ThreadPoolExecutor(len(verbs)) as hands:
        done = [hands.submit(verb) for verb in verbs]
    assert sorted(type(each.exception()) is StalePage for each in done) == [False, True, True, True]
    assert audit.verify(hall) == []


def test_a_clock_set_back_for_good_stops_no_counter(hall: Office, clock: SetClock) -> None:
    issue(hall, "A")
    call(hall)
    officer.recall(hall, 1)
    clock.forward(-60)
    moving.park(hall, 1, "papers")
    assert moving.resume(hall, "A001").waiting_since == NOW, "a little behind: time stands until the clock catches up"
    call(hall)
    clock.forward(-3600)
    with nothing_happens(hall), pytest.raises(ClockBehind):
        officer.recall(hall, 1)
    clock_of.accept(hall, "set-wrong", CONSOLE)
    with nothing_happens(hall), pytest.raises(UndoTooLate):
        undoing.undo(hall, 1)
    officer.recall(hall, 1)
    assert officer.absent(hall, 1).state is State.ABSENT, "the time since the call is not known, so nobody waits for it"
    assert moving.take_back(hall, 1, 1).number == "A001"
    assert call(hall).number == "A001"
    assert audit.verify(hall, everything=True) == []


def test_a_day_that_ends_in_between_ends_the_parked_and_the_transferred_too(hall: Office, clock: SetClock) -> None:
    for _ in range(2):
        issue(hall, "A")
    call(hall)
    moving.park(hall, 1, "papers")
    moving.transfer(hall, "A002", To("B"))
    clock.forward(24 * 3600)
    begin_day(hall)
    assert rows(hall, "SELECT state, reason FROM legs WHERE state <> 'transferred'") == [("left", "day-ended")] * 2
    with nothing_happens(hall), pytest.raises(UnknownTicket):
        moving.resume(hall, "A001")
    assert audit.verify(hall) == []


@pytest.mark.parametrize(
    "move", [partial(moving.park, where=1, reason="papers"), partial(moving.transfer, where=1, to=To("A", place="end"))]
)
def test_who_is_set_aside_or_sent_on_before_the_call_was_said_is_not_called_any_more(
    office: Office, move: Callable[[Office], object]
) -> None:
    issue(office)
    call(office, 1)
    move(office)
    assert rows(office, "SELECT withdrawn_at IS NOT NULL FROM announcements") == [(1,)]
    assert "CallWithdrawn" in kinds(office)
    assert audit.verify(office, everything=True) == []


def test_who_is_set_aside_is_not_recalled_any_more_though_the_call_was_said(office: Office) -> None:
    issue(office)
    call(office, 1)
    office.db.writer().execute("INSERT INTO zone_sounds(zone, spoken_no) VALUES ('1', 1)")
    officer.recall(office, 1)
    moving.park(office, 1, "papers")
    assert rows(office, "SELECT kind, withdrawn_at IS NULL FROM announcements") == [("call", 1), ("recall", 0)]
    assert audit.verify(office, everything=True) == []
