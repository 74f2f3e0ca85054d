"""A table in a text file, its cells apart by commas, semicolons, tabs or bars.

A quotation mark that is never closed would swallow the rows below it: a cell of several lines of which one looks like
a row is read line by line instead, and told.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Notes
from kiosk.domain.texts import clean
from kiosk.files import encoding, heading
from kiosk.files.heading import TITLES, Requirements
from kiosk.files.line import TableLine

SEPARATORS = ",;\t|"
_CHUNK = 2**20
_HINT = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)  # Excel's own, on a line of its own
_SHAPE = 6  # signs of a cell by which two rows are known to be alike


@dataclass(slots=True)
class TextFile:
    """The lines of a text file."""

    file: Path
    requirements: Requirements
    notes: Notes = field(default_factory=Notes)
    ragged: bool = True
    size: int = 0
    encoding: str = ""
    separator: str = ","

    def __post_init__(self) -> None:
        self.encoding = encoding.of(self.file)
        with self.file.open("rb") as raw:
            self.size = sum(chunk.count(b"\n") for chunk in iter(lambda: raw.read(_CHUNK), b""))
        self.separator = self._separator([text for _, text in islice(self._texts(), 3 * TITLES)])

    def lines(self) -> Iterator[TableLine]:
        yield from (line for line in self._records() if not (line.number == 1 and _hinted(line.cells)))

    def _separator(self, first: Sequence[str]) -> str:
        """What the cells are apart by: what makes a heading of one of the first lines, else the commonest."""
        if hint := _HINT.fullmatch(first[0]) if first else None:
            return hint[1]
        sample = next((text for text in first if clean(text)), "")
        common = sorted(SEPARATORS, key=lambda each: (-sample.count(each), -"".join(first).count(each)))
        return next((each for each in common if self._fits(first, each)), common[0])

    def _fits(self, first: Sequence[str], separator: str) -> bool:
        if not self.requirements.key:
            return False
        try:
            records = [TableLine(i, cells) for i, cells in enumerate(csv.reader(first, delimiter=separator))]
        except csv.Error:
            return False
        return heading.find(records, self.requirements) is not None

    def _texts(self) -> Iterator[tuple[int, str]]:
        """The lines in NFC: one normalisation for all the cells of each."""
        with self.file.open(encoding=self.encoding, errors="surrogateescape", newline="") as text:
            for number, line in enumerate(text, start=1):
                yield number, line if line.isascii() else unicodedata.normalize("NFC", line)

    def _records(self) -> Iterator[TableLine]:
        texts, pending = self._texts(), list[tuple[int, str]]()

        def fed() -> Iterator[str]:
            for each in texts:
                pending.append(each)
                yield each[1]

        while True:
            try:
                for cells in csv.reader(fed(), delimiter=self.separator):
                    yield from self._lines_of(pending, cells)
                    pending.clear()
                return
            except csv.Error as error:
                if len(pending) < 2 or not self._swallowed(pending):
                    raise BadFile(file=self.file, detail=Flaw("no-csv", line=f"{pending[0][0]}")) from error
                yield from self._one_by_one(pending)
                pending.clear()

    def _lines_of(self, pending: Sequence[tuple[int, str]], cells: list[str]) -> Iterator[TableLine]:
        if self._swallowed(pending):
            yield from self._one_by_one(pending)
        else:
            broken = any(not text.isascii() and encoding.BROKEN.search(text) for _, text in pending)
            yield TableLine(pending[0][0], cells, Flaw("bad-bytes") if broken else None)

    def _swallowed(self, pending: Sequence[tuple[int, str]]) -> bool:
        """Whether a quotation mark that is not closed made one record of several rows."""
        if len(pending) == 1:
            return pending[0][1].count('"') % 2 == 1 and self._unclosed(pending[0][1])
        first = self._plain(pending[0][1])
        return any(_alike(first, self._plain(text)) for _, text in pending[1:])

    def _unclosed(self, text: str) -> bool:
        try:
            return not [*csv.reader([text], delimiter=self.separator, strict=True)]
        except csv.Error as error:
            return "unexpected end" in f"{error}"

    def _one_by_one(self, pending: Sequence[tuple[int, str]]) -> Iterator[TableLine]:
        self.notes.add("quote", line=f"{pending[0][0]}", last=f"{pending[-1][0]}")
        for number, text in pending:
            if text.count('"') % 2:
                cells = [cell.replace('"', "") for cell in self._plain(text)]
            else:
                cells = next(csv.reader([text], delimiter=self.separator), [])
            yield TableLine(number, cells, Flaw("bad-bytes") if encoding.BROKEN.search(text) else None)

    def _plain(self, text: str) -> list[str]:
        """The cells of one line, its quotation marks taken for letters."""
        return next(csv.reader([text], delimiter=self.separator, quoting=csv.QUOTE_NONE), [])


def _hinted(cells: Sequence[str]) -> bool:
    return clean("".join(cells)).lower().startswith("sep=")


def _alike(first: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a line has a cell of digits as another has it in the same place: a code, a date."""
    return len(other) > 1 and any(
        len(shape) >= _SHAPE and "9" in shape and shape == _shape(after)
        for before, after in zip(first, other, strict=False)
        if (shape := _shape(before))
    )


def _shape(cell: str) -> str:
    """A cell with every digit as 9 and every letter as A."""
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "A", cell.strip(' "\r\n')))
