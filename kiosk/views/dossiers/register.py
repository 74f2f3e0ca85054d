"""Which dossier is it, what was it at an instant, and what is amiss in the register?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kiosk.domain.dossiers.deadline import recomputed
from kiosk.domain.dossiers.dossier import Dossier, TraceStep, parse_code
from kiosk.domain.dossiers.faults import faults_of
from kiosk.domain.dossiers.refusals import UnknownDossier
from kiosk.moment import Moment
from kiosk.storage.dossiers import dossiers
from kiosk.views import read_by


@read_by("desk")
def by_code(moment: Moment, typed: str) -> Dossier:
    """The dossier of a code as people type it."""
    code = str(parse_code(typed))
    if dossier := dossiers.by_code(moment.sql, code):
        return dossier
    raise UnknownDossier(code=code)


@read_by("desk")
def by_number(moment: Moment, number: int) -> Dossier:
    """The dossier of an internal number."""
    if dossier := dossiers.load(moment.sql, number):
        return dossier
    raise UnknownDossier(code=number)


@read_by("desk")
def state_at(moment: Moment, typed: str, at: datetime) -> TraceStep | None:
    """What was true of a dossier at an instant of the past; None before it was there."""
    return by_code(moment, typed).step_at(at)


@read_by("desk")
def moved(moment: Moment) -> list[tuple[Dossier, datetime]]:
    """The running dossiers whose due date another calendar moved, with what it would be now; a promise stays."""
    dated = [(each, _by_calendar(moment, each)) for each in dossiers.open_ones(moment.sql)]
    return [(each, due) for each, due in dated if due and due != each.due_at]


@read_by("desk")
def faults(moment: Moment, idle: timedelta) -> list[tuple[str, Dossier]]:
    """Every fault of the open dossiers, by its code, the earliest date first."""
    return [*_faults(moment, idle)]


def _by_calendar(moment: Moment, dossier: Dossier) -> datetime | None:
    return dossier.due_at if dossier.paused else recomputed(dossier, moment.plan.shifts)


def _faults(moment: Moment, idle: timedelta) -> Iterator[tuple[str, Dossier]]:
    for dossier in dossiers.open_ones(moment.sql):
        for kind in faults_of(dossier, moment.now, idle):
            yield kind, dossier
