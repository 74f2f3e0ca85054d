"""A sheet of a workbook (XLSX, XLSM) as a table; merged cells hold one value in each of theirs.

Dates come out as text, those without a time as a day.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Notes
from kiosk.files.line import LARGEST, TOO_LARGE, TableLine

UNPACKED = 4 * LARGEST  # hundreds of thousands of rows; what unpacks to more is refused before it is read
CELLS = 4_000_000  # the reader holds the rectangle of all that is told, whatever lies between
WIDEST = 200  # columns over which a merged cell may reach
BLOCKS = 100_000  # merged cells of a sheet
SHARED = "xl/sharedStrings.xml"
# Columns and rows of all cells, found quickly; and of those that hold something, for borders may reach to the last row.
_REFERENCE = rb"r\s*=\s*[\"']\s*([A-Za-z]{1,3})\d"
_ROW = rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"']\s*(\d{1,7})"
_ANY = re.compile(_REFERENCE), re.compile(_ROW)
_TOLD = (
    re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,3})\d{1,7}[\"'][^<>]*(?<!/)>"),
    re.compile(rb"\sr\s*=\s*[\"']\s*[A-Za-z]{1,3}(\d{1,7})[\"'][^<>]*(?<!/)>"),
)
# Cells and rows that do not tell their place; then they are counted.
_CELL = re.compile(rb"<(?:\w+:)?(?:(row)(?=[\s/>])|c(?=[\s/>])(?![^<>]*\br\s*=))")
_NAMELESS_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])(?![^<>]*\br\s*=)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)[\s>]")
_FAILED = re.compile(rb'<c\b(?=[^<>]*\st="e")[^<>]*\sr="([A-Z]{1,3})(\d{1,7})"')
# A formula of which the file holds no result; one that results in no text says so (t="str").
_UNRECKONED = re.compile(
    rb'<c\b(?![^<>]*\st="str")[^<>]*\sr="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*'
    rb"<f\b(?:[^<>]*/>|[^<>]*>[^<>]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*\b\w+:id\s*=\s*[\"']([^\"']*)[\"']")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_CHUNK = 2**20


class Block(NamedTuple):
    """Merged cells, counted from 0."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class Looked:
    """What a look at a part of a workbook found: whether it holds anything, and the rows with a failed formula."""

    holds: bool = False
    faults: dict[int, Flaw] = field(default_factory=dict)


@dataclass(slots=True)
class WorkSheet:
    """The lines of one sheet, which the reader holds."""

    name: str
    read: Any
    faults: Mapping[int, Flaw]
    notes: Notes = field(default_factory=Notes)
    ragged: bool = False
    size: int = 0

    def lines(self) -> Iterator[TableLine]:
        blank = [""] * self.read.start[1] if self.read.start else []
        blocks = [
            Block(left, top, right, bottom) for (top, left), (bottom, right) in self.read.merged_cell_ranges or ()
        ]
        texts = ([*blank, *[_TEXTS.get(type(cell), str)(cell) for cell in row]] for row in self.read.iter_rows())
        for number, (cells, spread) in enumerate(_filled(texts, blocks), start=1):
            yield TableLine(number, cells, self.faults.get(number), spread)


class Workbook:
    """The sheets of a workbook in their order, read when asked for; BadFile when it would fill the memory."""

    def __init__(self, file: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        self.file = file
        try:
            self._looked = _looked_through(file)
            # By a name of another kind the reader would take it for that.
            named = file.suffix.lower() in (".xlsx", ".xlsm")
            self._book = CalamineWorkbook.from_path(f"{file}") if named else _unnamed(file)
        except (zipfile.BadZipFile, CalamineError, EOFError) as error:
            raise BadFile(file=file, detail=Flaw("no-xlsx")) from error

    @property
    def names(self) -> list[str]:
        """The sheets that hold something."""
        names: list[str] = self._book.sheet_names
        return [name for i, name in enumerate(names) if self._about(i).holds]

    def sheets(self) -> Iterator[WorkSheet]:
        from python_calamine import CalamineError

        for i, name in enumerate(self._book.sheet_names):
            try:
                read = self._book.get_sheet_by_index(i)
            except (CalamineError, EOFError) as error:
                raise BadFile(file=self.file, detail=Flaw("no-xlsx")) from error
            if read.start and read.end:
                yield WorkSheet(name, read, self._about(i).faults, size=read.end[0] + 1)

    def _about(self, number: int) -> Looked:
        return self._looked[number] if number < len(self._looked) else Looked(holds=True)


def _unnamed(file: Path) -> Any:
    from python_calamine import CalamineWorkbook

    with file.open("rb") as raw:
        return CalamineWorkbook.from_filelike(raw)


def _filled(rows: Iterable[list[str]], blocks: list[Block]) -> Iterator[tuple[list[str], frozenset[int]]]:
    """Each row with the value of a merged block in all of its cells, and which of them repeat the one to their left."""
    coming, now = sorted(blocks, key=lambda block: block.top, reverse=True), dict[Block, str]()
    for number, cells in enumerate(rows):
        spread = set[int]()
        while coming and coming[-1].top <= number:
            block = coming.pop()
            now[block] = cells[block.left] if block.left < len(cells) else ""
        if now:
            now = {block: value for block, value in now.items() if number <= block.bottom}
        for block, value in now.items():
            right = min(block.right + 1, WIDEST, len(cells))
            cells[block.left : right] = [value] * (right - block.left)
            spread.update(range(block.left + 1, right))
        yield cells, frozenset(spread)


def _instant(value: datetime) -> str:
    """To the nearest second, for a spreadsheet's fraction of a day is none."""
    nearest = value + timedelta(seconds=0.5) if value.microsecond else value
    return nearest.isoformat(" ", "seconds").removesuffix(" 00:00:00")


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else f"{value}"


def _words(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", value)


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: _words,
    float: _number,
    datetime: _instant,
    date: date.isoformat,
    bool: lambda value: f"{value:d}",
}


def _looked_through(file: Path) -> list[Looked]:
    """What a look at the parts of a workbook finds of each sheet; BadFile when it would fill the memory."""
    if file.stat().st_size > LARGEST:
        raise BadFile(file=file, detail=TOO_LARGE)
    with zipfile.ZipFile(file) as packed:
        sizes = {each.filename: each.file_size for each in packed.infolist()}
        if sum(sizes.values()) > UNPACKED or sizes.get(SHARED, 0) > LARGEST:  # shared texts are held in memory
            raise BadFile(file=file, detail=Flaw("unpacks-large", mb=UNPACKED // 2**20))
        there = {name.lower(): name for name in sizes}  # the reader does not mind small letters either
        parts = [there.get(name.lower(), "") for name in _sheets(packed)]
        looks = {name: _looked(file, packed, name) for name in dict.fromkeys(parts) if name}
    return [looks.get(name, Looked()) for name in parts]


def _sheets(packed: zipfile.ZipFile) -> list[str]:
    """The parts that the workbook names as its sheets, in its order."""
    try:
        sheets = _SHEET.findall(packed.read("xl/workbook.xml"))
        links = packed.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return [name for name in packed.namelist() if name.endswith(".xml") and name != SHARED]
    parts = {ident: target.decode() for tag in _LINK.findall(links) for ident, target in [_ends(tag)]}
    # A workbook that names its sheets in an odd way is looked through whole.
    targets = [parts[ident] for ident in sheets if ident in parts] or [*parts.values()]
    return [target.removeprefix("/") if target.startswith(("/", "xl/")) else f"xl/{target}" for target in targets]


def _ends(tag: bytes) -> tuple[bytes, bytes]:
    """A link's name and where it leads."""
    attributes = dict(_ATTRIBUTE.findall(tag))
    return attributes.get(b"Id", b""), attributes.get(b"Target", b"")


def _looked(file: Path, packed: zipfile.ZipFile, name: str) -> Looked:
    """Refuse a part whose cells span too much; answers the rows with a cell whose formula failed."""
    looked = Looked()
    looked_through = _noting(looked, _chunks(packed, name))
    if _span(looked_through, *_ANY) > CELLS and _span(_chunks(packed, name), *_TOLD) > CELLS:
        raise BadFile(file=file, detail=Flaw("too-many-cells", most=CELLS))
    return looked


def _noting(looked: Looked, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, with the cells that failed or lack a result noted: the reader takes these for empty."""
    before = b""
    for chunk in chunks:
        looked.holds = looked.holds or _VALUE.search(chunk) is not None
        if b't="e"' in chunk:
            failed = _FAILED.findall(chunk)
            looked.faults.update(
                (int(row), Flaw("failed-cell", cell=(column + row).decode())) for column, row in failed
            )
        before = _note_unreckoned(looked, before + chunk)
        yield chunk


def _note_unreckoned(looked: Looked, text: bytes) -> bytes:
    """Note the formulas without a result; answers the last cell, which may end in the next chunk."""
    for column, row in _UNRECKONED.findall(text) if b"<f" in text else ():
        looked.faults.setdefault(int(row), Flaw("unreckoned-cell", cell=(column + row).decode()))
    start = text.rfind(b"<c ")
    return text[start:] if start >= 0 and b"</c>" not in text[start:] else b""


def _span(chunks: Iterable[bytes], columns: re.Pattern[bytes], rows: re.Pattern[bytes]) -> int:
    """How many cells lie in the rectangle of what these find."""
    letters, last, nameless, widest, rows_told = set[bytes](), 0, 0, 0, 0
    for chunk in chunks:
        matches = columns.findall(chunk)
        letters.update(matches)
        last = max([last, *map(int, rows.findall(chunk))])
        rows_told += len(_NAMELESS_ROW.findall(chunk))
        if nameless or len(matches) < chunk.count(b"<c") + chunk.count(b":c"):
            nameless, most = _counted(chunk, nameless)
            widest = max(widest, most)
    # Rows need not tell their numbers; then only a closer look tells how many there are.
    return (last + rows_told or CELLS + 1) * (widest + max(map(_column, letters), default=0))


def _counted(chunk: bytes, before: int) -> tuple[int, int]:
    """How many cells without a place the last row of a chunk has so far, and how many the widest has."""
    count = most = before
    for row in _CELL.findall(chunk):
        count = 0 if row else count + 1
        most = max(most, count)
    return count, most


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
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
