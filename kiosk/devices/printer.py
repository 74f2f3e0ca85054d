"""A receipt printer spoken to through python-escpos. It may hang, so others use PrinterProcess instead."""

import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any, Final

import libusb_package
import usb.core
import usb.util
from escpos import printer as escpos
from escpos.exceptions import Error as EscposError
from PIL import Image

from kiosk.devices.paper_status import PrinterFailed, trouble
from kiosk.devices.printer_line import FileLine, Line, LpLine, left
from kiosk.devices.printer_talk import Talk
from kiosk.devices.printer_target import Target, usb_ids
from kiosk.domain.paper.printers import PrinterState

_CONNECT_S: Final = 3.0
_FRAGMENT: Final = 128
"""Rows a GS v 0 command: 9 kB, which printers of small buffers still take."""
_WIDEST: Final = 72
"""Bytes a row of the widest head, 576 dots."""
_PROFILE: Final = "TM-T20II"  # 576 dots and a partial cut; the default profile prints a warning for every fragment


class EscposPrinter:
    """One printer; every call opens and closes its line, since many printers take one connection only."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def status(self) -> PrinterState:
        """The paper's state, within 0.5 s of being connected; OFFLINE when nobody is there."""
        if not self._target.answers:
            return PrinterState.UNKNOWN
        try:
            with _open(self._target, _CONNECT_S) as line:
                return Talk(line).status()
        except (PrinterFailed, OSError):
            return PrinterState.OFFLINE

    def print_png(
        self,
        png: bytes,
        deadline_s: float,
        *,
        torn: bool = False,
        asks: bool = True,
        sending: Callable[[], object] = lambda: None,
    ) -> None:
        """Print and cut; `sending` is called before the first byte. PrinterFailed when the slip did not come out.

        `torn`: the job before broke off, so the printer may still be waiting for the rest of its picture.
        `asks`: whether it is asked how it is, and waited for until it has printed.
        """
        until = time.monotonic() + deadline_s
        job = (_mended() if torn else b"") + _job(png)
        with _open(self._target, min(_CONNECT_S, deadline_s / 2)) as line:
            talk = Talk(line)
            asks = asks and self._target.answers
            answered = asks and _ready(talk)
            sending()
            try:
                line.write(job, until)
                if asks:
                    talk.confirm(answered, until)
            except OSError as error:
                late = time.monotonic() >= until
                raise PrinterFailed("deadline" if late else "interrupted", sent=True, detail=str(error)) from error


def _ready(talk: Talk) -> bool:
    """Whether the printer answers at all; PrinterFailed when it says that it cannot print."""
    try:
        status = talk.status()
    except OSError as error:
        raise PrinterFailed("unreachable", sent=False, detail=str(error)) from error
    if reason := trouble(status):
        raise PrinterFailed(reason, sent=False)
    return status is not PrinterState.UNKNOWN


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


@contextmanager
def _open(target: Target, connect_s: float) -> Iterator[Line]:
    """The line to the target; PrinterFailed("unreachable") when it cannot be opened."""
    try:
        line = _LINES[target.scheme](target, connect_s)
    except (OSError, ValueError, EscposError) as error:  # ValueError: pyusb without libusb
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
        self._socket.settimeout(left(until))
        self._socket.sendall(job)

    def read(self, until: float) -> bytes:
        self._socket.settimeout(left(until))
        try:
            read = bytes(self._socket.recv(64))
        except TimeoutError:
            return b""
        if not read:
            raise ConnectionResetError("the printer closed the connection")
        return read

    def close(self) -> None:
        # What nobody asked for is read first: closing over it resets the connection and drops the job on its way.
        self._socket.setblocking(False)
        with suppress(OSError):
            while self._socket.recv(4096):
                pass
        self._printer.close()


class _Serial:
    """A serial line; escpos sets no deadline for writing."""

    def __init__(self, target: Target, connect_s: float) -> None:
        self._printer = escpos.Serial(
            target.place, baudrate=target.baud, timeout=connect_s, dsrdtr=False, xonxoff=target.flow == "xon"
        )
        self._printer.open()
        self._port = self._printer.device
        self._port.rtscts = target.flow == "rts"

    def write(self, job: bytes, until: float) -> None:
        self._port.write_timeout = left(until)
        self._port.write(job)
        try:
            self._port.flush()
        except termios.error as error:  # no OSError: the adapter was pulled out
            raise ConnectionResetError(str(error)) from error

    def read(self, until: float) -> bytes:
        self._port.timeout = left(until)
        return bytes(self._port.read(1) + self._port.read(self._port.in_waiting))

    def close(self) -> None:
        self._port.close()


class _Usb:
    """A USB printer, taken from its kernel driver, by the libusb that comes as a wheel."""

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
    return max(int(left(until) * 1000), 1)


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
    bulk = [
        end.bEndpointAddress
        for end in interface
        if usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
    ]
    inward = next((address for address in bulk if address & 0x80), None)
    outward = next((address for address in bulk if not address & 0x80), None)
    if outward is None:
        raise OSError("this USB device takes no bytes as a printer does")
    return inward, outward


_LINES: Final[Mapping[str, Callable[[Target, float], Line]]] = {
    "tcp": _Tcp,
    "serial": _Serial,
    "usb": _Usb,
    "file": FileLine,
    "lp": LpLine,
}
