"""Whose turn it is: a priority visitor passes only those who came less than the head start before; nobody starves."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.queue.calling import ahead_of, next_turn
from kiosk.domain.queue.priority import PriorityClass, behind, head_start, turn_at
from kiosk.domain.queue.ticket import Leg, State

EPOCH = datetime(2026, 7, 2, tzinfo=UTC)
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


@given(st.integers(-120, 120), st.lists(st.integers(-120, 600), max_size=5))
def test_who_lets_others_pass_is_just_behind_them_and_never_better_than_before(old_min: int, passed: list[int]) -> None:
    old, turns = EPOCH + timedelta(minutes=old_min), [EPOCH + timedelta(minutes=each) for each in sorted(passed)]
    back = behind(old, turns)
    assert back >= old
    assert back == old or back - turns[-1] == timedelta(milliseconds=1)
    assert all(each < back for each in turns)


def test_a_visitor_who_returns_waits_behind_those_who_waited_then() -> None:
    first, *others = come([(0, None), (5, None), (5, None), (25, None)])
    back = replace(first, turn_at=behind(first.turn_at, [other.turn_at for other in others[:2]]))
    assert [leg.ticket for leg in called([back, *others])] == [2, 3, 1, 4]


class Street:
    """A queue in which some miss their call and come back, and some say that they will be late."""

    def __init__(self, after: int) -> None:
        self.after, self.now = after, EPOCH
        self.legs: dict[int, Leg] = {}
        self.classes: dict[int, PriorityClass | None] = {}
        self.came: dict[int, datetime] = {}
        self.calls: list[tuple[datetime, int]] = []

    def come(self, granted: PriorityClass | None) -> None:
        ticket = len(self.legs) + 1
        leg = Leg(ticket, ticket, "A", f"A{ticket:03d}", State.WAITING, turn_at(self.now, granted), self.now)
        self.legs[ticket], self.classes[ticket], self.came[ticket] = leg, granted, self.now

    def call(self, shows: bool) -> bool:
        """Call whose turn it is; who does not show comes back as often as one may. False when nobody can be called."""
        here = [leg for leg in self.waiting() if not leg.is_away(self.now)]
        if (leg := next_turn(here)) is None:
            return False
        self.calls.append((self.now, leg.ticket))
        there = leg.call_to(1, self.now)
        back = there if shows or leg.returns == 2 else there.absent().come_back(self.behind(leg), self.now)
        self.legs[leg.ticket] = back
        return True

    def late(self, which: int, minutes: int) -> None:
        leg = self.waiting()[which % len(self.waiting())] if self.waiting() else None
        if leg and leg.returns < 2 and not leg.late:
            self.legs[leg.ticket] = leg.run_late(self.behind(leg), self.now + timedelta(minutes=minutes))

    def behind(self, leg: Leg) -> datetime:
        others = sorted((each.turn_at, each.ticket) for each in self.waiting() if each.id != leg.id)
        return behind(leg.turn_at, [turn for turn, _ in others[: self.after]])

    def waiting(self) -> list[Leg]:
        return [leg for leg in self.legs.values() if leg.state is State.WAITING]

    def called_before(self, ticket: int) -> Counter[int]:
        """How often each other ticket was called while one waited for the first call."""
        mine = next(i for i, (_, called) in enumerate(self.calls) if called == ticket)
        return Counter(other for at, other in self.calls[:mine] if at >= self.came[ticket])

    def passes_by_head_start(self, other: int, ticket: int) -> bool:
        more = head_start(self.classes[other]) - head_start(self.classes[ticket])
        return more > self.came[other] - self.came[ticket]


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), CLASSES),
        st.tuples(st.just("call"), st.booleans()),
        st.tuples(st.just("late"), st.tuples(st.integers(0, 40), st.sampled_from([5, 10, 20]))),
        st.tuples(st.just("pass"), st.integers(1, 30)),
    ),
    max_size=80,
)


@given(EVENTS, st.integers(0, 5))
def test_nobody_is_passed_but_by_head_starts_and_by_returners_each_at_most_twice(
    events: list[tuple[str, Any]], after: int
) -> None:
    street = Street(after)
    for what, fact in events:
        if what == "come":
            street.come(fact)
        elif what == "call":
            street.call(fact)
        elif what == "late":
            street.late(*fact)
        else:
            street.now += timedelta(minutes=fact)
    street.now += timedelta(minutes=20)
    while street.call(shows=True):
        pass
    for leg in street.legs.values():
        if leg.returns:
            continue  # who gave the turn away is passed by those they let pass
        for other, times in street.called_before(leg.ticket).items():
            assert times <= 1 + 2
            assert times <= 1 + street.legs[other].returns
            assert other < leg.ticket or street.passes_by_head_start(other, leg.ticket)
