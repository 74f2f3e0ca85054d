"""Spreadsheets as tables: dates as numbers or dates, merged cells, a title above, nothing held in memory."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Row
from kiosk.files import dossier_file, table_file
from kiosk.files.heading import Requirements
from kiosk.i18n import words
from kiosk.office import Office
from tests.conftest import rows

CODE_ONLY = Requirements("code", ("code",))
CODE = "H15.50.05.13-260601-{:04}"


def saved(file: Path, *lines: Sequence[Any], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for block in merged:
        book.active.merge_cells(block)
    book.save(file)
    return file


def read(file: Path) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.cells)) for row in rows_of(file)]


def rows_of(file: Path) -> list[Row]:
    with table_file.opened(file, CODE_ONLY) as table:
        return list(table.rows)


def test_cells_come_as_text_and_dates_as_days_or_instants(tmp_path: Path) -> None:
    cells = [CODE.format(1), datetime(2026, 6, 1, 8, 30), date(2026, 6, 9), 46174.354167, 50000, 1.5, True, None]
    file = saved(tmp_path / "r.xlsx", ["Code", "a", "b", "c", "d", "e", "f", "g"], cells)
    texts = [CODE.format(1), "2026-06-01 08:30:00", "2026-06-09", "46174.354167", "50000", "1.5", "1", ""]
    assert read(file) == [(2, dict(zip(["code", *"abcdefg"], texts, strict=True)))]


def test_a_title_above_the_heading_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    file = saved(tmp_path / "r.xlsx", ["SỔ THEO DÕI HỒ SƠ"], [], ["code", "field"], [], ["x", "Hộ tịch"])
    assert read(file) == [(5, {"code": "x", "field": "Hộ tịch"})]


def test_a_merged_block_holds_one_value_in_all_its_cells(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["code", "agency", "field"],
        ["1", "Sở Tư pháp", "Hộ tịch"],
        ["2", None, None],
        ["3", None, "Đất đai"],
    ]
    file = saved(tmp_path / "r.xlsx", *lines, merged=("B2:B4", "C2:C3"))
    assert [(row["agency"], row["field"]) for _, row in read(file)] == [
        ("Sở Tư pháp", "Hộ tịch"),
        ("Sở Tư pháp", "Hộ tịch"),
        ("Sở Tư pháp", "Đất đai"),
    ]


def test_a_register_in_a_spreadsheet_is_taken_over(office: Office, tmp_path: Path) -> None:
    heading = ["code", "procedure_code", "phone", "received_at", "due_at", "fee", "state"]
    line = [CODE.format(1), 1.01275, 912345678, 46174.354167, date(2026, 6, 9), 50000.0, 4]
    with dossier_file.opened(saved(tmp_path / "r.xlsx", heading, line)) as (cases, count, _):
        done = import_dossiers(office, cases)
    assert (count, done.new, done.refused) == (2, 1, [])
    select = (
        "SELECT procedure, phone, received_at, due_at, fee, d.state FROM dossiers d JOIN applicants ON dossier = d.id"
    )
    [found] = rows(office, select)
    assert found == ("1.012750", "0912345678", "2026-06-01T01:30:00.000Z", "2026-06-09T10:00:00.000Z", 50000, 4)


def refusal(file: Path) -> str:
    """Why a file is not read."""
    with pytest.raises(BadFile) as refused, table_file.opened(file, CODE_ONLY):
        pass
    return words("en").refusal(refused.value)


def test_what_is_no_spreadsheet_or_has_no_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("code\n1\n")
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as packed:
        packed.writestr("x", "y")
    saved(tmp_path / "none.xlsx", ["mã", "field"])
    for name, why in [("text.xlsx", "no XLSX file"), ("other.xlsx", "no XLSX file"), ("none.xlsx", "no column code")]:
        assert why in refusal(tmp_path / name)


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/sharedStrings.xml", "w", force_zip64=True) as texts,
    ):
        for _ in range(130):
            texts.write(b"0" * 2**20)
    assert "split it" in refusal(tmp_path / "bomb.xlsx")


def test_a_sheet_that_reaches_too_far_is_refused_before_it_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "wide.xlsx")
    assert "split it" in refusal(tmp_path / "wide.xlsx")


def test_borders_down_to_the_last_row_do_not_make_a_sheet_large(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code"])
    book.active.append(["x"])
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "r.xlsx")
    assert read(tmp_path / "r.xlsx") == [(2, {"code": "x"})]


def test_a_cell_whose_formula_failed_is_a_fault_of_its_row(tmp_path: Path) -> None:
    file = saved(tmp_path / "r.xlsx", ["code", "due_at"], ["1", "#N/A"], ["2", "2026-06-01"])
    first, second = rows_of(file)
    assert first.fault and words("vi").flaw(first.fault) == "ô B2 báo lỗi công thức"
    assert (second.line, second.fault) == (3, None)


def test_a_date_is_told_to_the_nearest_second(tmp_path: Path) -> None:
    file = saved(tmp_path / "r.xlsx", ["code"], [datetime(2026, 6, 1, 8, 29, 59, 999_000)])
    assert read(file) == [(2, {"code": "2026-06-01 08:30:00"})]


def test_a_table_that_begins_elsewhere_keeps_its_lines(tmp_path: Path) -> None:
    file = saved(
        tmp_path / "r.xlsx", [], [None, "code", "agency"], [None, "1", "Sở Tư pháp"], [None, "2"], merged=("C3:C4",)
    )
    assert read(file) == [(3, {"code": "1", "agency": "Sở Tư pháp"}), (4, {"code": "2", "agency": "Sở Tư pháp"})]
