"""Whose turn it is: one number, the turn time, decides."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.ticket import Leg


def next_turn(waiting: Iterable[Leg]) -> Leg | None:
    """The leg whose turn it is: the smallest turn time, then the older ticket."""
    return min(waiting, key=turn, default=None)


def ahead_of(leg: Leg, waiting: Iterable[Leg]) -> int:
    """How many of those waiting have their turn before this leg."""
    return sum(turn(other) < turn(leg) for other in waiting)


def turn(leg: Leg) -> tuple[datetime, int]:
    """The sort key of the queue."""
    return leg.turn_at, leg.ticket
