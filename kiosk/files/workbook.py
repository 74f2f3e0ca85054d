"""A report as a spreadsheet: a sheet a table, numbers as numbers, so that they can be summed and charted."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from kiosk.views.reports.tables import Cell, Minutes, Percent, ReportTable

FORMATS: dict[type, str] = {int: "#,##0", Percent: "0.00%", Minutes: "0.0"}
LONGEST_NAME = 31  # of a sheet, by the format's own rule
WIDEST = 60
NARROW = 9  # a column of a form of many: their headings take several lines


def made(office: str, title: str, subtitle: str, tables: Sequence[ReportTable], note: str = "") -> bytes:
    """The workbook of an office's report as bytes; `note` stands over the headings. Printed it is A4, as wide as it."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title = title
    for table in tables:
        _fill(book.create_sheet(_name(table.title)), (office, title, subtitle), table, note)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, titles: tuple[str, ...], table: ReportTable, note: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for text in (*titles, table.title):
        sheet.append([_safe(text)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    sheet.append([_safe(note)] if note else [])
    first = sheet.max_row + 1
    if table.groups:
        _over(sheet, table.groups)
    sheet.append([_safe(heading) for heading in table.headings])
    for cell in (each for row in sheet.iter_rows(min_row=first) for each in row):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3EEF8")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    _as_printed(sheet, f"{first}:{sheet.max_row}")
    sheet.freeze_panes = sheet.cell(sheet.max_row + 1, 1)
    bold = Font(bold=True)
    for number, row in enumerate(table.rows, sheet.max_row + 1):
        sheet.append([_value(cell) for cell in row.cells])
        # Asked for a row by its number alone, the sheet counts all of its columns.
        written_row = next(sheet.iter_rows(number, number, 1, len(row.cells)))
        for written, cell in zip(written_row, row.cells, strict=True):
            if form := FORMATS.get(type(cell)):
                written.number_format = form
            if row.strong:
                written.font = bold
    _widen(sheet, table)


def _over(sheet: Any, groups: Sequence[tuple[str, int]]) -> None:
    """The upper headings, each over its columns."""
    sheet.append([cell for text, width in groups for cell in (_safe(text), *[None] * (width - 1))])
    row, column = sheet.max_row, 1
    for text, width in groups:
        if text and width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + width - 1)
        column += width


def _as_printed(sheet: Any, headings: str) -> None:
    """On A4 across, as wide as the paper, the headings on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.print_title_rows = headings
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&P / &N"


def _widen(sheet: Any, table: ReportTable) -> None:
    from openpyxl.utils import get_column_letter

    least = NARROW if table.wide else 12
    for number in range(len(table.headings)):
        texts = [f"{row.cells[number]}" for row in table.rows if isinstance(row.cells[number], str)]
        longest = max((len(text) for text in texts), default=0)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(max(longest + 2, least), WIDEST)


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
