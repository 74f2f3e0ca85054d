"""What a visit holds for a moment under a name that nobody can guess; it is in memory only and forgotten by itself."""

import secrets
import threading
import time
from typing import Generic, TypeVar

Held = TypeVar("Held")
MOST = 1_000  # more visits at once than an office has screens and phones


class Handles(Generic[Held]):
    """Things held for so many seconds each."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._held: dict[str, tuple[float, Held]] = {}
        self._lock = threading.Lock()

    def hold(self, thing: Held) -> str:
        """Hold a thing; answers its name."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._forget_old()
            while len(self._held) >= MOST:
                del self._held[next(iter(self._held))]
            self._held[name] = time.monotonic() + self.seconds, thing
        return name

    def see(self, name: str) -> Held | None:
        """The thing of a name; None when its time is over."""
        with self._lock:
            self._forget_old()
            handle = self._held.get(name)
        return handle[1] if handle else None

    def take(self, name: str) -> Held | None:
        """The thing of a name, which is forgotten with this."""
        with self._lock:
            self._forget_old()
            handle = self._held.pop(name, None)
        return handle[1] if handle else None

    def _forget_old(self) -> None:
        now = time.monotonic()
        for name in [name for name, (until, _) in self._held.items() if until <= now]:
            del self._held[name]
