"""Files that people take away: whole, or not there at all."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from kiosk.domain.errors import NotWritten
from kiosk.domain.file_flaws import flaw_of, require_no_offices


def write(file: Path, content: bytes) -> None:
    """Write a file, in the place of one of that name but of none that an office works with; NotWritten in words."""
    try:
        require_no_offices(file)
        if file.exists() and not file.is_file():
            file.write_bytes(content)  # a device or a pipe is written to, never replaced
        else:
            _whole(file, content)
    except OSError as error:
        raise NotWritten(file=file, why=flaw_of(error)) from error


def _whole(file: Path, content: bytes) -> None:
    place = file.resolve()  # who names a link means the file it leads to
    partial = place.with_name(f".{place.name[:100]}.{token_hex(3)}.partial")
    try:
        partial.write_bytes(content)
        if place.exists():
            os.chmod(partial, place.stat().st_mode & 0o777)
        os.replace(partial, place)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
