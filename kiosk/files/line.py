"""A line of a table as its file holds it, before anybody knows what its columns mean."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from kiosk.domain.rows import Flaw, Notes

LARGEST = 128 * 2**20
TOO_LARGE = Flaw("too-large", mb=LARGEST // 2**20)


class TableLine(NamedTuple):
    """The number of a line, its cells and what is wrong with it; `spread` are cells that merely repeat the left one."""

    number: int
    cells: Sequence[str]
    fault: Flaw | None = None
    spread: frozenset[int] = frozenset()


class Source(Protocol):
    """A table in a file; its lines may be read more than once, nothing of them is held in memory."""

    notes: Notes
    size: int
    ragged: bool  # whether a line with more cells than the heading is a fault

    def lines(self) -> Iterator[TableLine]: ...
