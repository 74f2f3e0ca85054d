"""Questions to a receipt printer and its answers, over an open line. ESC/POS: DLE EOT n, GS r 1."""

import time
from typing import Final

from kiosk.devices.paper_status import (
    CAUSE,
    PAPER,
    PRINTER,
    PrinterFailed,
    is_paper_report,
    is_status,
    read_status,
    trouble,
)
from kiosk.devices.printer_line import Line
from kiosk.domain.paper.printers import PrinterState

_STATUS_S: Final = 0.5  # a healthy printer answers DLE EOT within 20 ms, also while it prints
_SETTLED_S: Final = 3.0  # a printer without GS r that has been well for so long after the last byte has printed
_SILENT_S: Final = 5.0
_DLE_EOT: Final = b"\x10\x04"
_GS_R_PAPER: Final = b"\x1dr\x01"


class Talk:
    """One conversation with a printer; OSError when the line is lost."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._heard = bytearray()
        self._owed = 0  # the n still unanswered: asking again would only mix the answers up
        self._worked_off = False

    def status(self) -> PrinterState:
        """The state by DLE EOT 1, 2 and 4, all within half a second."""
        until = time.monotonic() + _STATUS_S
        replies: dict[int, int] = {}
        for n in (PRINTER, CAUSE, PAPER):
            if (reply := self._ask(n, until)) is None:
                break
            replies[n] = reply
        return read_status(replies)

    def confirm(self, answered: bool, until: float) -> None:
        """Wait until the job is worked off, since bytes accepted are not a slip yet; PrinterFailed when it is not.

        `answered`: the printer did so before the job, so that silence now means that it is busy.
        """
        self._worked_off = False
        self._line.write(_GS_R_PAPER, until)  # waits its turn in the printer, which DLE EOT does not
        sent_at = time.monotonic()
        while not self._settled(time.monotonic() - sent_at, answered):
            if time.monotonic() > until:
                raise PrinterFailed("deadline", sent=True)
            time.sleep(0.05)

    def _settled(self, waited: float, answered: bool) -> bool:
        """Whether the slip is out, `waited` seconds after its last byte; PrinterFailed when it will not come."""
        status = self.status()
        if self._worked_off:
            return True
        if reason := trouble(status):
            raise PrinterFailed(reason, sent=True)
        if status is not PrinterState.UNKNOWN:
            return waited > _SETTLED_S
        if waited > _SILENT_S and not answered:
            raise PrinterFailed("silent", sent=True)
        return False

    def _ask(self, n: int, until: float) -> int | None:
        """The reply to DLE EOT n, after that to an older question if one is still owed."""
        if not self._owed:
            self._line.write(_DLE_EOT + bytes((n,)), until)
            self._owed = n
        reply = self._hear(until)
        if reply is None:
            return None
        question, self._owed = self._owed, 0
        return reply if question == n else self._ask(n, until)

    def _hear(self, until: float) -> int | None:
        """The next status byte; on the way to it, note the answer to GS r and pass over noise."""
        while self._heard or self._listen(until):
            byte = self._heard.pop(0)
            self._worked_off |= is_paper_report(byte)
            if is_status(byte):
                return byte
        return None

    def _listen(self, until: float) -> bool:
        self._heard += self._line.read(until)
        return bool(self._heard)
