"""The follower that prints slips: a process of its own, since no web request may wait for a device."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Claimer, Paper, ReceiptPaper
from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_process import PrinterProcess
from kiosk.domain.errors import Refusal
from kiosk.domain.office.plan import Printer
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.office import Office
from kiosk.paper.receipts import compose as compose_receipt
from kiosk.paper.receipts import short
from kiosk.paper.slips import compose
from kiosk.paper.typeset import Width, form01_png, slip_png
from kiosk.views.dossiers import receipt

LOOK_S = 0.1
STATUS_S = 5.0

log = logging.getLogger(__name__)


class PrintAgent:
    """Prints the papers of one printer, one after the other."""

    def __init__(self, office: Office, printer: Printer) -> None:
        self.office, self.printer, self.by = office, printer, Claimer.of(printer)
        self.stopping = threading.Event()
        self._unsaid: tuple[int, str] | None = None  # what became of a paper, which the office does not know yet

    def run(self) -> None:
        """Print until told to stop; a paper found half-done is left alone and marked."""
        with PrinterProcess(self.printer.target) as device:
            self._trying(lambda: printing.recover(self.office, self.by))
            reported = 0.0
            while not self.stopping.is_set():
                if time.monotonic() - reported >= STATUS_S:
                    self._trying(lambda: self._report(device))
                    reported = time.monotonic()
                if not self._trying(lambda: self._print_next(device)):
                    self.stopping.wait(LOOK_S)

    def _report(self, device: PrinterProcess) -> None:
        printing.report_state(self.office, self.printer.name, device.status())

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

    def _print(self, device: PrinterProcess, paper: Paper | ReceiptPaper) -> str:
        """What became of a paper; one that cannot be set, as when its area is gone, failed."""
        what = paper.ticket.number if isinstance(paper, Paper) else f"the receipt of dossier {paper.dossier}"
        try:
            device.print_png(self._slip(paper) if isinstance(paper, Paper) else self._receipt(paper))
        except (PrinterFailed, Refusal) as failed:
            log.warning("%s was not printed: %s", what, failed)
            return "unknown" if isinstance(failed, PrinterFailed) and failed.sent else "failed"
        return "printed"

    def _trying(self, step: Callable[[], object]) -> object:
        """A step that a busy or closed database may refuse for a moment: said once, tried again."""
        try:
            return step()
        except (Refusal, sqlite3.Error) as error:
            log.warning("the print agent waits: %s", error)
            self.stopping.wait(1.0)
            return False
