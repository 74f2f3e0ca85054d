"""A spreadsheet (XLSX) as a table: its first sheet read row by row, whatever its size; merged cells hold one value.

A title above the heading is no mistake: the heading is the first row that names the column asked for. Dates come out
as text, those without a time as a day.
"""

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.connectors.table_file import LARGEST, Row, Table
from kiosk.domain.errors import BadFile

UNPACKED = 4 * LARGEST  # hundreds of thousands of rows; what unpacks to more is refused before it is read
TITLES = 20  # rows that may stand above the heading
_MERGED = re.compile(rb'<mergeCell ref="\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)"')
WIDEST = 200  # columns over which a merged cell may reach
SHARED = "xl/sharedStrings.xml"
_CHUNK = 2**20
_OVERLAP = 64


class Block(NamedTuple):
    """Merged cells, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int


def read(file: Path, heading: str) -> Table:
    """The table of the first sheet whose heading names the column `heading`; BadFile when there is none."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _require_bounds(file)
        with suppress(KeyError):  # the workbook says where its sheet lies, the usual place is enough for merged cells
            return _table(file, openpyxl.load_workbook(file, read_only=True, data_only=True), heading)
    except (zipfile.BadZipFile, InvalidFileException, ValueError, EOFError) as error:
        raise BadFile(file=file, detail="no XLSX file") from error
    except OSError as error:
        raise BadFile(file=file, detail=error.strerror or "cannot be read") from error
    raise BadFile(file=file, detail="no XLSX file")


def _table(file: Path, book: Any, heading: str) -> Table:
    if not book.worksheets:
        raise BadFile(file=file, detail="no sheet")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what some programs write there is wrong
    rows = enumerate(_filled(sheet.iter_rows(values_only=True), _blocks(file)), start=1)
    for line, cells in rows:
        columns = tuple(cell.lower() for cell in cells)
        if heading in columns:
            return Table(columns, _rows(rows, columns))
        if line >= TITLES:
            break
    raise BadFile(file=file, detail=f"no column {heading}")


def _rows(rows: Iterator[tuple[int, list[str]]], columns: Sequence[str]) -> Iterator[Row]:
    for line, cells in rows:
        if any(cells):
            padded = cells + [""] * (len(columns) - len(cells))
            yield Row(line, {name: cell for name, cell in zip(columns, padded, strict=False) if name})


def _filled(rows: Iterator[tuple[Any, ...]], blocks: list[Block]) -> Iterator[list[str]]:
    """Each row as text, with the value of a merged block in all of its cells."""
    coming, now = sorted(blocks, key=lambda block: block.top, reverse=True), dict[Block, str]()
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        while coming and coming[-1].top <= number:
            block = coming.pop()
            now[block] = cells[block.left - 1] if block.left <= len(cells) else ""
        now = {block: value for block, value in now.items() if number <= block.bottom}
        for block, value in now.items():
            right = min(block.right, WIDEST)
            cells += [""] * (right - len(cells))
            cells[block.left - 1 : right] = [value] * (right - block.left + 1)
        yield cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.date() if value.time() == time() else value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return f"{value:d}"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return unicodedata.normalize("NFC", f"{value}").strip(" \t\r\n\ufeff\u00a0")


def count(file: Path) -> int:
    """About how many rows the first sheet has."""
    return sum(chunk.count(b"<row ") for chunk in _chunks(file))


def _blocks(file: Path) -> list[Block]:
    """The merged cells of the first sheet, which stand behind its rows: found without building anything."""
    found: dict[Block, None] = {}
    tail = b""
    for chunk in _chunks(file):
        for left, top, right, bottom in _MERGED.findall(tail + chunk):
            found[Block(_column(left), int(top), _column(right), int(bottom))] = None
        tail = chunk[-_OVERLAP:]
    return list(found)


def _chunks(file: Path) -> Iterator[bytes]:
    """The first sheet's own text."""
    with zipfile.ZipFile(file) as packed:
        sheets = sorted(name for name in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        with packed.open(sheets[0]) as text:
            yield from iter(lambda: text.read(_CHUNK), b"")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _require_bounds(file: Path) -> None:
    if file.stat().st_size > LARGEST:
        raise BadFile(file=file, detail=f"larger than {LARGEST // 2**20} MB; split it")
    with zipfile.ZipFile(file) as packed:
        sizes = {each.filename: each.file_size for each in packed.infolist()}
        if sum(sizes.values()) > UNPACKED or sizes.get(SHARED, 0) > LARGEST:  # shared texts are held in memory
            raise BadFile(file=file, detail=f"larger than {UNPACKED // 2**20} MB when unpacked; split it")
