"""The time since the machine was switched on, which goes on while it sleeps and which nobody sets."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from kiosk.domain.instants import to_ms
from kiosk.domain.office.clock import Running

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BOOT = Path("/proc/sys/kernel/random/boot_id")
Stopwatch = Callable[[datetime], Running | None]


def machine_stopwatch(now: datetime) -> Running | None:
    """When this machine was switched on, if its clock is right now; None where the machine does not tell."""
    boot = _boot()
    return Running(boot, to_ms(now - timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME)))) if boot else None


@lru_cache
def _boot() -> str | None:
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return None


def by_the_clock(_: datetime) -> Running | None:
    """Whoever gives an office its clock vouches for it: it never leaps."""
    return Running("clock", EPOCH)


def no_stopwatch(_: datetime) -> Running | None:
    """A rehearsal's clock says nothing of the time that passes between two of its instants."""
    return None
