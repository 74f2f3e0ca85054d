"""The morning's bulletin: what was worst the day before and what today brings, by the figures of the reports."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.queue import officer
from kiosk.domain.errors import BadPeriod
from kiosk.domain.reports.report import Period
from kiosk.domain.reports.staffing import Rush
from kiosk.files import dossier_file
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.views.reports import bulletin, reports
from kiosk.views.reports.bulletin import AreaToday
from kiosk.views.reports.tables import plain
from tests.conftest import SetClock, call, issue, serve

THURSDAY = date(2026, 7, 2)
WEEK = timedelta(days=7)
HEADING = "code,procedure_code,procedure,agency,channel,received_at,due_at,state\n"
ROW = "H15.50.05.13-260601-{:04},1.000001,Cấp bản sao trích lục hộ tịch,{},direct,2026-06-01 08:30,{},{}\n"


@pytest.fixture
def office_later(office: Office, clock: SetClock) -> Office:
    """A week after a Thursday on which six came at once to one counter, the last of them for nobody to serve."""
    for _ in range(6):
        issue(office)
    for _ in range(5):
        serve(office, minutes=10)
    clock.forward(WEEK.total_seconds() - 5 * 600)
    return office


def test_it_tells_the_longest_waits_of_the_day_before_and_what_such_a_day_wants(office_later: Office) -> None:
    told = office_later.see(bulletin.bulletin)
    assert (told.day, told.before, told.next_day) == (THURSDAY + WEEK, THURSDAY, THURSDAY + timedelta(days=8))
    assert [(each.number, each.area, each.counter, each.seconds) for each in told.waits] == [
        (f"A{serial:03d}", "A", 1, 600.0 * (serial - 1)) for serial in (5, 4, 3, 2, 1)
    ]
    assert told.areas == {"A": AreaToday(Rush(6.0, 8, 6.0), 2, 8)}


def test_the_longest_wait_is_that_of_the_days_report(office_later: Office) -> None:
    day = office_later.see(reports.hall, Period(THURSDAY, THURSDAY))
    waits = [each.seconds for each in office_later.see(bulletin.bulletin).waits]
    assert sorted(waits)[len(waits) // 2] == day.total.wait_p50_s


def test_a_service_nobody_measured_wants_no_number_of_counters(office: Office, clock: SetClock) -> None:
    issue(office)
    call(office)
    officer.finish(office, 1)
    clock.forward(WEEK.total_seconds())
    assert office.see(bulletin.bulletin).areas == {"A": AreaToday(Rush(1.0, 8, 1.0), None, 8)}


def test_dossiers_overdue_are_those_of_the_periodic_form_and_paused_ones_are_none(
    office: Office, tmp_path: Path
) -> None:
    due = [("Sở A", "2026-07-01", 4), ("Sở A", "2026-07-02", 4), ("Sở B", "2026-07-03", 4), ("Sở B", "2026-07-03", 5)]
    file = tmp_path / "register.csv"
    file.write_text(HEADING + "".join(ROW.format(i, *each) for i, each in enumerate(due, 1)), "utf-8")
    with dossier_file.opened(file, None) as (filed, _, _):
        assert import_dossiers(office, filed).new == 4
    told = office.see(bulletin.bulletin)
    form = office.see(reports.lines, Period(THURSDAY, THURSDAY), told.as_of)
    assert told.overdue == {line.agency: n for line in form if (n := line.counts["open_late"])} == {"Sở A": 1}
    assert (told.due_today, told.due_next) == ({"Sở A": 1}, {"Sở B": 1})


def test_an_office_on_its_first_day_has_nothing_to_tell_and_says_so(office: Office) -> None:
    told = office.see(bulletin.bulletin)
    assert (told.before, told.waits, told.ratings, told.overdue, told.areas) == (None, (), {}, {}, {})
    for lang in ("vi", "en"):
        tables = bulletin.tables(words(lang), office.present_plan(), told)
        assert [plain(words(lang), each).count("\n") for each in tables] == [1, 1, 1, 1]


@pytest.mark.parametrize("day", [date(2026, 7, 3), date(9999, 12, 31), date(1, 1, 1)])
def test_no_bulletin_is_of_a_day_to_come_or_of_no_year_of_an_office(office: Office, day: date) -> None:
    with pytest.raises(BadPeriod):
        office.see(bulletin.bulletin, day)
