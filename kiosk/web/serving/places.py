"""Places for those who listen: most are kept for people who signed in and screens that are registered."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.errors import Overloaded

MOST = 1_000
MOST_STRANGERS = 320  # twice a large hall: who comes back counts twice until the former stream is found dead
MOST_OF_AN_ADDRESS = 32  # of strangers from another machine


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who wants to listen: from which address, whether they are known, and whether this is the office's own machine."""

    address: str
    known: bool
    local: bool


class Places:
    """Who listens now; so many `strangers` at most, and of one address."""

    def __init__(self, strangers: int | None = None, of_an_address: int | None = None) -> None:
        self._strangers_most, self._address_most = strangers, of_an_address
        self._lock = threading.Lock()
        self._insiders, self._strangers = 0, Counter[str]()

    def take(self, who: Attendee) -> Callable[[], None]:
        """Take a place; answers how it is given back. Overloaded when there is none for the likes of them."""
        with self._lock:
            strangers = self._strangers.total()
            if who.known:
                full = self._insiders + strangers >= MOST
            else:
                full = strangers >= (self._strangers_most or MOST_STRANGERS)
                full = full or self._of(who) >= (self._address_most or MOST_OF_AN_ADDRESS)
            if full:
                raise Overloaded()
            self._count(who, 1)
        left: list[None] = []

        def leave() -> None:
            with self._lock:
                if not left:
                    left.append(None)
                    self._count(who, -1)

        return leave

    def taken(self) -> int:
        """How many listen."""
        with self._lock:
            return self._insiders + self._strangers.total()

    def _of(self, who: Attendee) -> int:
        return 0 if who.local else self._strangers[who.address]

    def _count(self, who: Attendee, change: int) -> None:
        if who.known:
            self._insiders += change
        else:
            self._strangers[who.address] += change
            if not self._strangers[who.address]:
                del self._strangers[who.address]
