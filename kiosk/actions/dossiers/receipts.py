"""Form 01, the receipt and appointment: printed, set on A5, or left out for a reason; and its PIN renewed."""

from dataclasses import replace

from kiosk.actions.dossiers.handling import dossier_by_number, saved
from kiosk.actions.queue.counter import known_reason
from kiosk.actions.work import Work, working
from kiosk.domain.dossiers.dossier import Dossier
from kiosk.domain.dossiers.refusals import NoReceipt
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.reasons import WITHOUT_RECEIPT
from kiosk.domain.record.entries.paper import ReceiptQueued
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.paper import jobs

PAPERS = ("80mm", "a5")


def print_receipt(office: Office, dossier: int, by: Actor) -> int:
    """Queue form 01 on 80 mm paper, once more when it was printed before; answers the job."""
    with working(office, by) as work:
        former = _accepted(dossier_by_number(work.sql, dossier))
        # One that was taken over with its past has no PIN before its first receipt.
        return queue_receipt(work, former if former.edition else saved(work, _with_pin(former), "pin-given", by), by)


def give_receipt(office: Office, dossier: int, by: Actor, receipt: str) -> Dossier:
    """Form 01 was set on A5, or is left out for a reason code."""
    require_receipt(receipt)
    with working(office, by) as work:
        former = _accepted(dossier_by_number(work.sql, dossier))
        if former.receipt == receipt:
            return former
        return saved(work, with_receipt(work, former, receipt), "receipt", by, receipt)


def renew_pin(office: Office, dossier: int, by: Actor) -> Dossier:
    """A receipt was lost: its PIN and its code open nothing any more, those of the next receipt do."""
    with working(office, by) as work:
        former = _accepted(dossier_by_number(work.sql, dossier))
        return saved(work, replace(former, edition=former.edition + 1), "pin-renewed", by)


def queue_receipt(work: Work, dossier: Dossier, by: Actor) -> int:
    """Queue form 01 on 80 mm paper in an open write; answers the job."""
    copy = jobs.copies(work.sql, "receipt", dossier.id)
    job = jobs.add(work.sql, "receipt", dossier.id, work.now, copy, counter=by.counter)
    work.log(ReceiptQueued(job, dossier.id, copy, by.counter, by.person))
    return job


def with_receipt(work: Work, dossier: Dossier, receipt: str) -> Dossier:
    """What is known of the receipt at once: one on 80 mm paper counts when it is printed."""
    return _with_pin(dossier if receipt == "80mm" else replace(dossier, receipt=receipt, receipt_at=work.now))


def require_receipt(receipt: str) -> None:
    """Refuse what is neither a paper nor a reason code."""
    if receipt not in PAPERS:
        known_reason(receipt, WITHOUT_RECEIPT)


def require_receipts(work: Work, leg: Leg) -> None:
    """A visit does not end with a dossier received for which form 01 was neither printed nor left out for a reason."""
    for dossier in dossiers.of_leg(work.sql, leg.id):
        if dossier.received_at and dossier.receipt is None and not jobs.receipt_awaited(work.sql, dossier.id):
            raise NoReceipt(code=dossier.code)


def _with_pin(dossier: Dossier) -> Dossier:
    return replace(dossier, edition=max(1, dossier.edition))


def _accepted(dossier: Dossier) -> Dossier:
    if dossier.received_at is None:
        raise NoReceipt(code=dossier.code)
    return dossier
