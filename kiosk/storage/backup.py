"""An online copy of the database, checked before it counts."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex

from kiosk.domain.file_flaws import flaw_of
from kiosk.domain.record.refusals import BackupFailed, CopyOntoOffice
from kiosk.domain.rows import Flaw
from kiosk.storage.db import connect


def copy(source: Path, target: Path) -> None:
    """Copy a live database to `target`; the copy appears whole and sound, or not at all."""
    _require_elsewhere(source, target)
    partial = target.with_name(f"{target.name}.{os.getpid()}-{token_hex(3)}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _tidy(target)
        _copy(source, partial)
        os.replace(partial, target)
    except OSError as error:
        raise BackupFailed(file=target, detail=flaw_of(error)) from error
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        detail = Flaw("no-space") if full else Flaw("not-writable", error=f"{error}")
        raise BackupFailed(file=target, detail=detail) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _require_elsewhere(source: Path, target: Path) -> None:
    """Refuse to replace any file the office works with, by whatever name it is called."""
    own = (source, *(source.with_name(f"{source.name}-{end}") for end in ("wal", "shm", "journal")))
    if target.exists() and not target.is_file():
        raise BackupFailed(file=target, detail=Flaw("is-folder") if target.is_dir() else Flaw("no-file"))
    place = target.resolve()
    if place in {each.resolve() for each in own} or any(_same(target, each) for each in own):
        raise CopyOntoOffice(file=target)
    if place.parent == source.resolve().parent and place.suffix in (".key", ".head", ".toml", ".lock"):
        raise CopyOntoOffice(file=target)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _tidy(target: Path) -> None:
    """Remove the halves that programs which were killed left of this copy."""
    for left in target.parent.glob(f"{target.name}.*.partial"):
        maker = left.name.removeprefix(f"{target.name}.").partition("-")[0]
        if maker.isdecimal() and not Path(f"/proc/{maker}").exists():
            left.unlink(missing_ok=True)


def _copy(source: Path, partial: Path) -> None:
    with closing(connect(source)) as live, closing(sqlite3.connect(partial)) as copied:
        live.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file that can be carried away
        if (verdict := copied.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)
    os.chmod(partial, 0o600)
    with open(partial, "rb") as file:
        os.fsync(file.fileno())
