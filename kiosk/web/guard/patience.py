"""Guessing must not pay: each try is counted before it is tried, and who was wrong too often has to wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.domain.errors import Refusal, TooManyTries

MOST = 4_096  # who is remembered at a time; the one who tried least lately is forgotten first


class Patience:
    """So many wrong tries in so many seconds, for each who tries."""

    def __init__(self, tries: int, pause_s: float) -> None:
        self.tries, self.pause_s = tries, pause_s
        self._tried: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def take(self, who: str, most: int | None = None) -> float:
        """Count a try; refuse who has none left, and say for how long. Answers what to give back.

        `most`: how many there are, where that is not the same for ever.
        """
        now = time.monotonic()
        with self._lock:
            recent = [at for at in self._tried.pop(who, ()) if now - at < self.pause_s]
            self._tried[who] = recent
            if len(recent) >= (most or self.tries):
                raise TooManyTries(minutes=int((self.pause_s - (now - recent[0])) // 60) + 1)
            recent.append(now)
            while len(self._tried) > MOST:
                del self._tried[next(iter(self._tried))]
        return now

    def give_back(self, who: str, taken: float) -> None:
        """It was no wrong try."""
        with self._lock:
            if taken in (recent := self._tried.get(who, [])):
                recent.remove(taken)

    def forget(self) -> None:
        """Forgive everybody."""
        with self._lock:
            self._tried.clear()

    @contextmanager
    def counted(self, who: str, wrong: type[Refusal]) -> Iterator[None]:
        """Refuse after too many tries; only what ends in a refusal of the kind `wrong` stays counted."""
        taken = self.take(who)
        try:
            yield
        except wrong:
            raise
        except BaseException:
            self.give_back(who, taken)
            raise
        self.give_back(who, taken)


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries to sign in: of one login at a machine or browser of its own, and of one address whatever the login."""

    of_own: Patience = field(default_factory=lambda: Patience(tries=5, pause_s=300.0))
    of_address: Patience = field(default_factory=lambda: Patience(tries=5, pause_s=60.0))
