"""`kiosk report …` and `kiosk import dossiers`: figures for programs, for people and for spreadsheets."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import kiosk, load_commands
from kiosk.domain.reports.report import Summary
from kiosk.office import Office

DAYS = ("--from", "2026-06-01", "--to", "30/6/2026")
KEYS = [
    *["procedures", "agencies", "received", "returned", "early", "on_time", "on_time_pct", "late", "late_pct"],
    *["in_progress", "online_pct", "post_out", "post_back", "on_the_spot_pct", "cashless_pct", "digitised_pct"],
    *["assisted", "ratings", "very_satisfied", "very_satisfied_pct", "satisfied", "satisfied_pct", "not_satisfied"],
]
REGISTER = """code,received_at,due_at,finished_at
H15.50.05.13-260601-0001,2026-06-01,2026-06-05,2026-06-04
H15.50.05.13-260601-0002,2026-06-01,2026-06-05,
H15.50.05.13-260631-0003,2026-06-01,2026-06-05,
"""


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """The sample office with two dossiers taken over."""
    (tmp_path / "register.csv").write_text(REGISTER)
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    load_commands()
    return CliRunner(env={"LC_ALL": "vi_VN.UTF-8"}).invoke(kiosk, ["--data", f"{folder}", *arguments])


def imported(folder: Path, *more: str) -> Result:
    return run(folder, "import", "dossiers", f"{folder / 'register.csv'}", *more)


def test_an_import_tells_what_it_did_and_names_bad_rows(folder: Path) -> None:
    dry = imported(folder, "--dry-run")
    assert (dry.exit_code, dry.stdout) == (0, "read 3 new 2 changed 0 refused 1\n")
    assert dry.stderr.startswith("Chạy thử")
    done = imported(folder)
    assert done.stdout == "read 3 new 2 changed 0 refused 1\n"
    assert done.stderr.startswith("dòng 4: “H15.50.05.13-260631-0003” không phải mã hồ sơ")
    assert imported(folder).stdout == "read 3 new 0 changed 0 refused 1\n"


def test_the_summary_has_exactly_its_keys(folder: Path) -> None:
    imported(folder)
    told = json.loads(run(folder, "report", "summary", *DAYS, "--json").stdout)
    assert list(told) == [*KEYS, "as_of"]
    assert [field.name for field in fields(Summary)] == KEYS
    assert (told["received"], told["returned"], told["on_time_pct"], told["in_progress"]) == (2, 1, 100.0, 1)
    assert (told["ratings"], told["satisfied_pct"]) == (0, None)


def test_the_form_tells_each_line_and_the_sum(folder: Path) -> None:
    imported(folder)
    told = json.loads(run(folder, "report", "ii06a", *DAYS, "--json").stdout)
    assert told["total"] == dict(zip(map(str, range(3, 14)), [2, 0, 2, 0, 1, 1, 0, 0, 1, 0, 1], strict=True))
    assert [line["3"] for line in told["lines"]] == [2]
    newer = json.loads(run(folder, "report", "ii06a", *DAYS, "--form", "07a/BTP", "--json").stdout)
    assert (newer["form"], newer["total"]["3"], newer["total"]["21"]) == ("07a/BTP", 2, 1)


@pytest.mark.parametrize("name", ["summary", "ii06a", "day", "ratings"])
def test_every_report_is_text_json_and_a_spreadsheet(folder: Path, name: str) -> None:
    import openpyxl

    assert run(folder, "report", name, *DAYS).exit_code == 0
    done = run(folder, "report", name, *DAYS, "--json", "--xlsx", f"{folder / 'r.xlsx'}")
    assert isinstance(json.loads(done.stdout), dict)
    assert "Từ 01/6/2026 đến 30/6/2026" in [row[0] for row in openpyxl.load_workbook(folder / "r.xlsx").active.values]


def test_a_period_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    refused = run(folder, "report", "day", "--from", "2026-07-03", "--to", "2026-07-01")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "kiosk: Kỳ báo cáo từ 2026-07-03 đến 2026-07-01 không hợp lệ. Vui lòng chọn lại ngày.\n",
    )
    assert run(folder, "report", "day", "--from", "soon", "--to", "2026-07-01").exit_code == 2
