"""Periods as offices cut them, shares rounded half up, and forms whose columns must agree."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.reports.report import B_07A, FORMS, II_06A, Period, form_at, percent, period_of, total


@pytest.mark.parametrize(
    ("kind", "part", "cut", "first", "last"),
    [
        ("month", 1, "day15", date(2025, 12, 15), date(2026, 1, 14)),
        ("month", 3, "day15", date(2026, 2, 15), date(2026, 3, 14)),
        ("quarter", 1, "day15", date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", 4, "day15", date(2026, 9, 15), date(2026, 12, 14)),
        ("half", 1, "day15", date(2025, 12, 15), date(2026, 6, 14)),
        ("nine", 1, "day15", date(2025, 12, 15), date(2026, 9, 14)),
        ("year", 1, "day15", date(2025, 12, 15), date(2026, 12, 14)),
        ("month", 2, "calendar", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", 2, "calendar", date(2026, 4, 1), date(2026, 6, 30)),
        ("half", 1, "calendar", date(2026, 1, 1), date(2026, 6, 30)),
        ("year", 1, "calendar", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_cut_as_offices_cut_it(kind: str, part: int, cut: str, first: date, last: date) -> None:
    assert period_of(kind, 2026, part, cut) == Period(first, last)


def test_a_period_covers_its_days_whole_by_the_clock_of_the_office() -> None:
    since, until = Period(date(2022, 12, 15), date(2023, 12, 14)).instants(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (since, until) == (datetime(2022, 12, 14, 17, tzinfo=UTC), datetime(2023, 12, 14, 17, tzinfo=UTC))


def test_the_same_period_of_the_year_before() -> None:
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).a_year_before == Period(date(2023, 2, 1), date(2023, 2, 28))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="is after"):
        Period(date(2026, 7, 3), date(2026, 7, 2))


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        *((6830, 6901, 98.97), (71, 6901, 1.03), (2587, 2740, 94.42), (153, 2740, 5.58), (0, 5, 0.0), (5, 5, 100.0)),
        *((1, 8, 12.5), (1, 800, 0.13), (1, 20_000, 0.01), (1, 20_001, 0.0), (0, 0, None)),
    ],
)
def test_a_share_has_two_decimals_half_up(part: int, whole: int, share: float | None) -> None:
    assert percent(part, whole) == share


def test_a_form_holds_from_its_day_on() -> None:
    assert form_at(date(2001, 1, 1)) is form_at(date(2025, 12, 31)) is II_06A
    assert form_at(date(2026, 1, 1)) is B_07A


COUNT = st.integers(0, 10_000)


@given(st.lists(COUNT, min_size=7, max_size=7), COUNT, st.integers(0, 1))
def test_the_columns_of_every_form_agree_whatever_was_counted(counts: list[int], before: int, sorry: int) -> None:
    online, partial, direct, post, early, late, open_late = counts
    sorry = min(sorry, late)
    settled = {"early": early, "late": late, "late_sorry": sorry, "late_silent": late - sorry}
    everything = online + partial + direct + post + before
    left = everything - early - late - open_late
    received = {"online_full": online, "online_partial": partial, "direct": direct, "post": post, "before": before}
    line = {**received, **settled, "on_time": left // 2, "open_in_time": left - left // 2, "open_late": open_late}
    told = [form.line(line) for form in FORMS.values()]
    assert [each["3"] for each in told] == [everything, everything]
    assert told[0]["11"] == told[1]["19"] == left - left // 2 + open_late


def test_counts_that_contradict_each_other_are_no_report() -> None:
    with pytest.raises(ArithmeticError, match=r"II.06a: column 3 is not 7 \+ 11"):
        II_06A.line({"direct": 2, "early": 1})


def test_lines_sum_up_count_by_count() -> None:
    assert total([{"early": 1, "late": 2}, {"early": 3}]) == {"early": 4, "late": 2}
