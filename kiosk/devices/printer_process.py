"""The printer behind a process of its own that can be killed: no device, however stuck, holds up its caller."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self

from PIL import Image, UnidentifiedImageError

from kiosk.devices.paper_status import PaperStatus, PrinterFailed
from kiosk.devices.printer_target import target

_START_S: Final = 20.0  # Python and python-escpos take 0.4 s on a quiet machine
_STATUS_S: Final = 4.0  # 3 s to connect, 0.5 s to answer
_TOP: Final = Path(__file__).resolve().parents[2]


class PrinterProcess:
    """A printer by its address (`tcp://…`, `usb:…`, see printer_target); BadTarget when that names none.

    May be used from several threads, one at a time; close it, or let the process end.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._target = target(address)
        self._child: _Child | None = None
        self._torn = False
        self._lock = Lock()
        # escpos keeps its table of printers in a folder, and leaves a new one behind in each process it is not told.
        self._cache = TemporaryDirectory(prefix="kiosk-printer-")

    def print_png(self, png: bytes, deadline_s: float = 20.0) -> None:
        """Print one slip and cut, or raise PrinterFailed by the deadline; a slow serial line's own time is added."""
        with self._lock:
            deadline_s += self._target.seconds(_raster_size(png))
            try:
                self._talk(("print", png, deadline_s, self._torn), deadline_s)
            except PrinterFailed as failed:
                self._torn |= failed.sent
                raise
            self._torn = False

    def status(self) -> PaperStatus:
        """The paper's state; UNKNOWN also when the device does not let itself be asked. Waits for a slip in print."""
        if not self._target.answers:
            return PaperStatus.UNKNOWN
        with self._lock:
            try:
                return PaperStatus(self._talk(("status",), _STATUS_S))
            except PrinterFailed:
                return PaperStatus.UNKNOWN

    def close(self) -> None:
        """End the process at once."""
        with self._lock:
            self._kill()
            self._cache.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _talk(self, request: tuple[object, ...], deadline_s: float) -> str:
        """The child's answer; PrinterFailed when it failed, died or is over its deadline and was killed."""
        child = self._running()
        sent = False
        with self._killed_on_failure():
            child.tell(request)
            until = time.monotonic() + deadline_s
            while True:
                match child.hear(until):
                    case None:
                        raise PrinterFailed("deadline", sent=sent)
                    case ("sending",):
                        sent = True
                    case ("lost",):
                        raise PrinterFailed("interrupted", sent=sent, detail="the printer's process died")
                    case ("failed", reason, failed_sent, detail):
                        raise PrinterFailed(reason, sent=failed_sent, detail=detail)
                    case ("done", answer):
                        return str(answer)
