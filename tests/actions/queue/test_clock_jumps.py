"""A clock that jumps under a working office: every screen's action ends in words, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.actions.office import clock as clock_of
from kiosk.actions.queue import moving, officer, undoing
from kiosk.actions.work import begin_day
from kiosk.domain.errors import BadConfig, Refusal
from kiosk.domain.office.clock import Running
from kiosk.domain.office.refusals import AreaClosed
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.queue.refusals import NobodyAtCounter, NothingToUndo, UndoTooLate
from kiosk.domain.record.refusals import ClockAhead, ClockBehind, LaterDayBegan, NothingToReopen
from kiosk.i18n import words
from kiosk.office import Office, rehearsal_clock
from kiosk.storage.record import log
from kiosk.views.record import audit, editions
from tests.conftest import SetClock, call, issue, nothing_happens, open_office, person, plan_of, rows

MORNING = datetime(2026, 7, 2, 1, 30, tzinfo=UTC)  # Thursday, 8:30
PLAN = """
[calendar]
holidays = false
[hours]
thursday = ["07:30-17:00"]
friday = ["07:30-17:00"]
[[areas]]
letter = "A"
name = "A"
[[counters]]
number = 1
[[counters]]
number = 2
"""


@pytest.fixture
def hall(tmp_path: Path) -> Office:
    """Three took a number in the morning: one is served, one is parked, one waits."""
    office = open_office(tmp_path, SetClock(MORNING), plan_of(PLAN))
    for counter in (1, 2):
        issue(office)
        call(office, counter)
    issue(office)
    officer.start(office, 1)
    moving.park(office, 2, "papers")
    return office


def jump(office: Office, to: datetime) -> None:
    assert isinstance(office.clock, SetClock)
    office.clock.at = to


def states(office: Office) -> list[tuple[object, ...]]:
    return rows(office, "SELECT number, state FROM legs ORDER BY id")


def test_forward_over_closing_nobody_new_is_admitted_and_all_within_are_served(hall: Office) -> None:
    jump(hall, MORNING.replace(hour=10, minute=30))  # 17:30
    with nothing_happens(hall), pytest.raises(AreaClosed) as refused:
        issue(hall)
    assert str(refused.value.facts["opening"]) == "2026-07-03 07:30:00+07:00"
    officer.finish(hall, 1)
    moving.resume(hall, "A002")
    assert [call(hall, 1).number, call(hall, 2).number] == ["A002", "A003"]
    assert audit.verify(hall, everything=True) == []


def test_back_an_hour_everything_waits_until_somebody_accepts_the_clock(hall: Office) -> None:
    before = states(hall)
    jump(hall, MORNING - timedelta(hours=1))
    for step in (lambda: officer.finish(hall, 1), lambda: call(hall, 2), lambda: issue(hall), lambda: begin_day(hall)):
        with nothing_happens(hall), pytest.raises(ClockBehind):
            step()
    clock_of.accept(hall, "set-wrong", CONSOLE)
    assert states(hall) == before
    with nothing_happens(hall), pytest.raises(UndoTooLate):
        undoing.undo(hall, 2)
    officer.finish(hall, 1)
    assert call(hall, 1).number == "A003"
    assert audit.verify(hall, everything=True) == []


@pytest.mark.parametrize("told", ["yesterday", "2026-07-02T01:30:00", ""])
def test_a_rehearsal_clock_that_says_no_instant_is_refused_by_its_file(tmp_path: Path, told: str) -> None:
    (tmp_path / "clock").write_text(told)
    for file in (tmp_path / "clock", tmp_path / "none"):
        with pytest.raises(BadConfig) as refused:
            rehearsal_clock(file)()
        assert refused.value.facts["file"] == file


def test_over_midnight_the_day_goes_on_and_over_its_end_it_ends_for_all_but_what_was_served(hall: Office) -> None:
    jump(hall, MORNING.replace(hour=17, minute=30))  # half past midnight
    officer.finish(hall, 1)
    assert call(hall, 1).number == "A003"
    jump(hall, MORNING + timedelta(days=1))
    with pytest.raises(NobodyAtCounter):
        officer.recall(hall, 1)
    begin_day(hall)
    assert states(hall) == [("A001", "done"), ("A002", "left"), ("A003", "left")]
    with nothing_happens(hall), pytest.raises(NothingToUndo):
        undoing.undo(hall, 1)
    assert issue(hall).number == "A001"
    assert audit.verify(hall, everything=True) == []


@pytest.fixture
def watched(hall: Office) -> Office:
    """The same hall on a machine whose time since it was switched on is the test's to say."""
    assert isinstance(hall.clock, SetClock)
    watched = Office(hall.config, hall.clock, Machine(hall.clock()))
    begin_day(watched)
    return watched


class Machine:
    """The time since a machine was switched on, which goes on by itself."""

    def __init__(self, now: datetime) -> None:
        self.boot, self.passed, self.began = "first", timedelta(hours=2), now

    def __call__(self, now: datetime) -> Running:
        return Running(self.boot, now - self.passed)

    def runs(self, office: Office, passed: timedelta, ahead: timedelta = timedelta()) -> None:
        """Time passes on the machine; its clock is put ahead besides."""
        assert isinstance(office.clock, SetClock)
        self.passed += passed
        office.clock.at += passed + ahead

    def restarts(self, boot: str = "second") -> None:
        self.boot, self.passed = boot, timedelta(minutes=1)


def machine(office: Office) -> Machine:
    assert isinstance(office.stopwatch, Machine)
    return office.stopwatch


DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("passed", "ahead", "asked"),
    [
        (DAY, timedelta(), False),
        (5 * DAY, timedelta(), False),  # a server that ran over a weekend, to a day off
        (40 * DAY, timedelta(), False),
        (DAY - HOUR, HOUR, False),
        (DAY - 2 * HOUR, 2 * HOUR, True),
        (timedelta(seconds=4), DAY, True),
        (timedelta(seconds=4), 3650 * DAY, True),
        (183 * DAY, timedelta(minutes=1), False),  # 1 January
        (183 * DAY, timedelta(minutes=30), True),  # put ahead into another year
    ],
)
def test_a_new_day_is_asked_about_when_the_clock_leapt_into_it(
    watched: Office, passed: timedelta, ahead: timedelta, asked: bool
) -> None:
    machine(watched).runs(watched, passed, ahead)
    if not asked:
        begin_day(watched)
        assert "waiting" not in {state for _, state in states(watched)}
        return
    for step in (lambda: call(watched, 2), lambda: begin_day(watched), lambda: issue(watched)):
        with nothing_happens(watched), pytest.raises(ClockAhead):
            step()
    clock_of.accept(watched, "set-wrong", person(1))
    assert rows(watched, "SELECT body ->> 'officer' FROM log WHERE kind = 'LeapAccepted'") == [(1,)]
    begin_day(watched)
    assert audit.verify(watched, everything=True) == []


def test_a_leap_that_is_put_right_leaves_everything_as_it_was(watched: Office) -> None:
    before = states(watched)
    machine(watched).runs(watched, timedelta(seconds=4), DAY)
    with pytest.raises(ClockAhead):
        begin_day(watched)
    machine(watched).runs(watched, timedelta(seconds=4), -DAY)
    assert states(watched) == before
    assert call(watched, 2).number == "A003"


def test_a_clock_put_ahead_within_the_day_is_no_leap_of_the_next_day(watched: Office) -> None:
    machine(watched).runs(watched, timedelta(seconds=4), 3 * HOUR)
    begin_day(watched)
    machine(watched).runs(watched, DAY - 3 * HOUR)
    begin_day(watched)
    assert {state for _, state in states(watched)} == {"left"}


@pytest.mark.parametrize(
    ("day", "asked"),
    [(1, False), (7, False), (8, True), (2, True), (3, True), (-1, True), (200, True)],
    ids=["Friday", "next Thursday", "next Friday", "Saturday", "Sunday", "back", "half a year"],
)
def test_after_a_restart_a_working_day_within_a_week_is_not_asked_about(watched: Office, day: int, asked: bool) -> None:
    machine(watched).restarts()
    jump(watched, MORNING + timedelta(days=day))
    if asked:
        with nothing_happens(watched), pytest.raises(Refusal) as refused:
            begin_day(watched)
        assert type(refused.value) is (ClockBehind if day < 0 else ClockAhead)
    else:
        begin_day(watched)
        assert {state for _, state in states(watched)} == {"left"}


def test_after_a_restart_the_same_day_goes_on_and_its_new_clock_is_watched(watched: Office) -> None:
    machine(watched).restarts()
    machine(watched).runs(watched, HOUR)
    begin_day(watched)
    machine(watched).runs(watched, timedelta(seconds=4), DAY)
    with pytest.raises(ClockAhead):
        begin_day(watched)


def leapt(office: Office) -> None:
    """The clock leapt a day ahead, somebody said that it is right, and then it was put right."""
    machine(office).runs(office, timedelta(seconds=4), DAY)
    clock_of.accept(office, "set-wrong", CONSOLE)
    machine(office).runs(office, timedelta(seconds=4), -DAY)
    clock_of.accept(office, "set-wrong", CONSOLE)


def test_a_day_that_ended_too_soon_is_taken_up_again_and_sealed_once_more(watched: Office) -> None:
    leapt(watched)
    assert {state for _, state in states(watched)} == {"left"}
    assert [leg.number for leg in clock_of.reopen_day(watched, person(1))] == ["A001", "A002", "A003"]
    assert {state for _, state in states(watched)} == {"waiting"}
    with nothing_happens(watched), pytest.raises(NothingToReopen):
        clock_of.reopen_day(watched, person(1))
    assert call(watched, 2).number == "A001"
    assert issue(watched).number == "A004"
    assert audit.verify(watched) == audit.verify(watched, everything=True) == []
    machine(watched).runs(watched, DAY)
    begin_day(watched)
    seals = "SELECT body ->> 'day', body ->> 'edition' FROM log WHERE kind = 'DaySealed'"
    assert rows(watched, seals) == [("2026-07-02", None), ("2026-07-03", None), ("2026-07-02", 2)]
    assert audit.verify(watched, everything=True) == []


def test_a_day_after_which_a_number_was_given_stays_ended(watched: Office) -> None:
    machine(watched).runs(watched, timedelta(seconds=4), DAY)
    clock_of.accept(watched, "set-wrong", CONSOLE)
    issue(watched)
    machine(watched).runs(watched, timedelta(seconds=4), -DAY)
    clock_of.accept(watched, "set-wrong", CONSOLE)
    begin_day(watched)
    with nothing_happens(watched), pytest.raises(LaterDayBegan):
        clock_of.reopen_day(watched, CONSOLE)


def test_there_is_nothing_to_take_up_again_on_a_day_that_goes_on(watched: Office) -> None:
    for _ in range(2):
        with nothing_happens(watched), pytest.raises(NothingToReopen):
            clock_of.reopen_day(watched, CONSOLE)
        machine(watched).runs(watched, DAY)
        begin_day(watched)


@pytest.mark.parametrize("forged", ["'edition', 3", "'edition', 1"])
def test_another_edition_than_the_next_is_found(watched: Office, forged: str) -> None:
    leapt(watched)
    clock_of.reopen_day(watched, CONSOLE)
    machine(watched).runs(watched, DAY)
    begin_day(watched)
    with watched.db.reading() as sql:
        logged = [
            replace(each, body=each.body.replace('"edition":2', f'"edition":{forged[-1]}'))
            for each in log.of_kinds(sql, editions.KINDS)
        ]
    assert [words("en").damage(each) for each in editions.faults(logged)] == [
        f"The seal of 2026-07-02 (entry {logged[-1].seq}) is edition 2, not {forged[-1]}."
    ]


def test_a_day_taken_up_again_after_another_seal_than_its_newest_is_found(watched: Office) -> None:
    leapt(watched)
    clock_of.reopen_day(watched, CONSOLE)
    with watched.db.reading() as sql:
        logged = [replace(each, hash="0" * 64) for each in log.of_kinds(sql, editions.KINDS)]
    assert [words("en").damage(each) for each in editions.faults(logged)] == [
        f"2026-07-02 was taken up again (entry {logged[-1].seq}) after a seal that is not its newest."
    ]
