"""When an area issues numbers, and when it does again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kiosk.domain.office.hours import DAY_AND_NIGHT, Calendar, Hours
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.refusals import AreaClosed, AreaShut, LunchBreak
from tests.conftest import plan_of

SESSIONS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
WEEKDAYS = Hours((*[SESSIONS] * 5, (), ()))
THURSDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 7, day) for day in (2, 3, 4, 6))
PLAN = """
[hours]
thursday = ["07:30-11:30", "13:30-17:00"]
friday = ["07:30-11:30"]
[calendar]
holidays = false
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
hours = { monday = ["09:00-10:00"] }
[[areas]]
letter = "C"
name = "C"
hours = {}
[[counters]]
number = 1
"""


@pytest.fixture
def plan() -> Plan:
    return plan_of(PLAN)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("07:29", False), ("07:30", True), ("11:29:59", True), ("11:30", False), ("13:30", True), ("17:00", False)],
)
def test_a_session_is_open_from_its_start_until_just_before_its_end(clock: str, is_open: bool) -> None:
    assert WEEKDAYS.open_at(at(THURSDAY, clock), Calendar()) is is_open
    assert not WEEKDAYS.open_at(at(SATURDAY, clock), Calendar())


def test_an_office_open_day_and_night_is_always_open() -> None:
    for day in range(7):
        for clock in ("00:00", "12:00", "23:59:59.999"):
            assert DAY_AND_NIGHT.open_at(at(THURSDAY + timedelta(days=day), clock), Calendar())


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (at(THURSDAY, "05:00"), at(THURSDAY, "07:30")),
        (at(THURSDAY, "12:00"), at(THURSDAY, "13:30")),
        (at(THURSDAY, "17:00"), at(FRIDAY, "07:30")),
        (at(FRIDAY, "17:30"), at(MONDAY, "07:30")),
        (at(SATURDAY, "09:00"), at(MONDAY, "07:30")),
    ],
)
def test_the_next_opening_is_after_lunch_the_next_morning_or_after_the_weekend(
    now: datetime, opening: datetime
) -> None:
    assert WEEKDAYS.next_opening(now, Calendar()) == opening


def test_a_day_off_is_closed_and_the_next_opening_is_after_it() -> None:
    calendar = Calendar({FRIDAY: False})
    assert not WEEKDAYS.open_at(at(FRIDAY, "09:00"), calendar)
    assert WEEKDAYS.next_opening(at(THURSDAY, "18:00"), calendar) == at(MONDAY, "07:30")


def test_a_moved_workday_has_mondays_hours() -> None:
    calendar = Calendar({SATURDAY: True})
    assert WEEKDAYS.open_at(at(SATURDAY, "09:00"), calendar)
    assert WEEKDAYS.next_opening(at(FRIDAY, "18:00"), calendar) == at(SATURDAY, "07:30")


def test_a_weekday_that_is_worked_anyway_keeps_its_own_hours() -> None:
    short_friday = Hours((*[SESSIONS] * 4, ((time(8), time(9)),), (), ()))
    assert short_friday.on(FRIDAY, Calendar({FRIDAY: True})) == ((time(8), time(9)),)


def test_what_never_opens_has_no_next_opening() -> None:
    assert Hours(((),) * 7).next_opening(at(THURSDAY, "09:00"), Calendar()) is None


def test_beyond_thirty_days_no_opening_is_promised() -> None:
    off = Calendar({THURSDAY + timedelta(days=day): False for day in range(30)})
    assert WEEKDAYS.next_opening(at(THURSDAY, "09:00"), off) is None


def refused(plan: Plan, letter: str, local: datetime) -> AreaClosed:
    with pytest.raises(AreaClosed) as found:
        plan.require_open(plan.area(letter), local.replace(tzinfo=plan.zone_info).astimezone(UTC))
    return found.value


def test_an_area_without_hours_of_its_own_has_the_offices(plan: Plan) -> None:
    plan.require_open(plan.area("A"), at(THURSDAY, "08:00").replace(tzinfo=plan.zone_info))
    assert refused(plan, "B", at(THURSDAY, "08:00")).facts["opening"] == datetime(2026, 7, 6, 9, tzinfo=plan.zone_info)


def test_between_two_sessions_it_is_lunch_and_the_opening_is_today(plan: Plan) -> None:
    found = refused(plan, "A", at(THURSDAY, "12:00"))
    assert type(found) is LunchBreak
    assert found.facts["opening"] == datetime(2026, 7, 2, 13, 30, tzinfo=plan.zone_info)


@pytest.mark.parametrize(
    ("now", "opening"),
    [(at(THURSDAY, "07:00"), (2, 7, 30)), (at(THURSDAY, "17:00"), (3, 7, 30)), (at(FRIDAY, "12:00"), (9, 7, 30))],
)
def test_before_and_after_the_sessions_it_is_closed_and_not_lunch(
    plan: Plan, now: datetime, opening: tuple[int, int, int]
) -> None:
    found = refused(plan, "A", now)
    assert type(found) is AreaClosed
    assert found.facts["opening"] == datetime(2026, 7, *opening, tzinfo=plan.zone_info)


def test_an_area_that_never_opens_promises_nothing(plan: Plan) -> None:
    found = refused(plan, "C", at(THURSDAY, "08:00"))
    assert type(found) is AreaShut
    assert found.facts == {"area": "C"}


def test_a_day_off_of_the_office_holds_for_each_area(plan: Plan) -> None:
    closed = replace(plan, calendar=Calendar({THURSDAY: False}))
    assert type(refused(closed, "A", at(THURSDAY, "08:00"))) is AreaClosed


def test_the_countrys_days_are_asked_for_by_the_year_of_the_day_and_the_offices_own_win() -> None:
    asked: list[int] = []

    def of_year(year: int) -> dict[date, bool]:
        asked.append(year)
        return {date(year, 1, 1): False, date(year, 1, 2): False}

    calendar = Calendar({date(2026, 1, 2): True}, of_year)
    days = [date(1999, 1, 1), date(2026, 1, 2), date(2031, 1, 2), date(2031, 1, 3)]
    assert [calendar.kind(day) for day in days] == [False, True, False, None]
    assert asked == [1999, 2031, 2031]
