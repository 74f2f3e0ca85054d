"""The security journal: who did what from which device and when, a line each, a file a month, beside the database.

It is not in the database: what is refused there changes nothing, and a backup of the office leads to no address.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import Actor

NAME = "journal-{:%Y-%m}.jsonl"
KEPT = 13  # months
LARGEST = 64 * 2**20  # bytes a month: a flood must not fill the disk

Fact = str | int | None


class Journal:
    """The journal of one office; what cannot be written is told to the machine's own log and holds up nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def write(self, at: datetime, kind: str, by: Actor, facts: Mapping[str, Fact]) -> None:
        """Note something that happened; codes and internal numbers only, no secret and no name."""
        line = {"at": to_text(at), "kind": kind, "person": by.person, "device": by.device, "role": by.role, **facts}
        try:
            with self._lock:
                self._append(NAME.format(at), json.dumps(line, ensure_ascii=False))
        except OSError as error:
            logging.getLogger(__name__).warning("the journal cannot be written: %s", error)

    def read(self, since: str = "") -> Iterator[dict[str, Fact]]:
        """What happened since an instant (text), oldest first; a line that a power cut tore is left out."""
        for file in self._files():
            for line in file.read_text("utf-8", "replace").splitlines():
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue
                if entry["at"] >= since:
                    yield entry

    def last_use(self) -> dict[int, str]:
        """When each device was last used, to the hour."""
        return {each["device"]: str(each["at"]) for each in self.read() if isinstance(each["device"], int)}

    def _append(self, name: str, line: str) -> None:
        path = self.folder / name
        if not path.exists():
            for old in self._files()[: 1 - KEPT]:
                old.unlink(missing_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(file).st_size < LARGEST:
                os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("journal-*.jsonl"))
