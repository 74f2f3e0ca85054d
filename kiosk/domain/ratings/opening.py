"""For how long may a service or a settled dossier be judged?"""

from datetime import date, datetime, timedelta

from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.refusals import NotReturnedYet
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.ratings.refusals import DossierRatingOver, NotServedYet, RatingOver


def is_leg_open(plan: Plan, leg: Leg, now: datetime) -> bool:
    """Whether a leg may still be judged: it was served, and its day is not over."""
    return leg.state is State.DONE and leg.ended_at is not None and _day(plan, leg.ended_at) == _day(plan, now)


def require_leg_open(plan: Plan, leg: Leg, now: datetime) -> None:
    """Refuse a judgement before the service, or after its day."""
    if leg.state is not State.DONE:
        raise NotServedYet(number=leg.number)
    if not is_leg_open(plan, leg, now):
        raise RatingOver()


def is_dossier_open(plan: Plan, dossier: Dossier, now: datetime) -> bool:
    """Whether a dossier was returned, and not too long ago."""
    returned_at = dossier.returned_at if dossier.state is DossierState.RETURNED else None
    return returned_at is not None and now - returned_at < timedelta(days=plan.ratings.dossier_days)


def require_dossier_open(plan: Plan, dossier: Dossier, now: datetime) -> None:
    """Refuse a judgement before the return, or too long after it."""
    if dossier.state is not DossierState.RETURNED:
        raise NotReturnedYet(code=dossier.code)
    if not is_dossier_open(plan, dossier, now):
        raise DossierRatingOver(days=plan.ratings.dossier_days)


def _day(plan: Plan, at: datetime) -> date:
    return business_day(at, plan.day_starts_at, plan.zone_info)
