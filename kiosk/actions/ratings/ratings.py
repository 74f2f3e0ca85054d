"""Ratings: a citizen judges a served leg, once, on the counter's pad, on the phone or on the touch screen.

The first rating stands. The same answer again within a minute is a second tap, not a second opinion.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from sqlite3 import Connection

from kiosk.actions.hall.alerts import raise_alert
from kiosk.actions.work import Work, working
from kiosk.domain.errors import UnknownReason
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.ratings.rating import Rating, Stage, alerts_supervisor, pad_stage, wants_reason
from kiosk.domain.ratings.refusals import AlreadyRated, NotServedYet, RatingOver, UnknownLevel
from kiosk.domain.record.entries.ratings import RatingExplained, RatingGiven, RatingOffered
from kiosk.office import Office
from kiosk.storage.queue import legs, tickets
from kiosk.storage.ratings import ratings

SECOND_TAP = timedelta(minutes=1)
ON_THE_WAY = timedelta(seconds=15)  # a tap on a pad that is just closing still counts


@dataclass(frozen=True, slots=True)
class RatingQuestion:
    """What a screen asks of a served leg, or of a returned dossier (no leg): its stage, and on a pad until when."""

    stage: Stage
    leg: Leg | None
    rating: Rating | None
    until: datetime | None = None


def at_pad(office: Office, sql: Connection, plan: Plan, number: int) -> RatingQuestion | None:
    """What the pad of a counter shows now; None for its welcome."""
    plan.counter(number)
    found = ratings.newest_done(sql, number)
    if found is None or found[0].ended_at is None:
        return None
    leg, rating = found
    open_for = timedelta(seconds=plan.ratings.open_s)
    shown = pad_stage(found[0].ended_at, rating, office.clock(), open_for)
    return RatingQuestion(shown[0], leg, rating, shown[1]) if shown else None


def of_token(office: Office, token: str) -> RatingQuestion:
    """What the page behind a ticket's token asks; refused before the service, and unrated after its day."""
    with office.reading() as (sql, plan):
        leg = _leg_of(sql, token)
        rating = ratings.of_leg(sql, leg.id)
        if rating is None:
            _require_today(plan, leg, office.clock())
        return RatingQuestion(stage_of(rating), leg, rating)


def is_open(plan: Plan, leg: Leg, now: datetime) -> bool:
    """Whether a leg may still be judged: it was served, and its day is not over."""
    return leg.state is State.DONE and leg.ended_at is not None and _day(plan, leg.ended_at) == _day(plan, now)


def stage_of(rating: Rating | None) -> Stage:
    """What comes next where no pad closes."""
    if rating is None:
        return Stage.ASK
    return Stage.WHY if wants_reason(rating) else Stage.THANKS


def rate_at_pad(office: Office, number: int, leg: int, answer: str) -> Rating:
    """A tap on a face of a counter's pad; only what that counter served a moment ago can be judged there."""
    with working(office) as work:
        return _rate(work, _just_served(work, number, leg), answer, "pad")


def rate_by_token(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement by who holds the ticket, on the day of the service."""
    with working(office) as work:
        return _rate(work, _leg_of(work.sql, token), answer, source)


def explain_at_pad(office: Office, number: int, leg: int, reason: str) -> Rating:
    """Why, on the pad; "" when the citizen would not say."""
    with working(office) as work:
        return explain(work, ratings.of_leg(work.sql, _just_served(work, number, leg).id), reason)


def explain_by_token(office: Office, token: str, reason: str) -> Rating:
    """Why, by who holds the ticket."""
    with working(office) as work:
        return explain(work, ratings.of_leg(work.sql, _leg_of(work.sql, token).id), reason)


def explain(work: Work, rating: Rating | None, reason: str) -> Rating:
    """Add the reason to a rating that lacks one; it may alert the supervisor."""
    if rating is None:
        raise UnknownTicket()
    if not wants_reason(rating):
        raise AlreadyRated()
    told = replace(rating, reasons=known_reasons(work.plan, [reason] if reason else []))
    ratings.explain(work.sql, told)
    work.log(RatingExplained(told.id, ratings.reasons_to_text(told.reasons) or ""))
    if alerts_supervisor(told, {each.code: each for each in work.plan.ratings.reasons}):
        raise_alert(work, "rating", told.counter)  # while the citizen is still there
    return told


def offer(office: Office, leg: int, via: str) -> None:
    """A screen asked for the rating of a leg that was served today."""
    with working(office) as work:
        served = _served(work.sql, leg)
        if is_open(work.plan, served, work.now) and ratings.offer(work.sql, served.id, via, work.now):
            work.log(RatingOffered(served.id, via))


def offer_by_token(office: Office, token: str, via: str) -> None:
    """A phone or the touch screen asked the holder of a ticket."""
    with office.reading() as (sql, _):
        leg = _leg_of(sql, token)
    offer(office, leg.id, via)


def keep(work: Work, rating: Rating) -> Rating:
    """Store a new rating with its log entry."""
    kept = ratings.add(work.sql, rating, work.today.isoformat())
    work.log(RatingGiven(*ratings.logged(kept)))
    return kept


def known_reasons(plan: Plan, codes: list[str]) -> tuple[str, ...]:
    """Reason codes of the office, each once; refused otherwise, for reasons are counted."""
    known = [reason.code for reason in plan.ratings.reasons]
    for code in codes:
        if code not in known:
            raise UnknownReason(reason=code, reasons=", ".join(known))
    return tuple(dict.fromkeys(codes))


def judge(work: Work, former: Rating | None, asked: Rating, answer: str) -> Rating:
    """Keep an answer of the office's scale to what was `asked`, unless there is a `former` one."""
    level = work.plan.ratings.level(answer)
    if level is None:
        raise UnknownLevel(level=answer, levels=", ".join(each.code for each in work.plan.ratings.levels))
    if former:
        return _second_tap(former, answer, asked.source, work.now)
    return keep(work, replace(asked, level=level.counts_as, answer=answer))


def _rate(work: Work, leg: Leg, answer: str, source: str) -> Rating:
    former = ratings.of_leg(work.sql, leg.id)
    if former is None:
        _require_today(work.plan, leg, work.now)
    return judge(work, former, Rating(0, "", "", source, work.now, leg.counter, leg=leg.id), answer)


def _second_tap(former: Rating, answer: str, source: str, now: datetime) -> Rating:
    if (former.answer, former.source) != (answer, source) or now - former.rated_at > SECOND_TAP:
        raise AlreadyRated()
    return former


def _just_served(work: Work, number: int, leg: int) -> Leg:
    served = _served(work.sql, leg)
    if served.counter != number or served.ended_at is None:
        raise UnknownTicket()
    rating = ratings.of_leg(work.sql, leg)
    since = rating.rated_at if rating else served.ended_at
    if work.now - since > timedelta(seconds=work.plan.ratings.open_s) + ON_THE_WAY:
        raise RatingOver()
    return served


def _served(sql: Connection, leg: int) -> Leg:
    served = legs.load(sql, leg)
    if served is None:
        raise UnknownTicket()
    return served


def _leg_of(sql: Connection, token: str) -> Leg:
    ticket = tickets.by_token(sql, token)
    if ticket is None:
        raise UnknownTicket()
    while carried := tickets.carried_to(sql, ticket.id):
        ticket = carried
    return legs.newest_of(sql, ticket.id)


def _require_today(plan: Plan, leg: Leg, now: datetime) -> None:
    if leg.state is not State.DONE:
        raise NotServedYet(number=leg.number)
    if not is_open(plan, leg, now):
        raise RatingOver()


def _day(plan: Plan, at: datetime) -> object:
    return business_day(at, plan.day_starts_at, plan.zone_info)
