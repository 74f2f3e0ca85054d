"""Ratings: a citizen judges a served leg, once, on the counter's pad, on the phone or on the touch screen.

The first rating stands. For 10 s it may be taken back, and the same answer again is a second tap, not a second opinion.
Then it is stored without anything that leads to the visit; that something was rated is known by a keyed mark alone.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from sqlite3 import Connection

from kiosk.actions.work import Work, working
from kiosk.domain.errors import UnknownReason
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import day_start
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.ratings.held import Said, mark_of
from kiosk.domain.ratings.opening import is_leg_open, require_leg_open
from kiosk.domain.ratings.rating import Rating, alerts_supervisor, wants_reason
from kiosk.domain.ratings.refusals import AlreadyRated, RatingOver, UnknownLevel
from kiosk.domain.record.entries.ratings import RatingOffered, RatingTaken, RatingTakenBack
from kiosk.office import Office
from kiosk.storage.office import seats
from kiosk.storage.queue import legs, tickets
from kiosk.storage.ratings import ratings

ON_THE_WAY = timedelta(seconds=15)  # a tap on a pad that is just closing still counts


def rate_at_pad(office: Office, number: int, leg: int, answer: str) -> Rating:
    """A tap on a face of a counter's pad; only what that counter served a moment ago can be judged there."""
    return _rate(office, lambda work: _just_served(office, work, number, leg), answer, "pad")


def rate_by_token(office: Office, token: str, answer: str, source: str) -> Rating:
    """A judgement by who holds the ticket, on the day of the service."""
    return _rate(office, lambda work: _leg_of(work.sql, token), answer, source)


def explain_at_pad(office: Office, number: int, leg: int, reason: str, *, sure: bool = False) -> Rating:
    """Why, on the pad; "" when the citizen would not say."""
    with working(office) as work:
        served = _just_served(office, work, number, leg)
    return explain(office, mark_of(office.keys.digest, f"leg {served.id}"), reason, sure=sure)


def explain_by_token(office: Office, token: str, reason: str, *, sure: bool = False) -> Rating:
    """Why, by who holds the ticket."""
    with office.reading() as (sql, _):
        leg = _leg_of(sql, token)
    return explain(office, mark_of(office.keys.digest, f"leg {leg.id}"), reason, sure=sure)


def explain(office: Office, mark: str, reason: str, *, sure: bool = False) -> Rating:
    """Add the reason to a rating that lacks one; it may call the person in charge, while the citizen is still there.

    A grave reason is asked about once more: it counts when it was touched before and the citizen is `sure`.
    """
    with working(office) as work:
        said = office.held.of(mark)
        if said is None or not wants_reason(said.rating):
            raise AlreadyRated() if said or ratings.marked(work.sql, [mark]) else UnknownTicket()
        rating = replace(said.rating, reasons=known_reasons(work.plan, [reason] if reason else []))
        if is_grave(rating, work.plan) and not (sure and said.grave == reason):
            office.held.keep(replace(said, grave=reason, at=work.now))
            return said.rating
        if rating.counter and is_grave(rating, work.plan):
            ratings.complain(work.sql, rating.counter)
        now = work.now
    office.held.keep(Said(mark, rating, now))
    return rating


def think_again(office: Office, mark: str) -> None:
    """Not that reason: all of them are offered once more."""
    if said := office.held.of(mark):
        office.held.keep(replace(said, grave="", at=office.clock()))


def is_grave(rating: Rating, plan: Plan) -> bool:
    """Whether its reason calls the person in charge: money or papers asked outside the rules, manner."""
    return alerts_supervisor(rating, {each.code: each for each in plan.ratings.reasons})


def take_back(office: Office, mark: str) -> None:
    """A slip of the finger: within 10 s it is as if nothing had been said."""
    with working(office) as work:
        if office.held.of(mark) is None or not ratings.unmark(work.sql, mark):
            raise RatingOver()
        work.log(RatingTakenBack(mark))
    office.held.drop(mark)


def think_again_at_pad(office: Office, number: int, leg: int) -> None:
    """The same, on the pad."""
    with working(office) as work:
        served = _just_served(office, work, number, leg)
    think_again(office, mark_of(office.keys.digest, f"leg {served.id}"))


def think_again_by_token(office: Office, token: str) -> None:
    """The same, by who holds the ticket."""
    with office.reading() as (sql, _):
        leg = _leg_of(sql, token)
    think_again(office, mark_of(office.keys.digest, f"leg {leg.id}"))


def take_back_at_pad(office: Office, number: int, leg: int) -> None:
    """The same, on the pad."""
    with working(office) as work:
        served = _just_served(office, work, number, leg)
    take_back(office, mark_of(office.keys.digest, f"leg {served.id}"))


def take_back_by_token(office: Office, token: str) -> None:
    """The same, by who holds the ticket."""
    with office.reading() as (sql, _):
        leg = _leg_of(sql, token)
    take_back(office, mark_of(office.keys.digest, f"leg {leg.id}"))


def settle(office: Office, *, everything: bool = False) -> None:
    """Store what can be taken back no more; `everything` when the server stops."""
    if ripe := office.held.ripe(None if everything else office.clock()):
        try:
            with working(office) as work:
                ratings.add(work.sql, [said.rating for said in ripe], work.today.isoformat())
        except BaseException:
            for said in ripe:
                office.held.keep(said)
            raise
        office.db.untold = True


def end_complaint(office: Office, counter: int) -> None:
    """Whoever is in charge saw to it; nothing of it is kept."""
    with working(office) as work:
        ratings.end_complaints(work.sql, counter)


def offer(office: Office, leg: int, via: str) -> None:
    """A screen asked for the rating of a leg that was served today."""
    with working(office) as work:
        served = _served(work.sql, leg)
        if is_leg_open(work.plan, served, work.now):
            _offer(work, served.id, via)


def offer_at_pad(office: Office, number: int, leg: int) -> None:
    """The pad of a counter asked for the rating of what that counter served."""
    with office.reading() as (sql, _):
        if _served(sql, leg).counter != number:
            raise UnknownTicket()
    offer(office, leg, "pad")


def offer_by_token(office: Office, token: str, via: str) -> None:
    """A phone or the touch screen asked the holder of a ticket."""
    with office.reading() as (sql, _):
        leg = _leg_of(sql, token)
    offer(office, leg.id, via)


def known_reasons(plan: Plan, codes: list[str]) -> tuple[str, ...]:
    """Reason codes of the office, each once; refused otherwise, for reasons are counted."""
    office_codes = [reason.code for reason in plan.ratings.reasons]
    for code in codes:
        if code not in office_codes:
            raise UnknownReason(reason=code, reasons=", ".join(office_codes))
    return tuple(dict.fromkeys(codes))


def judged(work: Work, blank: Rating, answer: str) -> Rating:
    """A `blank` rating with an answer of the office's scale."""
    level = work.plan.ratings.level(answer)
    if level is None:
        raise UnknownLevel(level=answer, levels=", ".join(each.code for each in work.plan.ratings.levels))
    return replace(blank, level=level.counts_as, answer=answer)


def once(office: Office, work: Work, mark: str) -> None:
    """Note that something is rated now, and refuse a second time."""
    if ratings.marked(work.sql, [mark]):
        raise AlreadyRated()
    ratings.mark(work.sql, mark)
    work.log(RatingTaken(mark))


def second_tap(office: Office, mark: str, answer: str, source: str) -> Rating | None:
    """The rating that the same answer gave a moment ago."""
    said = office.held.of(mark)
    return said.rating if said and (said.rating.answer, said.rating.source) == (answer, source) else None


def _rate(office: Office, find: Callable[[Work], Leg], answer: str, source: str) -> Rating:
    with working(office) as work:
        leg = find(work)
        mark = mark_of(office.keys.digest, f"leg {leg.id}")
        if former := second_tap(office, mark, answer, source):
            return former
        if not ratings.marked(work.sql, [mark]):
            require_leg_open(work.plan, leg, work.now)
        rating = judged(work, _about(work, leg, source), answer)
        once(office, work, mark)
        _offer(work, leg.id, source)
        now = work.now
    office.held.keep(Said(mark, rating, now))
    return rating


def _about(work: Work, leg: Leg, source: str) -> Rating:
    """The rating of a leg, still without an answer: where, who sits there, and on which day."""
    began = day_start(work.today, work.plan.day_starts_at, work.plan.zone_info)
    seat = seats.at(work.sql, leg.counter, began) if leg.counter else None
    return Rating("", "", source, work.today, leg.counter, seat.officer if seat else None)


def _offer(work: Work, leg: int, via: str) -> None:
    if ratings.offer(work.sql, leg, via, work.now):
        work.log(RatingOffered(leg, via))


def _just_served(office: Office, work: Work, number: int, leg: int) -> Leg:
    served = _served(work.sql, leg)
    if served.counter != number or served.ended_at is None:
        raise UnknownTicket()
    said = office.held.of(mark_of(office.keys.digest, f"leg {leg}"))
    since = said.at if said else served.ended_at
    if work.now - since > timedelta(seconds=work.plan.ratings.open_s) + ON_THE_WAY:
        raise RatingOver()
    return served


def _served(sql: Connection, leg: int) -> Leg:
    served = legs.load(sql, leg)
    if served is None:
        raise UnknownTicket()
    return served


def _leg_of(sql: Connection, token: str) -> Leg:
    ticket = tickets.newest_by_token(sql, token)
    if ticket is None:
        raise UnknownTicket()
    return legs.newest_of(sql, ticket.id)
