"""How long a wait may be: a range with a basis, or nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.queue.waiting import BASIS, PAUSE, Called, Wait, clock_range, expect, pace

NOON = datetime(2026, 7, 2, 5, tzinfo=UTC)
WAITS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 7200)), min_size=BASIS, max_size=40)
AHEAD = st.integers(0, 500)


def calls(*waited: tuple[int, float]) -> list[Called]:
    """Calls a second apart: people before, and how long each waited (s)."""
    at = [NOON + timedelta(seconds=i) for i in range(len(waited))]
    return [
        Called(ahead, called - timedelta(seconds=seconds), called)
        for called, (ahead, seconds) in zip(at, waited, strict=True)
    ]


def promised(ahead: int, free: int, called: list[Called]) -> tuple[int, int]:
    """Both ends of the expected wait (s)."""
    wait = expect(ahead, pace(2, free, called))
    assert wait.ahead == ahead
    assert wait.low_s is not None
    assert wait.high_s is not None
    return wait.low_s, wait.high_s


@pytest.mark.parametrize(("counters", "seen"), [(0, 40), (3, 0), (3, BASIS - 1)])
def test_without_an_open_counter_or_enough_calls_nothing_is_promised(counters: int, seen: int) -> None:
    wait = expect(4, pace(counters, 0, calls(*[(1, 600.0)] * seen)))
    assert wait == Wait(4, None, None)
    assert wait.span is None


def test_equal_waits_make_a_narrow_promise() -> None:
    """Two minutes for each person before and oneself: with 9 before, 20 minutes."""
    assert promised(9, 0, calls((0, 120), (1, 240), (2, 360), (3, 480), (4, 600))) == (1200, 1200)
    assert promised(9, 0, calls((0, 121), (1, 242), (2, 363), (3, 484), (4, 605))) == (1200, 1260)


def test_the_range_is_from_the_fifth_to_the_fourth_fifth_of_what_others_waited() -> None:
    assert promised(0, 0, calls(*[(0, 60.0 * minutes) for minutes in range(11)])) == (120, 480)


def test_a_newcomer_goes_to_a_free_counter_at_once_but_not_before_those_who_wait() -> None:
    seen = calls(*[(0, 600.0)] * BASIS)
    assert promised(0, 1, seen) == (0, 60)
    assert promised(1, 1, seen) == promised(1, 0, seen) == (1200, 1200)


def test_a_break_counts_in_nobodys_wait() -> None:
    """Before lunch and after it they were called at once; one waited through it."""
    before = [Called(0, NOON + timedelta(seconds=i), NOON + timedelta(seconds=i)) for i in range(BASIS)]
    after = Called(0, NOON, NOON + PAUSE + timedelta(minutes=30))
    then = [Called(0, after.at + timedelta(seconds=i), after.at + timedelta(seconds=i)) for i in range(1, BASIS)]
    assert promised(0, 0, [*before, after, *then]) == (0, 60)


@given(AHEAD, WAITS)
def test_a_promise_is_an_honest_range_in_whole_minutes(ahead: int, waited: list[tuple[int, int]]) -> None:
    low, high = promised(ahead, 0, calls(*waited))
    assert 0 <= low <= high
    assert low % 60 == high % 60 == 0
    assert high >= 60


@given(AHEAD, AHEAD, WAITS)
def test_who_has_more_people_before_is_never_promised_less(some: int, more: int, waited: list[tuple[int, int]]) -> None:
    some, more = sorted((some, more))
    called = calls(*waited)
    for less, longer in zip(promised(some, 0, called), promised(more, 0, called), strict=True):
        assert less <= longer


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 20_000), st.integers(0, 20_000))
def test_no_time_is_promised_that_is_past_when_it_is_told(told_at: datetime, low_s: int, more_s: int) -> None:
    span = clock_range(Wait(1, low_s, low_s + more_s), told_at)
    assert span
    assert told_at <= span[0] < span[1]
    assert all(each.minute % 5 == 0 and each.second == each.microsecond == 0 for each in span)
    assert span[1] >= told_at + timedelta(seconds=low_s + more_s)


def test_a_span_begins_on_the_next_five_minutes_and_ends_rounded_up() -> None:
    at = datetime(2026, 7, 2, 8, 23)
    assert clock_range(Wait(2, 0, 600), at) == (datetime(2026, 7, 2, 8, 25), datetime(2026, 7, 2, 8, 35))
    assert clock_range(Wait(0, 0, 60), at) == (datetime(2026, 7, 2, 8, 25), datetime(2026, 7, 2, 8, 30))
    assert clock_range(Wait(2), at) is None
