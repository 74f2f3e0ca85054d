"""Why a ticket is where it is in the queue, in reasons that have words in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.calling import Because, Place, how, kept_for, why_before
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg, State
from kiosk.office import OPEN_FOR, Office
from kiosk.storage.queue import desks, legs, places, tickets


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ticket's present leg, and the reasons for its place: where it stands, its turn, who goes before whom."""

    leg: Leg
    reasons: tuple[Because, ...]


def why(office: Office, number: str) -> Explanation:
    """Explain a ticket of today by its number."""
    with office.reading() as (sql, plan):
        parsed, day = parse(number), office.today(plan).isoformat()
        ticket = tickets.by_number(sql, day, *parsed) if parsed else None
        if ticket is None:
            raise UnknownTicket()
        place = places.of_leg(sql, legs.newest_of(sql, ticket.id))
        return Explanation(place.leg, tuple(_reasons(office, sql, plan, place, day)))


def _reasons(office: Office, sql: Connection, plan: Plan, place: Place, day: str) -> Iterator[Because]:
    leg, own = place.leg, how(place, plan)
    yield _standing(sql, plan, leg)
    yield Because("turn", {"number": leg.number, "reason": own})
    if leg.state is State.WAITING:
        since = office.clock() - OPEN_FOR
        if kept := kept_for(leg, plan, desks.opened(sql, since)):
            yield Because("kept-for", {"number": leg.number, "counters": ", ".join(map(str, sorted(kept)))})
    for first, other in _pairs(office, sql, plan, place, day):
        yield why_before(first, other, plan)


def _standing(sql: Connection, plan: Plan, leg: Leg) -> Because:
    """Where the ticket is now."""
    facts = {"number": leg.number, "area": leg.area, "counter": leg.counter}
    if leg.state is State.WAITING:
        ahead = legs.ahead(sql, _rivals(plan, leg), leg.turn_at, leg.ticket)
        return Because("waiting", {**facts, "n": ahead})
    if leg.called_at and leg.counter:
        return Because("called", {**facts, "at": leg.called_at.astimezone(plan.zone_info).time()})
    if leg.state is State.PARKED:
        return Because("parked", {**facts, "cause": leg.reason or "other"})
    return Because("gone", facts)


def _pairs(office: Office, sql: Connection, plan: Plan, place: Place, day: str) -> Iterator[tuple[Place, Place]]:
    """Who goes before whom against the order of arrival: others before this ticket, and this one before others."""
    leg = place.leg
    rivals = _rivals(plan, leg) or plan.areas.keys()
    if leg.state is State.WAITING:
        yield from ((other, place) for other in places.passing(sql, place, rivals))
        yield from ((other, place) for other in places.called_earlier(sql, place, rivals, day, office.clock()))
    elif leg.called_at and leg.nth == 1:
        areas = rivals | frozenset({leg.area})
        yield from ((place, other) for other in places.passed_over(sql, place, areas, day))
        yield from ((other, place) for other in places.called_earlier(sql, place, areas, day, leg.called_at))


def _rivals(plan: Plan, leg: Leg) -> frozenset[str] | None:
    return plan.rivals(leg.area) if leg.area in plan.areas else frozenset({leg.area})


def facts(explained: Explanation) -> dict[str, object]:
    """An explanation as programs are told of it: codes and facts, times of day as `HH:MM`."""
    leg = explained.leg
    told = {"number": leg.number, "area": leg.area, "state": leg.state, "out_of_turn": leg.out_of_turn}
    return {**told, "reasons": [_told(each) for each in explained.reasons]}


def _told(because: Because) -> dict[str, object]:
    return {"code": because.code} | {name: _plain(value) for name, value in because.facts.items()}


def _plain(value: object) -> object:
    if isinstance(value, Because):
        return _told(value)
    return value if isinstance(value, int | str) or value is None else f"{value:%H:%M}"
