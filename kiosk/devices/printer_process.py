"""The printer behind a process of its own that can be killed: no device, however stuck, holds up its caller."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from multiprocessing import Pipe
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self

from PIL import Image

from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_target import target
from kiosk.domain.paper.printers import PrinterState

_START_S: Final = 20.0  # Python and python-escpos take 0.4 s on a quiet machine
_STATUS_S: Final = 4.0  # 3 s to connect, 0.5 s to answer
_TOP: Final = Path(__file__).resolve().parents[2]

Message = tuple[Any, ...]
"""What goes between this process and the child: a word and its facts."""


class PrinterProcess:
    """A printer by its address (`tcp://…`, `usb:…`, see printer_target); BadTarget when that names none.

    For several threads, which wait for each other. Its process ends with this one, or by `close`.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._target = target(address)
        self._child: _Child | None = None
        self._torn = False
        self._lock = Lock()

    @property
    def answers(self) -> bool:
        """Whether its state can be asked for at all."""
        return self._target.answers

    def print_png(self, png: bytes, deadline_s: float = 20.0, *, asks: bool = True) -> None:
        """Print one slip and cut, or raise PrinterFailed by the deadline; a slow serial line's own time is added.

        `asks`: whether it is asked how it is, and waited for until it has printed.
        """
        with self._lock:
            deadline_s += self._target.seconds(_raster_size(png))
            try:
                self._talk(("print", png, deadline_s, self._torn, asks), deadline_s)
            except PrinterFailed as failed:
                self._torn |= failed.sent and failed.reason in ("deadline", "interrupted")
                raise
            self._torn = False

    def status(self) -> PrinterState:
        """The paper's state; UNKNOWN also when the device does not let itself be asked. Waits for a slip in print."""
        if not self._target.answers:
            return PrinterState.UNKNOWN
        with self._lock:
            try:
                return PrinterState(self._talk(("status",), _STATUS_S))
            except PrinterFailed:
                return PrinterState.UNKNOWN

    def close(self) -> None:
        """End the process at once."""
        with self._lock:
            self._kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _talk(self, request: Message, deadline_s: float) -> str:
        """The child's answer; PrinterFailed when it cannot, when it died, or at the deadline, when it is killed."""
        child = self._running()
        child.tell(request)
        until = time.monotonic() + deadline_s
        answer = child.hear(until)
        sent = answer == ("sending",)
        if sent:
            answer = child.hear(until)
        match answer:
            case ("done", str(said)):
                return said
            case ("failed", reason, bool(half_out), str(detail)):
                raise PrinterFailed(reason, sent=half_out, detail=detail)
        self._kill()
        if answer is None:
            raise PrinterFailed("deadline", sent=sent)
        raise PrinterFailed("interrupted", sent=sent, detail="the printer's process died")

    def _running(self) -> "_Child":
        """The child, started when there is none that lives; its start does not count towards a deadline."""
        if self._child is None or not self._child.alive():
            self._kill()
            self._child = _Child(self._address)
            if self._child.hear(time.monotonic() + _START_S) != ("ready",):
                self._kill()
                raise PrinterFailed("unusable", sent=False, detail="the printer's process does not start")
        return self._child

    def _kill(self) -> None:
        if self._child:
            self._child.kill()
        self._child = None


class _Child:
    """The process that touches the device. A session of its own: Ctrl-C in a terminal must not tear a slip."""

    def __init__(self, address: str) -> None:
        self._pipe, theirs = Pipe()
        path = os.pathsep.join(filter(None, (str(_TOP), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kiosk.devices.printer_child", str(theirs.fileno()), address],
            pass_fds=(theirs.fileno(),),
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()

    def alive(self) -> bool:
        return self._process.poll() is None

    def tell(self, request: Message) -> None:
        with suppress(OSError):  # it died just now: `hear` says so
            self._pipe.send(request)

    def hear(self, until: float) -> Message | None:
        """The next message; None at the deadline, ("lost",) when the process has died."""
        try:
            if not self._pipe.poll(max(until - time.monotonic(), 0)):
                return None
            return tuple(self._pipe.recv())
        except (EOFError, OSError):
            return ("lost",)

    def kill(self) -> None:
        """Kill it and whatever it started (lp)."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._pipe.close()


def _raster_size(png: bytes) -> int:
    """The bytes that the picture takes on its way; 0 for what is no picture, which the child refuses."""
    try:
        width, height = Image.open(BytesIO(png)).size
    except OSError:
        return 0
    return (width + 7) // 8 * height
