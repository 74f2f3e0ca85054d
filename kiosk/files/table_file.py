"""The one reader under every import: a table that somebody saved somewhere, whatever wrote it, known by what it is.

A workbook (XLSX, XLSM), a page that a portal named .xls, or text; each also packed as .gz. All words come out as one
line in the letters of today, old fonts converted; dates come out in one order of day and month. What was not used of
the file, or was understood in a way to be told, stands in the table's notes once its rows were read.
"""

import gzip
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice, takewhile
from pathlib import Path
from string import ascii_uppercase

from kiosk.domain import dates, letters, numbers
from kiosk.domain.dossiers.dossier import parse_code
from kiosk.domain.dossiers.refusals import BadDossierCode
from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Row
from kiosk.domain.texts import alike, clean, nearest
from kiosk.files import heading, markup_file
from kiosk.files.heading import Heading, Requirements
from kiosk.files.line import LARGEST, TOO_LARGE, Source, TableLine
from kiosk.files.markup_file import MarkupFile
from kiosk.files.sheet_file import Workbook
from kiosk.files.text_file import TextFile

_ZIP, _GZIP, _OLD = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_CHUNK = 2**20


@contextmanager
def opened(file: Path, requirements: Requirements | None = None) -> Iterator["Table"]:
    """The table of a file; BadFile when it is none, is larger than 128 MB, or lacks what is wanted."""
    try:
        with _plain(file) as plain:
            yield _table(file, plain, requirements or Requirements())
    except Flaw as flaw:
        raise BadFile(file=file, detail=flaw) from flaw
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


@contextmanager
def _plain(file: Path) -> Iterator[Path]:
    """The file itself, or what a packed one holds, unpacked beside nothing and no larger than a file may be."""
    with file.open("rb") as raw:
        packed = raw.read(2) == _GZIP
    if not packed:
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        try:
            with gzip.open(file) as inside, plain.open("wb") as out:
                while chunk := inside.read(_CHUNK):
                    out.write(chunk)
                    if out.tell() > LARGEST:
                        raise TOO_LARGE
        except (OSError, EOFError) as error:
            raise Flaw("no-gzip") from error
        yield plain


def _table(file: Path, plain: Path, requirements: Requirements) -> "Table":
    if plain.stat().st_size > LARGEST:
        raise TOO_LARGE
    with plain.open("rb") as raw:
        head = raw.read(2**12)
    if head.startswith(_OLD):
        raise Flaw("old-workbook")
    if head.startswith(_ZIP):
        return _of_workbook(Workbook(plain), requirements)
    if file.suffix.lower() in (".xlsx", ".xlsm"):
        raise Flaw("no-xlsx")
    source = MarkupFile(plain) if markup_file.is_markup(head) else TextFile(plain, requirements)
    return Table(source, _heading(source, requirements), requirements)


def _of_workbook(book: Workbook, requirements: Requirements) -> "Table":
    """The first sheet that has the heading; the others that hold something are told."""
    failed: Flaw | None = None
    for sheet in book.sheets():
        try:
            table = Table(sheet, _heading(sheet, requirements), requirements)
        except Flaw as flaw:
            failed = failed or flaw
            continue
        for name in book.names:
            if name != sheet.name:
                table.notes.add("sheet", name=name, read=sheet.name)
        return table
    raise failed or Flaw("no-heading")


def _heading(source: Source, requirements: Requirements) -> Heading:
    first = [_today(line) for line in islice(source.lines(), heading.TITLES + heading.HIGHEST + 1)]
    head = heading.find(first, requirements)
    if head is None:
        fullest = max(first, key=lambda line: sum(map(bool, map(clean, line.cells))), default=TableLine(0, ()))
        labels = tuple(map(clean, fullest.cells))
        raise heading.lacking([requirements.key], labels) if requirements.key and any(labels) else Flaw("no-heading")
    head.require(requirements)
    return head


def _today(line: TableLine) -> TableLine:
    """A line of a heading in the letters of today."""
    return line._replace(cells=[letters.mended(cell, None) if not cell.isascii() else cell for cell in line.cells])


@dataclass(slots=True)
class _Column:
    """A column that is read: its place, its name, what its letters are, how its dates are written."""

    place: int
    name: str
    odd: bool = False  # whether some of its texts are in letters of former times
    form: str | None = None  # that all of them are in
    is_date: bool = False
    written: str = ""


class Table:
    """The columns, the rows below, to be read once, about how many these are, and what there is to tell of the file."""

    def __init__(self, source: Source, head: Heading, requirements: Requirements) -> None:
        self.notes, self.size, self.columns = source.notes, source.size, head.names
        self.labels = dict(zip(head.names, head.labels, strict=True))
        self._source, self._heading, self._requirements = source, head, requirements
        columns = set(map(alike, requirements.columns)) or set(head.names)
        days = set(map(alike, requirements.dates))
        forms = {alike(name): form for name, form in requirements.forms.items()}
        self._read = [
            _Column(i, name, is_date=name in days, written=forms.get(name, ""))
            for i, name in enumerate(head.names)
            if name and name in columns
        ]
        self._tell_titles()
        self._survey()
        self.rows = self._rows()

    def _tell_titles(self) -> None:
        """Each line above the heading that holds something, as it is written."""
        for line in takewhile(lambda line: line.number < self._heading.first, self._source.lines()):
            if text := " ".join(dict.fromkeys(filter(None, map(clean, _today(line).cells)))):
                self.notes.add("title", line=f"{line.number}", text=text[:80])

    def _survey(self) -> None:
        """Learn from the whole file in which letters its columns are written, and in which order its dates."""
        order, heard = dates.Order(), {column.place: letters.Spelling() for column in self._read}
        days = [column for column in self._read if column.is_date and not column.written]
        code = next((column.place for column in self._read if column.name == alike(self._requirements.code)), -1)
        for line in self._below():
            for place, cell in enumerate(line.cells):
                if not cell.isascii() and place in heard:
                    heard[place].hear(cell)
            self._hear_dates(order, line, days, code)
        self._month_first = order.turned if self._requirements.month_first is None else self._requirements.month_first
        if self._month_first and self._requirements.month_first is None:
            self.notes.add("month-first", line=f"{order.line}", text=order.example)
        self._settle(heard)

    def _hear_dates(self, order: dates.Order, line: TableLine, days: Sequence[_Column], code: int) -> None:
        code_day: date | None = None
        for column in days:
            cell = line.cells[column.place] if column.place < len(line.cells) else ""
            if cell and cell[4:5] != "-":
                code_day = code_day or _day_of(line.cells[code] if 0 <= code < len(line.cells) else "")
                order.hear(cell, line.number, code_day)

    def _settle(self, heard: dict[int, letters.Spelling]) -> None:
        """One form for the whole file where nothing contradicts it, else for each column."""
        whole = letters.Spelling()
        for spelling in heard.values():
            whole.add(spelling)
        for column in self._read:
            column.form = whole.form() or heard[column.place].form()
            column.odd = bool(column.form or heard[column.place].forms)
        for form in letters.FORMS:
            if count := whole.forms[form]:
                self.notes.add(f"letters-{form.lower()}", count=count)

    def _below(self) -> Iterator[TableLine]:
        return (line for line in self._source.lines() if line.number > self._heading.last)

    def _rows(self) -> Iterator[Row]:
        """The rows, and at their end what of them was not read."""
        width, unread = len(self._heading.names), Counter[int]()
        reads = {column.place for column in self._read}
        others = [place for place in range(width) if place not in reads]
        for line in self._below():
            if not line.fault and (not any(line.cells) or "".join(line.cells).isspace()):
                continue
            for place in (*others, *range(width, len(line.cells))):
                if place < len(line.cells) and (cell := line.cells[place]) and not cell.isspace():
                    unread[place] += 1
            yield self._row(line, width)
        self._tell(unread)

    def _row(self, line: TableLine, width: int) -> Row:
        fault, there = line.fault, line.cells
        if self._source.ragged and len(there) > width and any(map(clean, there[width:])):
            fault = fault or Flaw("more-cells")
        if len(there) < width:
            there = [*there, *[""] * (width - len(there))]
        cells: dict[str, str] = {}
        for column in self._read:
            cell = there[column.place]
            try:
                cells[column.name] = cell if _is_neat(cell) and not column.written else self._cell(cell, column)
            except Flaw as flaw:
                fault, cells[column.name] = fault or flaw, ""
        return Row(line.number, cells, fault, month_first=self._month_first)

    def _cell(self, cell: str, column: _Column) -> str:
        """What a cell says: one line, in the letters of today."""
        if not cell.isascii():
            cell = letters.mended(cell, column.form) if column.odd else cell
            if letters.lost(cell):
                raise Flaw("lost-letters", column=column.name)
        text = _said(cell)
        return _strictly(text, column) if column.written and text else text

    def _tell(self, unread: Counter[int]) -> None:
        """The columns that nobody reads, with the nearest name that is known; cells under no heading at all."""
        names, labels = self._heading.names, self._heading.labels
        free = [name for name in self._requirements.columns if alike(name) not in names]
        read = {column.place for column in self._read}
        for place, label in enumerate(labels):
            if place in read or not label:
                continue
            near = nearest(label, free, {word: name for word, name in self._requirements.said.items() if name in free})
            facts = {"near": near} if near else {}
            self.notes.add("column-near" if near else "column", column=label, count=unread.pop(place, 0), **facts)
        for place, count in sorted(unread.items()):
            self.notes.add("cells", column=_letters(place), count=count)


def _is_neat(cell: str) -> bool:
    """Whether nothing is to be done about a cell, as about most of a register's."""
    return not cell or (
        cell.isascii() and cell.isprintable() and "  " not in cell and cell[0] not in " '`=" and cell[-1] != " "
    )


@lru_cache(16_384)
def _said(cell: str) -> str:
    return numbers.bare(clean(cell))


def _day_of(code: str) -> date | None:
    """The day in a dossier's code, if it is one."""
    try:
        return parse_code(numbers.bare(clean(code))).day if code else None
    except BadDossierCode:
        return None


def _strictly(text: str, column: _Column) -> str:
    """A date written as the mapping says."""
    try:
        at = datetime.strptime(text, column.written)
    except ValueError as error:
        raise Flaw("not-as-told", column=column.name, text=text, form=column.written) from error
    timed = "%H" in column.written or "%I" in column.written
    return dates.unmistakable(dates.Written(at, timed))


def _letters(place: int) -> str:
    """The letters by which a spreadsheet names a column."""
    before = _letters(place // 26 - 1) if place >= 26 else ""
    return before + ascii_uppercase[place % 26]
