"""Tables of a report: cells that still know what they are, so that each place writes them in its way."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.i18n import Words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in hundredths of a whole, with two decimals; None of nothing."""

    value: float | None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A time in seconds that people read in minutes; None while there is none."""

    seconds: float | None


Cell = str | int | Percent | Minutes | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row of a table; `strong` for sums and headings of a group."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with its title and headings; `groups`: the headings over those, each with how many columns it spans."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[ReportRow]
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def wide(self) -> bool:
        return len(self.headings) > 8


def written(t: Words, cell: Cell) -> str:
    """A cell as people of a language write it: 7.394, 98,97%, 4,5."""
    match cell:
        case Percent(value):
            return NOTHING if value is None else f"{decimal(t, value, 2)}%"
        case Minutes(seconds):
            return NOTHING if seconds is None else decimal(t, seconds / 60, 1)
        case int():
            return t.number(cell)
    return NOTHING if cell is None else cell


def is_figure(cell: Cell) -> bool:
    """Whether a cell is set flush right."""
    return not isinstance(cell, str)


def plain(t: Words, table: ReportTable) -> str:
    """A table for a terminal."""
    texts = [[*table.headings], *([written(t, cell) for cell in row.cells] for row in table.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*texts, strict=True)]
    right = [False] * len(widths)
    if table.rows:
        right = [is_figure(cell) for cell in table.rows[-1].cells]
    return "\n".join([table.title, *(_line(cells, widths, right) for cells in texts)])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    set_ = [f"{c:>{w}}" if r else f"{c:<{w}}" for c, w, r in zip(cells, widths, right, strict=True)]
    return "  ".join(set_).rstrip()


def decimal(t: Words, value: float, digits: int) -> str:
    """A figure with so many decimals as people of a language write it."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if t.lang == "vi" else text
