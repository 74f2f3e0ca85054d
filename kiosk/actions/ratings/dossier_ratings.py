"""Ratings of returned dossiers, once each, by who holds the receipt: its code is the proof."""

from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.actions.ratings.ratings import RatingQuestion, explain, judge, stage_of
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.refusals import DossierNotFound, NotReturnedYet
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.ratings.refusals import DossierRatingOver
from kiosk.office import Office
from kiosk.storage import keys
from kiosk.storage.dossiers import dossiers
from kiosk.storage.ratings import ratings


def of_receipt(office: Office, token: str) -> tuple[Dossier, RatingQuestion]:
    """What the page behind a receipt asks of its dossier; refused before the return, and unrated some days after."""
    with office.reading() as (sql, plan):
        dossier = _proven(office, sql, token)
        rating = ratings.of_dossier(sql, dossier.id)
        if rating is None:
            _require_open(plan, dossier, office.clock())
        return dossier, RatingQuestion(stage_of(rating), None, rating)


def rate_by_receipt(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement of how a dossier was settled."""
    with working(office) as work:
        dossier = _proven(office, work.sql, token)
        former = ratings.of_dossier(work.sql, dossier.id)
        if former is None:
            _require_open(work.plan, dossier, work.now)
        return judge(work, former, Rating(0, "", "", source, work.now, dossier=dossier.id), answer)


def explain_by_receipt(office: Office, token: str, reason: str) -> Rating:
    """Why, by who holds the receipt."""
    with working(office) as work:
        return explain(work, ratings.of_dossier(work.sql, _proven(office, work.sql, token).id), reason)


def is_open(plan: Plan, dossier: Dossier, now: datetime) -> bool:
    """Whether a dossier was returned, and not too long ago."""
    returned_at = dossier.returned_at if dossier.state is DossierState.RETURNED else None
    return returned_at is not None and now - returned_at < timedelta(days=plan.ratings.dossier_days)


def _proven(office: Office, sql: Connection, token: str) -> Dossier:
    """The dossier of a receipt's code."""
    if found := dossiers.of_receipt(sql, keys.of_folder(office.config.folder), token):
        return found
    raise DossierNotFound()


def _require_open(plan: Plan, dossier: Dossier, now: datetime) -> None:
    if dossier.state is not DossierState.RETURNED:
        raise NotReturnedYet(code=dossier.code)
    if not is_open(plan, dossier, now):
        raise DossierRatingOver(days=plan.ratings.dossier_days)
