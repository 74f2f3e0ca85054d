"""Memory that is free, given back to the machine."""

import ctypes
import sys


def give_back() -> None:
    """Give back what the C library holds and nobody uses; where it cannot be asked, nothing happens."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's own, see malloc_trim(3)
        if trim is not None:
            trim(0)
