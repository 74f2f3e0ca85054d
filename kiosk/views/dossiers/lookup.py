"""What has become of a dossier: told to who proves that it is theirs, and to nobody else."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.dossiers.answer import masked, sentences
from kiosk.domain.dossiers.dossier import Dossier, DossierState, parse_code
from kiosk.domain.dossiers.keyed import PIN_DIGITS, Proof, is_pin, keyed
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.domain.guessing import DIGITS_OF_PHONE, PHONE_ALONE, PIN, Aim
from kiosk.domain.numbers import same_phone
from kiosk.domain.office.plan import Plan
from kiosk.moment import Moment
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.storage.dossiers.applicants import Proofs
from kiosk.views import read_by

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


@read_by("nobody")
def aims(moment: Moment, code: str, factor: str) -> list[Aim]:
    """What would be guessed at with a factor for a code: the PIN of the receipt or the registered phone, each apart.

    A code of nothing is as much a target as any other.
    """
    proofs = applicants.proofs(moment.sql, str(parse_code(code)))
    return [_aim(moment, proofs, str(parse_code(code)), factor)]


@read_by("nobody")
def aims_of_card(moment: Moment, id_number: str, factor: str) -> list[Aim]:
    """The same of an ID number: each of its dossiers is a aim."""
    digest = keyed(_key(moment), "id", id_number)
    proofs = applicants.proofs_of(moment.sql, digest, MOST_OF_ONE)
    return [_aim(moment, each, digest, factor) for each in proofs] or [_aim(moment, None, digest, factor)]


@read_by("nobody")
def find(moment: Moment, code: str, factor: str) -> LookedUp:
    """The dossier of a code, for who knows its receipt's PIN or the last four digits of the registered phone.

    A wrong code and a wrong factor are refused alike, after the same work: codes are sequential and can be guessed.
    """
    proofs = applicants.proofs(moment.sql, str(parse_code(code)))
    if not _fits(_key(moment), proofs or NOBODY, factor) or proofs is None:
        raise DossierNotFound()
    return _for_owner(moment, proofs.dossier)


@read_by("nobody")
def of_receipt(moment: Moment, token: str) -> LookedUp:
    """The dossier of a receipt's code, which is its own proof; one of an earlier edition proves nothing any more."""
    dossier = dossiers.of_receipt(moment.sql, _key(moment), token)
    if dossier is None:
        raise DossierNotFound()
    return _for_owner(moment, dossier.id)


@read_by("nobody")
def of_card(moment: Moment, id_number: str, factor: str, among: Collection[int | None]) -> list[LookedUp]:
    """The dossiers filed under an ID number that the factor proves, `among` those that may be tried now.

    The number alone proves nothing: it is printed.
    """
    key = _key(moment)
    proofs = applicants.proofs_of(moment.sql, keyed(key, "id", id_number), MOST_OF_ONE)
    tried = [each for each in proofs if each.dossier in among]
    fitting = [each.dossier for each in tried or [NOBODY] if _fits(key, each, factor) and each.dossier]
    if not fitting:
        raise DossierNotFound()
    return [_for_owner(moment, dossier) for dossier in fitting]


@read_by("nobody")
def proven(moment: Moment, numbers: Sequence[int]) -> list[LookedUp]:
    """Dossiers already proven in this visit, as they are now."""
    return [_for_owner(moment, number) for number in numbers]


def _for_owner(moment: Moment, number: int) -> LookedUp:
    """A dossier of whose owner it is known that they ask."""
    sql, plan, dossier = moment.sql, moment.plan, dossiers.load(moment.sql, number)
    if dossier is None:
        raise DossierNotFound()
    who, procedure = applicants.load(sql, number), procedures.load(sql, dossier.procedure)
    words = {note.kind: note.text for note in applicants.notes(sql, number)}
    agency = agencies.all_agencies(sql)[dossier.agency].name
    code = dossier.trace[-1].reason if dossier.state in (DossierState.NOT_ACCEPTED, DossierState.STOPPED) else None
    reason = words.get("apology" if dossier.new_due_at else "reason", "")
    facts = {"papers": "papers" in words, "reason": bool(reason or code), "hotline": bool(plan.contact.hotline)}
    return LookedUp(
        dossier=dossier,
        says=sentences(dossier, moment.now, **facts),
        procedure=procedure.name if procedure else dossier.procedure,
        agency=agency,
        name=masked(who.name) if who else "",
        papers=words.get("papers", ""),
        reason=reason,
        reason_code=code,
        counters=_counters(plan, agency),
        as_of=moment.local,
    )


def facts(answer: LookedUp) -> dict[str, object]:
    """A dossier as programs are told of it: no person, instants in UTC."""
    it = answer.dossier
    texts = {"code": it.code, "state": int(it.state), "procedure": answer.procedure, "agency": answer.agency}
    times = {"since": it.since, "received_at": it.received_at, "due_at": it.due_at, "new_due_at": it.new_due_at}
    return (
        texts
        | {name: at.isoformat() if at else None for name, at in times.items()}
        | {
            "overdue": it.overdue(answer.as_of),
            "collect": it.state is DossierState.READY,
        }
    )


def _key(moment: Moment) -> bytes:
    return moment.keys.digest


def _aim(moment: Moment, proofs: Proofs | None, name: str, factor: str) -> Aim:
    """What is guessed at; of what is nothing half is slowed down like a dossier with a receipt, half like another."""
    digest = keyed(_key(moment), "guessed", name)
    has_pin = proofs.edition > 0 if proofs else digest < "8"
    way, allowance = "pin", PIN
    if not _is_like_a_pin(factor):
        way, allowance = "phone", DIGITS_OF_PHONE if has_pin else PHONE_ALONE
    if proofs is None:
        return Aim(f"nothing/{digest}/{way}", allowance, known=False)
    return Aim(f"dossier/{proofs.dossier}/{way}", allowance, dossier=proofs.dossier)


def _is_like_a_pin(factor: str) -> bool:
    return len("".join(factor.split())) == PIN_DIGITS


def _fits(key: bytes, proofs: Proofs, factor: str) -> bool:
    """Whether a factor proves a dossier; what looks like a PIN is tried as a PIN alone."""
    typed = "".join(factor.split())
    receipt = is_pin(key, Proof(proofs.dossier, proofs.edition), typed)
    return (receipt and proofs.edition > 0) if _is_like_a_pin(factor) else _is_phone(proofs.phone, typed)


def _is_phone(phone: str, typed: str) -> bool:
    """Whether these are the last four digits of a phone number, or all of them."""
    digits = "".join(each for each in phone if each.isdigit())
    ends = hmac.compare_digest(digits[-4:].encode(), typed.encode()) and len(digits) >= len("0123")
    return ends or same_phone(phone, typed)


def _counters(plan: Plan, agency: str) -> list[int]:
    """Where to ask: the counters of the agency's area, when they are few enough to be named."""
    areas = frozenset(area.letter for area in plan.areas.values() if agency in {each.name for each in area.agencies})
    numbers = sorted(plan.counters_of(areas))
    return numbers if len(numbers) <= FEW_COUNTERS else []
