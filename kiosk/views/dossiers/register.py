"""Looking into the register of dossiers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kiosk.domain.dossiers.deadline import recomputed
from kiosk.domain.dossiers.dossier import Dossier, TraceStep, parse_code
from kiosk.domain.dossiers.faults import faults_of
from kiosk.domain.dossiers.refusals import UnknownDossier
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers


def by_code(office: Office, typed: str) -> Dossier:
    """The dossier of a code as people type it."""
    code = str(parse_code(typed))
    with office.db.reading() as sql:
        found = dossiers.by_code(sql, code)
    if found is None:
        raise UnknownDossier(code=code)
    return found


def state_at(office: Office, typed: str, at: datetime) -> TraceStep | None:
    """What was true of a dossier at an instant of the past; None before it was there."""
    return by_code(office, typed).step_at(at)


def moved(office: Office) -> Iterator[tuple[Dossier, datetime]]:
    """The running dossiers whose due date another calendar moved, with what it would be now; a promise stays."""
    with office.reading() as (sql, plan):
        opened = dossiers.open_ones(sql)
    for dossier in opened:
        due = dossier.due_at if dossier.paused else recomputed(dossier, plan.shifts)
        if due and due != dossier.due_at:
            yield dossier, due


def faults(office: Office, idle: timedelta) -> Iterator[tuple[str, Dossier]]:
    """Every fault of the open dossiers, by its code, the earliest date first."""
    with office.db.reading() as sql:
        opened = dossiers.open_ones(sql)
    for dossier in opened:
        for kind in faults_of(dossier, office.clock(), idle):
            yield kind, dossier
