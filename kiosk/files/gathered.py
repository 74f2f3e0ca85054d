"""Lines of a large file put together by their case, on disk instead of in memory; gone with its connection."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

_TABLES = """
PRAGMA cache_size = -8000;
PRAGMA journal_mode = OFF;
BEGIN;
CREATE TABLE cases(name TEXT PRIMARY KEY, first INT NOT NULL) WITHOUT ROWID;
CREATE TABLE lines(first INT NOT NULL, facts TEXT NOT NULL);
"""


class Gathered:
    """The lines of each case, wherever in the file they stand; the cases come in the order of their first line."""

    def __init__(self) -> None:
        self._sql = sqlite3.connect("", isolation_level=None)
        self._sql.executescript(_TABLES)

    def add(self, case: str, line: int, facts: object) -> None:
        self._sql.execute("INSERT OR IGNORE INTO cases VALUES (?, ?)", (case, line))
        self._sql.execute(
            "INSERT INTO lines SELECT first, ? FROM cases WHERE name = ?", (json.dumps(facts, ensure_ascii=False), case)
        )

    def cases(self) -> Iterator[list[Any]]:
        """What was told of each case, in the order of its lines."""
        rows = self._sql.execute("SELECT first, facts FROM lines ORDER BY first, rowid")
        for _, lines in groupby(rows, key=itemgetter(0)):
            yield [json.loads(facts) for _, facts in lines]
