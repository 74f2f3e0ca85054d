"""Why is a ticket where it is in the queue, in reasons that have words in every language?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.queue.calling import Because, Place, how, kept_for, why_before
from kiosk.domain.queue.ticket import Leg, State
from kiosk.moment import Moment
from kiosk.storage.queue import legs, places
from kiosk.views import read_by
from kiosk.views.queue import counters
from kiosk.views.queue.ticket import ticket_of_number
from kiosk.views.queue.waits import ahead, rivals_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ticket's present leg, and the reasons for its place: where it stands, its turn, who goes before whom."""

    leg: Leg
    reasons: tuple[Because, ...]


@read_by("desk", "greeter")
def why(moment: Moment, number: str) -> Explanation:
    """Explain a ticket of today by its number."""
    ticket = ticket_of_number(moment, number)
    place = places.of_leg(moment.sql, legs.newest_of(moment.sql, ticket.id))
    return Explanation(place.leg, tuple(_reasons(moment, place)))


def _reasons(moment: Moment, place: Place) -> Iterator[Because]:
    leg, plan = place.leg, moment.plan
    yield _standing(moment, leg)
    yield Because("turn", {"number": leg.number, "reason": how(place, plan)})
    if leg.state is State.WAITING and (kept := kept_for(leg, plan, counters.opened(moment))):
        yield Because("kept-for", {"number": leg.number, "counters": ", ".join(map(str, sorted(kept)))})
    for first, other in _pairs(moment, place):
        yield why_before(first, other, plan)


def _standing(moment: Moment, leg: Leg) -> Because:
    """Where the ticket is now."""
    facts = {"number": leg.number, "area": leg.area, "counter": leg.counter}
    if leg.state is State.WAITING:
        return Because("waiting", {**facts, "n": ahead(moment, leg)})
    if leg.called_at and leg.counter:
        return Because("called", {**facts, "at": leg.called_at.astimezone(moment.plan.zone_info).time()})
    if leg.state is State.PARKED:
        return Because("parked", {**facts, "cause": leg.reason or "other"})
    return Because("gone", facts)


def _pairs(moment: Moment, place: Place) -> Iterator[tuple[Place, Place]]:
    """Who goes before whom against the order of arrival: others before this ticket, and this one before others."""
    leg, sql, day = place.leg, moment.sql, moment.today.isoformat()
    rivals = rivals_of(moment, leg) or moment.plan.areas.keys()
    if leg.state is State.WAITING:
        yield from ((other, place) for other in places.passing(sql, place, rivals))
        yield from ((other, place) for other in places.called_earlier(sql, place, rivals, day, moment.now))
    elif leg.called_at and leg.nth == 1:
        areas = rivals | frozenset({leg.area})
        yield from ((place, other) for other in places.passed_over(sql, place, areas, day))
        yield from ((other, place) for other in places.called_earlier(sql, place, areas, day, leg.called_at))


def facts(explained: Explanation) -> dict[str, object]:
    """An explanation as programs are told of it: codes and facts, times of day as `HH:MM`."""
    leg = explained.leg
    leg_facts = {"number": leg.number, "area": leg.area, "state": leg.state, "out_of_turn": leg.why_out_of_turn}
    return {**leg_facts, "reasons": [_reason_facts(each) for each in explained.reasons]}


def _reason_facts(because: Because) -> dict[str, object]:
    return {"code": because.code} | {name: _plain(value) for name, value in because.facts.items()}


def _plain(value: object) -> object:
    if isinstance(value, Because):
        return _reason_facts(value)
    return value if isinstance(value, int | str) or value is None else f"{value:%H:%M}"
