"""Priority classes: each is a head start in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NO_HEAD_START = timedelta(0)
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """One class the office grants, e.g. the elderly; `head_start` before those who came later than it."""

    code: str
    name_vi: str
    name_en: str
    head_start: timedelta


def turn_at(issued: datetime, granted: PriorityClass | None) -> datetime:
    """The turn time of a new ticket: issued, less the head start of its class."""
    return issued - head_start(granted)


def behind(old: datetime, passed: Sequence[datetime]) -> datetime:
    """The turn time of one who let others pass: 1 ms after the last of them, never better than before."""
    return max(old, passed[-1] + TICK) if passed else old


def regraded(turn: datetime, former: PriorityClass | None, granted: PriorityClass | None, now: datetime) -> datetime:
    """A turn time when one class takes the place of another; what else moved it stays.

    Who already waits behind others does not fall behind those who come now, however often a class is withdrawn.
    """
    return min(turn + head_start(former) - head_start(granted), max(turn, now))


def head_start(granted: PriorityClass | None) -> timedelta:
    """How much earlier a class is called than someone who came at the same moment."""
    return granted.head_start if granted else NO_HEAD_START


def head_start_min(granted: PriorityClass | None) -> int:
    """A head start in whole minutes: all that the log tells of a class."""
    return int(head_start(granted).total_seconds() // 60)
