"""Where a printer is, as one writes it in the settings: `tcp://10.0.0.8`, `usb:04b8:0e15`, `serial:/dev/ttyUSB0`."""

import re
from dataclasses import dataclass
from typing import Final, Literal, cast
from urllib.parse import SplitResult, parse_qsl, urlsplit

from kiosk.domain.rows import Flaw

Scheme = Literal["tcp", "file", "lp", "usb", "serial"]

_OPTIONS: Final = {
    "tcp": {"status"},
    "file": set[str](),
    "lp": set[str](),
    "usb": {"status"},
    "serial": {"status", "baud", "flow"},
}
_FORMS: Final = "tcp://host:9100, usb:04b8:0e15, serial:/dev/ttyUSB0?baud=115200, file:/dev/usb/lp0, lp:queue"


class BadTarget(ValueError):
    """The text names no printer; `flaw` says what to write instead."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw)


@dataclass(frozen=True)
class Target:
    """A printer's address. `answers`: it has a back channel, so that its state can be read."""

    scheme: Scheme
    place: str
    """The host, the device file, the CUPS queue or the USB ids."""
    port: int = 9100
    baud: int = 19200
    flow: Literal["none", "rts", "xon"] = "none"
    answers: bool = True

    def seconds(self, size: int) -> float:
        """How long the line itself needs for `size` bytes: 10 bits each on a serial line, else next to nothing."""
        return size * 10 / self.baud if self.scheme == "serial" else 0.0


def target(text: str) -> Target:
    """The printer that `text` names; BadTarget when it names none."""
    url = _split(text)
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    _refuse(url.scheme not in _OPTIONS, Flaw("target-none", text=text, forms=_FORMS))
    strange = sorted(set(options) - _OPTIONS[url.scheme])
    _refuse(bool(strange), Flaw("target-setting", text=text, scheme=url.scheme, settings=", ".join(strange)))
    return Target(
        scheme=cast(Scheme, url.scheme),
        place=_place(url, text),
        port=_port(url, text),
        baud=_baud(options.get("baud", "19200"), text),
        flow=_flow(options.get("flow", "none"), text),
        answers=_answers(url.scheme, options.get("status", "auto"), text),
    )


def usb_ids(place: str) -> tuple[int, int]:
    """Vendor and product of `04b8:0e15`."""
    vendor, product = place.split(":")
    return int(vendor, 16), int(product, 16)


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text.strip())
    except ValueError as error:
        raise BadTarget(Flaw("target-none", text=text, forms=_FORMS)) from error


def _place(url: SplitResult, text: str) -> str:
    if url.scheme == "tcp":
        _refuse(not url.hostname or url.path not in ("", "/"), Flaw("target-host", text=text))
        return url.hostname or ""
    _refuse(url.netloc != "" or url.path == "", Flaw("target-incomplete", text=text, forms=_FORMS))
    if url.scheme == "usb":
        ids = re.fullmatch(r"[0-9a-f]{4}:[0-9a-f]{4}", url.path, re.IGNORECASE)
        _refuse(ids is None, Flaw("target-usb", text=text))
    if url.scheme == "lp":
        # CUPS allows more, but a name that begins with a dash would be read as an option.
        queue = re.fullmatch(r"\w[\w.+-]*", url.path)
        _refuse(queue is None, Flaw("target-queue", text=text))
    return url.path


def _port(url: SplitResult, text: str) -> int:
    try:
        port = url.port if url.scheme == "tcp" else None
    except ValueError as error:
        raise BadTarget(Flaw("target-port", text=text)) from error
    _refuse(port == 0, Flaw("target-port", text=text))
    return port or 9100


def _baud(value: str, text: str) -> int:
    _refuse(not value.isdecimal() or int(value) < 1200, Flaw("target-baud", text=text))
    return int(value)


def _flow(value: str, text: str) -> Literal["none", "rts", "xon"]:
    _refuse(value not in ("none", "rts", "xon"), Flaw("target-flow", text=text))
    return cast(Literal["none", "rts", "xon"], value)


def _answers(scheme: str, value: str, text: str) -> bool:
    _refuse(value not in ("auto", "none"), Flaw("target-status", text=text))
    return value == "auto" and scheme in ("tcp", "usb", "serial")


def _refuse(wrong: bool, flaw: Flaw) -> None:
    if wrong:
        raise BadTarget(flaw)
