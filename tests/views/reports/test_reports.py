"""Figures of a period: the published ones given back, each dossier as it then stood, and the hall's days."""

import csv
import gzip
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.queue import officer
from kiosk.demo import PERMITS
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.reports.report import II_06A, Period, total
from kiosk.files import dossier_file
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from kiosk.views.record import audit
from kiosk.views.reports import reports
from tests import published
from tests.conftest import SetClock, call, issue, kinds, miss, nothing_happens, rows, serve

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "permit_dossiers.csv.gz"
CODE = "H15.50.05.13-260601-{:04}"
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
TODAY = Period(date(2026, 7, 2), date(2026, 7, 2))


def file(office: Office, folder: Path, *filed: dict[str, object]) -> None:
    """Dossiers as rows of the import; received 01/6/2026, due 10/6/2026 unless a row says otherwise."""
    usual = {"received_at": "2026-06-01 08:00", "due_at": "2026-06-10 17:00", "channel": "direct", "state": ""}
    names = dict.fromkeys(["code", *usual, *(name for row in filed for name in row)])
    told = [dict.fromkeys(names, "") | usual | {"code": CODE.format(i)} | row for i, row in enumerate(filed)]
    with dossier_file.opened(published.write(folder / "register.csv", told)) as (cases, _, _):
        done = import_dossiers(office, cases)
    assert (done.new + done.changed, done.refused) == (len(filed), [])


def columns(office: Office, period: Period = JUNE) -> str:
    """The columns 3 to 13 of II.06a over all."""
    line = II_06A.line(total(line.counts for line in office.see(reports.lines, period)))
    return " ".join(f"{number}" for number in line.values())


def test_what_was_settled_counts_by_date_and_not_by_the_hour(office: Office, tmp_path: Path) -> None:
    ends = ["2026-06-09 23:00", "2026-06-10 23:30", "2026-06-11 00:10"]
    file(office, tmp_path, *({"finished_at": end, "state": 9} for end in ends))
    assert columns(office) == "3 0 3 0 3 1 1 1 0 0 0"


def test_each_dossier_is_counted_as_it_stood_when_the_period_was_over(office: Office, tmp_path: Path) -> None:
    file(office, tmp_path, {"finished_at": "2026-07-01 09:00", "state": 9}, {"due_at": "2026-07-20"})
    assert columns(office) == "2 0 2 0 0 0 0 0 2 1 1"
    assert columns(office, Period(date(2026, 7, 1), date(2026, 7, 2))) == "2 0 0 2 1 0 0 1 1 1 0"
    assert columns(office, Period(date(2026, 5, 1), date(2026, 5, 31))) == "0 0 0 0 0 0 0 0 0 0 0"


def test_what_is_due_on_the_last_day_is_not_late_yet(office: Office, tmp_path: Path) -> None:
    file(office, tmp_path, {"due_at": "2026-06-30"}, {"due_at": "2026-06-29"})
    assert columns(office) == "2 0 2 0 0 0 0 0 2 1 1"


def test_paused_counts_as_in_time_and_withdrawn_as_on_time(office: Office, tmp_path: Path) -> None:
    withdrawn = {"state": 7, "finished_at": "2026-06-20 09:00"}
    file(office, tmp_path, {"state": 5}, {"state": 6}, {"state": 4}, withdrawn)
    assert columns(office) == "4 0 4 0 1 0 1 0 3 2 1"


def test_what_was_refused_before_acceptance_is_not_counted(office: Office, tmp_path: Path) -> None:
    blank = {"received_at": "", "due_at": "", "submitted_at": "2026-06-01 08:00"}
    file(office, tmp_path, {"state": 3, "finished_at": "2026-06-02", **blank}, {"state": 1, **blank}, {})
    assert columns(office) == "1 0 1 0 0 0 0 0 1 0 1"
    counts = total(line.counts for line in office.see(reports.lines, JUNE))
    assert (counts["refused"], counts["waiting_late"]) == (1, 1)


def test_without_a_due_date_nothing_is_late(office: Office, tmp_path: Path) -> None:
    file(office, tmp_path, {"due_at": ""}, {"due_at": "", "finished_at": "2026-06-29", "state": 9})
    assert columns(office) == "2 0 2 0 1 0 1 0 1 1 0"


def test_shares_of_channels_payments_and_flags(office: Office, tmp_path: Path) -> None:
    ready = {"finished_at": "2026-06-05", "state": 9}
    file(
        office,
        tmp_path,
        {"channel": "online", "online_level": "full", "paid_by": "online", "fee": 1000, "digitised": 1, **ready},
        {"channel": "post", "paid_by": "cash", "assisted": 1, "on_the_spot": 1, **ready},
        {"paid_by": "transfer", "apology_at": "2026-06-09", "new_due_at": "2026-06-20"},
    )
    told = office.see(reports.summary, JUNE)
    assert (told.online_pct, told.digitised_pct, told.cashless_pct) == (33.33, 33.33, 66.67)
    assert (told.on_the_spot_pct, told.assisted, told.early, told.on_time) == (50.0, 1, 2, 2)


def test_asking_changes_nothing(office: Office, tmp_path: Path) -> None:
    file(office, tmp_path, {})
    issue(office)
    with nothing_happens(office):
        office.see(reports.summary, JUNE)
        office.see(reports.hall, TODAY)
        office.see(reports.ratings, TODAY)


def test_a_day_in_the_hall(office: Office, clock: SetClock) -> None:
    for area in "AAAB":
        issue(office, area)
    clock.forward(300)
    serve(office, 1, minutes=4)
    call(office, 1)
    miss(office, 1)
    told = office.see(reports.hall, TODAY)
    assert dict(told.tickets) == {"A": 3, "B": 1}
    assert (told.areas["A"].served, told.areas["A"].open, told.counters[1].not_asked) == (1, 2, 1)
    assert (told.areas["A"].wait_p50_s, told.areas["A"].service_p90_s) == (300.0, 240.0)
    assert (told.total.served, told.total.out_of_turn, list(told.seals)) == (1, 0, [])


def test_a_service_that_nobody_measured_is_no_service_of_no_time(office: Office, clock: SetClock) -> None:
    """Called and finished without a beginning: it counts as served, and in no median."""
    for _ in range(3):
        issue(office)
    serve(office, 1, minutes=6)
    for _ in range(2):
        serve(office, 1)
    told = office.see(reports.hall, TODAY).total
    assert (told.served, told.not_measured, told.service_p50_s) == (3, 2, 360.0)


def test_the_next_service_of_one_turn_is_no_wait_of_no_time(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(600)
    call(office, 1)
    officer.next_service(office, 1)
    officer.finish(office, 1)
    told = office.see(reports.hall, TODAY).total
    assert (told.served, told.wait_p50_s) == (2, 600.0)


def test_a_day_that_is_over_shows_its_seal(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(86_400)
    issue(office)
    [seal] = office.see(reports.hall, Period(date(2026, 7, 1), date(2026, 7, 3))).seals
    assert (seal.day, seal.tickets, seal.left) == ("2026-07-02", 1, 1)
    assert len(seal.head) == 64
    assert "DaySealed" in kinds(office)


def test_counters_with_few_ratings_are_not_told_apart(office: Office, clock: SetClock) -> None:
    given = [(1, 6), (2, 2), (None, 4)]
    today = TODAY.first
    made = [Rating("satisfied", "satisfied", "pad", today, counter) for counter, count in given for _ in range(count)]
    ratings.add(office.db.writer(), made, f"{today}")
    assert office.see(reports.ratings, TODAY).levels == {}  # the day is not over
    clock.forward(86_400)
    issue(office)
    told = office.see(reports.ratings, TODAY)
    assert told.counters == {1: {"satisfied": 6}, None: {"satisfied": 6}}
    assert (told.levels["satisfied"], told.sources) == (12, {"pad": 12})


def test_of_fewer_than_five_ratings_nothing_is_told(office: Office, clock: SetClock) -> None:
    issue(office)  # a later day is open
    for count, levels in ((4, {}), (1, {"very_satisfied": 0, "satisfied": 5, "not_satisfied": 0})):
        made = [Rating("satisfied", "satisfied", "pad", date(2026, 7, 1), 1)] * count
        ratings.add(office.db.writer(), made, "2026-07-01")
        told = office.see(reports.ratings, Period(date(2026, 7, 1), date(2026, 7, 1)))
        assert told.levels == levels


@pytest.mark.skipif(not REAL.exists(), reason="the real permits (shared/data) are not beside the project")
def test_the_real_permits_are_counted_as_an_independent_count_has_them(office: Office) -> None:
    with dossier_file.opened(REAL, PERMITS) as (cases, _, _):
        done = import_dossiers(office, cases)
    assert (done.read, done.new, done.events, done.refused) == (1434, 1434, 8577, [])
    assert rows(office, "SELECT count(*) FROM dossier_steps WHERE reason IS NOT NULL") == [(8577,)]
    counted = _counted_by_hand()
    days = [date(2010, 10, 20) + timedelta(days=23 * n) for n in range(20)]
    assert [_open_and_late(office, day) for day in days] == [counted(day) for day in days]
    assert audit.verify(office) == []


def _open_and_late(office: Office, day: date) -> tuple[int, int]:
    line = II_06A.line(total(line.counts for line in office.see(reports.lines, Period(day, day))))
    return line["11"], line["13"]


def _counted_by_hand() -> Callable[[date], tuple[int, int]]:
    """How many permits are open at the end of a day, and how many of these are past their deadline: from the CSV."""
    with gzip.open(REAL, "rt", encoding="utf-8") as text:
        cases = {row["case:concept:name"]: row for row in csv.DictReader(text)}.values()
    days = [[_hanoi_day(row[f"case:{name}"]) for name in ("startdate", "enddate", "deadline")] for row in cases]

    def count(day: date) -> tuple[int, int]:
        open_ = [due for start, end, due in days if start and start <= day and (end is None or end > day)]
        return len(open_), sum(due is not None and due < day for due in open_)

    return count


def _hanoi_day(text: str) -> date | None:
    return datetime.fromisoformat(text).astimezone(timezone(timedelta(hours=7))).date() if text else None
