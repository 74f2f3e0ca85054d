"""What becomes of a dossier after its reception: each step with its reason code, its log entry and its trace."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.actions.queue.counter import known_reason
from kiosk.actions.record.forgetting import leave_no_trace
from kiosk.actions.strides import Strides
from kiosk.actions.work import Work, working
from kiosk.domain import reasons
from kiosk.domain.dossiers.deadline import RESTARTED, after_pause
from kiosk.domain.dossiers.dossier import PAYMENTS, RETURNS, Dossier, DossierState
from kiosk.domain.dossiers.refusals import (
    AlreadyPaid,
    BadFiling,
    NewDateTooEarly,
    NoWords,
    UnknownDossier,
    WrongDossierState,
)
from kiosk.domain.dossiers.steps import MAY_BE_LATE
from kiosk.domain.office.roles import Actor
from kiosk.domain.record.entries.dossiers import ApplicantErased, DossierChanged
from kiosk.office import Office
from kiosk.storage.dossiers import applicants, dossiers
from kiosk.storage.dossiers.applicants import Note

LONGEST_WORDS = 4000
Step = Callable[[Work, Dossier], Dossier]


def begin(office: Office, dossier: int, by: Actor) -> Dossier:
    """The agency has it in hand; also after a payment was made or asked in vain."""
    return _move(office, dossier, by, DossierState.IN_HAND)


def ask_supplement(office: Office, dossier: int, by: Actor, reason: str | None, papers: str) -> Dossier:
    """Ask for papers, named in words: the time stands still until they are there."""
    if not papers.strip():
        raise NoWords()
    return _move(
        office, dossier, by, DossierState.SUPPLEMENT, reason=known_reason(reason, reasons.SUPPLEMENT), words=papers
    )


def supplemented(office: Office, dossier: int, by: Actor) -> Dossier:
    """The papers are there: the time goes on or begins anew, as the office decided for the procedure."""
    return _change(office, dossier, by, _resumed_from(by, DossierState.SUPPLEMENT), change="supplemented")


def ask_payment(office: Office, dossier: int, by: Actor, fee: int | None = None) -> Dossier:
    """Wait for a payment, whose amount may not be known yet: the time stands still."""
    if fee is not None and not 0 <= fee <= 10**12:
        raise BadFiling(field="fee")

    def awaiting(work: Work, former: Dossier) -> Dossier:
        moved = former.move(DossierState.PAYMENT, work.now, officer=by.person)
        return replace(moved, fee=former.fee if fee is None else fee)

    return _change(office, dossier, by, awaiting, change="payment-asked")


def pay(office: Office, dossier: int, by: Actor, paid_by: str) -> Dossier:
    """It was paid; when that was awaited the time goes on."""
    if paid_by not in PAYMENTS:
        raise BadFiling(field="paid_by")

    def paid(work: Work, former: Dossier) -> Dossier:
        if former.paid_at:
            raise AlreadyPaid(code=former.code)
        resumed = (
            _resumed_from(by, DossierState.PAYMENT)(work, former) if former.state is DossierState.PAYMENT else former
        )
        return replace(resumed, paid_by=paid_by, paid_at=work.now)

    return _change(office, dossier, by, paid, change="paid", reason=paid_by)


def refuse(office: Office, dossier: int, by: Actor, reason: str | None, words: str = "") -> Dossier:
    """A dossier submitted from afar is not accepted."""
    return _move(
        office, dossier, by, DossierState.NOT_ACCEPTED, reason=known_reason(reason, reasons.NOT_ACCEPTED), words=words
    )


def withdraw(office: Office, dossier: int, by: Actor, reason: str | None = "asked") -> Dossier:
    """The citizen takes it back."""
    return _move(office, dossier, by, DossierState.WITHDRAWN, reason=known_reason(reason, reasons.WITHDRAWN))


def stop(office: Office, dossier: int, by: Actor, reason: str | None, words: str = "") -> Dossier:
    """The work on it ends without a result."""
    return _move(office, dossier, by, DossierState.STOPPED, reason=known_reason(reason, reasons.STOPPED), words=words)


def apologise(
    office: Office, dossier: int, by: Actor, new_due_at: datetime, *, reason: str | None, words: str = ""
) -> Dossier:
    """Apologise for a delay with a new date, once, which is later than the promised one and not past."""
    known_reason(reason, reasons.LATE)

    def sorry(work: Work, former: Dossier) -> Dossier:
        if former.due_at is None or former.state not in MAY_BE_LATE:
            raise WrongDossierState(code=former.code, state=former.state.value, wanted=former.state.value)
        redated = former.redate(new_due_at, work.now)
        if new_due_at <= max(former.due_at, work.now):
            raise NewDateTooEarly(due=former.due_at.astimezone(work.plan.zone_info))
        noted(work, former.id, "apology", words)
        return redated

    return _change(office, dossier, by, sorry, change="apology", reason=reason)


def ready(office: Office, dossier: int, by: Actor) -> Dossier:
    """The result is there."""
    return _move(office, dossier, by, DossierState.READY)


def hand_over(office: Office, dossier: int, by: Actor, how: str) -> Dossier:
    """The citizen has the result: at the counter, by post, or electronically."""

    def handed_over(work: Work, former: Dossier) -> Dossier:
        return _returned(former, work.now, by, how)

    return _change(office, dossier, by, handed_over, change="returned", reason=how)


def on_the_spot(office: Office, dossier: int, by: Actor, how: str = "direct") -> Dossier:
    """Received, appraised, approved and returned in one visit ("4 tại chỗ")."""

    def done(work: Work, former: Dossier) -> Dossier:
        return replace(
            _returned(former.move(DossierState.READY, work.now, officer=by.person), work.now, by, how), on_the_spot=True
        )

    return _change(office, dossier, by, done, change="on-the-spot", reason=how)


def erase(office: Office, dossier: int, by: Actor, reason: str | None) -> None:
    """Forget who filed a dossier and every free word about it; what happened and when is kept."""
    known_reason(reason, reasons.ERASED)
    with working(office, by) as work:
        former = dossier_by_number(work.sql, dossier)
        applicants.erase(work.sql, former.id)
        work.log(ApplicantErased(former.id, reason or "", by.person))
    leave_no_trace(office, [(former.id, former.code)])


def purge(office: Office, kept: timedelta) -> int:
    """Forget who filed the dossiers that ended so long ago; answers how many."""
    count, strides = 0, Strides()
    while True:
        with working(office) as work, strides.measured():
            batch = applicants.ended_before(work.sql, work.now - kept, strides.size)
            for dossier in batch:
                applicants.erase(work.sql, dossier)
                work.log(ApplicantErased(dossier, "term-over"))
            erased = dossiers.codes(work.sql, batch)
        if not batch:
            return count
        count += len(batch)
        leave_no_trace(office, erased)


def dossier_by_number(sql: Connection, number: int) -> Dossier:
    """The dossier of an internal number."""
    if dossier := dossiers.load(sql, number):
        return dossier
    raise UnknownDossier(code=number)


def saved(work: Work, dossier: Dossier, change: str, by: Actor, reason: str | None = None) -> Dossier:
    """Store what became of a dossier, and log it."""
    dossiers.save(work.sql, dossier)
    digest = dossiers.digest(dossier)
    work.log(DossierChanged(dossier.id, dossier.state, digest, change, reason, by.counter, by.person))
    return dossier


def noted(work: Work, dossier: int, kind: str, words: str) -> None:
    """Keep free words about a dossier where they can be erased; empty ones are none."""
    if len(words) > LONGEST_WORDS:
        raise BadFiling(field="words")
    if text := unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip():
        applicants.add_note(work.sql, dossier, Note(work.now, kind, text))


_NAMES = {
    DossierState.IN_HAND: "begun",
    DossierState.SUPPLEMENT: "supplement-asked",
    DossierState.NOT_ACCEPTED: "refused",
    DossierState.WITHDRAWN: "withdrawn",
    DossierState.STOPPED: "stopped",
    DossierState.READY: "ready",
}
_KINDS = {DossierState.SUPPLEMENT: "papers"}


def _move(
    office: Office, dossier: int, by: Actor, state: DossierState, *, reason: str | None = None, words: str = ""
) -> Dossier:
    def moved(work: Work, former: Dossier) -> Dossier:
        noted(work, former.id, _KINDS.get(state, "reason"), words)
        if state is DossierState.IN_HAND and former.paused:
            return _resumed_from(by, former.state)(work, former)
        return former.move(state, work.now, reason, by.person)

    return _change(office, dossier, by, moved, change=_NAMES[state], reason=reason)


def _change(office: Office, dossier: int, by: Actor, step: Step, *, change: str, reason: str | None = None) -> Dossier:
    with working(office, by) as work:
        return saved(work, step(work, dossier_by_number(work.sql, dossier)), change, by, reason)


def _resumed_from(by: Actor, paused: DossierState) -> Step:
    """The time goes on; a dossier that was not accepted yet waits again to be looked at."""

    def resume(work: Work, former: Dossier) -> Dossier:
        if former.state is not paused:
            raise WrongDossierState(code=former.code, state=former.state.value, wanted=DossierState.IN_HAND.value)
        if former.received_at is None:
            return former.move(DossierState.SUBMITTED, work.now, officer=by.person)
        restart = paused is DossierState.SUPPLEMENT and work.plan.rule(former.procedure).after_supplement == "restart"
        due = after_pause(former, work.now, work.plan.shifts, restart)
        timed = replace(former, due_at=due)
        return timed.move(DossierState.IN_HAND, work.now, RESTARTED if restart else None, by.person)

    return resume


def _returned(former: Dossier, at: datetime, by: Actor, how: str) -> Dossier:
    if how not in RETURNS:
        raise BadFiling(field="returned_by")
    return replace(former.move(DossierState.RETURNED, at, officer=by.person), returned_at=at, returned_by=how)
