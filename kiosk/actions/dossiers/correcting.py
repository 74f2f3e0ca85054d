"""A dossier that was filed as something else is put right, while its date still follows from its procedure alone."""

from dataclasses import replace

from kiosk.actions.dossiers.handling import dossier_by_number, saved
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
        former = dossier_by_number(work.sql, dossier)
        if not fits("correct", former):
            raise WrongDossierState(code=former.code, state=former.state.value, wanted=former.state.value)
        _require_own(work, former, by)
        return saved(work, _corrected(work, former, by, procedure, agency), "corrected", by)


def _corrected(work: Work, former: Dossier, by: Actor, code: str, agency: str) -> Dossier:
    procedure = procedures.load(work.sql, code)
    if procedure is None:
        raise UnknownProcedure(procedure=code)
    term, former_fee, now = work.plan.term(procedure), work.plan.rule(former.procedure).fee, work.plan.rule(code).fee
    timed = replace(
        former,
        procedure=procedure.code,
        agency=agency_for(work, procedure, agency),
        field=procedure.field,
        fee=now or None if former.fee == (former_fee or None) else former.fee,
        duration=term.amount if term else None,
        measure=term.measure if term else None,
        receipt=None if former.receipt in PAPERS else former.receipt,
        receipt_at=None if former.receipt in PAPERS else former.receipt_at,
    )
    due = work.plan.shifts.due(term_of(timed), former.received_at) if former.received_at else former.due_at
    step = TraceStep(work.now, former.state, due, CORRECTED, by.person)
    return replace(timed, due_at=due, trace=(*former.trace, step))


def _require_own(work: Work, former: Dossier, by: Actor) -> None:
    if by.person is None or "manager" in by.roles:
        return
    filed = former.trace[0] if former.trace else None
    if (
        filed is None
        or filed.officer != by.person
        or filed.at < day_start(work.today, work.plan.day_starts_at, work.plan.zone_info)
    ):
        raise NotYourFiling(code=former.code)
