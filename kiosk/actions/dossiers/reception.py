"""What an officer does when a citizen files a dossier, and the receipt that the citizen takes home."""

import unicodedata
from dataclasses import dataclass, field, replace

from kiosk.actions.dossiers.dossiers import agency_of, digest_of_id, keep, unit_of
from kiosk.actions.dossiers.handling import dossier_by_number, noted, saved
from kiosk.actions.dossiers.receipts import queue_receipt, require_receipt, with_receipt
from kiosk.actions.queue.counter import known_reason
from kiosk.actions.work import Work, working
from kiosk.domain.dossiers.deadline import term_of
from kiosk.domain.dossiers.dossier import CHANNELS, Applicant, Dossier, DossierState, TraceStep, make_code
from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.dossiers.refusals import BadFiling, NoUnitCode, UnknownProcedure
from kiosk.domain.office.plan import Agency, Plan
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.refusals import BadKey
from kiosk.domain.reasons import NOT_ACCEPTED
from kiosk.domain.scan import holds_card
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers, filing_keys, procedures
from kiosk.storage.queue import legs

LONGEST_KEY = 120
LONGEST = {"name": 200, "phone": 20, "address": 300, "email": 200, "request": 2000, "papers": 4000}


@dataclass(frozen=True, slots=True)
class ReceptionForm:
    """What the reception form says. `receipt`: the paper of form 01, or the reason code why none is given.

    `refused`: the reason code of a dossier that is not accepted (form 03). `id_number` is kept as a keyed digest.
    """

    procedure: str
    applicant: Applicant = field(default_factory=Applicant)
    channel: str = "direct"
    receipt: str = "80mm"
    refused: str | None = None
    agency: str = ""
    id_number: str = ""
    request: str = ""
    papers: str = ""
    fee: int | None = None
    non_local: bool = False
    digitised: bool = False
    assisted: bool = False
    post_to_agency: bool = False
    post_back: bool = False


def receive(office: Office, filing: ReceptionForm, by: Actor, key: str | None = None) -> Dossier:
    """Put a filed dossier into the register, as part of the leg at the counter; once for each `key` of a page.

    Its receipt is queued for printing (80 mm), or set at once on the page (A5), or left out for a reason.
    """
    _require_fitting(filing)
    if key and len(key) > LONGEST_KEY:
        raise BadKey()
    with working(office, by) as work:
        if key and (former := filing_keys.filed_under(work.sql, key)):
            return dossier_by_number(work.sql, former)
        received = _dossier(work, filing, by)
        [number] = keep(work, [(received, _applicant(office, filing))], "desk", by.counter)
        dossier = replace(received, id=number)
        noted(work, dossier.id, "request", filing.request)
        noted(work, dossier.id, "papers-filed", filing.papers)
        if key:
            filing_keys.remember_key(work.sql, key, dossier.id, work.now)
        if filing.refused is None and filing.receipt == "80mm":
            queue_receipt(work, dossier, by)
        return dossier


def accept(office: Office, dossier: int, by: Actor, receipt: str = "80mm") -> Dossier:
    """Accept a dossier that was submitted from afar: from now on its time runs."""
    require_receipt(receipt)
    with working(office, by) as work:
        submitted = dossier_by_number(work.sql, dossier)
        due = work.plan.shifts.due(term_of(submitted), work.now) or submitted.due_at
        timed = replace(submitted, received_at=work.now, due_at=due)
        moved = timed.move(DossierState.ACCEPTED, work.now, officer=by.person)
        accepted = saved(work, with_receipt(work, moved, receipt), "accepted", by)
        if receipt == "80mm":
            queue_receipt(work, accepted, by)
        return accepted


def _dossier(work: Work, filing: ReceptionForm, by: Actor) -> Dossier:
    """The dossier of a filing: accepted, and its time runs, or not accepted for a reason."""
    submitted = _submitted(work, filing, by)
    if filing.refused:
        begun = replace(submitted, trace=(TraceStep(work.now, DossierState.SUBMITTED, officer=by.person),))
        return begun.move(DossierState.NOT_ACCEPTED, work.now, filing.refused, by.person)
    due = work.plan.shifts.due(term_of(submitted), work.now)
    step = TraceStep(work.now, DossierState.ACCEPTED, due, officer=by.person)
    accepted = replace(submitted, state=DossierState.ACCEPTED, received_at=work.now, due_at=due, trace=(step,))
    return with_receipt(work, accepted, filing.receipt)


def _submitted(work: Work, filing: ReceptionForm, by: Actor) -> Dossier:
    procedure = procedures.load(work.sql, filing.procedure)
    if procedure is None:
        raise UnknownProcedure(procedure=filing.procedure)
    term, leg = work.plan.term(procedure), legs.at_counter(work.sql, by.counter) if by.counter else None
    return Dossier(
        id=0,
        code=_next_code(work),
        procedure=procedure.code,
        agency=agency_for(work, procedure, filing.agency),
        unit=unit_of(work, work.plan.name_vi),
        field=procedure.field,
        channel=filing.channel,
        state=DossierState.SUBMITTED,
        submitted_at=work.now,
        non_local=filing.non_local,
        post_to_agency=filing.post_to_agency,
        post_back=filing.post_back,
        fee=filing.fee if filing.fee is not None else work.plan.rule(procedure.code).fee or None,
        digitised=filing.digitised,
        assisted=filing.assisted,
        duration=term.amount if term else None,
        measure=term.measure if term else None,
        leg=leg.id if leg else None,
    )


def _next_code(work: Work) -> str:
    unit, day = work.plan.dossiers.unit, work.now.astimezone(work.plan.zone_info).date()
    if not unit:
        raise NoUnitCode()
    return make_code(unit, day, dossiers.last_serial(work.sql, unit, day) + 1)


def agency_for(work: Work, procedure: Procedure, chosen: str) -> int:
    """The number of the agency that decides."""
    return agency_of(work, _agency(work.plan, procedure, chosen))


def _agency(plan: Plan, procedure: Procedure, chosen: str) -> Agency:
    """Who decides: as chosen, as the office decided, the one agency of the area that takes it, else the catalogue's."""
    offered, known_here = plan.agencies_for(procedure), plan.agencies
    if chosen and chosen not in known_here:
        raise BadFiling(field="agency")
    name = chosen or plan.rule(procedure.code).agency or (offered[0].name if len(offered) == 1 else "")
    return known_here.get(name) or Agency(name or procedure.agency or procedure.ministry, "department")


def _applicant(office: Office, filing: ReceptionForm) -> Applicant | None:
    who, number = filing.applicant, "".join(filing.id_number.split())
    if number:
        who = replace(who, id_digest=digest_of_id(office, number), id_last4=number[-4:])
    facts = {name: _plain(getattr(who, name)) for name in ("name", "phone", "address", "email")}
    return replace(who, **facts) if any(facts.values()) or number else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _require_fitting(filing: ReceptionForm) -> None:
    """Refuse what no form can say: a field too long, digits that are none, a word not among the known."""
    texts = {name: getattr(filing.applicant, name, "") or getattr(filing, name, "") for name in LONGEST}
    for name, text in texts.items():
        if len(text) > LONGEST[name] or holds_card(text):
            raise BadFiling(field=name)
    number = "".join(filing.id_number.split())
    if number and not (number.isascii() and number.isdigit() and len(number) in (9, 12)):
        raise BadFiling(field="id_number")
    phone = "".join(c for c in filing.applicant.phone if c not in " .-()")
    if phone and not (phone.lstrip("+").isdigit() and 8 <= len(phone) <= 16):
        raise BadFiling(field="phone")
    if filing.channel not in CHANNELS or not (filing.applicant.name.strip() or filing.refused):
        raise BadFiling(field="name" if filing.channel in CHANNELS else "channel")
    if filing.refused is not None:
        known_reason(filing.refused, NOT_ACCEPTED)
    else:
        require_receipt(filing.receipt)
