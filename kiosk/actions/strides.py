"""Long writes are cut into short ones, so that whoever stands at a screen waits for a moment only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

HOLD_S = 0.025  # that one of them keeps everybody else from writing
LEAST, MOST = 10, 500


@dataclass(slots=True)
class Strides:
    """How many things are written at once: as many as this machine, busy as it is, writes in a moment."""

    size: int = 50

    @contextmanager
    def measured(self) -> Iterator[None]:
        """While a stride is written; it tells how long the next one is."""
        begun = time.monotonic()
        yield
        took = max(time.monotonic() - begun, HOLD_S / MOST)
        size = int(self.size * HOLD_S / took)
        self.size = max(LEAST, min(size, 2 * self.size, MOST))  # a quick one tells little of those to come
