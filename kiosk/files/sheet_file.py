"""A spreadsheet (XLSX) as a table: its first sheet, whatever its size; merged cells hold one value.

A title above the heading is no mistake: the heading is the first row that names the column asked for. Dates come out
as text, those without a time as a day.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Row
from kiosk.files.table_file import BLANK, LARGEST, TOO_LARGE, Table

UNPACKED = 4 * LARGEST  # hundreds of thousands of rows; what unpacks to more is refused before it is read
CELLS = 10_000_000  # the reader holds the rectangle of all that is told, whatever lies between
TITLES = 20  # rows that may stand above the heading
WIDEST = 200  # columns over which a merged cell may reach
SHARED = "xl/sharedStrings.xml"
# Columns and rows of all cells, found quickly; and of those that hold something, for borders may reach to the last row.
_ANY = re.compile(rb"r=[\"']([A-Z]{1,3})\d"), re.compile(rb"<row\s[^<>]*?\br=[\"'](\d{1,7})")
_TOLD = (
    re.compile(rb"\sr=[\"']([A-Z]{1,3})\d{1,7}[\"'][^<>]*(?<!/)>"),
    re.compile(rb"\sr=[\"'][A-Z]{1,3}(\d{1,7})[\"'][^<>]*(?<!/)>"),
)
_FAILED = re.compile(rb'<c\b(?=[^<>]*\st="e")[^<>]*\sr="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb'<sheet\s[^<>]*\br:id="([^"]*)"')
_LINK = re.compile(rb"<Relationship\s[^<>]*")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_CHUNK = 2**20


class Block(NamedTuple):
    """Merged cells, counted from 0."""

    left: int
    top: int
    right: int
    bottom: int


def read(file: Path, heading: str) -> Table:
    """The table of the first sheet whose heading names the column `heading`; BadFile when there is none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        faults = _checked(file)
        book = CalamineWorkbook.from_path(file)
        return _table(file, book.get_sheet_by_index(0), heading, faults)
    except (zipfile.BadZipFile, CalamineError, EOFError, IndexError) as error:
        raise BadFile(file=file, detail=Flaw("no-xlsx")) from error
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


def _table(file: Path, sheet: Any, heading: str, faults: Mapping[int, Flaw]) -> Table:
    blank = [""] * sheet.start[1] if sheet.start else []
    blocks = [Block(left, top, right, bottom) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    texts = ([*blank, *[_TEXTS.get(type(cell), str)(cell) for cell in row]] for row in sheet.iter_rows())
    rows = enumerate(_filled(texts, blocks), start=1)
    for line, cells in rows:
        columns = tuple(cell.lower() for cell in cells)
        if heading in columns:
            return Table(columns, _rows(rows, columns, faults), sheet.end[0] + 1)
        if line >= TITLES:
            break
    raise BadFile(file=file, detail=Flaw("no-columns", columns=heading))


def _rows(rows: Iterator[tuple[int, list[str]]], columns: Sequence[str], faults: Mapping[int, Flaw]) -> Iterator[Row]:
    for line, cells in rows:
        if any(cells) or line in faults:
            told = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
            yield Row(line, told, faults.get(line))


def _filled(rows: Iterator[list[str]], blocks: list[Block]) -> Iterator[list[str]]:
    """Each row with the value of a merged block in all of its cells."""
    coming, now = sorted(blocks, key=lambda block: block.top, reverse=True), dict[Block, str]()
    for number, cells in enumerate(rows):
        while coming and coming[-1].top <= number:
            block = coming.pop()
            now[block] = cells[block.left] if block.left < len(cells) else ""
        if now:
            now = {block: value for block, value in now.items() if number <= block.bottom}
        for block, value in now.items():
            right = min(block.right + 1, WIDEST, len(cells))
            cells[block.left : right] = [value] * (right - block.left)
        yield cells


def _instant(value: datetime) -> str:
    """To the nearest second, for a spreadsheet's fraction of a day is none."""
    nearest = value + timedelta(seconds=0.5) if value.microsecond else value
    return nearest.isoformat(" ", "seconds").removesuffix(" 00:00:00")


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else f"{value}"


def _words(value: str) -> str:
    return (value if value.isascii() else unicodedata.normalize("NFC", value)).strip(BLANK)


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: _words,
    float: _number,
    datetime: _instant,
    date: date.isoformat,
    bool: lambda value: f"{value:d}",
}


def _checked(file: Path) -> dict[int, Flaw]:
    """What is wrong with which line of a workbook, by a look at its parts; BadFile when it would fill the memory."""
    if file.stat().st_size > LARGEST:
        raise BadFile(file=file, detail=TOO_LARGE)
    faults: dict[int, Flaw] = {}
    with zipfile.ZipFile(file) as packed:
        sizes = {each.filename: each.file_size for each in packed.infolist()}
        if sum(sizes.values()) > UNPACKED or sizes.get(SHARED, 0) > LARGEST:  # shared texts are held in memory
            raise BadFile(file=file, detail=Flaw("unpacks-large", mb=UNPACKED // 2**20))
        first = _first(packed)
        for name in sizes:
            if name.startswith("xl/") and name.endswith(".xml") and name != SHARED:
                errors = _looked(file, packed, name)
                faults |= errors if name == first else {}
    return faults


def _first(packed: zipfile.ZipFile) -> str:
    """The part that the workbook names as its first sheet."""
    try:
        sheet = _SHEET.search(packed.read("xl/workbook.xml"))
        links = packed.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return ""
    known = {ident: target for tag in _LINK.findall(links) for ident, target in [_ends(tag)]}
    target = known.get(sheet[1] if sheet else b"", b"").decode()
    return target.removeprefix("/") if target.startswith("/xl/") else f"xl/{target}"


def _ends(tag: bytes) -> tuple[bytes, bytes]:
    """A link's name and where it leads."""
    found = dict(_ATTRIBUTE.findall(tag))
    return found.get(b"Id", b""), found.get(b"Target", b"")


def _looked(file: Path, packed: zipfile.ZipFile, name: str) -> dict[int, Flaw]:
    """Refuse a part whose cells span too much; answers the rows with a cell whose formula failed."""
    faults: dict[int, Flaw] = {}
    looked_through = _noting(faults, _chunks(packed, name))
    if _span(looked_through, *_ANY) > CELLS and _span(_chunks(packed, name), *_TOLD) > CELLS:
        raise BadFile(file=file, detail=Flaw("too-many-cells", most=CELLS))
    return faults


def _noting(faults: dict[int, Flaw], chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, with the cells that failed noted by their rows: the reader takes these for empty."""
    for chunk in chunks:
        if b't="e"' in chunk:
            failed = _FAILED.findall(chunk)
            faults.update((int(row), Flaw("failed-cell", cell=(column + row).decode())) for column, row in failed)
        yield chunk


def _span(chunks: Iterable[bytes], columns: re.Pattern[bytes], rows: re.Pattern[bytes]) -> int:
    """How many cells lie in the rectangle of what these find."""
    letters, last = set[bytes](), 0
    for chunk in chunks:
        letters.update(columns.findall(chunk))
        last = max([last, *map(int, rows.findall(chunk))])
    # Rows need not tell their numbers; then only a closer look tells how many there are.
    return (last or CELLS + 1) * max(map(_column, letters), default=0)


def _chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's text; no tag is cut in two."""
    tail = b""
    with packed.open(name) as text:
        while chunk := text.read(_CHUNK):
            head, mark, rest = (tail + chunk).rpartition(b"<")
            yield head
            tail = mark + rest
    yield tail


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
