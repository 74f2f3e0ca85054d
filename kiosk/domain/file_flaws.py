"""Why a file could not be written or read, as whoever chose its name is told."""

import errno
import re
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
    errno.ENOSPC: Flaw("no-space"),
    errno.EDQUOT: Flaw("no-space"),
    errno.ENAMETOOLONG: Flaw("name-too-long"),
}


def flaw_of(error: OSError) -> Flaw:
    """What the machine said, in words."""
    return _FLAWS.get(error.errno or 0) or Flaw("not-writable", error=f"{error}")


def toml_flaw(error: TOMLDecodeError) -> Flaw:
    """Where a TOML file cannot be read: its reader names the place at the end of what it says."""
    place = re.search(r"\(at line (\d+), column (\d+)\)$", f"{error}")
    return Flaw("no-toml-at", line=place[1], column=place[2]) if place else Flaw("no-toml")
