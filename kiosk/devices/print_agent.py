"""The follower that prints slips: a process of its own, since no web request may wait for a device."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable

from kiosk.actions.dossiers import receipts
from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Paper, ReceiptPaper
from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_process import PrinterProcess
from kiosk.domain.errors import Refusal
from kiosk.domain.office.plan import Printer
from kiosk.office import Office
from kiosk.paper.receipts import compose as compose_receipt
from kiosk.paper.receipts import short
from kiosk.paper.slips import compose
from kiosk.paper.typeset import Width, form01_png, slip_png

LOOK_S = 0.1
STATUS_S = 5.0

log = logging.getLogger(__name__)


class PrintAgent:
    """Prints the office's slips and receipts, one after the other, on one printer."""

    def __init__(self, office: Office, printer: Printer) -> None:
        self.office, self.printer = office, printer
        self.stopping = threading.Event()

    def run(self) -> None:
        """Print until told to stop; a slip found half-done is left alone and marked."""
        with PrinterProcess(self.printer.target) as device:
            self._trying(self._recover)
            reported = 0.0
            while not self.stopping.is_set():
                if time.monotonic() - reported >= STATUS_S:
                    self._trying(lambda: self._report(device))
                    reported = time.monotonic()
                if not self._trying(lambda: self._print_next(device)):
                    self.stopping.wait(LOOK_S)

    def _report(self, device: PrinterProcess) -> None:
        printing.report_state(self.office, self.printer.name, device.status())

    def _recover(self) -> None:
        if not self.printer.counters:
            printing.recover(self.office)
        printing.recover_receipts(self.office, self.printer)

    def _print_next(self, device: PrinterProcess) -> bool:
        """One slip, which a whole hall waits for, else one receipt; a printer at a counter prints receipts only."""
        slip = None if self.printer.counters else printing.next_slip(self.office)
        if slip is not None:
            printing.end_slip(self.office, slip.job, self._print(device, self._slip(slip), slip.ticket.number))
            return True
        receipt = printing.next_receipt(self.office, self.printer)
        if receipt is not None:
            outcome = self._print(device, self._receipt(receipt), f"the receipt of dossier {receipt.dossier}")
            printing.end_receipt(self.office, receipt.job, outcome)
        return receipt is not None

    def _slip(self, slip: Paper) -> bytes:
        with self.office.reading() as (_, plan):
            return slip_png(compose(plan, slip, self.office.config.public_url), self._width)

    def _receipt(self, paper: ReceiptPaper) -> bytes:
        said = receipts.read(self.office, paper.dossier)
        with self.office.reading() as (_, plan):
            form = compose_receipt(plan, said, self.office.config.public_url, paper.copy)
        return form01_png(short(form), self._width)

    @property
    def _width(self) -> Width:
        return 80 if self.printer.width_mm == 80 else 58

    def _print(self, device: PrinterProcess, png: bytes, what: str) -> str:
        try:
            device.print_png(png)
        except PrinterFailed as failed:
            log.warning("%s was not printed: %s", what, failed)
            return "unknown" if failed.sent else "failed"
        return "printed"

    def _trying(self, step: Callable[[], object]) -> object:
        """A step that a busy or closed database may refuse for a moment: said once, tried again."""
        try:
            return step()
        except (Refusal, sqlite3.Error) as error:
            log.warning("the print agent waits: %s", error)
            self.stopping.wait(1.0)
            return False
