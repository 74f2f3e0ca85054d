"""A patient guesser finds less than one proof in a thousand; who never guessed goes on at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.guessing import DIGITS_OF_PHONE, PHONE_ALONE, PIN, SLIP, Allowance, Wrong, once_more, wait

START = datetime(2026, 7, 2, tzinfo=UTC)
MONTH = timedelta(days=30)
SOON = timedelta(seconds=1)
PLACES = [f"far/{n}" for n in range(20)]


def guess(allowance: Allowance, until: timedelta, rest: Callable[[int], timedelta] = lambda _: SOON) -> list[datetime]:
    """When a guesser with 20 places, who never misses the moment a place may try, tries; `rest` between two tries."""
    now, wrong, tries = START, None, list[datetime]()
    while now < START + until:
        waits = {place: wait(wrong, allowance, now, place) for place in PLACES}
        place = min(PLACES, key=lambda each: waits[each])
        now += waits[place]
        if now < START + until:
            wrong = once_more(wrong, allowance, now, place)
            tries.append(now)
            now += rest(len(tries))
    return tries


def most_in_a_month(tries: list[datetime]) -> int:
    """The most tries in any thirty days."""
    return max((sum(begin <= at < begin + MONTH for at in tries) for begin in tries), default=0)


def test_with_20_addresses_over_30_days_less_than_1_in_1000_ends_of_phones_is_found() -> None:
    assert len(guess(DIGITS_OF_PHONE, MONTH)) / 10_000 < 1 / 1_000


def test_in_no_thirty_days_of_two_years_either() -> None:
    assert most_in_a_month(guess(DIGITS_OF_PHONE, timedelta(days=730))) / 10_000 < 1 / 1_000


@given(st.lists(st.integers(0, 40 * 86_400), min_size=1, max_size=12))
def test_nor_by_any_pause_between_the_tries(pauses: list[int]) -> None:
    rest = [timedelta(seconds=each + 1) for each in pauses]
    tries = guess(DIGITS_OF_PHONE, timedelta(days=365), lambda n: rest[n % len(rest)])
    assert most_in_a_month(tries) < 10


@pytest.mark.parametrize("burst", [0, 30, 60])
def test_less_than_1_in_1000_pins_is_found(burst: int) -> None:
    """`burst`: the guesser rests until all is forgotten after so many tries."""
    all_of_it = PIN.fades * 200
    tries = guess(PIN, timedelta(days=60), lambda n: all_of_it if burst and n % burst == 0 else SOON)
    assert most_in_a_month(tries) / 1_000_000 < 1 / 1_000


def test_where_there_is_no_receipt_the_phone_is_slowed_down_as_far_as_its_owner_can_bear() -> None:
    assert len(guess(PHONE_ALONE, MONTH)) / 10_000 < 2 / 100
    assert PHONE_ALONE.delay(1_000) == timedelta(hours=6)


def test_of_a_slips_codes_less_than_one_in_a_hundred_is_found_in_a_day() -> None:
    assert len(guess(SLIP, timedelta(hours=12))) / 10_000 < 1 / 100


@given(st.integers(0, 10_000), st.integers(0, 40 * 86_400))
def test_every_delay_has_a_bound_and_fades(count: int, quiet: int) -> None:
    for each in (DIGITS_OF_PHONE, PHONE_ALONE, PIN, SLIP):
        wrong = Wrong(count, START, frozenset(PLACES * 5))
        left = wait(wrong, each, START + timedelta(seconds=quiet), PLACES[0])
        assert timedelta() <= left <= each.longest
        assert wait(wrong, each, START + each.fades * count, PLACES[0]) == timedelta()


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_bound() -> None:
    wrong = Wrong(50, START + timedelta(days=900))
    assert wait(wrong, PIN, START, PLACES[0]) <= PIN.longest


def test_a_place_that_never_guessed_goes_on_at_once_while_few_did() -> None:
    wrong = None
    for n in range(PIN.places):
        for _ in range(3):
            wrong = once_more(wrong, PIN, START, f"far/{n}")
        assert wait(wrong, PIN, START, f"far/{n}") > timedelta() or n * 3 + 3 < PIN.free
        assert (wait(wrong, PIN, START, "near/owner") == timedelta()) == (n + 1 < PIN.places or n * 3 + 3 < PIN.free)


def test_where_a_pin_does_better_no_place_is_spared() -> None:
    wrong = None
    for _ in range(5):
        wrong = once_more(wrong, DIGITS_OF_PHONE, START, "far/1")
    assert wait(wrong, DIGITS_OF_PHONE, START, "near/owner") == timedelta(days=1)
    assert wait(wrong, replace(DIGITS_OF_PHONE, places=8), START, "near/owner") == timedelta()


def test_what_is_remembered_of_places_has_a_bound() -> None:
    wrong = None
    for n in range(1_000):
        wrong = once_more(wrong, PIN, START, f"far/{n}")
    assert wrong is not None
    assert len(wrong.places) == PIN.places
