"""Ratings of returned dossiers, once each, by who holds the receipt: its code is the proof."""

from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.actions.ratings.ratings import (
    RatingQuestion,
    explain,
    judged,
    mark_of,
    once,
    question_of,
    second_tap,
    take_back,
)
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.refusals import DossierNotFound, NotReturnedYet
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.held import Said
from kiosk.domain.ratings.rating import Rating, Stage
from kiosk.domain.ratings.refusals import DossierRatingOver
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.ratings import ratings


def of_receipt(office: Office, token: str) -> tuple[Dossier, RatingQuestion]:
    """What the page behind a receipt asks of its dossier; refused before the return, and unrated some days after."""
    with office.reading() as (sql, plan):
        dossier = _proven(office, sql, token)
        question = question_of(office, sql, _mark(office, dossier))
        if question.stage is Stage.ASK:
            _require_open(plan, dossier, office.clock())
        return dossier, question


def rate_by_receipt(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement of how a dossier was settled."""
    with working(office) as work:
        dossier = _proven(office, work.sql, token)
        mark = _mark(office, dossier)
        if former := second_tap(office, mark, answer, source):
            return former
        if not ratings.marked(work.sql, [mark]):
            _require_open(work.plan, dossier, work.now)
        rating = judged(work, Rating("", "", source, work.today, agency=dossier.agency), answer)
        once(office, work, mark)
        now = work.now
    office.held.keep(Said(mark, rating, now))
    return rating


def explain_by_receipt(office: Office, token: str, reason: str) -> Rating:
    """Why, by who holds the receipt."""
    return explain(office, _mark_behind(office, token), reason)


def take_back_by_receipt(office: Office, token: str) -> None:
    """A slip of the finger, by who holds the receipt."""
    take_back(office, _mark_behind(office, token))


def is_open(plan: Plan, dossier: Dossier, now: datetime) -> bool:
    """Whether a dossier was returned, and not too long ago."""
    returned_at = dossier.returned_at if dossier.state is DossierState.RETURNED else None
    return returned_at is not None and now - returned_at < timedelta(days=plan.ratings.dossier_days)


def _proven(office: Office, sql: Connection, token: str) -> Dossier:
    """The dossier of a receipt's code."""
    if found := dossiers.of_receipt(sql, office.keys.digest, token):
        return found
    raise DossierNotFound()


def _mark_behind(office: Office, token: str) -> str:
    with office.reading() as (sql, _):
        return _mark(office, _proven(office, sql, token))


def _mark(office: Office, dossier: Dossier) -> str:
    return mark_of(office, f"dossier {dossier.id}")


def _require_open(plan: Plan, dossier: Dossier, now: datetime) -> None:
    if dossier.state is not DossierState.RETURNED:
        raise NotReturnedYet(code=dossier.code)
    if not is_open(plan, dossier, now):
        raise DossierRatingOver(days=plan.ratings.dossier_days)
