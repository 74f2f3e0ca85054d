"""Ratings of returned dossiers, once each, by who holds the receipt: its code is the proof."""

from sqlite3 import Connection

from kiosk.actions.ratings.ratings import (
    explain,
    judged,
    once,
    second_tap,
    take_back,
    think_again,
)
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Dossier
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.domain.ratings.held import Said, mark_of
from kiosk.domain.ratings.opening import require_dossier_open
from kiosk.domain.ratings.rating import Rating
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.ratings import ratings


def rate_by_receipt(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement of how a dossier was settled."""
    with working(office) as work:
        dossier = _proven(office, work.sql, token)
        mark = _mark(office, dossier)
        if former := second_tap(office, mark, answer, source):
            return former
        if not ratings.marked(work.sql, [mark]):
            require_dossier_open(work.plan, dossier, work.now)
        rating = judged(work, Rating("", "", source, work.today, agency=dossier.agency), answer)
        once(office, work, mark)
        now = work.now
    office.held.keep(Said(mark, rating, now))
    return rating


def explain_by_receipt(office: Office, token: str, reason: str, *, sure: bool = False) -> Rating:
    """Why, by who holds the receipt."""
    return explain(office, _mark_behind(office, token), reason, sure=sure)


def think_again_by_receipt(office: Office, token: str) -> None:
    """Not that reason, by who holds the receipt."""
    think_again(office, _mark_behind(office, token))


def take_back_by_receipt(office: Office, token: str) -> None:
    """A slip of the finger, by who holds the receipt."""
    take_back(office, _mark_behind(office, token))


def _proven(office: Office, sql: Connection, token: str) -> Dossier:
    """The dossier of a receipt's code."""
    if dossier := dossiers.of_receipt(sql, office.keys.digest, token):
        return dossier
    raise DossierNotFound()


def _mark_behind(office: Office, token: str) -> str:
    with office.reading() as (sql, _):
        return _mark(office, _proven(office, sql, token))


def _mark(office: Office, dossier: Dossier) -> str:
    return mark_of(office.keys.digest, f"dossier {dossier.id}")
