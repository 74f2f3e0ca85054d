"""What a command writes to, when it is closed or full: a sentence and an exit code."""

import errno
import os
import sys
from collections.abc import Callable

from kiosk.i18n import words
from kiosk.tongue import language

UNREAD, FULL = "said.output_unread", "said.output_full"
UNWRITTEN = {errno.EPIPE: UNREAD, errno.EBADF: UNREAD, errno.ENOSPC: FULL, errno.EIO: FULL}


class Unread(Exception):
    """Nobody reads any more what a command says; click, left alone, would end without a word."""


def to_the_end(name: str, run: Callable[[], object]) -> None:
    """Run a command, which ends by SystemExit, until all it said is written; exit code 1 where it cannot be."""
    if sys.stdout is None:  # it was closed before the command began
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    try:
        try:
            run()
        finally:
            sys.stdout.flush()
    except (OSError, Unread) as error:
        if (how := _how(error)) is None:
            raise
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 — what could not be written is not tried again at the end
        print(f"{name}: {words(language())(how)}", file=sys.stderr)
        sys.stderr.flush()
        os._exit(1)  # the standard output's own buffer would complain once more


def _how(error: OSError | Unread) -> str | None:
    """How the output failed, as a key of the catalogue; None of another file's trouble."""
    if isinstance(error, Unread):
        return UNREAD
    return None if error.filename else UNWRITTEN.get(error.errno or 0)
