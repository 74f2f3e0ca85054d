"""The office's own secret, beside the database and not in it: who steals a copy of the one cannot undo the digests."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from kiosk.domain.record.refusals import NotWritable

FILE = "digest.key"


@lru_cache
def of_folder(folder: Path) -> bytes:
    """The secret of an office, made when it is first needed."""
    path = folder / FILE
    try:
        if not path.exists():
            _make(path)
        return path.read_bytes()
    except OSError as error:
        raise NotWritable(folder=folder) from error


def _make(path: Path) -> None:
    """Whole or not at all, and the first of two processes wins."""
    made = path.with_suffix(f".{os.getpid()}")
    made.touch(mode=0o600)
    made.write_bytes(secrets.token_bytes(32))
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
