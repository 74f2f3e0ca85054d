"""A receipt printer made of software: ESC/POS over TCP, slips as PNG files, and the faults real ones have.

`python -m kiosk.demo.paper_printer --port 9100 --out slips --fault paper-out`; the word in slips/fault counts, at
any time. It stands in for the device in the demo and in the tests, as a process of its own.
"""

import argparse
import select
import socket
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.demo.paper_roll import DLE_EOT, GS_R, Roll, take

FAULTS: Final = (
    "none",
    "paper-out",
    "cover-open",
    "offline",
    "near-end",
    "silent",  # prints, but never answers
    "slow",  # takes 5 kB a second
    "hung",  # is connected, but takes nothing
    "dies-midway",  # drops the connection in the middle of a picture, and waits for the rest of it
    "garbled-status",
)
_STOPPED: Final = ("paper-out", "cover-open", "offline")
_DIES_AFTER: Final = 12_000
# Replies to DLE EOT 1, 2 and 4 by the fault; the others are as when all is well.
_WELL: Final = {1: 0x12, 2: 0x12, 4: 0x12}
_REPLIES: Final = {
    "paper-out": {1: 0x1A, 2: 0x32, 4: 0x7E},
    "cover-open": {1: 0x1A, 2: 0x16},
    "offline": {1: 0x1A},
    "near-end": {4: 0x1E},
    "garbled-status": {1: 0xFF, 2: 0x81, 4: 0xA5},
}
_REPORTS: Final = {"paper-out": 0x0F, "near-end": 0x03, "garbled-status": 0xFF}


class PaperPrinter:
    """The device: it prints in order, holds everything while it is stopped, and answers DLE EOT at once."""

    def __init__(self, folder: Path, width: int) -> None:
        self._roll = Roll(width, folder)
        self._fault_file = folder / "fault"
        self._buffer = bytearray()  # outlives a connection: so does a picture that broke off
        self._held: list[bytes] = []

    def fault(self) -> str:
        """The fault of the moment: the word in the file `fault`, "none" when it is missing or not known."""
        try:
            word = self._fault_file.read_text("utf-8").strip()
        except FileNotFoundError:
            return "none"
        return word if word in FAULTS else "none"

    def serve(self, listener: socket.socket) -> None:
        """Serve for ever, one connection at a time, as most printers do."""
        listener.settimeout(0.1)
        while True:
            try:
                line, _ = listener.accept()
            except TimeoutError:
                self._go_on()
                continue
            with line:
                self._attend(line)

    def _attend(self, line: socket.socket) -> None:
        """Take what comes until the other side hangs up, or the fault does."""
        line.settimeout(0.1)
        taken = 0
        with suppress(ConnectionError):
            while (heard := self._listen(line)) is not None:
                taken += len(heard)
                self._answer(line, self._hear(heard))
                if self.fault() == "dies-midway" and taken > _DIES_AFTER:
                    _reset(line)
                    return

    def _listen(self, line: socket.socket) -> bytes | None:
        """The next bytes, none within 0.1 s being none; None when the other side has hung up."""
        fault = self.fault()
        if fault == "hung":
            return None if _hung_up(line) else b""
        if fault == "slow":
            time.sleep(0.1)
        try:
            return line.recv(512 if fault == "slow" else 4096) or None
        except TimeoutError:
            return b""

    def _answer(self, line: socket.socket, reply: bytes) -> None:
        if reply and self.fault() != "silent":
            line.sendall(reply)

    def _hear(self, heard: bytes) -> bytes:
        """Obey, also what was held before; the reply."""
        self._buffer += heard
        reply = self._go_on()
        while (command := take(self._buffer)) is not None:
            if command.startswith(DLE_EOT):
                reply += self._status(command[2])
            else:
                self._held.append(command)
                reply += self._go_on()
        return reply

    def _go_on(self) -> bytes:
        """Work off what is held, unless the printer is stopped; the reply."""
        if self.fault() in _STOPPED:
            return b""
        held, self._held = self._held, []
        reply = b""
        for command in held:
            self._roll.obey(command)
            reply += self._report() if command.startswith(GS_R) else b""
        return reply

    def _status(self, n: int) -> bytes:
        """The reply to DLE EOT n."""
        replies = _WELL | _REPLIES.get(self.fault(), {})
        return bytes((replies.get(n, 0x12),))

    def _report(self) -> bytes:
        """The reply to GS r 1."""
        return bytes((_REPORTS.get(self.fault(), 0x00),))


def _hung_up(line: socket.socket) -> bool:
    """Whether the other side has closed, seen within 0.1 s and without taking a byte."""
    watch = select.poll()
    watch.register(line, select.POLLRDHUP)
    return bool(watch.poll(100))


def _reset(line: socket.socket) -> None:
    """Close by a reset, as a device does that loses its power."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def main() -> None:
    """Listen and print until it is stopped."""
    options = argparse.ArgumentParser(description="A receipt printer made of software.")
    options.add_argument("--port", type=int, default=9100, help="0 for any free one")
    options.add_argument("--out", type=Path, required=True, help="the folder for the slips and for the file `fault`")
    options.add_argument("--width", type=int, choices=(80, 58), default=80, help="of the paper, in mm")
    options.add_argument("--fault", choices=FAULTS, default="none")
    arguments = options.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "fault").write_text(arguments.fault, "utf-8")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # small, as the real one's
    listener.bind(("127.0.0.1", arguments.port))
    listener.listen()
    print(f"listening on {listener.getsockname()[1]}", flush=True)
    PaperPrinter(arguments.out, 576 if arguments.width == 80 else 384).serve(listener)


if __name__ == "__main__":
    main()
