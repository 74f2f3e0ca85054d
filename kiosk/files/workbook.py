"""A report as a spreadsheet: a sheet a table, numbers as numbers, so that they can be summed and charted."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from kiosk.views.reports.tables import Cell, Minutes, Percent, ReportTable

FORMATS: dict[type, str] = {int: "#,##0", Percent: "0.00%", Minutes: "0.0"}
LONGEST_NAME = 31  # of a sheet, by the format's own rule
WIDEST = 60


def made(title: str, subtitle: str, tables: Sequence[ReportTable], note: str = "") -> bytes:
    """The workbook of a report as bytes; `note` stands over the headings."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title = title
    for table in tables:
        _fill(book.create_sheet(_name(table.title)), (title, subtitle), table, note)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, titles: tuple[str, str], table: ReportTable, note: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for text in (*titles, table.title):
        sheet.append([_safe(text)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    sheet.append([_safe(note)] if note else [])
    sheet.append([_safe(heading) for heading in table.headings])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3EEF8")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.freeze_panes = sheet.cell(sheet.max_row + 1, 1)
    for row in table.rows:
        sheet.append([_value(cell) for cell in row.cells])
        for written, cell in zip(sheet[sheet.max_row], row.cells, strict=True):
            written.number_format = FORMATS.get(type(cell), "General")
            written.font = Font(bold=row.strong)
    _widen(sheet, table)


def _widen(sheet: Any, table: ReportTable) -> None:
    from openpyxl.utils import get_column_letter

    for number in range(len(table.headings)):
        texts = [f"{row.cells[number]}" for row in table.rows if isinstance(row.cells[number], str)]
        longest = max((len(text) for text in texts), default=0)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(max(longest + 2, 12), WIDEST)


def _value(cell: Cell) -> object:
    match cell:
        case Percent(value):
            return None if value is None else round(value / 100, 4)
        case Minutes(seconds):
            return None if seconds is None else round(seconds / 60, 1)
        case str():
            return _safe(cell)
    return cell


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _name(title: str) -> str:
    return "".join(" " if each in r"[]:*?/\\" else each for each in title)[:LONGEST_NAME].strip()
