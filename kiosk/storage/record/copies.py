"""The copies of an office that lie in its own folder: what may no longer be known is taken out of them too."""

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from pathlib import Path

from kiosk.storage.db import FILE

_GENESIS = "SELECT hash FROM log WHERE seq = 1"


def of(folder: Path) -> list[Path]:
    """Every other database beneath the folder that began as this office did."""
    first = genesis(folder / FILE)
    files = (path for path in sorted(folder.rglob("*.db")) if path.is_file() and not path.is_symlink())
    return [path for path in files if path != folder / FILE and first is not None and genesis(path) == first]


def genesis(path: Path) -> str | None:
    """The hash of an office's first log entry, by which its copies are known; None for what is no office."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as sql:
        row = sql.execute(_GENESIS).fetchone()
        return str(row[0]) if row else None
    return None


def replace_all(folder: Path, fresh: Path) -> list[Path]:
    """Let every copy hold what a fresh one does; answers those that were replaced."""
    replaced = [path for path in of(folder) if path != fresh]
    for path in replaced:
        made = path.with_name(f"{path.name}.{os.getpid()}.partial")
        shutil.copy2(fresh, made)
        os.replace(made, path)
    return replaced


def forget(folder: Path, erased: Collection[tuple[int, str]]) -> list[Path]:
    """Erase who filed these dossiers (number and code) in every copy; answers the copies that could not be reached."""
    return [path for path in of(folder) if not _forgotten(path, erased)]


def _forgotten(path: Path, erased: Collection[tuple[int, str]]) -> bool:
    try:
        with closing(sqlite3.connect(path)) as sql:
            sql.execute("PRAGMA secure_delete=ON")
            for table in _tables(sql):
                where = "dossier = (SELECT id FROM dossiers WHERE id = ? AND code = ?)"
                sql.executemany(f"DELETE FROM {table} WHERE {where}", erased)
            sql.commit()
    except sqlite3.Error:
        return False
    return True


def _tables(sql: sqlite3.Connection) -> Iterator[str]:
    for table in ("applicants", "dossier_notes"):
        if sql.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            yield table
