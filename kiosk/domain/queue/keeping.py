"""Which turn a visit takes along when it is sent elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from kiosk.domain.queue.priority import PriorityClass, regraded
from kiosk.domain.queue.ticket import Leg, State


def kept_turn(stretches: Sequence[Leg], classes: Mapping[str, PriorityClass], now: datetime) -> datetime:
    """The turn of a visit's first stretch, as the class of its last one has it; what was given away since stays given.

    Nobody wins back by being sent elsewhere what a missed call, running late or a turn already served has cost them.
    """
    granted = classes.get(stretches[-1].priority or "")
    standing = (stretches[0], *_given_away(stretches))
    return max(regraded(each.turn_at, classes.get(each.priority or ""), granted, now) for each in standing)


def _given_away(stretches: Sequence[Leg]) -> Iterator[Leg]:
    """The stretches in which the turn became another: by a return, by running late, or by waiting after a service."""
    for before, each in pairwise(stretches):
        served = before.state is State.DONE and each.nth == 1
        if served or (each.returns, each.late) != (before.returns, before.late):
            yield each
