"""One agent a printer: two would end each other's papers, and mix their bytes on one device."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kiosk.devices.printer_target import target
from kiosk.domain.errors import PrinterTaken
from kiosk.domain.office.plan import Printer


@contextmanager
def alone_at(printer: Printer, folder: Path) -> Iterator[None]:
    """Be the only agent of this office for a printer's name and for its device; PrinterTaken when another is."""
    place = target(printer.target)
    with ExitStack() as held:
        for what in (printer.name, f"{place.scheme}:{place.place}:{place.port}"):
            name = hashlib.sha256(what.encode()).hexdigest()[:12]
            file = held.enter_context(open(folder / f"agent-{name}.lock", "a"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # released by the kernel, however the agent ends
            except BlockingIOError as error:
                raise PrinterTaken(printer=printer.name) from error
        yield
