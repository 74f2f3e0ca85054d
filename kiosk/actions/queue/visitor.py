"""What a visitor does: take a number, give it back or tell a class afterwards, and go away."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from kiosk.actions.hall.alerts import raise_alert
from kiosk.actions.paper.printing import withdraw_slip
from kiosk.actions.work import Work, working
from kiosk.domain import reasons
from kiosk.domain.hall.refusals import BuildingCleared
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue import needs
from kiosk.domain.queue.expecting import ExpectedCall, expected_call
from kiosk.domain.queue.priority import head_start_min, regraded, turn_at
from kiosk.domain.queue.refusals import BadKey, GivenBackTooLate, KeyReused, KeySpent, UnknownLanguage
from kiosk.domain.queue.ticket import Leg, State, Ticket
from kiosk.domain.queue.visit import GIVES_BACK, VISIT, lasts
from kiosk.domain.queue.waiting import Wait
from kiosk.domain.record.entries.queue import PriorityChanged, TicketIssued, TicketLeft, about
from kiosk.office import Office
from kiosk.storage.hall import messages
from kiosk.storage.paper import jobs
from kiosk.storage.queue import desks, legs, tickets

LANGUAGES = ("vi", "en")  # a visitor's own; the first is the office's
_KEY = re.compile(r"[!-~]{8,120}")


@dataclass(frozen=True, slots=True)
class IssueKey:
    """One press of the issue button; `holds` for a visit (a page) or the whole day (None: a program, `owner`)."""

    text: str
    holds: timedelta | None = VISIT
    owner: int | None = None

    @property
    def name(self) -> str:
        """As it is kept: no other device's, and with a blank, which no key of a page has."""
        return self.text if self.owner is None else f"{self.owner} {self.text}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asks for; `unsure` when they do not know the area, `lang` None for Vietnamese."""

    area: str
    priority: str | None = None
    unsure: bool = False
    via: str = "kiosk"
    lang: str | None = None
    needs: tuple[str, ...] = ()

    def digest(self, key: IssueKey) -> str:
        """What is asked for under a key, told from any other: whatever becomes of the ticket later, this was asked."""
        facts = (key.name, self.area, self.priority or None, self.unsure, self.lang, self.needs)
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Issue:
    """A ticket with the promise made when it was issued."""

    ticket: Ticket
    wait: Wait
    expected: ExpectedCall | None


def issue(office: Office, wish: Wish, key: IssueKey | None = None, by: Actor = CONSOLE) -> Issue:
    """Give a visitor a number, once for each key.

    Refuses an unknown or closed area, an unknown class, need or language, a key of another visit or wish, and everybody
    while the building is being cleared.
    """
    wish = _in_stored_form(wish)
    if key and not _KEY.fullmatch(key.text):
        raise BadKey()
    with working(office, by) as work:
        area, granted = work.plan.area(wish.area), work.plan.priority(wish.priority)
        if key and (former := tickets.issued_under(work.sql, key.name)):
            return _again(work, wish, key, former)
        work.plan.require_open(area, work.now)
        if messages.alarmed(work.sql):  # of any zone: nobody is let into a building that others leave
            raise BuildingCleared()
        turn = turn_at(work.now, granted)
        at_work = desks.at_work(work.sql, work.seen_since)
        ahead = legs.ahead_of_newcomer(work.sql, work.plan.rivals(wish.area, at_work), turn)
        wait = office.expect(work.sql, work.plan, wish.area, ahead, at_work)
        ticket = tickets.add(work.sql, _ticket(work, wish, wait), work.next_entry)
        leg = legs.add(work.sql, ticket.first_leg(turn))
        job = jobs.add(work.sql, "slip", ticket.id, work.now)
        if key:
            tickets.remember_key(work.sql, key.name, ticket.id, work.now, wish.digest(key))
        work.log(_issued(ticket, leg, job, wish.via, head_start_min(granted)))
        if wish.unsure and wish.via == "kiosk":
            raise_alert(work, "kiosk")  # somebody comes and helps to choose
        return _issue(work, ticket)


def give_back(office: Office, key: str, by: Actor = CONSOLE) -> Leg:
    """Who took a number by mistake gives it back at once; a slip that is not out yet stays in."""
    with working(office, by) as work:
        leg = _just_taken(work, key, GIVES_BACK)
        left = leg.leave("cancelled", work.now)
        legs.save(work.sql, left)
        tickets.end_visit(work.sql, key)
        withdraw_slip(work, leg.ticket)
        work.log(TicketLeft(*about(left), "cancelled", "kiosk"))
        return left


def tell_class(office: Office, key: str, code: str, by: Actor = CONSOLE) -> Leg:
    """Who has priority and did not say so before the choice says so on the result; nothing when it was told before."""
    with working(office, by) as work:
        leg, granted = _just_taken(work, key, VISIT), work.plan.priority(code)
        if granted is None or leg.priority == granted.code:
            return leg
        turn = regraded(leg.turn_at, work.plan.classes.get(leg.priority or ""), granted, work.now)
        after = leg.regrade(granted.code, turn)
        legs.save(work.sql, after)
        tickets.regrade(work.sql, after.ticket, after.priority)
        facts = (*about(after), by.person, to_text(turn), reasons.TOLD_LATER)
        work.log(PriorityChanged(*facts, head_start_min(granted)))
        return after


def call_staff(office: Office, by: Actor = CONSOLE) -> None:
    """A visitor at a touch screen asks for help."""
    with working(office, by) as work:
        raise_alert(work, "kiosk")


def end_visit(office: Office, key: str) -> None:
    """The visitor is done: the key shows the ticket to nobody else."""
    with working(office) as work:
        tickets.end_visit(work.sql, key)


def facts(issued: Issue) -> dict[str, str | int | None]:
    """An issued ticket as programs are told of it; waits in seconds by the clock, None when unknown."""
    ticket, wait = issued.ticket, issued.wait
    ticket_facts = {"number": ticket.number, "area": ticket.area, "token": ticket.token}
    span = {"ahead": wait.ahead, "wait_low_s": wait.low_s, "wait_high_s": wait.high_s}
    if (call := issued.expected) is None:
        return ticket_facts | span | dict.fromkeys(("expected_from", "expected_to", "today"))
    return (
        ticket_facts
        | span
        | {"expected_from": to_text(call.early), "expected_to": to_text(call.late), "today": call.today}
    )


def _just_taken(work: Work, key: str, holds: timedelta) -> Leg:
    """The leg of the number a visitor has before them, while it waits and nothing else became of it."""
    taken = tickets.issued_under(work.sql, key)
    if taken is None or not lasts(taken.at, taken.ended, work.now, holds):
        raise GivenBackTooLate()
    leg = legs.newest_of(work.sql, taken.ticket)
    if leg.state is not State.WAITING:
        raise GivenBackTooLate()
    return leg


def _in_stored_form(wish: Wish) -> Wish:
    """The wish in its stored form: Vietnamese is no language to note, needs stand in one order."""
    if wish.lang not in (None, *LANGUAGES):
        raise UnknownLanguage(lang=wish.lang, langs=", ".join(LANGUAGES))
    return replace(wish, lang=None if wish.lang == LANGUAGES[0] else wish.lang, needs=needs.checked(wish.needs))


def _again(work: Work, wish: Wish, key: IssueKey, former: tickets.Issued) -> Issue:
    if key.holds is not None and not lasts(former.at, former.ended, work.now, key.holds):
        raise KeySpent()
    ticket = tickets.load(work.sql, former.ticket)
    if key.holds is None and former.wish_digest not in ("", wish.digest(key)):
        raise KeyReused(number=ticket.number)
    return _issue(work, ticket)


def _issue(work: Work, ticket: Ticket) -> Issue:
    wait = ticket.promise or Wait(0)
    return Issue(ticket, wait, expected_call(wait, ticket.area, work.plan, ticket.issued_at))


def _ticket(work: Work, wish: Wish, promise: Wait) -> Ticket:
    serial = tickets.next_serial(work.sql, work.today.isoformat(), wish.area)
    token = secrets.token_urlsafe(16)
    return Ticket(
        id=0,
        day=work.today,
        area=wish.area,
        serial=serial,
        token=token,
        priority=wish.priority or None,
        unsure=wish.unsure,
        issued_at=work.now,
        lang=wish.lang,
        needs=wish.needs,
        promise=promise,
    )


def _issued(ticket: Ticket, leg: Leg, job: int, via: str, head_start: int) -> TicketIssued:
    wait = ticket.promise or Wait(0)
    return TicketIssued(
        ticket=ticket.id,
        leg=leg.id,
        job=job,
        number=ticket.number,
        area=ticket.area,
        day=ticket.day.isoformat(),
        turn_at=to_text(leg.turn_at),
        unsure=ticket.unsure,
        token_digest=hashlib.sha256(ticket.token.encode()).hexdigest(),
        ahead=wait.ahead,
        low_s=wait.low_s,
        high_s=wait.high_s,
        via=via,
        lang=ticket.lang,
        head_start_min=head_start,
    )
