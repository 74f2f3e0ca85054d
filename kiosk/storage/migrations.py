"""Bringing a database to today's shape: all of the missing steps or none, after a backup."""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database as Utils

from kiosk.domain.record.refusals import SERVER_LOCK, BackupFailed, NewerDatabase, NotWritable, OlderServer
from kiosk.storage import backup, trouble
from kiosk.storage.db import FILE, connect
from kiosk.storage.record import copies, redaction
from kiosk.storage.schema import MIGRATIONS, STEPS


def create(folder: Path) -> None:
    """An empty database of today's shape in a folder, made when absent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).touch(mode=0o600)
    except OSError as error:
        raise NotWritable(folder=folder) from error
    upgrade(folder)


def upgrade(folder: Path) -> list[str]:
    """Bring an older database to today's shape after a backup; answers the names of the steps taken.

    One process at a time: whoever comes second finds it done. OlderServer while a server of an earlier program is at
    work, which would not find its tables again.
    """
    try:
        with closing(connect(folder / FILE)) as connection:
            if not pending(connection) and not _remembers(connection):
                return []
            with _alone(folder):
                taken = _upgraded(connection, folder)
                if _remembers(connection):
                    _forget(connection, folder)
                return taken
    except sqlite3.Error as error:
        if refusal := trouble.refusal(error, folder / FILE):
            raise refusal from error
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder itself is the lock: no file of it is left behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _upgraded(connection: sqlite3.Connection, folder: Path) -> list[str]:
    taken = pending(connection)
    if taken and _applied(connection):
        _require_no_older_server(folder)
        backup.copy(folder / FILE, folder / f"before-{taken[0]}-{datetime.now(UTC):%Y%m%d%H%M%S}.db")
    if taken:
        _apply(connection)
    return taken


def _require_no_older_server(folder: Path) -> None:
    """Whoever serves a database that lacks steps is of an earlier program."""
    if not (lock := folder / SERVER_LOCK).exists():
        return
    handle = os.open(lock, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OlderServer() from error
    finally:
        os.close(handle)


def _remembers(connection: sqlite3.Connection) -> bool:
    """Whether pages of the file, or copies, may still hold what was taken out of old entries."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == redaction.REMEMBERS)


def _forget(connection: sqlite3.Connection, folder: Path) -> None:
    """What was taken out of old entries is in no page of the file any more, nor in any copy that lies in its folder.

    Where there is no room for it, the office works nevertheless, and the next start tries again.
    """
    fresh = folder / f"redacted-{os.getpid()}.db"
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        backup.copy(folder / FILE, fresh)
        copies.replace_all(folder, fresh)
        connection.execute("PRAGMA user_version = 0")
    except (OSError, sqlite3.Error, BackupFailed) as error:
        logging.getLogger(__name__).warning("old pages and copies are not cleaned yet: %s", error)
    finally:
        fresh.unlink(missing_ok=True)


def pending(connection: sqlite3.Connection) -> list[str]:
    """The steps a database lacks; refuses one made by a newer program."""
    names, applied = [function.__name__ for function in STEPS], _applied(connection)
    if newer := [name for name in applied if name not in names]:
        raise NewerDatabase(step=newer[-1])
    return [name for name in names if name not in applied]


def _applied(connection: sqlite3.Connection) -> list[str]:
    utils = Utils(connection, execute_plugins=False)
    return [each.name for each in MIGRATIONS.applied(utils)]


def _apply(connection: sqlite3.Connection) -> None:
    """All of them or none: the steps' own `atomic()` nests inside this transaction.

    A table that others refer to may be made anew: their references are looked at when all is done.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Utils(connection, execute_plugins=False))
        if wrong := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"a row of {wrong[0]} refers to one of {wrong[2]} that is not there")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys=ON")
