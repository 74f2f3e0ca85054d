"""What an import must remember of a large file, on disk instead of in memory; gone with its connection."""

import sqlite3

_CACHE = "PRAGMA cache_size = -8000"  # kB; what is more lies in a file that nobody sees


class SeenLines:
    """On which line each key stood first."""

    def __init__(self) -> None:
        self._sql = sqlite3.connect("", isolation_level=None)
        self._sql.executescript(
            f"{_CACHE}; PRAGMA journal_mode = OFF; BEGIN; "
            "CREATE TABLE seen(key TEXT PRIMARY KEY, line INT NOT NULL) WITHOUT ROWID"
        )

    def setdefault(self, key: str, line: int) -> int:
        """The line that a key stood on before, or this one, which is remembered."""
        if self._sql.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line)).rowcount:
            return line
        return int(self._sql.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()[0])
