"""The days an office works on are the same whenever its program was started."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.office.hours import Hours, session
from kiosk.domain.office.plan import Plan
from tests.conftest import SetClock, open_office, sample_plan

DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
WEEK = Hours(((session("07:30-17:00"),),) * 5 + ((), ()))


def worked(folder: Path, started: int) -> list[bool]:
    """Which of the days of three years an office works on that was started in a year."""
    plan = replace(sample_plan(), holidays=True, hours=WEEK)
    office = open_office(folder, SetClock(datetime(started, 6, 1, 3, tzinfo=UTC)), plan)
    with office.reading() as (_, read):
        found = [read.works_on(day) for day in DAYS]
    office.db.close()
    return found


@pytest.fixture(scope="module")
def three_years(tmp_path_factory: pytest.TempPathFactory) -> list[bool]:
    return worked(tmp_path_factory.mktemp("now"), 2026)


@pytest.mark.parametrize("started", [2019, 2024, 2025, 2027, 2031])
def test_three_years_have_one_calendar_whenever_the_program_was_started(
    tmp_path: Path, three_years: list[bool], started: int
) -> None:
    assert worked(tmp_path, started) == three_years


def test_every_year_has_its_days_off_and_its_own_moved_ones(three_years: list[bool]) -> None:
    by_day = dict(zip(DAYS, three_years, strict=True))
    for year in (2025, 2026, 2027):
        weekdays_off = [day for day, works in by_day.items() if day.year == year and day.weekday() < 5 and not works]
        assert len(weekdays_off) >= 9
        assert not by_day[date(year, 9, 2)]


def test_a_day_of_the_offices_own_wins_in_any_year(tmp_path: Path) -> None:
    plan: Plan = replace(sample_plan(), holidays=True, hours=WEEK)
    own = replace(plan.calendar, exceptions={date(2031, 5, 1): True, date(2031, 5, 5): False})
    office = open_office(tmp_path, SetClock(), replace(plan, calendar=own))
    with office.reading() as (_, read):
        assert [read.works_on(date(2031, 5, day)) for day in (1, 2, 5)] == [True, True, False]
    office.db.close()
