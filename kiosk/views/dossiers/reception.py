"""What does reception show at a counter: what the visit filed, the procedures to choose from, one dossier?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.dossiers.dossier import Applicant, Dossier
from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.dossiers.search import matching
from kiosk.domain.dossiers.steps import fits
from kiosk.domain.office.plan import Agency, Plan
from kiosk.domain.queue.ticket import Leg
from kiosk.moment import Moment
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.storage.dossiers.applicants import Note
from kiosk.storage.paper import jobs
from kiosk.views import read_by
from kiosk.views.dossiers import register
from kiosk.views.queue import counters

OFFERED = 8
LONGEST_SOUGHT = 100


@dataclass(frozen=True, slots=True)
class VisitFiled:
    """What was filed in the leg at a counter: each dossier, who filed it by its number, how its receipt prints."""

    plan: Plan
    leg: Leg | None
    filed: Sequence[Dossier]
    names: Mapping[int, Applicant]
    printed: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A dossier with all that a counter may know of it, and what may be done with it."""

    plan: Plan
    number: int
    dossier: Dossier
    applicant: Applicant | None
    procedure: Procedure | None
    agency: str
    unit: str
    notes: list[Note]
    job: str | None
    now: datetime

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def may(self, step: str) -> bool:
        """Whether a step fits the dossier as it is."""
        return fits(step, self.dossier)


@dataclass(frozen=True, slots=True)
class OfferedProcedures:
    """The first procedures that fit what was typed, each with who takes it, and how many fit in all."""

    procedures: Sequence[tuple[Procedure, list[Agency]]]
    total: int


@read_by("desk")
def visit(moment: Moment, number: int) -> VisitFiled:
    """What was filed in the leg at a counter."""
    leg, sql = counters.standing(moment, number).leg, moment.sql
    filed = dossiers.of_leg(sql, leg.id) if leg else []
    numbers = [each.id for each in filed]
    return VisitFiled(moment.plan, leg, filed, applicants.of_ids(sql, numbers), jobs.newest_receipts(sql, numbers))


@read_by("desk")
def offered(moment: Moment, number: int, sought: str) -> OfferedProcedures:
    """The procedures that fit what was typed or scanned, those of the visit's area first, and who takes each."""
    plan, leg = moment.plan, counters.standing(moment, number).leg
    ministries = plan.areas[leg.area].ministries if leg and leg.area in plan.areas else ()
    matches = matching(sought[:LONGEST_SOUGHT], procedures.load_all(moment.sql).values(), ministries)
    return OfferedProcedures([(each, plan.agencies_for(each)) for each in matches[:OFFERED]], len(matches))


@read_by("desk")
def sheet(moment: Moment, number: int, dossier_number: int) -> Sheet:
    """A dossier as a counter sees it."""
    plan, sql, dossier = moment.plan, moment.sql, register.by_number(moment, dossier_number)
    return Sheet(
        plan=plan,
        number=plan.counter(number).number,
        dossier=dossier,
        applicant=applicants.load(sql, dossier_number),
        procedure=procedures.load(sql, dossier.procedure),
        agency=agencies.all_agencies(sql)[dossier.agency].name,
        unit=agencies.all_units(sql)[dossier.unit],
        notes=applicants.notes(sql, dossier_number),
        job=jobs.newest_receipts(sql, [dossier_number]).get(dossier_number),
        now=moment.local,
    )
