"""What does form 01, the receipt and appointment, say of a dossier, and what does it prove?"""

from dataclasses import dataclass

from kiosk.domain.dossiers.dossier import MADE_UP, Applicant, Dossier
from kiosk.domain.dossiers.keyed import Proof, pin_of, token_of
from kiosk.domain.dossiers.refusals import NoReceipt
from kiosk.moment import Moment
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.storage.office import people
from kiosk.views import read_by
from kiosk.views.dossiers import register


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that form 01 says, as the office knows it."""

    dossier: Dossier
    applicant: Applicant
    procedure: str
    agency: str
    unit: str
    officer: str
    request: str
    papers: str
    pin: str
    token: str


@read_by("desk")
def receipt(moment: Moment, number: int) -> Receipt:
    """What the receipt of an accepted dossier says."""
    sql, dossier = moment.sql, register.by_number(moment, number)
    if dossier.received_at is None:
        raise NoReceipt(code=dossier.code)
    procedure = procedures.load(sql, dossier.procedure)
    words = {note.kind: note.text for note in applicants.notes(sql, number)}
    receiver = next((step.officer for step in dossier.trace if step.officer), None)
    officer = people.officer(sql, receiver) if receiver else None
    return Receipt(
        dossier,
        applicants.load(sql, number) or Applicant(),
        procedure.name if procedure else "",
        agencies.all_agencies(sql)[dossier.agency].name,
        agencies.all_units(sql)[dossier.unit],
        officer.name if officer else "",
        words.get("request", ""),
        words.get("papers-filed", ""),
        *proof_on(moment, dossier),
    )


@read_by("desk")
def proof_on(moment: Moment, dossier: Dossier) -> tuple[str, str]:
    """The PIN and the token printed on a dossier's receipt."""
    key, proof = moment.keys.digest, Proof(dossier.id, dossier.edition)
    return pin_of(key, proof), token_of(key, proof)


@read_by("nobody")
def to_try(moment: Moment) -> tuple[str, str] | None:
    """The code and the PIN of the demo's own first dossier; None where that is anybody's."""
    first, who = dossiers.load(moment.sql, 1), applicants.load(moment.sql, 1)
    if first is None or who is None or not who.name.endswith(MADE_UP):
        return None
    return first.code, proof_on(moment, first)[0]
