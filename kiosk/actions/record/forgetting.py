"""What was erased leaves no trace: not in the write-ahead log, nor in a copy that lies in the office's folder."""

import logging
from collections.abc import Collection

from kiosk.office import Office
from kiosk.storage.record import copies


def leave_no_trace(office: Office, erased: Collection[tuple[int, str]]) -> None:
    """Erase the same of these dossiers (number and code) wherever this machine still has it."""
    if not office.db.scrub():
        logging.getLogger(__name__).warning("somebody reads: what was erased leaves the write-ahead log a little later")
    for path in copies.forget(office.config.folder, erased):
        logging.getLogger(__name__).warning("%s could not be opened: what was erased is still in it", path)
