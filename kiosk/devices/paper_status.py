"""What a receipt printer says about itself, and why a slip did not come out. ESC/POS: DLE EOT n and GS r 1."""

from collections.abc import Mapping
from typing import Final, Literal

from kiosk.domain.paper.printers import PrinterState

Reason = Literal[
    "unreachable",  # nobody answers there, or the cable is out
    "paper-out",
    "cover-open",
    "offline",  # off line by its button or an error: cutter, heat
    "deadline",  # killed: no end in sight by the deadline
    "interrupted",  # the connection, or the process that held it, was lost on the way
    "silent",  # the bytes were accepted, but the printer never said a word
    "unusable",  # the slip or this machine's drivers are at fault, not the printer
]


class PrinterFailed(Exception):
    """A slip did not come out, as far as one can know; `sent`: bytes of it may have, so it must not be sent again."""

    def __init__(self, reason: Reason, *, sent: bool, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.sent = sent
        self.detail = detail


_TROUBLE: Final[Mapping[PrinterState, Reason]] = {
    PrinterState.COVER_OPEN: "cover-open",
    PrinterState.OUT: "paper-out",
    PrinterState.OFFLINE: "offline",
}


def trouble(status: PrinterState) -> Reason | None:
    """Why nothing can be printed in this state; None when one may try."""
    return _TROUBLE.get(status)


STATE_OF: Final[Mapping[Reason, PrinterState]] = {
    **{reason: state for state, reason in _TROUBLE.items()},
    "unreachable": PrinterState.OFFLINE,
    "silent": PrinterState.UNKNOWN,
}
"""How a printer is on which a slip failed so."""


PRINTER, CAUSE, PAPER = 1, 2, 4
"""The n of DLE EOT n: the printer's state, the cause of being off line, the paper sensors."""

_OFF_LINE: Final = 0x08  # in PRINTER
_COVER: Final = 0x04  # in CAUSE
_STOPPED_BY_END: Final = 0x20  # in CAUSE
_ERROR: Final = 0x40  # in CAUSE
_END: Final = 0x60  # in PAPER
_NEAR_END: Final = 0x0C  # in PAPER


def is_status(byte: int) -> bool:
    """Whether a byte can answer DLE EOT: bits 1 and 4 set, bits 0 and 7 clear; noise and XON/XOFF are not."""
    return byte & 0x93 == 0x12


def is_paper_report(byte: int) -> bool:
    """Whether a byte can answer GS r 1, which comes once all before it is worked off: bits 4 and 7 clear."""
    return byte & 0x90 == 0


def read_status(replies: Mapping[int, int]) -> PrinterState:
    """The state by the replies to DLE EOT n; trouble counts from any of them, OK needs all three."""
    printer, cause, paper = (replies.get(n, 0) for n in (PRINTER, CAUSE, PAPER))
    seen = {
        PrinterState.COVER_OPEN: cause & _COVER,  # first: an open cover often lifts the paper off its sensor
        PrinterState.OUT: cause & _STOPPED_BY_END or paper & _END,
        PrinterState.OFFLINE: cause & _ERROR or printer & _OFF_LINE,
        PrinterState.UNKNOWN: len(replies) < 3,
        PrinterState.NEAR_END: paper & _NEAR_END,
    }
    return next((status for status, bits in seen.items() if bits), PrinterState.OK)
