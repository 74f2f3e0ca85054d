"""Guessing must not pay: who was wrong too often has to wait."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.domain.errors import Refusal, TooManyTries


class Patience:
    """So many wrong tries in so many seconds, for each who tries."""

    def __init__(self, tries: int, pause_s: float) -> None:
        self.tries, self.pause_s = tries, pause_s
        self._failures: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def require(self, who: str) -> None:
        """Refuse who was wrong too often lately, and say for how long."""
        with self._lock:
            recent = [at for at in self._failures.pop(who, ()) if time.monotonic() - at < self.pause_s]
            if recent:
                self._failures[who] = recent
        if len(recent) >= self.tries:
            raise TooManyTries(minutes=int((self.pause_s - (time.monotonic() - recent[0])) // 60) + 1)

    def failed(self, who: str) -> None:
        """Remember a wrong try."""
        with self._lock:
            self._failures[who].append(time.monotonic())

    def forget(self) -> None:
        """Forgive everybody."""
        with self._lock:
            self._failures.clear()

    @contextmanager
    def counted(self, key: str, wrong: type[Refusal]) -> Iterator[None]:
        """Refuse after too many tries; a refusal of the kind `wrong` counts as one."""
        self.require(key)
        try:
            yield
        except wrong:
            self.failed(key)
            raise
