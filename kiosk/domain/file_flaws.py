"""Why a file could not be written, as whoever chose its name is told."""

import errno
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
