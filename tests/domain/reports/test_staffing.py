"""How many counters an area wants, by what such days were like."""

import pytest

from kiosk.domain.reports.staffing import Rush, rush_of


def test_a_day_is_the_middle_of_such_days_and_its_busiest_hour_the_fullest() -> None:
    arrivals = [("A", 8, 30), ("A", 9, 30), ("A", 14, 12), ("B", 10, 4)]
    assert rush_of(arrivals, 4) == {"A": Rush(18.0, 8, 7.5), "B": Rush(1.0, 10, 1.0)}
    assert rush_of([], 0) == {}


@pytest.mark.parametrize(
    ("in_hour", "service_s", "counters"),
    [(7.5, 600, 2), (5.0, 600, 1), (5.1, 612, 2), (60.0, 600, 12), (0.2, 60, 1), (7.5, None, None)],
)
def test_counters_are_busy_for_most_of_the_fullest_hour_and_no_more(
    in_hour: float, service_s: float | None, counters: int | None
) -> None:
    assert Rush(1.0, 8, in_hour).counters(service_s) == counters
