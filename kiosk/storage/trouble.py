"""What SQLite's errors mean to a person."""

import sqlite3
from pathlib import Path

from kiosk.domain.errors import Overloaded, Refusal
from kiosk.domain.record.refusals import DamagedDatabase, NotWritable

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
FOLDER = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def refusal(error: sqlite3.Error, file: Path) -> Refusal | None:
    """The trouble of a database file; None when the error is a fault of the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without what extends it
    if code in BUSY:
        return Overloaded()
    undecoded = isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")
    if code in DAMAGED or undecoded:  # text in no encoding: no program wrote it
        return DamagedDatabase(file=file, detail=str(error))
    return NotWritable(folder=file.parent) if code in FOLDER else None
