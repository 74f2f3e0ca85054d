"""Which stands first in a file, the day or the month."""

from datetime import date

import pytest

from kiosk.domain import dates
from kiosk.domain.dates import Order

JULY = date(2026, 7, 3)


def order(*told: tuple[str, date | None]) -> Order:
    found = Order()
    for line, (text, known) in enumerate(told, 2):
        found.hear(text, line, known)
    return found


@pytest.mark.parametrize(
    ("told", "month_first"),
    [
        ([("03/07/2026", None)], False),
        ([("24/07/2026", None)], False),
        ([("07/24/2026", None)], True),
        ([("07/03/2026 8:30", JULY)], True),
        ([("03/07/2026 8:30", JULY)], False),
        ([("07/03/26", JULY)], True),
        ([("07/24/2026", None), ("24/07/2026", None)], False),
        ([("07/13/2026", None), ("03/07/2026", JULY), ("03/07/2026", JULY)], False),
        ([("07/07/2026", date(2026, 7, 7))], False),
        ([("2026-07-24", None), ("46206", None), ("24", None)], False),
    ],
)
def test_most_dates_say_in_which_order_all_are(told: list[tuple[str, date | None]], month_first: bool) -> None:
    assert order(*told).turned is month_first


def test_the_line_that_shows_it_is_known() -> None:
    found = order(("07/03/2026", None), ("07/24/2026", None))
    assert (found.line, found.example) == (3, "07/24/2026")


def test_a_turned_date_is_written_so_that_nobody_mistakes_it() -> None:
    assert dates.turned("07/03/2026 8:30") == "2026-07-03 08:30:00"
    assert dates.turned("7/3/26") == "2026-07-03"
    assert dates.turned("hôm qua") == "hôm qua"
    with pytest.raises(ValueError, match="month"):
        dates.turned("24/07/2026")


@pytest.mark.parametrize(("day", "other"), [(JULY, date(2026, 3, 7)), (date(2026, 7, 24), None)])
def test_what_a_spreadsheet_makes_of_a_day(day: date, other: date | None) -> None:
    assert dates.swapped(day) == other
