"""Every report says as of when its figures are, and judges nothing by a day that has not come."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.outside.conftest import Desk

DAYS = ("--from", "2026-11-01", "--to", "2026-11-30")
REGISTER = """code,received_at,due_at,channel,state
H15.50.05.13-261103-0001,2026-11-03 08:00,2026-11-27 17:00,direct,4
H15.50.05.13-261103-0002,2026-11-03 08:00,2026-11-30 17:00,direct,4
H15.50.05.13-261103-0003,2026-11-03 08:00,2026-12-04 17:00,direct,4
"""


@pytest.fixture
def register(desk: Desk, tmp_path: Path) -> Desk:
    """Three open applications on 28 November, of which one is late."""
    (tmp_path / "register.csv").write_text(REGISTER)
    desk.set_up().said("import", "dossiers", tmp_path / "register.csv")
    return desk


@pytest.mark.parametrize("name", ["summary", "ii06a", "day", "ratings", "waits"])
def test_a_report_as_json_says_as_of_when_it_is(desk: Desk, name: str) -> None:
    assert desk.set_up().told("report", name, *DAYS)["as_of"] == "2026-11-28T03:00:00.000Z"


@pytest.mark.parametrize("last", ["2026-11-30", "2026-12-14", "2026-12-31"])
def test_a_period_that_is_not_over_is_judged_by_today(register: Desk, last: str) -> None:
    total = register.told("report", "ii06a", "--from", "2026-11-01", "--to", last)["total"]
    assert (total["11"], total["12"], total["13"]) == (3, 2, 1)


def test_a_period_that_is_over_is_judged_by_its_own_end(register: Desk) -> None:
    total = register.at("2026-12-20T03:00:00Z").told("report", "ii06a", *DAYS)["total"]
    assert (total["11"], total["12"], total["13"]) == (3, 2, 1)
    later = register.told("report", "ii06a", "--from", "2026-11-01", "--to", "2026-12-31")["total"]
    assert (later["12"], later["13"]) == (0, 3)


def test_text_and_sheet_say_it_too(register: Desk, tmp_path: Path) -> None:
    assert register.said("report", "ii06a", *DAYS).startswith("Figures as of 10:00 on 28 November 2026\n")
    register.said("report", "ii06a", *DAYS, "--xlsx", tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "form.xlsx").read_bytes())).worksheets[0]
    assert "Figures as of 10:00 on 28 November 2026" in [cell.value for cell in next(sheet.iter_cols(max_col=1))]
