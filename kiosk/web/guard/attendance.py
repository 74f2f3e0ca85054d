"""Whose desk is open on a screen: told to the office, so that who sits there does not count as gone."""

import time
from collections.abc import Callable, Collection

from kiosk.web.live.stream import Publisher

EVERY_S = 60.0  # a seat ends after ten minutes without its desk's stream
KINDS = ("desk", "strip", "news")  # the last: another page of a counter, or of none (0)


class Attendance:
    """What the streams of desks tell of those who sit there, from one minute to the next."""

    def __init__(self, publisher: Publisher, attend: Callable[[Collection[int]], object]) -> None:
        self.publisher, self.attend = publisher, attend
        self._told_at = 0.0

    def tell(self) -> None:
        """Tell the office once a minute which desks have a page that listens."""
        if time.monotonic() - self._told_at < EVERY_S:
            return
        counters = {int(topic[1]) for topic in self.publisher.watched() if topic[0] in KINDS} - {0}
        if counters:
            self.attend(counters)
        self._told_at = time.monotonic()
