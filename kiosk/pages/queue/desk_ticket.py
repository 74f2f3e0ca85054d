"""One ticket of the day at the desk, by its number or scanned from its slip: how it stands, and what can be done."""

from dataclasses import dataclass
from sqlite3 import Connection

from flask import Blueprint, render_template, request
from werkzeug import Response as BaseResponse

from kiosk.domain import reasons
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import OPEN, Leg, Ticket
from kiosk.domain.scan import ScannedSlip, classify
from kiosk.pages.queue.desk_view import view_of
from kiosk.storage.queue import legs, notes, tickets
from kiosk.views.queue import explanations
from kiosk.web import refusals
from kiosk.web.context import language, the_office, tongue
from kiosk.web.security import require_page

bp = Blueprint("desk_ticket", __name__, url_prefix="/desk/<int:number>")


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket of the day, the stretch it is in, and what staff noted to it."""

    ticket: Ticket
    leg: Leg
    note: str

    @property
    def open(self) -> bool:
        """Whether the visit still lasts."""
        return self.leg.state in OPEN


@bp.get("/ticket/<name>")
def ticket(number: int, name: str) -> str:
    """A ticket by its number."""
    return _panel(number, name, None)


@bp.post("/scan")
def scan(number: int) -> str:
    """A ticket by its slip."""
    read = classify(request.form.get("text", ""))
    if not isinstance(read, ScannedSlip):
        raise UnknownTicket()
    return _panel(number, None, read.token)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Which number is not of today, beside the buttons."""
    return refusals.as_notice(error)


def _panel(number: int, name: str | None, token: str | None) -> str:
    require_page("desk")
    office = the_office()
    with office.moment() as moment:
        view = view_of(office, moment, number)
        found = _found(moment.sql, moment.plan, name, token)
    why = explanations.why(office, found.ticket.number)
    facts = {"view": view, "found": found, "explained": why, "reasons": reasons}
    return render_template("desk/_ticket.html", **facts, **tongue(language()))


def _found(sql: Connection, plan: Plan, name: str | None, token: str | None) -> FoundTicket:
    day, wanted = the_office().today(plan), parse(name or "")
    ticket = tickets.by_token(sql, token) if token else tickets.by_number(sql, day.isoformat(), *wanted or ("", 0))
    if ticket is None or ticket.day != day:
        raise UnknownTicket()
    return FoundTicket(ticket, legs.newest_of(sql, ticket.id), notes.of(sql, [ticket.id]).get(ticket.id, ""))
