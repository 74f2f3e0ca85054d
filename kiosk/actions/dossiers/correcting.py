"""A dossier that was filed as something else is put right, while its date still follows from its procedure alone."""

from dataclasses import replace

from kiosk.actions.dossiers.handling import known, saved
from kiosk.actions.dossiers.receipts import PAPERS
from kiosk.actions.dossiers.reception import agency_for
from kiosk.actions.work import Work, working
from kiosk.domain.dossiers.deadline import term_of
from kiosk.domain.dossiers.dossier import CORRECTED, Dossier, TraceStep
from kiosk.domain.dossiers.refusals import NotYourFiling, UnknownProcedure, WrongDossierState
from kiosk.domain.dossiers.steps import fits
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.numbering import day_start
from kiosk.office import Office
from kiosk.storage.dossiers import procedures


def correct(office: Office, dossier: int, by: Actor, procedure: str, agency: str = "") -> Dossier:
    """It is of another procedure: its agency, field, fee and date follow, and form 01 is to be given anew.

    Whoever filed it may on the same day, and who is in charge.
    """
    with working(office, by) as work:
        found = known(work.sql, dossier)
        if not fits("correct", found):
            raise WrongDossierState(code=found.code, state=found.state.value, wanted=found.state.value)
        _require_own(work, found, by)
        return saved(work, _corrected(work, found, by, procedure, agency), "corrected", by)


def _corrected(work: Work, found: Dossier, by: Actor, code: str, agency: str) -> Dossier:
    procedure = procedures.load(work.sql, code)
    if procedure is None:
        raise UnknownProcedure(procedure=code)
    term, former, now = work.plan.term(procedure), work.plan.rule(found.procedure).fee, work.plan.rule(code).fee
    timed = replace(
        found,
        procedure=procedure.code,
        agency=agency_for(work, procedure, agency),
        field=procedure.field,
        fee=now or None if found.fee == (former or None) else found.fee,
        duration=term.amount if term else None,
        measure=term.measure if term else None,
        receipt=None if found.receipt in PAPERS else found.receipt,
        receipt_at=None if found.receipt in PAPERS else found.receipt_at,
    )
    due = work.plan.shifts.due(term_of(timed), found.received_at) if found.received_at else found.due_at
    step = TraceStep(work.now, found.state, due, CORRECTED, by.person)
    return replace(timed, due_at=due, trace=(*found.trace, step))


def _require_own(work: Work, found: Dossier, by: Actor) -> None:
    if by.person is None or by.role == "manager":
        return
    filed = found.trace[0] if found.trace else None
    if (
        filed is None
        or filed.officer != by.person
        or filed.at < day_start(work.today, work.plan.day_starts_at, work.plan.zone_info)
    ):
        raise NotYourFiling(code=found.code)
