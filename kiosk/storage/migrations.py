"""Bringing a database to today's shape: all of the missing steps or none, after a backup."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database as Utils

from kiosk.domain.record.refusals import NewerDatabase, NotWritable
from kiosk.storage import backup, trouble
from kiosk.storage.db import FILE, connect
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
    """Bring an older database to today's shape after a backup; answers the names of the steps taken."""
    try:
        with closing(connect(folder / FILE)) as connection:
            return _upgraded(connection, folder)
    except sqlite3.Error as error:
        if known := trouble.refusal(error, folder / FILE):
            raise known from error
        raise


def _upgraded(connection: sqlite3.Connection, folder: Path) -> list[str]:
    taken = pending(connection)
    if taken and _applied(connection):
        backup.copy(folder / FILE, folder / f"before-{taken[0]}-{datetime.now(UTC):%Y%m%d%H%M%S}.db")
    if taken:
        _apply(connection)
    return taken


def pending(connection: sqlite3.Connection) -> list[str]:
    """The steps a database lacks; refuses one made by a newer program."""
    known, applied = [function.__name__ for function in STEPS], _applied(connection)
    if newer := [name for name in applied if name not in known]:
        raise NewerDatabase(step=newer[-1])
    return [name for name in known if name not in applied]


def _applied(connection: sqlite3.Connection) -> list[str]:
    utils = Utils(connection, execute_plugins=False)
    return [each.name for each in MIGRATIONS.applied(utils)]


def _apply(connection: sqlite3.Connection) -> None:
    """All of them or none: the steps' own `atomic()` nests inside this transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Utils(connection, execute_plugins=False))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
