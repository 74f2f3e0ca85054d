"""The process behind PrinterProcess: `python -m kiosk.devices.printer_child FD ADDRESS`, one request at a time."""

import os
import sys
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory
from typing import Any

from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_process import Message
from kiosk.devices.printer_target import target

# escpos writes its table of printers into a new folder at every import and leaves it behind.
with TemporaryDirectory() as _folder:
    os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = _folder
    from kiosk.devices.printer import EscposPrinter


def main(descriptor: int, address: str) -> None:
    """Serve the process at the other end of the pipe until it closes."""
    pipe: Connection[Any, Any] = Connection(descriptor)
    printer = EscposPrinter(target(address))
    pipe.send(("ready",))
    try:
        while True:
            pipe.send(_answer(printer, pipe.recv(), pipe))
    except (EOFError, OSError):
        pass  # nobody is left to serve


def _answer(printer: EscposPrinter, request: Message, pipe: "Connection[Any, Any]") -> Message:
    try:
        match request:
            case ("print", bytes(png), float(deadline_s), bool(torn), bool(asks)):
                printer.print_png(png, deadline_s, torn=torn, asks=asks, sending=lambda: pipe.send(("sending",)))
                return ("done", "")
            case _:
                return ("done", printer.status().value)
    except PrinterFailed as failed:
        return ("failed", failed.reason, failed.sent, failed.detail)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
