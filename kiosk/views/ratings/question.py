"""What does a screen ask of a served leg, or of a returned dossier?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.dossiers.dossier import Dossier
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.settings import RatingRules
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.ratings.held import Said, mark_of
from kiosk.domain.ratings.opening import require_dossier_open, require_leg_open
from kiosk.domain.ratings.rating import Stage, pad_stage, stage_after
from kiosk.moment import Moment
from kiosk.storage.dossiers import dossiers
from kiosk.storage.queue import legs
from kiosk.storage.ratings import ratings
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.queue.ticket import ticket_of_slip


@dataclass(frozen=True, slots=True)
class RatingQuestion:
    """What is asked of a served leg, or of a returned dossier (no leg): its stage, and on a pad until when."""

    stage: Stage
    leg: Leg | None
    until: datetime | None = None
    undo: bool = False  # what was said may still be taken back
    grave: str = ""  # the reason that is to be confirmed


@dataclass(frozen=True, slots=True)
class PadView:
    """The pad of a counter: what it asks (None: it welcomes), the scale, and what the hall is told."""

    plan: Plan
    number: int
    question: RatingQuestion | None
    rules: RatingRules
    message: Message | None
    now: datetime


@read_by("pad")
def pad(moment: Moment, number: int) -> PadView:
    """The pad of a counter."""
    plan = moment.plan
    message = news.told_in(moment, plan.zones_of(number))
    return PadView(plan, number, _at_pad(moment, number), plan.ratings, message, moment.now)


@read_by("nobody")
def of_slip(moment: Moment, token: str) -> RatingQuestion:
    """What is asked of who holds a slip; refused before the service, and unrated after its day."""
    leg = legs.newest_of(moment.sql, ticket_of_slip(moment, token).id)
    question = _question(moment, f"leg {leg.id}", leg)
    if question.stage is Stage.ASK:
        require_leg_open(moment.plan, leg, moment.now)
    return question


@read_by("nobody")
def of_receipt(moment: Moment, token: str) -> tuple[Dossier, RatingQuestion]:
    """What is asked of who holds a receipt; refused before the return, and unrated some days after."""
    dossier = dossiers.of_receipt(moment.sql, moment.keys.digest, token)
    if dossier is None:
        raise DossierNotFound()
    question = _question(moment, f"dossier {dossier.id}")
    if question.stage is Stage.ASK:
        require_dossier_open(moment.plan, dossier, moment.now)
    return dossier, question


def _at_pad(moment: Moment, number: int) -> RatingQuestion | None:
    leg = ratings.newest_done(moment.sql, moment.plan.counter(number).number)
    if leg is None or leg.ended_at is None:
        return None
    said, rated = _said(moment, f"leg {leg.id}")
    if rated and said is None:
        return None
    open_for = timedelta(seconds=moment.plan.ratings.open_s)
    after = (stage_after(said.rating, said.grave), said.at) if said else None
    stage = pad_stage(leg.ended_at, after, moment.now, open_for)
    return RatingQuestion(stage[0], leg, stage[1], said is not None, said.grave if said else "") if stage else None


def _question(moment: Moment, what: str, leg: Leg | None = None) -> RatingQuestion:
    """What comes next where no pad closes."""
    said, rated = _said(moment, what)
    if said:
        return RatingQuestion(stage_after(said.rating, said.grave), leg, undo=True, grave=said.grave)
    return RatingQuestion(Stage.THANKS if rated else Stage.ASK, leg)


def _said(moment: Moment, what: str) -> tuple[Said | None, bool]:
    """What was said a moment ago, and whether anything ever was."""
    mark = mark_of(moment.keys.digest, what)
    said = moment.held.of(mark)
    return said, said is not None or ratings.marked(moment.sql, [mark]) > 0
