"""How a printer is: by what it says of itself, or by its silence."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class PrinterState(StrEnum):
    """The printer's state; never OK when it says nothing, or nothing that can be understood.

    UNKNOWN: nobody has told lately. SILENT: it is there, but has not answered repeatedly. UNASKED: it has no way to.
    """

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    SILENT = "silent"
    UNASKED = "unasked"


PRINTS: Final = frozenset({PrinterState.OK, PrinterState.NEAR_END})
STOPPED: Final = frozenset({PrinterState.OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE})
"""Nothing comes out before somebody has seen to it: what is to be printed waits."""
WANTS_STAFF: Final = STOPPED | {PrinterState.NEAR_END, PrinterState.SILENT}
SILENCES: Final = 2
"""So many in a row, and a printer counts as one that never answers."""

_BEST_FIRST: Final = (
    *(PrinterState.OK, PrinterState.NEAR_END, PrinterState.UNASKED, PrinterState.SILENT, PrinterState.UNKNOWN),
    *(PrinterState.OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE),
)


def best(states: Iterable[PrinterState]) -> PrinterState:
    """How several printers are to who waits for one slip: as the best of them; UNKNOWN when there is none."""
    return min(states, key=_BEST_FIRST.index, default=PrinterState.UNKNOWN)


class Hearing:
    """What one learns of a printer by asking it again and again; `asked`: it has a back channel at all."""

    def __init__(self, asked: bool) -> None:
        self._asked = asked
        self._silences = 0
        self._last = PrinterState.UNKNOWN

    def heard(self, state: PrinterState) -> None:
        """It was asked; UNKNOWN is a silence."""
        self._last = state
        self._silences = self._silences + 1 if state is PrinterState.UNKNOWN else 0

    @property
    def state(self) -> PrinterState:
        """How the printer is; of one that cannot be asked, whether it was reached the last time."""
        if not self._asked:
            return self._last if self._last is PrinterState.OFFLINE else PrinterState.UNASKED
        return PrinterState.SILENT if self._silences >= SILENCES else self._last

    @property
    def stopped(self) -> bool:
        """Whether what is to be printed must wait until the printer says that it can."""
        return self._asked and self.state in STOPPED
