"""The follower that prints slips: a process of its own, since no web request may wait for a device."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable

from kiosk.actions import printing
from kiosk.actions.printing import Paper
from kiosk.devices.paper import slip_png
from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_process import PrinterProcess
from kiosk.devices.slips import compose
from kiosk.domain.errors import Refusal
from kiosk.domain.plan import Printer
from kiosk.office import Office

LOOK_S = 0.1
STATUS_S = 5.0

log = logging.getLogger(__name__)


class PrintAgent:
    """Prints the office's slips, one after the other, on one printer."""

    def __init__(self, office: Office, printer: Printer) -> None:
        self.office, self.printer = office, printer
        self.stopping = threading.Event()

    def run(self) -> None:
        """Print until told to stop; a slip found half-done is left alone and marked."""
        with PrinterProcess(self.printer.target) as device:
            self._trying(lambda: printing.recover(self.office))
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
        slip = printing.next_slip(self.office)
        if slip is None:
            return False
        printing.end_slip(self.office, slip.job, self._print(device, slip))
        return True

    def _print(self, device: PrinterProcess, slip: Paper) -> str:
        with self.office.reading() as (_, plan):
            words = compose(plan, slip, self.office.config.public_url)
        try:
            device.print_png(slip_png(words, 80 if self.printer.width_mm == 80 else 58))
        except PrinterFailed as failed:
            log.warning("%s was not printed: %s", slip.ticket.number, failed)
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
