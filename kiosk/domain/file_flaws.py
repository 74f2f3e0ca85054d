"""Why a file could not be written or read, as whoever chose its name is told."""

import errno
import re
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Final

from kiosk.domain.rows import Flaw

_FLAWS: Final = {
    errno.ENOENT: Flaw("no-folder"),
    errno.ENOTDIR: Flaw("no-folder"),
    errno.EISDIR: Flaw("is-folder"),
    errno.EACCES: Flaw("not-allowed"),
    errno.EPERM: Flaw("not-allowed"),
    errno.EROFS: Flaw("not-allowed"),
    errno.EEXIST: Flaw("exists"),
    errno.ETXTBSY: Flaw("offices-own"),
    errno.ENOSPC: Flaw("no-space"),
    errno.EDQUOT: Flaw("no-space"),
    errno.ENAMETOOLONG: Flaw("name-too-long"),
}


DATABASE: Final = "office.db"
# What an office works with beside its database: keys, the log's head, settings, locks, the journal.
_OWN = re.compile(r"office\.db(-\w+)?|.+\.(key|head|lock)|kiosk\.toml|journal-.+\.jsonl")


def require_no_offices(file: Path) -> None:
    """Raise OSError where an office works with the file of this place, by whatever name it is called."""
    place = file.resolve()
    if _OWN.fullmatch(place.name) and (place.parent / DATABASE).exists():
        raise OSError(errno.ETXTBSY, "the office works with it")


def flaw_of(error: OSError) -> Flaw:
    """What the machine said, in words."""
    return _FLAWS.get(error.errno or 0) or Flaw("not-writable", error=f"{error}")


def toml_flaw(error: TOMLDecodeError) -> Flaw:
    """Where a TOML file cannot be read: its reader names the place at the end of what it says."""
    place = re.search(r"\(at line (\d+), column (\d+)\)$", f"{error}")
    return Flaw("no-toml-at", line=place[1], column=place[2]) if place else Flaw("no-toml")
