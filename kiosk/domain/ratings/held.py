"""Ratings just given, in the memory of the server alone: they may still be taken back, or get their reason.

Only afterwards are they stored, without anything that leads to a visit. A power cut may lose them.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.ratings.rating import Rating, wants_reason

MARK = 32  # hex digits
UNDO = timedelta(seconds=10)
WHY = timedelta(seconds=60)  # whoever is not satisfied may take a minute to say why
TOGETHER = timedelta(seconds=60)  # what is stored at once tells less of when each was given


def mark_of(key: bytes, what: str) -> str:
    """What stands for a rated thing (`leg 7`, `dossier 3`, `form 1-002`) where it must not be named."""
    return keyed(key, "rated", what)[:MARK]


@dataclass(frozen=True, slots=True)
class Said:
    """A rating of what `mark` stands for, and when it was last touched; `grave`: a reason that is to be confirmed."""

    mark: str
    rating: Rating
    at: datetime
    grave: str = ""

    @property
    def may_rest_for(self) -> timedelta:
        return WHY if wants_reason(self.rating) else UNDO


class Held:
    """The ratings that are not stored yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[str, Said] = {}
        self._stored_at: datetime | None = None

    def of(self, mark: str) -> Said | None:
        """What was said a moment ago about what a mark stands for."""
        with self._lock:
            return self._said.get(mark)

    def keep(self, said: Said) -> None:
        with self._lock:
            self._said[said.mark] = said

    def drop(self, mark: str) -> None:
        with self._lock:
            self._said.pop(mark, None)

    def ripe(self, now: datetime | None) -> list[Said]:
        """Those whose time to be taken back is over (None: all of them), which are held no longer."""
        with self._lock:
            if now and self._stored_at and abs(now - self._stored_at) < TOGETHER:
                return []
            ripe = [each for each in self._said.values() if now is None or abs(now - each.at) > each.may_rest_for]
            self._stored_at = now if ripe else self._stored_at
            for each in ripe:
                del self._said[each.mark]
        return ripe
