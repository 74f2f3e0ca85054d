"""The moves of a leg, against a table: what is not in it is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.domain.queue.refusals import NoReturnLeft, WrongState
from kiosk.domain.queue.ticket import MOVES, Leg, State, Ticket

NOW = datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
LATER, MINUTE = NOW + timedelta(minutes=20), timedelta(minutes=1)
VERBS: dict[str, Callable[[Leg], Leg]] = {
    "call": lambda leg: leg.call_to(3, LATER),
    "recall": lambda leg: leg.recall(),
    "start": lambda leg: leg.start(LATER),
    "finish": lambda leg: leg.finish(LATER),
    "absent": lambda leg: leg.absent(),
    "put back": lambda leg: leg.put_back(LATER),
    "come back": lambda leg: leg.come_back(LATER, LATER),
    "run late": lambda leg: leg.run_late(LATER),
    "park": lambda leg: leg.park(LATER, "papers"),
    "resume": lambda leg: leg.resume(LATER),
    "leave": lambda leg: leg.leave("gone", LATER),
    "transfer": lambda leg: leg.transfer(LATER),
    "day end": lambda leg: leg.end_with_day(LATER),
}
ALLOWED = {
    "waiting": {
        "call": "called",
        "run late": "waiting",
        "park": "parked",
        "leave": "left",
        "transfer": "transferred",
        "day end": "left",
    },
    "called": {
        "recall": "called",
        "start": "serving",
        "finish": "done",
        "absent": "absent",
        "put back": "waiting",
        "park": "parked",
        "transfer": "transferred",
        "day end": "left",
    },
    "serving": {
        "finish": "done",
        "put back": "waiting",
        "park": "parked",
        "transfer": "transferred",
        "day end": "left",
    },
    "parked": {"resume": "waiting", "leave": "left", "day end": "left"},
    "absent": {"come back": "waiting", "leave": "left", "day end": "left"},
    "done": {},
    "left": {},
    "transferred": {},
}


def leg(state: str) -> Leg:
    """A leg in a state, as it would be had it come there."""
    fresh = Leg(7, 5, "A", "A012", State(state), NOW, NOW)
    if state in ("called", "serving", "absent", "done"):
        fresh = replace(fresh, counter=2, called_at=NOW)
    return replace(fresh, started_at=NOW) if state in ("serving", "done") else fresh


@pytest.mark.parametrize("state", [each.value for each in State])
def test_a_leg_makes_the_moves_of_the_table_and_no_other(state: str) -> None:
    for verb in VERBS:
        moves_as_the_table_says(state, verb)


def moves_as_the_table_says(state: str, verb: str) -> None:
    before = leg(state)
    if verb in ALLOWED[state]:
        assert VERBS[verb](before).state == ALLOWED[state][verb]
    else:
        with pytest.raises(WrongState) as refused:
            VERBS[verb](before)
        assert refused.value.facts == {"number": "A012", "state": state}
    assert before == leg(state)  # a leg is never changed in place


def test_the_table_of_moves_is_the_one_of_the_design() -> None:
    text = """
        waiting → called, parked, left, transferred
        called → called, serving, done, absent, waiting, parked, transferred
        serving → done, waiting, parked, transferred
        parked → waiting, left
        absent → waiting, left
        done →
        left →
        transferred →
    """
    lines = (line.split("→") for line in text.strip().splitlines())
    design = {state.strip(): {to.strip() for to in tos.split(",") if to.strip()} for state, tos in lines}
    assert {state.value: {to.value for to in tos} for state, tos in MOVES.items()} == design


def test_every_state_is_in_both_tables() -> None:
    assert {*ALLOWED} == {each.value for each in State} == {state.value for state in MOVES}


def test_a_call_names_the_counter_and_counts_recalls_anew() -> None:
    called = replace(leg("waiting"), recalls=3).call_to(3, LATER)
    assert (called.counter, called.called_at, called.recalls, called.turn_at) == (3, LATER, 0, NOW)
    assert called.recall().recall().recalls == 2
    assert called.recall().called_at == LATER


def test_who_waits_again_stands_at_no_counter_and_waits_from_now_once_they_were_called() -> None:
    for back in (leg("called").put_back(LATER), leg("serving").put_back(LATER), leg("parked").resume(LATER)):
        assert (back.counter, back.called_at, back.started_at, back.recalls) == (None, None, None, 0)
        assert (back.turn_at, back.waiting_since) == (NOW, NOW), "the visit was never called: it still waits"
    called = leg("waiting").call_to(1, LATER)
    assert called.put_back(LATER + MINUTE).waiting_since == LATER + MINUTE


def test_a_visit_waits_once_from_its_number_to_its_first_call_and_all_later_waits_count_apart() -> None:
    parked = leg("waiting").park(NOW + MINUTE, "papers").resume(NOW + 2 * MINUTE)
    elsewhere = replace(parked.onward("B", NOW, NOW + 3 * MINUTE), id=2)
    called = elsewhere.call_to(1, NOW + 10 * MINUTE)
    assert (called.first_wait_ms, called.later_wait_ms, called.waited) == (600_000, None, True)
    again = called.put_back(NOW + 11 * MINUTE).call_to(1, NOW + 13 * MINUTE)
    assert (again.first_wait_ms, again.later_wait_ms) == (600_000, 120_000)
    back = again.absent().come_back(NOW, NOW + 20 * MINUTE).call_to(1, NOW + 21 * MINUTE)
    assert (back.first_wait_ms, back.later_wait_ms) == (600_000, 180_000)
    second = back.again("B", NOW + 25 * MINUTE)
    assert (second.first_wait_ms, second.later_wait_ms, second.waited) == (None, None, False)
    sent = back.onward("A", NOW, NOW + 30 * MINUTE).call_to(2, NOW + 34 * MINUTE)
    assert (sent.first_wait_ms, sent.later_wait_ms) == (None, 240_000)


def test_the_next_service_of_a_place_out_of_turn_is_still_out_of_turn_when_put_back() -> None:
    first = replace(leg("serving"), out_of_turn="urgent", turn_at=NOW - MINUTE)
    back = first.again("A", LATER).put_back(LATER)
    assert (back.turn_at, back.why_out_of_turn) == (NOW - MINUTE, "urgent")


def test_a_return_has_a_new_turn_and_there_are_so_many() -> None:
    once = leg("absent").come_back(LATER, LATER)
    assert (once.turn_at, once.returns, once.counter) == (LATER, 1, None)
    with pytest.raises(NoReturnLeft):
        replace(leg("absent"), returns=2).require_return(2)


def test_an_end_has_its_time_and_its_reason() -> None:
    assert leg("serving").finish(LATER).ended_at == LATER
    assert leg("serving").finish(LATER).started_at == NOW
    assert leg("called").finish(LATER).started_at == LATER
    assert (leg("waiting").leave("gone", LATER).reason, leg("waiting").leave("gone", LATER).ended_at) == ("gone", LATER)
    assert leg("serving").end_with_day(LATER).reason == "day-ended"


def test_a_ticket_is_named_by_its_area_and_at_least_three_digits() -> None:
    ticket = Ticket(1, date(2026, 7, 2), "Đ", 7, "token", None, False, NOW)
    assert ticket.number == "Đ007"
    assert replace(ticket, serial=1234).number == "Đ1234"
