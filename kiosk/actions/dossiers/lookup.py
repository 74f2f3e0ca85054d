"""What has become of a dossier: told to who proves that it is theirs, and to nobody else."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from kiosk.actions.dossiers.dossiers import digest_of_id
from kiosk.domain.dossiers.answer import masked, sentences
from kiosk.domain.dossiers.dossier import Dossier, DossierState, parse_code
from kiosk.domain.dossiers.keyed import Proof, is_pin, proven
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.domain.office.plan import Plan
from kiosk.office import Office
from kiosk.storage import keys
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.storage.dossiers.applicants import Proofs

FEW_COUNTERS = 3
MOST_OF_ONE = 20
NOBODY = Proofs(0, 0, "")


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A dossier as its owner is told of it (local times): `says` are the keys of the sentences, in order."""

    dossier: Dossier
    says: Sequence[str]
    procedure: str
    agency: str
    name: str
    papers: str
    reason: str
    reason_code: str | None
    counters: Sequence[int]
    as_of: datetime

    def local(self, at: datetime | None) -> datetime | None:
        """An instant by the office's clock."""
        return at.astimezone(self.as_of.tzinfo) if at else None


def find(office: Office, code: str, factor: str) -> LookedUp:
    """The dossier of a code, for who knows its receipt's PIN or the last four digits of the registered phone.

    A wrong code and a wrong factor are refused alike, after the same work: codes are sequential and can be guessed.
    """
    wanted = str(parse_code(code))
    with office.reading() as (sql, plan):
        proofs = applicants.proofs(sql, wanted)
        if not _fits(office, proofs or NOBODY, factor) or proofs is None:
            raise DossierNotFound()
        return _told(office, sql, plan, proofs.dossier)


def of_receipt(office: Office, token: str) -> LookedUp:
    """The dossier of a receipt's code, which is its own proof; one of an earlier edition proves nothing any more."""
    proof = proven(keys.of_folder(office.config.folder), token)
    with office.reading() as (sql, plan):
        found = dossiers.load(sql, proof.dossier) if proof else None
        if proof is None or found is None or found.edition != proof.edition:
            raise DossierNotFound()
        return _told(office, sql, plan, found.id)


def of_card(office: Office, id_number: str, factor: str) -> list[LookedUp]:
    """The dossiers filed under an ID number that the factor proves; the number alone proves nothing: it is printed."""
    digest = digest_of_id(office, id_number)
    with office.reading() as (sql, plan):
        known = applicants.proofs_of(sql, digest, MOST_OF_ONE)
        fitting = [each.dossier for each in known or [NOBODY] if _fits(office, each, factor) and each.dossier]
        if not fitting:
            raise DossierNotFound()
        return [_told(office, sql, plan, dossier) for dossier in fitting]


def again(office: Office, dossier: int) -> LookedUp:
    """A dossier already proven in this visit, as it is now."""
    with office.reading() as (sql, plan):
        return _told(office, sql, plan, dossier)


def facts(found: LookedUp) -> dict[str, object]:
    """A dossier as programs are told of it: no person, instants in UTC."""
    it = found.dossier
    told = {"code": it.code, "state": int(it.state), "procedure": found.procedure, "agency": found.agency}
    times = {"since": it.since, "received_at": it.received_at, "due_at": it.due_at, "new_due_at": it.new_due_at}
    return (
        told
        | {name: at.isoformat() if at else None for name, at in times.items()}
        | {
            "overdue": it.overdue(found.as_of),
            "collect": it.state is DossierState.READY,
        }
    )


def _fits(office: Office, proofs: Proofs, factor: str) -> bool:
    typed = "".join(factor.split())
    digits = "".join(each for each in proofs.phone if each.isdigit())
    is_phone = hmac.compare_digest(digits[-4:].encode(), typed.encode()) and len(digits) >= len("0123")
    receipt = is_pin(keys.of_folder(office.config.folder), Proof(proofs.dossier, proofs.edition), typed)
    return is_phone or (receipt and proofs.edition > 0)


def _told(office: Office, sql: Connection, plan: Plan, number: int) -> LookedUp:
    dossier = dossiers.load(sql, number)
    if dossier is None:
        raise DossierNotFound()
    who, procedure = applicants.load(sql, number), procedures.load(sql, dossier.procedure)
    words = {note.kind: note.text for note in applicants.notes(sql, number)}
    now, agency = office.clock(), agencies.all_agencies(sql)[dossier.agency].name
    code = dossier.trace[-1].reason if dossier.state in (DossierState.NOT_ACCEPTED, DossierState.STOPPED) else None
    reason = words.get("apology" if dossier.new_due_at else "reason", "")
    known = {"papers": "papers" in words, "reason": bool(reason or code), "hotline": bool(plan.contact.hotline)}
    return LookedUp(
        dossier=dossier,
        says=sentences(dossier, now, **known),
        procedure=procedure.name if procedure else dossier.procedure,
        agency=agency,
        name=masked(who.name) if who else "",
        papers=words.get("papers", ""),
        reason=reason,
        reason_code=code,
        counters=_counters(plan, agency),
        as_of=now.astimezone(plan.zone_info),
    )


def _counters(plan: Plan, agency: str) -> list[int]:
    """Where to ask: the counters of the agency's area, when they are few enough to be named."""
    areas = frozenset(area.letter for area in plan.areas.values() if agency in {each.name for each in area.agencies})
    numbers = sorted(plan.counters_of(areas))
    return numbers if len(numbers) <= FEW_COUNTERS else []
