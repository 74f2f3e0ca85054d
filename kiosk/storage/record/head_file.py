"""The head of the log in a file of its own: whoever cuts the log's tail off, or loses it, is told by it.

It is written after a commit, at most once a second while the office works, and when a program ends.
"""

import json
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

from kiosk.domain.record.refusals import TailMissing
from kiosk.storage.record.log import Head

FILE = "office.head"
EVERY_S = 1.0


class HeadFile:
    """Follows one database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._coming: Head | None = None
        self._newest: Head | None = None
        self._written_at = -EVERY_S

    def tell(self, head: Head) -> None:
        """The commit to come ends the log with this entry."""
        self._coming = head

    def stands(self) -> None:
        """What was told is on the disk."""
        self._newest = self._coming

    def settle(self, *, every_s: float = 0.0) -> None:
        """Write what stands, if it is not written yet."""
        with self._lock:
            newest = self._newest
            if newest is None or time.monotonic() - self._written_at < every_s:
                return
            self._newest, self._written_at = None, time.monotonic()
            with suppress(OSError):  # a full disk stops the next write, which says so
                write(self._folder, newest)


def require(folder: Path, sql: sqlite3.Connection) -> None:
    """Refuse to go on with a log that lacks the entry in the file."""
    head = read(folder)
    if head and not holds(sql, *head):
        raise TailMissing(seq=head[0])


def holds(sql: sqlite3.Connection, seq: int, sealed: str) -> bool:
    """Whether the log has this entry."""
    if not sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'log'").fetchone():
        return False
    row = sql.execute("SELECT hash FROM log WHERE seq = ?", (seq,)).fetchone()
    return row is not None and row[0] == sealed


def write(folder: Path, head: Head) -> None:
    """Replace the file whole."""
    path, made = folder / FILE, folder / f"{FILE}.{os.getpid()}"
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        json.dump({"seq": head.seq, "hash": head.hash}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(made, path)


def read(folder: Path) -> tuple[int, str] | None:
    """The number and hash of the entry the log must hold; None when nobody wrote one down, or not whole."""
    try:
        head = json.loads((folder / FILE).read_text("ascii"))
        return int(head["seq"]), str(head["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
