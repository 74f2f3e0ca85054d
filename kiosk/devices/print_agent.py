"""The follower that prints slips: a process of its own, since no web request may wait for a device."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Claimer, Paper, ReceiptPaper
from kiosk.devices.agent_lock import alone_at
from kiosk.devices.paper_status import STATE_OF, PrinterFailed
from kiosk.devices.printer_process import PrinterProcess
from kiosk.devices.printer_target import target
from kiosk.domain.errors import Refusal
from kiosk.domain.office.plan import Printer
from kiosk.domain.paper.printers import Hearing, PrinterState
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.office import Office
from kiosk.paper.receipts import compose as compose_receipt
from kiosk.paper.receipts import short
from kiosk.paper.slips import compose
from kiosk.paper.typeset import Width, form01_png, slip_png
from kiosk.views.dossiers import receipt

LOOK_S = 0.1
STATUS_S = 5.0
TROUBLED_S = 1.0  # of a printer that stopped, or has not answered yet: its slips wait for the next look
HOLDS = ("unreachable", "paper-out", "cover-open", "offline", "deadline")

log = logging.getLogger(__name__)


class PrintAgent:
    """Prints the papers of one printer, one after the other."""

    def __init__(self, office: Office, printer: Printer) -> None:
        self.office, self.printer, self.by = office, printer, Claimer.of(printer)
        self.stopping = threading.Event()
        self._unsaid: tuple[int, str | None] | None = None  # of a paper, which the office does not know yet
        self._asked = target(printer.target).answers
        self._hearing = Hearing(self._asked)
        self._looked = self._reported = -STATUS_S
        self._reported_state: PrinterState | None = None

    def run(self) -> None:
        """Print until told to stop; a paper found half-done is left alone and marked."""
        with alone_at(self.printer, self.office.config.folder), PrinterProcess(self.printer.target) as device:
            self._trying(lambda: printing.recover(self.office, self.by))
            while not self.stopping.is_set():
                if time.monotonic() - self._looked >= self._pause:
                    if self._asked:
                        self._hearing.heard(device.status())
                    self._looked = time.monotonic()
                    self._trying(self._report)
                if self._hearing.stopped or not self._trying(lambda: self._print_next(device)):
                    self.stopping.wait(LOOK_S)

    @property
    def _pause(self) -> float:
        """How long (s) from one look at the printer to the next."""
        calm = not self._hearing.stopped and self._hearing.state is not PrinterState.UNKNOWN
        return STATUS_S if calm else TROUBLED_S

    def _report(self) -> None:
        """Tell the office how the printer is, when that is new or the last word is growing old."""
        if self._hearing.stopped:
            printing.expire(self.office, self.by)
        state = self._hearing.state
        if state is not self._reported_state or time.monotonic() - self._reported >= STATUS_S:
            printing.report_state(self.office, self.printer.name, state)
            self._reported_state, self._reported = state, time.monotonic()

    def _print_next(self, device: PrinterProcess) -> bool:
        """Print the oldest paper there is for this printer; nothing new before the office knows of the last."""
        self._say()
        paper = printing.next_paper(self.office, self.by)
        if paper is None:
            return False
        self._unsaid = paper.job, self._print(device, paper)
        self._say()
        return True

    def _say(self) -> None:
        """Tell the office what became of the last paper; it may have been told before the answer was lost."""
        if self._unsaid is not None:
            job, outcome = self._unsaid
            with suppress(NoSuchSlip):
                if outcome is None:
                    printing.put_back(self.office, job, self.by)
                else:
                    printing.end_paper(self.office, job, self.by, outcome)
            self._unsaid = None

    def _slip(self, slip: Paper) -> bytes:
        plan, address = self.office.present_plan(), self.office.config.public_url
        return slip_png(compose(plan, slip.ticket, address, slip.ticket.lang or "vi", slip.copy), self._width)

    def _receipt(self, paper: ReceiptPaper) -> bytes:
        said = self.office.see(receipt.receipt, paper.dossier)
        form = compose_receipt(self.office.present_plan(), said, self.office.config.public_url, paper.copy)
        return form01_png(short(form), self._width)

    @property
    def _width(self) -> Width:
        return 80 if self.printer.width_mm == 80 else 58

    def _print(self, device: PrinterProcess, paper: Paper | ReceiptPaper) -> str | None:
        """What became of a paper; None when nothing of it went out, as the printer stopped: it waits on.

        One that cannot be set, as when its area is gone, failed.
        """
        asks = self._hearing.state is not PrinterState.SILENT
        try:
            device.print_png(self._slip(paper) if isinstance(paper, Paper) else self._receipt(paper), asks=asks)
        except PrinterFailed as failed:
            log.warning("%s was not printed: %s", _named(paper), failed)
            return self._missed(failed)
        except Refusal as refusal:
            log.warning("%s cannot be set: %s", _named(paper), refusal)
            return "failed"
        if not self._asked:
            self._hearing.heard(PrinterState.OK)
        return "unknown" if self._hearing.state is PrinterState.SILENT else "printed"

    def _missed(self, failed: PrinterFailed) -> str | None:
        if failed.reason in STATE_OF:
            self._hearing.heard(STATE_OF[failed.reason])
            self._looked = -STATUS_S  # the office knows at once
        if failed.sent:
            return "unknown"
        if failed.reason not in HOLDS:
            return "failed"
        if not self._hearing.stopped:
            self.stopping.wait(TROUBLED_S)  # nothing tells when it can be tried again
        return None

    def _trying(self, step: Callable[[], object]) -> object:
        """A step that a busy or closed database may refuse for a moment: said once, tried again."""
        try:
            return step()
        except (Refusal, sqlite3.Error) as error:
            log.warning("the print agent waits: %s", error)
            self.stopping.wait(1.0)
            return False


def _named(paper: Paper | ReceiptPaper) -> str:
    return paper.ticket.number if isinstance(paper, Paper) else f"the receipt of dossier {paper.dossier}"
