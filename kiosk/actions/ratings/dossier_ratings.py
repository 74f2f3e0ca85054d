"""Ratings of returned dossiers, once each, by who holds the receipt: its code is the proof."""

from datetime import datetime, timedelta

from kiosk.actions.dossiers import lookup
from kiosk.actions.ratings.ratings import RatingQuestion, explain, judge, stage_of
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.refusals import NotReturnedYet
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.ratings.refusals import DossierRatingOver
from kiosk.office import Office
from kiosk.storage.ratings import ratings


def of_receipt(office: Office, token: str) -> tuple[Dossier, RatingQuestion]:
    """What the page behind a receipt asks of its dossier; refused before the return, and unrated some days after."""
    dossier = lookup.of_receipt(office, token).dossier
    with office.reading() as (sql, plan):
        rating = ratings.of_dossier(sql, dossier.id)
        if rating is None:
            _require_open(plan, dossier, office.clock())
        return dossier, RatingQuestion(stage_of(rating), None, rating)


def rate_by_receipt(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement of how a dossier was settled."""
    dossier = lookup.of_receipt(office, token).dossier
    with working(office) as work:
        former = ratings.of_dossier(work.sql, dossier.id)
        if former is None:
            _require_open(work.plan, dossier, work.now)
        return judge(work, former, Rating(0, "", "", source, work.now, dossier=dossier.id), answer)


def explain_by_receipt(office: Office, token: str, reason: str) -> Rating:
    """Why, by who holds the receipt."""
    dossier = lookup.of_receipt(office, token).dossier
    with working(office) as work:
        return explain(work, ratings.of_dossier(work.sql, dossier.id), reason)


def is_open(plan: Plan, dossier: Dossier, now: datetime) -> bool:
    """Whether a dossier was returned, and not too long ago."""
    returned_at = dossier.returned_at if dossier.state is DossierState.RETURNED else None
    return returned_at is not None and now - returned_at < timedelta(days=plan.ratings.dossier_days)


def _require_open(plan: Plan, dossier: Dossier, now: datetime) -> None:
    if dossier.state is not DossierState.RETURNED:
        raise NotReturnedYet(code=dossier.code)
    if not is_open(plan, dossier, now):
        raise DossierRatingOver(days=plan.ratings.dossier_days)
