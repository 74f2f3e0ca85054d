"""Which paper never came out."""

from datetime import datetime, timedelta
from typing import Final

EXPIRES: Final = timedelta(seconds=120)
"""Who waited for a paper so long has gone on without it."""

MISSED: Final = ("failed", "unknown", "expired")


def missing(state: str, created_at: datetime, now: datetime) -> str | None:
    """Why a paper is in nobody's hand, by its job's state; None when it is, or may still come.

    `failed`: nothing came out. `unknown`: it may have come out. `expired`: it waited too long.
    """
    if state in MISSED:
        return state
    if state == "queued" and now - created_at > EXPIRES:
        return "expired"
    # Whoever has it in hand would have ended it long ago.
    return "unknown" if state == "printing" and now - created_at > 2 * EXPIRES else None
