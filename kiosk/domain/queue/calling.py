"""Whose turn it is, and why: one number, the turn time, decides."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from kiosk.domain.office.plan import Counter, Plan
from kiosk.domain.queue.priority import head_start
from kiosk.domain.queue.ticket import Leg

NONE = timedelta(0)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Because:
    """A reason in facts: `code` names its words (`why.<code>`); times of day are local."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A leg in the queue, and when its ticket was taken; `carried` over from the day before."""

    leg: Leg
    issued_at: datetime
    carried: bool = False


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


def may_call(number: int, leg: Leg, plan: Plan, opened: Collection[int], now: datetime) -> bool:
    """Whether a counter may call a leg of its areas that waits: its holder may be here, and it is kept for no other."""
    kept = kept_for(leg, plan, opened)
    return not leg.is_away(now) and (not kept or number in kept)


def _fit(counter: Counter, leg: Leg) -> int:
    """How many of a visitor's needs a counter is fitted for."""
    return len(set(counter.rules.needs) & set(leg.needs))


def how(place: Place, plan: Plan) -> Because:
    """How the turn of a leg came about."""
    leg, moved = place.leg, place.leg.turn_at - place.issued_at
    if leg.why_out_of_turn:
        return Because("out-of-turn", {"cause": leg.why_out_of_turn})
    if place.carried and moved <= NONE:
        return Because("carried")
    if leg.returns and not leg.late and moved > -_head_start(leg, plan):
        return Because("returned", {"at": _local(leg.turn_at, plan)})
    if moved > NONE:
        return Because("later", {"at": _local(leg.turn_at, plan)})
    if moved < NONE:
        return Because("priority", {"minutes": -moved // MINUTE, "at": _local(leg.turn_at, plan)})
    return Because("arrival", {"at": _local(leg.turn_at, plan)})


def why_before(first: Place, other: Place, plan: Plan) -> Because:
    """Why one leg is called before another: by its own turn, by the other's, or by what its counter may call."""
    numbers = {"first": first.leg.number, "other": other.leg.number}
    return Because("before", {**numbers, "reason": _reason(first, other, plan)})


def _reason(first: Place, other: Place, plan: Plan) -> Because:
    counter = plan.counters.get(first.leg.counter or 0)
    if turn(first.leg) > turn(other.leg) and not first.leg.why_out_of_turn and counter:
        return _by_counter(counter, first.leg, other.leg, plan)
    own, others = how(first, plan), how(other, plan)
    if own.code == "arrival" and others.code in ("returned", "later"):
        return Because(f"other-{others.code}", {"number": other.leg.number, **others.facts})
    return own


def _by_counter(counter: Counter, first: Leg, other: Leg, plan: Plan) -> Because:
    """What its counter may call decided, for the other had the better turn."""
    own, helped = plan.callable_at(counter)
    if other.area not in own | helped:
        return Because("other-area", {"counter": counter.number, "area": other.area})
    if first.area in own and other.area in helped:
        return Because("own-first", {"counter": counter.number, "area": other.area})
    if other.needs or other.meant_for:
        return Because("kept", {"number": other.number})
    return Because("since", {"number": other.number})


def _head_start(leg: Leg, plan: Plan) -> timedelta:
    return head_start(plan.classes.get(leg.priority or ""))


def _local(at: datetime, plan: Plan) -> time:
    return at.astimezone(plan.zone_info).time()
