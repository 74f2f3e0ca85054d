"""A table that somebody saved somewhere: its rows as dictionaries with their line numbers, whatever wrote it.

The encoding is UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1258; the separator is the commonest of the
heading's. All text becomes NFC, which Windows-1258 with its apart accents never is. Nothing is held in memory.
"""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Row

LARGEST = 128 * 2**20
TOO_LARGE = Flaw("too-large", mb=LARGEST // 2**20)
SEPARATORS = ",;\t|"
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
BLANK = " \t\r\n\ufeff\u00a0"
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Table:
    """The columns in lower case, the rows below, to be read once, and about how many these are."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    size: int

    def require(self, file: Path, *columns: str) -> None:
        """Refuse a table that lacks one of these columns."""
        if missing := [column for column in columns if column not in self.columns]:
            raise BadFile(file=file, detail=Flaw("no-columns", columns=", ".join(missing)))


def read(file: Path, *needed: str) -> Table:
    """The table of a CSV file; BadFile when it is none, is larger than 128 MB, or lacks a needed column."""
    try:
        if file.stat().st_size > LARGEST:
            raise BadFile(file=file, detail=TOO_LARGE)
        table = _opened(file, _encoding(file))
    except UnicodeDecodeError as error:
        raise BadFile(file=file, detail=Flaw("no-text")) from error
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error
    table.require(file, *needed)
    return table


def _opened(file: Path, encoding: str) -> Table:
    lines = _lines(file, encoding)
    line, heading = next(((n, text) for n, text in lines if text.strip(BLANK)), (0, ""))
    if heading.lower().startswith("sep="):  # Excel's own hint, on a line of its own
        line, heading = next(lines, (0, ""))
    separator = max(SEPARATORS, key=heading.count)
    columns = tuple(each.strip(BLANK).lower() for each in next(csv.reader([heading], delimiter=separator), []))
    if not any(columns):
        raise BadFile(file=file, detail=Flaw("no-heading"))
    if twice := {column for column in columns if column and columns.count(column) > 1}:
        raise BadFile(file=file, detail=Flaw("column-twice", columns=", ".join(sorted(twice))))
    return Table(columns, _rows(file, lines, line, columns, separator), _size(file))


def _rows(
    file: Path, lines: Iterator[tuple[int, str]], before: int, columns: tuple[str, ...], separator: str
) -> Iterator[Row]:
    reader = csv.reader((text for _, text in lines), delimiter=separator)
    try:
        begins = before + 1
        for found in reader:
            cells = [each.strip(BLANK) for each in found]
            if any(cells):
                fault = Flaw("more-cells") if any(cells[len(columns) :]) else None
                cells += [""] * (len(columns) - len(cells))
                yield Row(begins, dict(zip(columns, cells, strict=False)), fault)
            begins = before + reader.line_num + 1
    except csv.Error as error:
        raise BadFile(file=file, detail=Flaw("no-csv", line=f"{before + reader.line_num}")) from error
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


def _size(file: Path) -> int:
    with file.open("rb") as raw:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: raw.read(_CHUNK), b""))


def _lines(file: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines in NFC: one normalisation for all the cells of each."""
    with file.open(encoding=encoding, newline="") as text:
        yield from ((n, unicodedata.normalize("NFC", line)) for n, line in enumerate(text, start=1))


def _encoding(file: Path) -> str:
    """The encoding that the whole file is valid in."""
    with file.open("rb") as raw:
        head = raw.read(4)
    if marked := next((name for mark, name in _MARKS.items() if head.startswith(mark)), None):
        return marked
    for encoding in ("utf-8", "cp1258"):
        with file.open(encoding=encoding, newline="") as text:
            if _is_valid(text):
                return encoding
    raise UnicodeDecodeError("cp1258", b"", 0, 0, "no text")


def _is_valid(text: TextIO) -> bool:
    try:
        return all("\0" not in chunk for chunk in iter(lambda: text.read(_CHUNK), ""))
    except UnicodeDecodeError:
        return False
