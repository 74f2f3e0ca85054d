"""Which dossiers does somebody mean who types or scans a code, a receipt, a phone number or the slip of a visit?"""

from dataclasses import dataclass

from kiosk.domain import numbers
from kiosk.domain.dossiers.dossier import Dossier, parse_code
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.rows import Flaw
from kiosk.domain.scan import FiledAs, ScannedReceipt, ScannedSlip, classify
from kiosk.moment import Moment
from kiosk.storage.dossiers import applicants, dossiers
from kiosk.storage.queue import tickets
from kiosk.views import read_by

MOST = 20  # of one phone, the newest


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found, and `by` what: code, receipt, phone or slip; never what was typed."""

    by: str
    dossiers: list[Dossier]


@read_by("desk")
def sought(moment: Moment, typed: str) -> Sought:
    """The dossiers of what was typed or scanned; what is none of these is refused as no code."""
    scanned = classify(typed)
    if isinstance(scanned, ScannedReceipt):
        return _one("receipt", dossiers.of_receipt(moment.sql, moment.keys.digest, scanned.token))
    if isinstance(scanned, ScannedSlip):
        return _of_visit(moment, tickets.newest_by_token(moment.sql, scanned.token))
    if isinstance(scanned, FiledAs):
        return _one("code", dossiers.by_code(moment.sql, scanned.code))
    if number := parse(typed.strip()):
        return _of_visit(moment, tickets.by_number(moment.sql, moment.today.isoformat(), *number))
    if phone := _phone(typed):
        return Sought("phone", dossiers.of_ids(moment.sql, applicants.of_phone(moment.sql, phone, MOST)))
    return _one("code", dossiers.by_code(moment.sql, str(parse_code(typed))))


def _phone(typed: str) -> str:
    """A whole phone number; "" for what is none."""
    try:
        return numbers.phone(typed)
    except Flaw:
        return ""


def _of_visit(moment: Moment, ticket: Ticket | None) -> Sought:
    return Sought("slip", dossiers.of_visit(moment.sql, ticket.id) if ticket else [])


def _one(by: str, dossier: Dossier | None) -> Sought:
    return Sought(by, [dossier] if dossier else [])
