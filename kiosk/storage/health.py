"""Whether a database can be worked with: a write that reaches the disk, and a page of every table and index.

Both are looked at anew each time: what a connection still holds in memory says nothing of the disk.
"""

import sqlite3
from contextlib import closing, suppress

from kiosk.storage.db import CACHE_KIB, Database, connect

PROBE_KIB = 128  # more than an issue and a call ever write
SPILLS = 8  # pages kept in memory meanwhile, so that SQLite hands on the rest to the disk


class _TakenBack(Exception):
    """The write was for trial only."""


def probe(db: Database) -> None:
    """Raise the error of the disk, if there is one; nothing is changed."""
    _write(db)
    with closing(connect(db.path)) as sql:
        for statement in _looks(sql):
            sql.execute(statement).fetchall()


def damaged_tables(sql: sqlite3.Connection) -> list[str]:
    """The tables that lie damaged in the file, or whose indexes do not say what they hold; every page is read."""
    named = [name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")]
    return [name for name in named if sql.execute(f'PRAGMA integrity_check("{name}")').fetchone()[0] != "ok"]


def _write(db: Database) -> None:
    """Write as much as work does, to the write-ahead log on the disk, and take it back."""
    with suppress(_TakenBack), db.turn() as sql:
        sql.execute(f"PRAGMA cache_size={SPILLS}")
        try:
            sql.execute("INSERT INTO printer_states VALUES ('probe', hex(zeroblob(?)), '')", (PROBE_KIB * 512,))
        finally:
            sql.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        raise _TakenBack


def _looks(sql: sqlite3.Connection) -> list[str]:
    """A look at the first row of each table and of each index, and at the last of each table."""
    schema = sql.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE rootpage > 0").fetchall()
    looks = []
    for kind, name, table, made in schema:
        if kind == "table":
            looks += [f'SELECT * FROM "{name}" LIMIT 1', f'SELECT max(rowid) FROM "{name}"']
        else:
            partial = (made or "").partition(" WHERE ")[2] or "1"
            looks.append(f'SELECT 1 FROM "{table}" INDEXED BY "{name}" WHERE {partial} LIMIT 1')
    return [look for look in looks if _can_be_asked(sql, look)]


def _can_be_asked(sql: sqlite3.Connection, look: str) -> bool:
    """A table without row numbers has no last one, and some indexes serve other questions only."""
    try:
        sql.execute(f"EXPLAIN {look}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return False
    return True
