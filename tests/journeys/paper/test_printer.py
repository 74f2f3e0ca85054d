"""Printing, against a software printer in a process of its own that has every fault real ones have."""

import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
import usb.core
from PIL import Image, ImageDraw

from kiosk.demo.paper_roll import Roll, take
from kiosk.devices import printer_talk
from kiosk.devices.paper_status import PrinterFailed, read_status
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_process import PrinterProcess
from kiosk.devices.printer_target import BadTarget, Target, target
from kiosk.domain.paper.printers import PrinterState
from kiosk.i18n import LANGUAGES, words


def picture(width: int = 576, height: int = 300) -> bytes:
    """A slip of lines and of every byte there is, also those that are commands elsewhere."""
    image = Image.new("1", (width, height), 1)
    image.paste(Image.frombytes("1", (width, 32), bytes(range(256)) * (width * 4 // 256)), (0, 40))
    ImageDraw.Draw(image).line((0, 80, width, height - 1), fill=0, width=3)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


pytestmark = pytest.mark.journey

SLIP = picture()
BUSY_S = 10.0  # a busy machine may be so late; a printer that is waited for keeps one for ever


class Double:
    """The software printer, started by the test; its slips, its fault."""

    def __init__(self, folder: Path, width: int = 80) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.demo.paper_printer", "--port=0", f"--width={width}", f"--out={folder}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.port = int(self._process.stdout.readline().split()[-1])
        self.address = f"tcp://127.0.0.1:{self.port}"

    def has(self, fault: str) -> Self:
        (self.folder / "fault").write_text(fault)
        return self

    def slips(self) -> list[Image.Image]:
        """What was cut so far, the oldest first."""
        files = sorted(self.folder.glob("slip-*.png"), key=lambda file: int(file.stem[5:]))
        return [Image.open(file) for file in files]

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


@pytest.fixture
def double(tmp_path: Path) -> Iterator[Double]:
    printer = Double(tmp_path)
    yield printer
    printer.stop()


def is_whole(slip: Image.Image, png: bytes = SLIP) -> bool:
    """Whether a slip shows the picture, dot for dot, and after it nothing but the white of the feed."""
    sent = Image.open(BytesIO(png))
    expected = Image.new("1", slip.size, 1)
    expected.paste(sent)
    return slip.height > sent.height and slip.tobytes() == expected.tobytes()


def only(slips: list[Image.Image]) -> Image.Image:
    (slip,) = slips
    return slip


def eventually(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def failure(printer: PrinterProcess | EscposPrinter, deadline_s: float = 5.0) -> PrinterFailed:
    """Why printing failed, and by the deadline."""
    started = time.monotonic()
    with pytest.raises(PrinterFailed) as failed:
        printer.print_png(SLIP, deadline_s)
    assert time.monotonic() - started < deadline_s + BUSY_S
    return failed.value


@pytest.mark.parametrize(("width", "dots"), [(80, 576), (58, 384)])
def test_the_slip_is_what_was_sent_dot_for_dot(tmp_path: Path, width: int, dots: int) -> None:
    double = Double(tmp_path, width)
    with PrinterProcess(double.address) as printer:
        printer.print_png(picture(dots))
        printer.print_png(picture(dots, 128))
    first, second = double.slips()
    assert is_whole(first, picture(dots)) and is_whole(second, picture(dots, 128))
    double.stop()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("none", PrinterState.OK),
        ("near-end", PrinterState.NEAR_END),
        ("paper-out", PrinterState.OUT),
        ("cover-open", PrinterState.COVER_OPEN),
        ("offline", PrinterState.OFFLINE),
        ("silent", PrinterState.UNKNOWN),
        ("garbled-status", PrinterState.UNKNOWN),
        ("hung", PrinterState.UNKNOWN),
    ],
)
def test_the_status_is_what_the_printer_says_and_silence_is_not_waited_for(
    double: Double, fault: str, status: PrinterState
) -> None:
    started = time.monotonic()
    assert EscposPrinter(target(double.has(fault).address)).status() is status
    assert time.monotonic() - started < BUSY_S


def test_a_stopped_printer_gets_no_byte(double: Double) -> None:
    with PrinterProcess(double.address) as printer:
        for fault in ("paper-out", "cover-open", "offline"):
            double.has(fault)
            failed = failure(printer)
            assert (failed.reason, failed.sent) == (fault, False)
        double.has("none")
        printer.print_png(SLIP)
    assert is_whole(only(double.slips()))


def test_near_end_paper_still_prints(double: Double) -> None:
    EscposPrinter(target(double.has("near-end").address)).print_png(SLIP, 5)
    assert is_whole(only(double.slips()))


def test_paper_that_ends_in_the_middle_fails_at_once_and_is_not_printed_twice(double: Double) -> None:
    with PrinterProcess(double.has("slow").address) as printer:
        child_of(printer)  # runs by now, so that a second later it is printing
        threading.Timer(1, double.has, ["paper-out"]).start()
        failed = failure(printer)
        assert (failed.reason, failed.sent) == ("paper-out", True)
        assert double.slips() == []
        double.has("none")  # new paper: the printer itself prints what it still holds
        printer.print_png(picture(height=200))
    first, second = double.slips()
    assert is_whole(first) and is_whole(second, picture(height=200))


@pytest.mark.parametrize("fault", ["silent", "garbled-status"])
def test_a_printer_that_never_answers_leaves_it_open_whether_it_printed(
    double: Double, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer_talk, "_STATUS_S", 0.1)
    monkeypatch.setattr(printer_talk, "_SILENT_S", 0.1)
    failed = failure(EscposPrinter(target(double.has(fault).address)))
    assert (failed.reason, failed.sent) == ("silent", True)


def test_a_printer_known_to_have_no_back_channel_is_not_asked(double: Double) -> None:
    with PrinterProcess(f"{double.has('silent').address}?status=none") as printer:
        printer.print_png(SLIP)
        assert printer.status() is PrinterState.UNKNOWN
    eventually(lambda: bool(double.slips()))
    assert is_whole(only(double.slips()))


@pytest.mark.parametrize("fault", ["silent", "slow", "hung"])
def test_at_the_deadline_the_child_is_killed_and_another_one_prints(double: Double, fault: str) -> None:
    with PrinterProcess(double.has(fault).address) as printer:
        child = child_of(printer)
        failed = failure(printer, deadline_s=0.7)
        assert (failed.reason, failed.sent) == ("deadline", True)
        assert not is_alive(child)
        double.has("none")
        printer.print_png(SLIP)
    assert is_whole(double.slips()[-1])


def test_a_line_that_breaks_is_told_apart_and_the_next_slip_is_whole(double: Double) -> None:
    with PrinterProcess(double.has("dies-midway").address) as printer:
        failed = failure(printer)
        assert (failed.reason, failed.sent) == ("interrupted", True)
        double.has("none")
        printer.print_png(SLIP)
    torn, whole = double.slips()  # the printer was still waiting for the rest of the first picture
    assert not is_whole(torn) and is_whole(whole)


def test_nobody_listening_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused, and nobody else can have it
        with PrinterProcess(f"tcp://127.0.0.1:{taken.getsockname()[1]}") as printer:
            assert printer.status() is PrinterState.OFFLINE
            failed = failure(printer)
    assert (failed.reason, failed.sent) == ("unreachable", False)


def test_what_is_no_picture_is_refused_before_any_byte(double: Double) -> None:
    for png in (b"no picture", picture(width=640)):
        with pytest.raises(PrinterFailed) as failed:
            EscposPrinter(target(double.address)).print_png(png, 5)
        assert (failed.value.reason, failed.value.sent) == ("unusable", False)
    assert double.slips() == []


def test_a_serial_printer_prints_and_answers(double: Double) -> None:
    with SerialLine(double.port) as line, PrinterProcess(f"serial:{line.name}?baud=115200") as printer:
        assert printer.status() is PrinterState.OK
        printer.print_png(SLIP)
        assert is_whole(only(double.slips()))
        double.has("paper-out")
        assert printer.status() is PrinterState.OUT
        assert failure(printer).reason == "paper-out"


def test_a_serial_line_is_given_the_time_it_needs() -> None:
    assert target("serial:/dev/ttyS0?baud=9600").seconds(57_600) == 60
    assert target("tcp://printer").seconds(57_600) == 0


def test_slips_are_appended_to_a_plain_file(tmp_path: Path) -> None:
    printer = EscposPrinter(target(f"file:{tmp_path}/lp0"))
    assert printer.status() is PrinterState.UNKNOWN
    printer.print_png(SLIP, 5)
    printer.print_png(SLIP, 5)
    first, second = on_paper((tmp_path / "lp0").read_bytes(), tmp_path)
    assert is_whole(first) and is_whole(second)


def test_an_unplugged_device_file_is_unreachable_and_none_is_made() -> None:
    failed = failure(EscposPrinter(target("file:/dev/kiosk-has-no-such-printer")))
    assert (failed.reason, failed.sent) == ("unreachable", False)
    assert not Path("/dev/kiosk-has-no-such-printer").exists()


def test_a_queue_of_cups_gets_the_job_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f'echo "$@" >{tmp_path}/said; cat >{tmp_path}/job')
    printer = EscposPrinter(target("lp:receipts"))
    printer.print_png(SLIP, 5)
    assert printer.status() is PrinterState.UNKNOWN
    assert (tmp_path / "said").read_text().split() == ["-s", "-d", "receipts", "-o", "raw", "-t", "slip"]
    assert is_whole(only(on_paper((tmp_path / "job").read_bytes(), tmp_path)))


def test_a_queue_that_refuses_has_taken_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "cat >/dev/null; echo 'lp: no such queue' >&2; exit 1")
    failed = failure(EscposPrinter(target("lp:receipts")))
    assert (failed.reason, failed.sent, failed.detail) == ("unreachable", False, "lp: no such queue")


def test_an_lp_that_hangs_is_killed_with_its_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f"echo $$ >{tmp_path}/pid; exec sleep 60")
    with PrinterProcess("lp:receipts") as printer:
        failed = failure(printer, deadline_s=0.5)
    assert (failed.reason, failed.sent) == ("deadline", True)
    assert not is_alive(int((tmp_path / "pid").read_text()))


def test_usb_uses_the_endpoints_that_the_printer_has_and_never_waits_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = UsbDevice()
    monkeypatch.setattr(usb.core, "find", lambda **_: device)
    printer = EscposPrinter(target("usb:04b8:0e15"))
    assert printer.status() is PrinterState.OK
    printer.print_png(SLIP, 5)
    assert is_whole(only(on_paper(bytes(device.taken), tmp_path)))
    assert device.claimed == 3
    assert min(device.timeouts) > 0


def test_usb_that_is_not_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usb.core, "find", lambda **_: None)
    failed = failure(EscposPrinter(target("usb:04b8:0e15")))
    assert (failed.reason, failed.sent) == ("unreachable", False)


def test_a_child_that_dies_is_replaced(double: Double) -> None:
    with PrinterProcess(double.address) as printer:
        printer.print_png(SLIP)
        os.kill(child := child_of(printer), signal.SIGKILL)
        eventually(lambda: not is_alive(child))
        printer.print_png(SLIP)
    assert len(double.slips()) == 2


def test_the_child_ends_with_the_process_that_started_it() -> None:
    script = """if True:
        import os
        from kiosk.devices.printer_process import PrinterProcess
        printer = PrinterProcess("tcp://127.0.0.1:1")
        printer.status()
        print(printer._child._process.pid, flush=True)
        os._exit(1)"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    eventually(lambda: not is_alive(int(run.stdout)))


@pytest.mark.parametrize(
    ("replies", "status"),
    [
        ({1: 0x12, 2: 0x12, 4: 0x12}, PrinterState.OK),
        ({1: 0x16, 2: 0x12, 4: 0x12}, PrinterState.OK),
        ({1: 0x1A, 2: 0x16, 4: 0x72}, PrinterState.COVER_OPEN),
        ({1: 0x1A, 2: 0x52, 4: 0x12}, PrinterState.OFFLINE),
        ({1: 0x12, 2: 0x12, 4: 0x1E}, PrinterState.NEAR_END),
        ({1: 0x12, 2: 0x12}, PrinterState.UNKNOWN),
        ({1: 0x1A}, PrinterState.OFFLINE),
        ({}, PrinterState.UNKNOWN),
    ],
)
def test_ok_needs_every_answer_and_trouble_only_one(replies: dict[int, int], status: PrinterState) -> None:
    assert read_status(replies) is status


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("tcp://10.0.0.8", Target("tcp", "10.0.0.8", port=9100)),
        ("tcp://printer.local:9101?status=none", Target("tcp", "printer.local", port=9101, answers=False)),
        ("usb:04b8:0E15", Target("usb", "04b8:0E15")),
        ("serial:/dev/ttyUSB0?baud=38400&flow=rts", Target("serial", "/dev/ttyUSB0", baud=38400, flow="rts")),
        ("file:/dev/usb/lp0", Target("file", "/dev/usb/lp0", answers=False)),
        ("lp:receipts-2", Target("lp", "receipts-2", answers=False)),
    ],
)
def test_an_address_names_a_printer(address: str, meant: Target) -> None:
    assert target(address) == meant


@pytest.mark.parametrize(
    "address",
    [
        "",
        "10.0.0.8",
        "http://10.0.0.8",
        "tcp://",
        "tcp://10.0.0.8:0",
        "tcp://10.0.0.8:99999",
        "tcp://[::1",
        "tcp://10.0.0.8/queue",
        "tcp://10.0.0.8?baud=9600",
        "usb:epson",
        "usb://04b8:0e15",
        "serial:",
        "serial:/dev/ttyS0?baud=fast",
        "serial:/dev/ttyS0?flow=dtr",
        "file:",
        "lp:-d other",
    ],
)
def test_an_address_that_names_none_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(BadTarget) as refused:
        PrinterProcess(address)
    for lang in LANGUAGES:
        assert address in words(lang).flaw(refused.value.flaw)


def child_of(printer: PrinterProcess) -> int:
    """The child, started if need be."""
    return printer._running()._process.pid


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def on_paper(job: bytes, folder: Path) -> list[Image.Image]:
    """What these bytes print, cut by cut."""
    shutil.rmtree(folder / "paper", ignore_errors=True)
    (folder / "paper").mkdir()
    roll, left = Roll(576, folder / "paper"), bytearray(job)
    while command := take(left):
        roll.obey(command)
    return [Image.open(file) for file in sorted((folder / "paper").glob("slip-*.png"))]


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program named lp before all others."""
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


class SerialLine:
    """A serial line that ends in the software printer: a pseudo-terminal carried on over TCP."""

    def __init__(self, port: int) -> None:
        self._end, other = pty.openpty()
        tty.setraw(other, termios.TCSANOW)
        self.name = os.ttyname(other)
        self._other = other  # kept open: without it, the line hangs up each time the printer's user closes it
        self._printer = socket.create_connection(("127.0.0.1", port))
        self._on = True
        self._thread = threading.Thread(target=self._carry)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._on = False
        self._thread.join()
        self._printer.close()
        os.close(self._end)
        os.close(self._other)

    def _carry(self) -> None:
        while self._on:
            ready, _, _ = select.select([self._end, self._printer.fileno()], [], [], 0.05)
            if self._end in ready:
                self._printer.sendall(os.read(self._end, 4096))
            if self._printer.fileno() in ready:
                os.write(self._end, self._printer.recv(64))


class UsbDevice:
    """What pyusb would find: a printer with unusual endpoints, taken by a kernel driver, which is always well."""

    def __init__(self) -> None:
        self.taken = bytearray()
        self.timeouts: list[int] = []
        self.claimed = -1
        self._replies = bytearray()
        self.backend = SimpleNamespace(__module__="usb.backend.libusb1")
        self._ctx = SimpleNamespace(managed_claim_interface=self._claim, dispose=lambda device: None)

    def get_active_configuration(self) -> list[Any]:
        return [UsbInterface(3, 0, []), UsbInterface(7, 3, [0x03, 0x84])]

    def is_kernel_driver_active(self, interface: int) -> bool:
        return True

    def detach_kernel_driver(self, interface: int) -> None: ...

    def _claim(self, device: object, interface: int) -> None:
        self.claimed = interface

    def write(self, endpoint: int, job: bytes, timeout: int) -> None:
        assert endpoint == 0x03
        self.timeouts.append(timeout)
        if job.startswith(b"\x10\x04"):
            self._replies.append(0x12)
        elif job.startswith(b"\x1dr"):
            self._replies.append(0x00)
        else:
            self.taken += job

    def read(self, endpoint: int, size: int, timeout: int) -> bytes:
        assert endpoint == 0x84
        self.timeouts.append(timeout)
        if not self._replies:
            raise usb.core.USBTimeoutError("timed out")
        reply, self._replies = bytes(self._replies), bytearray()
        return reply


class UsbInterface(list[Any]):
    """An interface of a USB device: its class, its number and its bulk endpoints."""

    def __init__(self, kind: int, number: int, addresses: list[int]) -> None:
        super().__init__(SimpleNamespace(bEndpointAddress=address, bmAttributes=2) for address in addresses)
        self.bInterfaceClass = kind
        self.bInterfaceNumber = number
