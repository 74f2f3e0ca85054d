"""Whose turn it is: one number, the turn time, decides."""

from collections.abc import Collection, Iterable
from datetime import datetime

from kiosk.domain.plan import Counter, Plan
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


def kept_for(leg: Leg, plan: Plan, opened: Collection[int]) -> frozenset[int]:
    """The open counters that alone may call this leg: the one it was sent to, or those fitted for its needs.

    Empty when every counter of its area may: nobody waits for a counter that nobody is at.
    """
    if leg.meant_for in opened:
        return frozenset({leg.meant_for or 0})
    if not leg.needs:
        return frozenset()
    there = [plan.counters[number] for number in opened if number in plan.counters]
    fit = {counter.number: _fit(counter, leg) for counter in there if leg.area in counter.serves | counter.helps}
    best = max(fit.values(), default=0)
    return frozenset(number for number, met in fit.items() if met == best) if best else frozenset()


def _fit(counter: Counter, leg: Leg) -> int:
    """How many of a visitor's needs a counter is fitted for."""
    return len(set(counter.rules.needs) & set(leg.needs))
