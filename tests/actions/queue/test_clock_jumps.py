"""A clock that jumps under a working office: every screen's action ends in words, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.actions.office import manager
from kiosk.actions.queue import moving, officer, undoing
from kiosk.actions.work import begin_day
from kiosk.domain.errors import BadConfig
from kiosk.domain.office.refusals import AreaClosed
from kiosk.domain.queue.refusals import NobodyAtCounter, UndoTooLate
from kiosk.domain.record.refusals import ClockBehind
from kiosk.office import Office, rehearsal_clock
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, nothing_happens, open_office, plan_of, rows

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
    manager.accept_clock(hall, "set-wrong")
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
    with nothing_happens(hall), pytest.raises(UndoTooLate):
        undoing.undo(hall, 1)
    assert issue(hall).number == "A001"
    assert audit.verify(hall, everything=True) == []
