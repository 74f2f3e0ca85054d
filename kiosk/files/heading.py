"""Which line of a table is its heading: titles stand above it, and it may be of several rows with merged cells."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.domain.rows import Flaw
from kiosk.domain.texts import alike, clean
from kiosk.files.line import TableLine

TITLES = 20  # lines that may stand above the heading
HIGHEST = 3  # rows of a heading
_COLUMN_NUMBER = re.compile(r"[(\[]?\d{1,2}[)\]]?")


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a reader asks of a table: the column by which its heading is known, those that must be there, all it reads.

    Without a key the first line that holds something is the heading, and every column is read. `dates` and `code` help
    to find out whether days or months stand first; `said` holds other words for known names.
    """

    key: str = ""
    needed: Sequence[str] = ()
    columns: Collection[str] = ()
    dates: Collection[str] = ()
    code: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)  # how a column's dates are written, as strptime says it
    month_first: bool | None = None  # None: as the file shows


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of the columns as words that are compared, as they are written, and its first and last lines."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    first: int
    last: int

    def require(self, requirements: Requirements) -> None:
        """Refuse a table that lacks a needed column, or has one twice that is read."""
        if missing := [name for name in requirements.needed if alike(name) not in self.names]:
            raise lacking(missing, self.labels)
        read = set(map(alike, requirements.columns)) or set(self.names)
        if twice := {name for name in self.names if name and name in read and self.names.count(name) > 1}:
            raise Flaw("column-twice", columns=", ".join(sorted(twice)))


def lacking(missing: Sequence[str], labels: Sequence[str]) -> Flaw:
    """That columns are not there, with those that are."""
    there = ", ".join(f"“{label}”" for label in labels if label)[:300]
    columns = ", ".join(map(alike, missing))
    return Flaw("no-columns-but", columns=columns, there=there) if there else Flaw("no-columns", columns=columns)


def find(lines: Sequence[TableLine], requirements: Requirements) -> Heading | None:
    """The heading among the first lines of a table; None when none of them names the key."""
    columns = frozenset(map(alike, requirements.columns))
    if not requirements.key:
        first = next((i for i, line in enumerate(lines) if any(map(clean, line.cells))), None)
        return None if first is None else _heading(lines[first : first + 1], lines[first].number, columns)
    for top, bottom in _spans(len(lines)):
        rows = lines[top : bottom + 1]
        if alike(requirements.key) in _names(rows, columns):
            return _whole(lines, top, bottom, alike(requirements.key), columns)
    return None


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """Where a heading may stand: one row before two, the first before the later."""
    for height in range(HIGHEST):
        yield from ((top, top + height) for top in range(min(TITLES + 1, count - height)))


def _whole(lines: Sequence[TableLine], top: int, bottom: int, key: str, columns: frozenset[str]) -> Heading:
    """The heading with the rows above and below that belong to it."""
    while bottom + 1 < min(len(lines), top + HIGHEST) and _goes_on(lines[top : bottom + 2], key, columns):
        bottom += 1
    if top and _count_columns(lines[top - 1 : bottom + 1], columns) > _count_columns(lines[top : bottom + 1], columns):
        top -= 1
    last = lines[bottom].number
    if bottom + 1 < len(lines) and _numbers_columns(lines[bottom + 1]):
        last = lines[bottom + 1].number
    return _heading(lines[top : bottom + 1], last, columns)


def _heading(rows: Sequence[TableLine], last: int, columns: frozenset[str]) -> Heading:
    return Heading(_names(rows, columns), tuple(" ".join(parts) for parts in _parts(rows)), rows[0].number, last)


def _goes_on(rows: Sequence[TableLine], key: str, columns: frozenset[str]) -> bool:
    """Whether the last of these rows belongs to the heading: it has no key of its own, and names columns."""
    place = _names(rows[:-1], columns).index(key)
    cells = rows[-1].cells
    own = alike(cells[place]) if place < len(cells) else ""
    repeated = any(place < len(row.cells) and own == alike(row.cells[place]) for row in rows[:-1])
    return (bool(own) and repeated) or (not own and _count_columns(rows, columns) > _count_columns(rows[:-1], columns))


def _count_columns(rows: Sequence[TableLine], columns: frozenset[str]) -> int:
    return len({name for name in _names(rows, columns) if name in columns})


def _names(rows: Sequence[TableLine], columns: frozenset[str]) -> tuple[str, ...]:
    return tuple(_name(parts, columns) for parts in _parts(rows))


def _parts(rows: Sequence[TableLine]) -> list[tuple[str, ...]]:
    """What stands over each column, from above; what stands over a group stands over each of its columns."""
    width = max((len(row.cells) for row in rows), default=0)
    last = rows[-1]
    above = [_carried(row, width) for row in rows[:-1]]
    own = ["" if i >= len(last.cells) or i in last.spread else clean(last.cells[i]) for i in range(width)]
    stacks = []
    for i in range(width):
        parts = [row[i] for row in above] if own[i] else [_own(row, i) for row in rows[:-1]]
        stacks.append(tuple(dict.fromkeys(part for part in (*parts, own[i]) if part)))
    return stacks


def _carried(row: TableLine, width: int) -> list[str]:
    """The labels of an upper row, each over the blank cells to its right."""
    labels, label = [], ""
    for i in range(width):
        label = (clean(row.cells[i]) if i < len(row.cells) else "") or label
        labels.append(label)
    return labels


def _own(row: TableLine, place: int) -> str:
    return "" if place >= len(row.cells) or place in row.spread else clean(row.cells[place])


def _name(parts: tuple[str, ...], columns: frozenset[str]) -> str:
    """The known name among what stands over a column: all of it, else the lowest."""
    names = [alike(" ".join(parts)), *(alike(part) for part in reversed(parts))]
    return next((name for name in names if name in columns), names[0])


def _numbers_columns(line: TableLine) -> bool:
    """Whether a row holds nothing but the numbers of the columns, (1), (2), …"""
    cells = [clean(cell) for cell in line.cells if clean(cell)]
    numbers = [int(cell.strip("()[]")) for cell in cells if _COLUMN_NUMBER.fullmatch(cell)]
    return len(numbers) == len(cells) > 1 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
