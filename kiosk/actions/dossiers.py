"""What is done with dossiers; every step is logged by the dossier's internal number and a digest of it."""

import unicodedata
from collections.abc import Sequence

from kiosk.actions.work import Work
from kiosk.domain.dossier import Applicant, Dossier
from kiosk.domain.entries import AgencyAdded, DossierAdded, UnitAdded
from kiosk.domain.keyed import keyed
from kiosk.domain.plan import Agency
from kiosk.office import Office
from kiosk.storage import agencies, applicants, dossiers, facts, keys


def keep(
    work: Work, filed: Sequence[tuple[Dossier, Applicant | None]], via: str, counter: int | None = None
) -> list[Dossier]:
    """Put new dossiers into the register, many at once, each with its log entry; answers them with their ids.

    A few hundred a write at most: the hall's own writes wait for it.
    """
    added = dossiers.add_many(work.sql, [dossier for dossier, _ in filed])
    known = [(dossier.id, who) for (dossier, _), (_, who) in zip(added, filed, strict=True) if who]
    applicants.add_many(work.sql, known)
    for each, digest in added:
        officer = each.trace[-1].officer if each.trace else None
        work.log(DossierAdded(each.id, each.state, digest, via, counter, officer, each.leg))
    return [each for each, _ in added]


def agency_of(work: Work, agency: Agency) -> int:
    """The number of an agency, which is added when its name is new."""
    named = Agency(unicodedata.normalize("NFC", agency.name.strip()), agency.kind)
    if known := agencies.agency_named(work.sql, named.name):
        return known
    added = agencies.add_agency(work.sql, named)
    work.log(AgencyAdded(added, facts.digests_of_bodies(work.sql)["agency", added]))
    return added


def unit_of(work: Work, name: str) -> int:
    """The number of a receiving unit, which is added when its name is new."""
    named = unicodedata.normalize("NFC", name.strip())
    if known := agencies.unit_named(work.sql, named):
        return known
    added = agencies.add_unit(work.sql, named)
    work.log(UnitAdded(added, facts.digests_of_bodies(work.sql)["unit", added]))
    return added


def digest_of_id(office: Office, id_number: str) -> str:
    """The keyed digest under which an ID number is known; the number itself is kept nowhere."""
    return keyed(keys.of_folder(office.config.folder), "id", id_number)
