"""The files beneath an open database: who replaces or deletes one of them while it is in use loses what follows."""

import os
from pathlib import Path

from kiosk.domain.record.refusals import FileReplaced

Identity = tuple[int, int]  # device and inode


class Beneath:
    """Remembers which files a program writes to."""

    def __init__(self, path: Path) -> None:
        self._path, self._wal = f"{path}", f"{path}-wal"  # as the system takes them: they are looked at for each write
        self._identities: dict[str, Identity] = {}

    def require_same(self) -> None:
        """Refuse to write when the database or its write-ahead log is no longer the one that was opened."""
        for path in (self._path, self._wal):
            now, former = _identity(path), self._identities.get(path)
            if former is not None and now != former:
                raise FileReplaced(file=Path(path))
            if former is None and now is not None:
                self._identities[path] = now

    def wal_size(self) -> int:
        """How long the write-ahead log is (bytes)."""
        try:
            return os.stat(self._wal).st_size
        except OSError:
            return 0


def _identity(path: str) -> Identity | None:
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
