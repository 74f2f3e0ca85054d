"""The dossier that a row of a table makes: its state and dates, whole and in order, and its trace."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from kiosk.domain.dossiers.dossier import BEFORE_RECEPTION, ENDED, MOVES, PAUSED, Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.filing import INSTANTS, Event, Filing
from kiosk.domain.rows import Flaw

Dates = Mapping[str, datetime | None]
CORRECTED = "corrected"  # the reason of a step that only tells another due date
_FINISHED = ENDED | {DossierState.READY}
# Before and after, as they must follow each other.
_ORDER = (
    ("submitted_at", "received_at"),
    ("received_at", "due_at"),
    ("received_at", "finished_at"),
    ("finished_at", "returned_at"),
    ("due_at", "new_due_at"),
)


def new_dossier(filing: Filing, about: Mapping[str, Any]) -> Dossier:
    """The dossier of a row that nobody knew, or its Flaw; `about` fills the fields that no row tells."""
    facts = {**about, **filing.facts}
    state, dates = _now(filing, facts, DossierState.SUBMITTED, received=False)
    facts |= {**dates, "state": state, "trace": _trace(state, dates, filing.events)}
    return Dossier(id=0, code=filing.code, **facts)


def dossier_of(filing: Filing, former: Dossier, now: datetime) -> Dossier:
    """What a row makes of the dossier known by its code, or its Flaw: it never goes back, and its trace only grows.

    What the row does not tell stays.
    """
    instants = {name: filing.facts.get(name) or getattr(former, name) for name in INSTANTS}
    state, dates = _now(filing, instants, former.state, received=former.received_at is not None)
    facts = {**filing.facts, **dates, "state": state}
    same = all(getattr(former, name) == value for name, value in facts.items())
    return former if same else replace(former, **facts, trace=(*former.trace, *_news(state, dates, former, now)))


def _now(filing: Filing, facts: Mapping[str, Any], former: DossierState, received: bool) -> tuple[DossierState, Dates]:
    """The state a dossier is in by a row and the dates known of it, and those dates, whole and in order."""
    dates = {name: facts.get(name) for name in INSTANTS}
    state = filing.state or max(former, _by_dates(dates))
    if state not in _reach(former, received):
        raise Flaw("goes-back", former=former.value, state=state.value)
    whole = _whole(dates, state, filing)
    _require_order(whole, filing)
    return state, whole


def _by_dates(dates: Dates) -> DossierState:
    """How far it is by the dates alone."""
    if dates["returned_at"]:
        return DossierState.RETURNED
    if dates["finished_at"]:
        return DossierState.READY
    return DossierState.ACCEPTED if dates["received_at"] else DossierState.SUBMITTED


@lru_cache
def _reach(state: DossierState, received: bool) -> frozenset[DossierState]:
    """Where the moves lead to from a state, itself included; never back to before the reception."""
    states, ahead = {state}, [state]
    while ahead:
        fresh = MOVES[ahead.pop()] - states - (BEFORE_RECEPTION if received else set())
        states |= fresh
        ahead += fresh
    return frozenset(states)


def _whole(dates: dict[str, datetime | None], state: DossierState, filing: Filing) -> Dates:
    """The dates that follow from others: a dossier is received on the day in its code unless a row knows better."""
    if (dates["finished_at"] and state not in _FINISHED) or (dates["returned_at"] and state not in ENDED):
        raise Flaw("not-so-far", state=state.value)
    if state in BEFORE_RECEPTION:
        dates["submitted_at"] = dates["submitted_at"] or dates["received_at"] or filing.filed_at
    else:
        dates["received_at"] = dates["received_at"] or dates["submitted_at"] or filing.filed_at
    if state in _FINISHED:
        dates["finished_at"] = dates["finished_at"] or dates["returned_at"]
        if dates["finished_at"] is None:
            raise Flaw("no-end", state=state.value)
    if state is DossierState.RETURNED:
        dates["returned_at"] = dates["returned_at"] or dates["finished_at"]
    return dates


def _require_order(dates: Dates, filing: Filing) -> None:
    for first, then in _ORDER:
        before, after = dates[first], dates[then]
        if before and after and after < before and not _one_day(before, after, filing, {first, then}):
            raise Flaw("before", first=first, then=then)


def _one_day(before: datetime, after: datetime, filing: Filing, names: set[str]) -> bool:
    """Whether two instants are of one day and one of them was written without its time, so that nothing is wrong."""
    zone = filing.filed_at.tzinfo
    return bool(names & filing.bare) and before.astimezone(zone).date() == after.astimezone(zone).date()


def _trace(state: DossierState, dates: Dates, events: tuple[Event, ...]) -> tuple[TraceStep, ...]:
    """The steps of a dossier by its dates and its own history, in order."""
    steps: list[tuple[datetime, DossierState, str | None]] = [
        (at, each, None) for at, each in _milestones(state, dates)
    ]
    steps += [(each.at, _during(state, dates, each), each.reason) for each in events]
    steps.sort(key=itemgetter(0))  # a milestone comes before an event of the same instant
    due, accepted = dates["due_at"], dates["received_at"]
    return tuple(
        TraceStep(at, each, due if accepted and at >= accepted else None, reason) for at, each, reason in steps
    )


def _milestones(state: DossierState, dates: Dates) -> list[tuple[datetime, DossierState]]:
    """When the dates say that it came into which state; never backwards."""
    received, finished = dates["received_at"], dates["finished_at"]
    candidates = [
        (dates["submitted_at"], DossierState.SUBMITTED),
        (received, DossierState.ACCEPTED),
        (received or dates["submitted_at"], state if state in PAUSED or state is DossierState.IN_HAND else None),
        (finished, state if state in ENDED and state is not DossierState.RETURNED else DossierState.READY),
        (dates["returned_at"], DossierState.RETURNED if state is DossierState.RETURNED else None),
    ]
    steps: list[tuple[datetime, DossierState]] = []
    for at, each in candidates:
        if at and each:
            steps.append((max(at, steps[-1][0]) if steps else at, each))
    return steps


def _during(state: DossierState, dates: Dates, event: Event) -> DossierState:
    """The state an event of its history left it in: before its reception and after its end nothing is in hand."""
    received, finished, returned = dates["received_at"], dates["finished_at"], dates["returned_at"]
    if finished and event.at >= finished:
        ended = state is not DossierState.RETURNED or (returned and event.at >= returned)
        return state if ended else DossierState.READY
    return DossierState.SUBMITTED if received and event.at < received else event.state


def _news(state: DossierState, dates: Dates, former: Dossier, now: datetime) -> list[TraceStep]:
    """What the trace of a known dossier gains."""
    newest, due = former.since or now, dates["due_at"]
    if state is former.state:
        return [TraceStep(max(now, newest), state, due, CORRECTED)] if due != former.due_at else []
    states = {step.state for step in former.trace}
    gained = [(at, each) for at, each in _milestones(state, dates) if each not in states and each >= former.state]
    gained = gained if gained and gained[-1][1] is state else [*gained, (now, state)]
    return [TraceStep(max(at, newest), each, due) for at, each in gained]
