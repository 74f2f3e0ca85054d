"""A receipt printer spoken to directly, through python-escpos; may hang: PrinterProcess is what others use."""

import os
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import libusb_package
import usb.core
import usb.util
from escpos import printer as escpos
from escpos.exceptions import Error as EscposError
from PIL import Image

from kiosk.devices.paper_status import (
    CAUSE,
    PAPER,
    PRINTER,
    PaperStatus,
    PrinterFailed,
    is_paper_report,
    is_status,
    read_status,
    trouble,
)
from kiosk.devices.printer_target import Target, usb_ids

_STATUS_S: Final = 0.5  # a healthy printer answers DLE EOT within 20 ms, also while it prints
_CONNECT_S: Final = 3.0
_SETTLED_S: Final = 3.0  # a printer without GS r that is well so long after the last byte has printed
_SILENT_S: Final = 5.0
_FRAGMENT: Final = 128
"""Rows a GS v 0 command: 9 kB, which printers of small buffers still take."""
_WIDEST: Final = 72
"""Bytes a row of the widest head, 576 dots."""
_PROFILE: Final = "TM-T20II"  # 576 dots and a partial cut; the default profile prints a warning for every fragment


class Printer:
    """One printer; every call opens and closes its line, since many take one connection only."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def status(self) -> PaperStatus:
        """The paper's state, within 0.5 s of being connected; OFFLINE when nobody is there."""
        if not self._target.answers:
            return PaperStatus.UNKNOWN
        try:
            with _line(self._target, _CONNECT_S) as line:
                return _Talk(line).status()
        except (PrinterFailed, OSError):
            return PaperStatus.OFFLINE

    def print_png(
        self, png: bytes, deadline_s: float, *, torn: bool = False, sending: Callable[[], object] = lambda: None
    ) -> None:
        """Print and cut; `sending` is called before the first byte. PrinterFailed when it did not come out.

        `torn`: the job before broke off, so the printer may still be waiting for the rest of its picture.
        """
        until = time.monotonic() + deadline_s
        job = (_mended() if torn else b"") + _job(png)
        with _line(self._target, min(_CONNECT_S, deadline_s / 2)) as line:
            talk = _Talk(line)
            heard = self._ready(talk)
            sending()
            try:
                line.write(job, until)
                if self._target.answers:
                    talk.confirm(heard, until)
            except TimeoutError as error:
                raise PrinterFailed("deadline", sent=True) from error
            except OSError as error:
                raise PrinterFailed("interrupted", sent=True, detail=str(error)) from error

    def _ready(self, talk: "_Talk") -> bool:
        """Whether the printer answers at all; PrinterFailed when it says that it cannot print."""
        if not self._target.answers:
            return False
        try:
            status = talk.status()
        except OSError as error:
            raise PrinterFailed("unreachable", sent=False, detail=str(error)) from error
        if reason := trouble(status):
            raise PrinterFailed(reason, sent=False)
        return status is not PaperStatus.UNKNOWN


def _job(png: bytes) -> bytes:
    """The slip's bytes: ESC @, the picture by GS v 0, a feed of six lines (ESC d) and the cut (GS V 1)."""
    script = escpos.Dummy(profile=_PROFILE)
    try:
        script.hw("INIT")
        script.image(Image.open(BytesIO(png)), fragment_height=_FRAGMENT)
        script.cut(mode="PART")  # partial: the slip hangs there instead of falling to the floor
    except (OSError, EscposError) as error:
        raise PrinterFailed("unusable", sent=False, detail=str(error)) from error
    return bytes(script.output)


def _mended() -> bytes:
    """White for the rest of a picture that broke off (NUL is nothing to a printer that awaits none), then a cut."""
    script = escpos.Dummy(profile=_PROFILE)
    script.hw("INIT")
    script.cut(mode="PART")
    return bytes(_FRAGMENT * _WIDEST) + bytes(script.output)


class _Talk:
    """Questions to the printer and its answers, over an open line."""

    def __init__(self, line: "_Line") -> None:
        self._line = line
        self._heard = bytearray()
        self._owed = 0  # the question without an answer yet: asking again would only mix the answers up
        self._worked_off = False

    def status(self) -> PaperStatus:
        """The state by DLE EOT 1, 2 and 4, all within half a second."""
        until = time.monotonic() + _STATUS_S
        replies: dict[int, int] = {}
        for n in (PRINTER, CAUSE, PAPER):
            if (reply := self._ask(n, until)) is None:
                break
            replies[n] = reply
        return read_status(replies)

    def confirm(self, heard: bool, until: float) -> None:
        """Wait until the job is worked off; bytes that were accepted are not yet a slip. `heard`: it answered before."""
        self._worked_off = False
        self._line.write(b"\x1dr\x01", until)  # GS r 1 waits its turn in the printer, DLE EOT does not
        started = time.monotonic()
        while time.monotonic() < until:
            status = self.status()
            waited = time.monotonic() - started
            if self._worked_off:
                return
            if reason := trouble(status):
                raise PrinterFailed(reason, sent=True)
            if status is PaperStatus.UNKNOWN and not heard and waited > _SILENT_S:
                raise PrinterFailed("silent", sent=True)
            if status is not PaperStatus.UNKNOWN and waited > _SETTLED_S:
                return
            time.sleep(0.05)
        raise PrinterFailed("deadline", sent=True)

    def _ask(self, n: int, until: float) -> int | None:
        if not self._owed:
            self._line.write(b"\x10\x04" + bytes((n,)), until)
            self._owed = n
        reply = self._hear(until)
        if reply is None:
            return None
        asked, self._owed = self._owed, 0
        return reply if asked == n else self._ask(n, until)

    def _hear(self, until: float) -> int | None:
        while self._heard or self._listen(until):
            byte = self._heard.pop(0)
            self._worked_off |= is_paper_report(byte)
            if is_status(byte):
                return byte
        return None

    def _listen(self, until: float) -> bool:
        self._heard += self._line.read(until)
        return bool(self._heard)


class _Line(Protocol):
    """An open line to a printer. OSError when it is lost, TimeoutError when it does not take the bytes in time."""

    def write(self, job: bytes, until: float) -> None: ...
    def read(self, until: float) -> bytes: ...
    def close(self) -> None: ...


def _left(until: float) -> float:
    """The seconds left, never 0: to sockets and to USB that means something else."""
    return max(until - time.monotonic(), 0.001)


@contextmanager
def _line(target: Target, connect_s: float) -> Iterator[_Line]:
    """The line to the target, open; PrinterFailed("unreachable") when it cannot be opened."""
    try:
        line = _LINES[target.scheme](target, connect_s)
    except (OSError, EscposError) as error:
        raise PrinterFailed("unreachable", sent=False, detail=str(error)) from error
    try:
        yield line
    finally:
        line.close()


class _Tcp:
    """Raw TCP, port 9100 as a rule."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._printer = escpos.Network(target.place, target.port, timeout=connect_s)
        self._printer.open()
        self._socket = self._printer.device

    def write(self, job: bytes, until: float) -> None:
        self._socket.settimeout(_left(until))
        self._socket.sendall(job)

    def read(self, until: float) -> bytes:
        self._socket.settimeout(_left(until))
        try:
            return bytes(self._socket.recv(64)) or _lost()
        except TimeoutError:
            return b""

    def close(self) -> None:
        self._drain()
        self._printer.close()

    def _drain(self) -> None:
        """Read what nobody asked for: closing over unread bytes resets the connection and drops the job on its way."""
        self._socket.setblocking(False)
        try:
            while self._socket.recv(4096):
                pass
        except OSError:
            pass


def _lost() -> bytes:
    raise ConnectionResetError("the printer closed the connection")


class _Serial:
    """A serial line; escpos gives it no deadline for writing."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._printer = escpos.Serial(
            target.place, baudrate=target.baud, timeout=connect_s, dsrdtr=False, xonxoff=target.flow == "xon"
        )
        self._printer.open()
        self._port = self._printer.device
        self._port.rtscts = target.flow == "rts"

    def write(self, job: bytes, until: float) -> None:
        self._port.write_timeout = _left(until)
        self._port.write(job)
        self._port.flush()

    def read(self, until: float) -> bytes:
        self._port.timeout = _left(until)
        return bytes(self._port.read(1) + self._port.read(self._port.in_waiting))

    def close(self) -> None:
        self._port.close()


class _Usb:
    """A USB printer without a kernel driver, by libusb from its wheel."""

    def __init__(self, target: Target, connect_s: float) -> None:
        vendor, product = usb_ids(target.place)
        self._printer = escpos.Usb(vendor, product, usb_args={"backend": libusb_package.get_libusb1_backend()})
        # escpos resets the device at every opening, and a printer may lose what it has not printed yet.
        self._printer._configure_usb = lambda: None
        self._printer.open()
        self._device = self._printer.device
        self._in, self._out = _endpoints(self._device)

    def write(self, job: bytes, until: float) -> None:
        for at in range(0, len(job), 4096):
            self._device.write(self._out, job[at : at + 4096], _milliseconds(until))

    def read(self, until: float) -> bytes:
        if self._in is None:
            return b""
        try:
            return bytes(self._device.read(self._in, 64, _milliseconds(until)))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        self._printer.close()


def _milliseconds(until: float) -> int:
    """What is left for libusb, which waits for ever at 0."""
    return max(int(_left(until) * 1000), 1)


def _endpoints(device: Any) -> tuple[int | None, int]:
    """The bulk endpoints, in and out, of the printer's interface (class 7); escpos's 0x82 and 0x01 are a guess."""
    try:
        settings = device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
        settings = device.get_active_configuration()
    interface = usb.util.find_descriptor(settings, bInterfaceClass=7) or settings[(0, 0)]
    # Claimed here: without the right to it, the first write would fail as if it had gone half out.
    usb.util.claim_interface(device, interface.bInterfaceNumber)
    bulk = [e.bEndpointAddress for e in interface if usb.util.endpoint_type(e.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK]
    inward = [address for address in bulk if address & 0x80]
    outward = [address for address in bulk if not address & 0x80]
    if not outward:
        raise OSError("this USB device takes no bytes as a printer does")
    return inward[0] if inward else None, outward[0]


class _File:
    """A device file, or a plain file for trying things out, to which slips are appended."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._file = _opened(Path(target.place))

    def write(self, job: bytes, until: float) -> None:
        self._file.write(job)
        self._file.flush()

    def read(self, until: float) -> bytes:
        return b""

    def close(self) -> None:
        self._file.close()


def _opened(path: Path) -> BinaryIO:
    """The file for writing. Not escpos's File: with the printer unplugged it would make a plain file in /dev."""
    device = path.exists() and not stat.S_ISREG(path.stat().st_mode)
    if not device and Path("/dev") in path.parents:
        raise FileNotFoundError(f"{path} is not there: is the printer plugged in and switched on?")
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_NOCTTY | (0 if device else os.O_CREAT | os.O_APPEND), 0o600), "wb")


class _Lp:
    """A CUPS queue, raw. Not escpos's LP: it adds a line feed to each job and never looks whether lp failed."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._queue = target.place

    def write(self, job: bytes, until: float) -> None:
        command = ["lp", "-s", "-d", self._queue, "-o", "raw", "-t", "slip"]
        try:
            done = subprocess.run(command, input=job, capture_output=True, timeout=_left(until), check=False)
        except FileNotFoundError as error:
            raise PrinterFailed("unusable", sent=False, detail="the command lp is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        if done.returncode:  # lp took the job whole or not at all
            raise PrinterFailed("unreachable", sent=False, detail=done.stderr.decode(errors="replace").strip())

    def read(self, until: float) -> bytes:
        return b""

    def close(self) -> None:
        pass


_LINES: Final[dict[str, Callable[[Target, float], _Line]]] = {
    "tcp": _Tcp,
    "serial": _Serial,
    "usb": _Usb,
    "file": _File,
    "lp": _Lp,
}
