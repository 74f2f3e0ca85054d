"""An online copy of the database, checked before it counts."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kiosk.domain.record.refusals import BackupFailed
from kiosk.storage.db import connect


def copy(source: Path, target: Path) -> None:
    """Copy a live database to `target`; the copy appears whole and sound, or not at all."""
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy(source, partial)
        os.replace(partial, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(file=target, detail=str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _copy(source: Path, partial: Path) -> None:
    with closing(connect(source)) as live, closing(sqlite3.connect(partial)) as copied:
        live.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file that can be carried away
        if (found := copied.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
    os.chmod(partial, 0o600)
    with open(partial, "rb") as file:
        os.fsync(file.fileno())
