"""How long a wait may be: a range with a basis, or nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.waiting import BASIS, Wait, expect, pace

SERVICES = st.lists(st.floats(1, 7200), min_size=BASIS, max_size=40)
COUNTERS = st.integers(1, 20)
AHEAD = st.integers(0, 500)


def promised(ahead: int, counters: int, services_s: list[float]) -> tuple[int, int]:
    """Both ends of the expected wait (s)."""
    wait = expect(ahead, pace(counters, services_s))
    assert wait.ahead == ahead
    assert wait.low_s is not None
    assert wait.high_s is not None
    return wait.low_s, wait.high_s


@pytest.mark.parametrize(("counters", "seen"), [(0, 40), (3, 0), (3, BASIS - 1)])
def test_without_an_open_counter_or_enough_services_nothing_is_promised(counters: int, seen: int) -> None:
    wait = expect(4, pace(counters, [600.0] * seen))
    assert wait == Wait(4, None, None)
    assert wait.span is None


def test_equal_services_make_a_narrow_promise() -> None:
    """9 before and half of one being served at 10 minutes each, by 2 counters: 47.5 minutes."""
    assert promised(9, 2, [600.0] * BASIS) == (45 * 60, 50 * 60)
    assert expect(9, pace(2, [600.0] * BASIS)).span == (timedelta(minutes=45), timedelta(minutes=50))


@given(AHEAD, COUNTERS, SERVICES)
def test_a_promise_is_an_honest_range_in_five_minute_steps(ahead: int, counters: int, services_s: list[float]) -> None:
    low, high = promised(ahead, counters, services_s)
    middle = (ahead + 0.5) * sum(services_s) / len(services_s) / counters
    assert 0 <= low <= high
    assert low % 300 == high % 300 == 0
    assert low <= middle + 0.001
    assert high >= middle - 0.001
    assert high >= 300


@given(AHEAD, AHEAD, COUNTERS, SERVICES)
def test_who_has_more_people_before_is_never_promised_less(
    some: int, more: int, counters: int, services_s: list[float]
) -> None:
    some, more = sorted((some, more))
    for less, longer in zip(promised(some, counters, services_s), promised(more, counters, services_s), strict=True):
        assert less <= longer


@given(AHEAD, COUNTERS, SERVICES)
def test_another_open_counter_never_makes_the_latest_end_later(
    ahead: int, counters: int, services_s: list[float]
) -> None:
    assert promised(ahead, counters + 1, services_s)[1] <= promised(ahead, counters, services_s)[1]
