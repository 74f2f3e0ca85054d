"""For how long does a page show a visitor the number just taken, and how soon may its screen give another?"""

from datetime import datetime, timedelta

VISIT = timedelta(seconds=60)
GIVES_BACK = timedelta(seconds=15)  # the page offers it for 10 s from when it was painted; the rest is on its way
PAUSE = timedelta(seconds=2)


def lasts(issued_at: datetime, ended: bool, now: datetime, holds: timedelta = VISIT) -> bool:
    """Whether it is still the same visit: the next visitor must not get the former's ticket."""
    return not ended and now - issued_at <= holds


def too_soon(last: datetime | None, now: datetime) -> bool:
    """Whether a tap follows the one before on the same screen so closely that it was not meant for what came since."""
    return last is not None and timedelta(0) <= now - last < PAUSE
