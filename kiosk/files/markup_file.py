"""A table in markup: the HTML that portals name .xls, and the XML workbooks of Excel 2003."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from kiosk.domain.rows import Notes
from kiosk.domain.texts import clean
from kiosk.files import encoding
from kiosk.files.line import TableLine

_ROWS, _CELLS, _BREAKS = {"tr", "row"}, {"td", "th", "cell"}, {"br", "p", "div"}
_UNREAD = {"style", "script"}
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_OPENS = re.compile(rb"\s*<(?:!doctype|\?xml|!--|html|head|meta|body|table|style|div|center|\w+:)", re.IGNORECASE)
_WIDEST = 500  # columns a cell may span
_CHUNK = 2**16


def is_markup(head: bytes) -> bool:
    """Whether a file that begins so is markup that may hold a table."""
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\0", b"")
    return _OPENS.match(plain) is not None


@dataclass(slots=True)
class MarkupFile:
    """The rows of all tables of a file, one below the other."""

    file: Path
    notes: Notes = field(default_factory=Notes)
    ragged: bool = False
    size: int = 0
    encoding: str = ""

    def __post_init__(self) -> None:
        self.encoding = self._declared() or encoding.of(self.file)
        self.size = self.file.stat().st_size // 500

    def lines(self) -> Iterator[TableLine]:
        parser = _Rows()
        with self.file.open(encoding=self.encoding, errors="surrogateescape") as text:
            while chunk := text.read(_CHUNK):
                parser.feed(chunk)
                yield from parser.taken()
        parser.close()
        yield from parser.taken()

    def _declared(self) -> str | None:
        """The encoding that the page says it has, when it is another than what its bytes are."""
        with self.file.open("rb") as raw:
            match = _DECLARED.search(raw.read(2**12))
        name = match[1].decode().lower() if match else ""
        return name if name in ("windows-1258", "cp1258") else None


class _Rows(HTMLParser):
    """Rows of cells; a cell that spans several holds its value in each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done = deque[TableLine]()
        self._number, self._unread = 0, 0
        self._row: list[str] | None = None
        self._text: list[str] | None = None
        self._spread, self._across, self._down = set[int](), 1, 0
        self._below: dict[int, tuple[int, str]] = {}  # column → rows still to come, and what stands in them

    def taken(self) -> Iterator[TableLine]:
        """The rows that are whole by now."""
        while self._done:
            yield self._done.popleft()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, attributes = tag.rpartition(":")[2], {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if name in _UNREAD:
            self._unread += 1
        elif name in _ROWS:
            self._end_row()
            self._row = []
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif name in _BREAKS and self._text is not None:
            self._text.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif name in _CELLS:
            self._end_cell()
        elif name in _ROWS or name == "table":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._unread:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        self._row = [] if self._row is None else self._row
        if (index := _whole(attributes.get("index"), 0)) > len(self._row) + 1:
            self._row += [""] * min(index - 1 - len(self._row), _WIDEST)
        self._pass_down()
        self._text = []
        self._across = _whole(attributes.get("colspan"), 1) or 1
        self._across = min(max(self._across, _whole(attributes.get("mergeacross"), 0) + 1), _WIDEST)
        self._down = max(_whole(attributes.get("rowspan"), 1), _whole(attributes.get("mergedown"), 0) + 1) - 1

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        said = clean("".join(self._text))
        for i in range(self._across):
            place = len(self._row)
            self._row.append(said)
            if i:
                self._spread.add(place)
            if self._down > 0:
                self._below[place] = (self._down, said)
        self._text = None

    def _pass_down(self) -> None:
        """Cells of rows above that reach into this one."""
        assert self._row is not None
        while (place := len(self._row)) in self._below:
            left, said = self._below.pop(place)
            self._row.append(said)
            if left > 1:
                self._below[place] = (left - 1, said)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._pass_down()
            self._number += 1
            self._done.append(TableLine(self._number, self._row, None, frozenset(self._spread)))
        self._row, self._spread = None, set()


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default
