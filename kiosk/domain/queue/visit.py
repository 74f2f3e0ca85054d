"""For how long does a page show a visitor the number just taken?"""

from datetime import datetime, timedelta

VISIT = timedelta(seconds=60)


def lasts(issued_at: datetime, ended: bool, now: datetime, holds: timedelta = VISIT) -> bool:
    """Whether it is still the same visit: the next visitor must not get the former's ticket."""
    return not ended and now - issued_at <= holds
