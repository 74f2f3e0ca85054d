"""What ESC/POS bytes would put on paper: the demo printer's head, roll and knife."""

import os
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

DLE_EOT: Final = b"\x10\x04"
GS_R: Final = b"\x1dr"
_LINE: Final = 34
"""Dots of a line feed: 1/6 inch at 8 dots a mm."""

# How long commands are, the two lead bytes included; what is not listed has two.
_LENGTHS: Final[Mapping[bytes, int]] = {
    **{b"\x1b" + bytes((c,)): 3 for c in b"d!JaEGKMRTVetr3- {=?%+u"},
    **{b"\x1b" + bytes((c,)): 4 for c in b"$\\cB"},
    b"\x1bp": 5,
    b"\x1bW": 10,
    **{b"\x1d" + bytes((c,)): 3 for c in b"!BHIabfhrw/T"},
    **{b"\x1d" + bytes((c,)): 4 for c in b"LWP$\\"},
    **{b"\x1c" + bytes((c,)): 3 for c in b"!C-W"},
    b"\x1cp": 4,
    b"\x10\x04": 3,
    b"\x10\x05": 3,
    b"\x10\x14": 5,
}
# Commands that tell their own length: in how many bytes, and which it is.
_TELLING: Final[Mapping[bytes, tuple[int, Callable[[bytearray], int]]]] = {
    b"\x1dv": (8, lambda sent: 8 + _word(sent, 4) * _word(sent, 6)),  # GS v 0 m xL xH yL yH picture
    b"\x1b*": (5, lambda sent: 5 + _word(sent, 3) * (3 if sent[2] >= 32 else 1)),  # ESC * m nL nH columns
    b"\x1d(": (5, lambda sent: 5 + _word(sent, 3)),  # GS ( x pL pH …
    b"\x1c(": (5, lambda sent: 5 + _word(sent, 3)),
    b"\x1dV": (3, lambda sent: 4 if sent[2] >= 65 else 3),  # GS V m, or GS V m n
    b"\x1bD": (3, lambda sent: sent.find(0, 2) + 1),  # ESC D tabs NUL
}


def take(buffer: bytearray) -> bytes | None:
    """The first command, or single byte, cut off the buffer; None as long as not all of it has come."""
    length = _length(buffer)
    if not 0 < length <= len(buffer):
        return None
    command = bytes(buffer[:length])
    del buffer[:length]
    return command


def _length(buffer: bytearray) -> int:
    """The length of the first command in bytes; 0 while that cannot be told."""
    if not buffer or buffer[0] not in b"\x10\x1b\x1c\x1d":
        return min(len(buffer), 1)
    head = bytes(buffer[:2])
    enough, measure = _TELLING.get(head, (2, lambda _: _LENGTHS.get(head, 2)))
    return measure(buffer) if len(buffer) >= enough else 0


def _word(sent: bytearray | bytes, at: int) -> int:
    """Two bytes, the low one first."""
    return sent[at] + 256 * sent[at + 1]


class Roll:
    """Paper of `width` dots; each cut leaves a picture of what was on it as `slip-<n>.png` in the folder."""

    def __init__(self, width: int, folder: Path) -> None:
        self._width = width
        self._folder = folder
        self._rows = bytearray()  # a bit a dot, 1 is black
        self._line: Image.Image | None = None
        self._spacing = _LINE

    def obey(self, command: bytes) -> None:
        """Print, feed or cut as the command says; others change nothing on paper."""
        match command[:2]:
            case b"\x1b@":
                self._line, self._spacing = None, _LINE
            case b"\x1dv":
                self._print(_raster(command))
            case b"\x1b*":
                self._beside(_columns(command))
            case b"\n":
                self._end_line()
            case b"\x1bd":
                self._feed(command[2] * self._spacing)
            case b"\x1bJ":
                self._feed(command[2])
            case b"\x1b3":
                self._spacing = command[2]
            case b"\x1b2":
                self._spacing = _LINE
            case b"\x1dV" | b"\x1bi" | b"\x1bm":
                self._feed(command[3] if len(command) > 3 else 0)
                self._cut()

    def _print(self, ink: Image.Image) -> None:
        """Add rows below; what is wider than the head is lost, as on the real thing."""
        row = Image.new("1", (self._width, ink.height))
        row.paste(ink)
        self._rows += row.tobytes()

    def _beside(self, ink: Image.Image) -> None:
        """Add to the line in the making (ESC * prints nothing before its line feed)."""
        before = self._line or Image.new("1", (0, ink.height))
        self._line = Image.new("1", (before.width + ink.width, max(before.height, ink.height)))
        self._line.paste(before)
        self._line.paste(ink, (before.width, 0))

    def _end_line(self) -> None:
        line, self._line = self._line, None
        if line:
            self._print(line)
        self._feed(self._spacing - (line.height if line else 0))

    def _feed(self, dots: int) -> None:
        self._rows += bytes(max(dots, 0) * (self._width // 8))

    def _cut(self) -> None:
        if not self._rows:
            return
        size = self._width, len(self._rows) * 8 // self._width
        slip = ImageChops.invert(Image.frombytes("1", size, bytes(self._rows)))
        self._rows.clear()
        _write(self._folder / f"slip-{_next_number(self._folder)}.png", slip)


def _raster(command: bytes) -> Image.Image:
    """The picture of GS v 0; m doubles its width (bit 0) or height (bit 1)."""
    mode, size = command[3], (_word(command, 4) * 8, _word(command, 6))
    ink = Image.frombytes("1", size, command[8:])
    return ink.resize((size[0] << (mode & 1), size[1] << (mode >> 1 & 1)), Image.Resampling.NEAREST)


def _columns(command: bytes) -> Image.Image:
    """The picture of ESC *: columns of 8 or 24 dots; m has half the density across when even, a third down below 32."""
    mode, columns = command[2], _word(command, 3)
    tall = 24 if mode >= 32 else 8
    ink = Image.frombytes("1", (tall, columns), command[5:]).transpose(Image.Transpose.TRANSPOSE)
    return ink.resize((columns * (1 if mode & 1 else 2), 24), Image.Resampling.NEAREST)


def _next_number(folder: Path) -> int:
    taken = [int(path.stem[5:]) for path in folder.glob("slip-*.png") if path.stem[5:].isdecimal()]
    return max(taken, default=0) + 1


def _write(path: Path, slip: Image.Image) -> None:
    """Whole or not at all: who watches the folder never reads half a picture."""
    file = BytesIO()
    slip.save(file, "PNG")
    part = path.with_suffix(".part")
    part.write_bytes(file.getvalue())
    os.replace(part, path)
