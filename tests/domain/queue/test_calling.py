"""Whose turn it is: a priority visitor passes only those who came less than the head start before; nobody starves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.queue.calling import ahead_of, next_turn
from kiosk.domain.queue.priority import PriorityClass, returned_turn_at, turn_at
from kiosk.domain.queue.ticket import Leg, State

EPOCH = datetime(2026, 7, 2, tzinfo=UTC)
PENALTY = timedelta(minutes=10)
HOUR = timedelta(hours=1)
ELDERLY = PriorityClass("elderly", "", "", HOUR)
CLASSES = st.sampled_from([None, ELDERLY, PriorityClass("merit", "", "", timedelta(minutes=30))])
# Minutes between one arrival and the next, and the class of who comes.
ARRIVALS = st.lists(st.tuples(st.integers(0, 30), CLASSES), min_size=1, max_size=40)


def come(arrivals: list[tuple[int, PriorityClass | None]]) -> list[Leg]:
    """The waiting legs of those who came, in the order they came."""
    queue, at = [], EPOCH
    for ticket, (minutes, granted) in enumerate(arrivals, start=1):
        at += timedelta(minutes=minutes)
        code = granted.code if granted else None
        queue.append(Leg(ticket, ticket, "A", f"A{ticket:03d}", State.WAITING, turn_at(at, granted), at, code))
    return queue


def called(queue: list[Leg]) -> list[Leg]:
    """The whole queue in the order in which it is called."""
    rest, order = [*queue], []
    while first := next_turn(rest):
        rest.remove(first)
        order.append(first)
    return order


def test_an_empty_queue_has_no_next() -> None:
    assert next_turn([]) is None


@given(ARRIVALS)
def test_everybody_is_called_exactly_once(arrivals: list[tuple[int, PriorityClass | None]]) -> None:
    queue = come(arrivals)
    assert sorted(called(queue), key=lambda leg: leg.id) == queue


@given(ARRIVALS)
def test_a_priority_visitor_passes_only_those_who_came_less_than_the_head_start_before(
    arrivals: list[tuple[int, PriorityClass | None]],
) -> None:
    order = called(come(arrivals))
    for place, leg in enumerate(order):
        for passed in (later for later in order[place + 1 :] if later.ticket < leg.ticket):
            assert leg.priority is not None
            assert leg.waiting_since - passed.waiting_since < HOUR


@given(ARRIVALS)
def test_those_of_one_class_are_called_in_the_order_they_came(
    arrivals: list[tuple[int, PriorityClass | None]],
) -> None:
    order = called(come(arrivals))
    for code in {leg.priority for leg in order}:
        tickets = [leg.ticket for leg in order if leg.priority == code]
        assert tickets == sorted(tickets)


@given(st.integers(1, 100))
def test_nobody_starves_though_priority_visitors_never_cease(crowd: int) -> None:
    """One ordinary visitor, and a priority visitor each minute for ever: it is called within the hour's arrivals."""
    queue = come([(0, None), *[(1, ELDERLY)] * crowd])
    assert [leg.ticket for leg in called(queue)].index(1) <= 59


def test_of_two_with_one_turn_the_older_ticket_is_called() -> None:
    ordinary, priority = come([(0, None), (60, ELDERLY)])
    assert ordinary.turn_at == priority.turn_at
    assert next_turn([priority, ordinary]) == ordinary


@given(ARRIVALS, st.data())
def test_the_people_before_are_those_called_before(
    arrivals: list[tuple[int, PriorityClass | None]], data: st.DataObject
) -> None:
    queue = come(arrivals)
    leg = data.draw(st.sampled_from(queue))
    assert ahead_of(leg, queue) == called(queue).index(leg)


@given(CLASSES, st.integers(-120, 120), st.integers(0, 600))
def test_a_return_is_never_better_than_before_and_never_far_from_now(
    granted: PriorityClass | None, old_min: int, now_min: int
) -> None:
    old, now = EPOCH + timedelta(minutes=old_min), EPOCH + timedelta(minutes=now_min)
    back = returned_turn_at(old, now, granted, PENALTY)
    head_start = granted.head_start if granted else timedelta(0)
    assert back == max(old, now - head_start + timedelta(minutes=10))


def test_a_visitor_who_returns_waits_behind_those_who_came_meanwhile() -> None:
    first, *others = come([(0, None), (5, None), (5, None), (25, None)])
    now = EPOCH + timedelta(minutes=20)
    back = replace(first, turn_at=returned_turn_at(first.turn_at, now, None, PENALTY))
    assert [leg.ticket for leg in called([back, *others])] == [2, 3, 1, 4]
