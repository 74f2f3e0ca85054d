"""For how long may a counter's last step be taken back?"""

from datetime import datetime, timedelta

NONE, UNDO = timedelta(0), timedelta(seconds=10)


def undo_until(stepped_at: datetime | None, now: datetime) -> datetime | None:
    """Until when a step may be taken back; None when it may not: too late, or before it by a clock set back."""
    if stepped_at is None or not NONE <= now - stepped_at <= UNDO:
        return None
    return stepped_at + UNDO
