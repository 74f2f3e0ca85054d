"""Lines to a printer, and the two that need no python-escpos: a device file and a CUPS queue."""

import os
import stat
import subprocess
import time
from pathlib import Path
from typing import Protocol

from kiosk.devices.paper_status import PrinterFailed
from kiosk.devices.printer_target import Target


class Line(Protocol):
    """An open line to a printer; `until` is of time.monotonic. OSError when it is lost or too slow."""

    def write(self, job: bytes, until: float) -> None:
        """Send all of `job`."""

    def read(self, until: float) -> bytes:
        """What has come in, at least one byte; nothing when nothing came in time."""

    def close(self) -> None: ...


def left(until: float) -> float:
    """The seconds left, never 0: to sockets and to USB that means something else."""
    return max(until - time.monotonic(), 0.001)


class FileLine:
    """A device file, or a plain file for trying things out, to which slips are appended.

    Not escpos's File: that empties a plain file, and with the printer unplugged it makes one in /dev.
    """

    def __init__(self, target: Target, connect_s: float) -> None:
        path = Path(target.place)
        device = path.exists() and not stat.S_ISREG(path.stat().st_mode)
        if not device and Path("/dev") in path.parents:
            raise FileNotFoundError(f"{path} is not there: is the printer plugged in and switched on?")
        flags = os.O_WRONLY | os.O_NOCTTY | (0 if device else os.O_CREAT | os.O_APPEND)
        self._file = os.open(path, flags, 0o600)

    def write(self, job: bytes, until: float) -> None:
        while job:
            job = job[os.write(self._file, job) :]

    def read(self, until: float) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._file)


class LpLine:
    """A CUPS queue, raw. Not escpos's LP: it adds a line feed to each job and never looks whether lp failed."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._command = ["lp", "-s", "-d", target.place, "-o", "raw", "-t", "slip"]

    def write(self, job: bytes, until: float) -> None:
        try:
            done = subprocess.run(self._command, input=job, capture_output=True, timeout=left(until), check=False)
        except FileNotFoundError as error:
            raise PrinterFailed("unusable", sent=False, detail="the command lp is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise TimeoutError("lp does not end") from error
        if done.returncode:  # lp takes a job whole or not at all
            raise PrinterFailed("unreachable", sent=False, detail=done.stderr.decode(errors="replace").strip())

    def read(self, until: float) -> bytes:
        return b""

    def close(self) -> None:
        pass
