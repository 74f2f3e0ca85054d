"""What is done with dossiers; every step is logged by the dossier's internal number and a digest of it."""

import unicodedata
from collections.abc import Sequence

from kiosk.actions.work import Work
from kiosk.domain.dossiers.dossier import Applicant, Dossier
from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.office.plan import Agency
from kiosk.domain.record.entries.dossiers import AgencyAdded, DossierAdded, UnitAdded
from kiosk.office import Office
from kiosk.storage.dossiers import agencies, applicants, dossiers
from kiosk.storage.record import facts


def keep(
    work: Work, filed: Sequence[tuple[Dossier, Applicant | None]], via: str, counter: int | None = None
) -> list[int]:
    """Put new dossiers into the register, many at once, each with its log entry; answers their internal numbers.

    A few hundred a write at most: the hall's own writes wait for it.
    """
    added = dossiers.add_many(work.sql, [dossier for dossier, _ in filed])
    pairs = [*zip(added, filed, strict=True)]
    applicants.add_many(work.sql, [(ident, who) for (ident, _), (_, who) in pairs if who])
    work.log_all([_added(ident, each, digest, via, counter) for (ident, digest), (each, _) in pairs])
    return [ident for ident, _ in added]


def _added(ident: int, dossier: Dossier, digest: str, via: str, counter: int | None) -> DossierAdded:
    officer = dossier.trace[-1].officer if dossier.trace else None
    return DossierAdded(ident, dossier.state, digest, via, counter, officer, dossier.leg)


def agency_of(work: Work, agency: Agency) -> int:
    """The number of an agency, which is added when its name is new."""
    named = Agency(unicodedata.normalize("NFC", agency.name.strip()), agency.kind)
    if number := agencies.agency_named(work.sql, named.name):
        return number
    added = agencies.add_agency(work.sql, named)
    work.log(AgencyAdded(added, facts.digests_of_bodies(work.sql)["agency", added]))
    return added


def unit_of(work: Work, name: str) -> int:
    """The number of a receiving unit, which is added when its name is new."""
    named = unicodedata.normalize("NFC", name.strip())
    if number := agencies.unit_named(work.sql, named):
        return number
    added = agencies.add_unit(work.sql, named)
    work.log(UnitAdded(added, facts.digests_of_bodies(work.sql)["unit", added]))
    return added


def digest_of_id(office: Office, id_number: str) -> str:
    """The keyed digest under which an ID number is known; the number itself is kept nowhere."""
    return keyed(office.keys.digest, "id", id_number)
