"""One ticket of the day at the desk, by its number or scanned from its slip: how it stands, and what can be done."""

from flask import Blueprint, render_template, request
from werkzeug import Response as BaseResponse

from kiosk.domain import reasons
from kiosk.domain.queue.refusals import ScanElsewhere, UnknownTicket
from kiosk.domain.scan import ScannedSlip, read
from kiosk.views.queue import desk, explanations
from kiosk.views.queue import ticket as ticket_view
from kiosk.views.queue.ticket import FoundTicket
from kiosk.web import refusals
from kiosk.web.context import language, tongue
from kiosk.web.reading import require_reader, see

bp = Blueprint("desk_ticket", __name__, url_prefix="/desk/<int:number>")


@bp.get("/ticket/<name>")
def ticket(number: int, name: str) -> str:
    """A ticket by its number."""
    return _panel(number, see(ticket_view.of_number, name))


@bp.post("/scan")
def scan(number: int) -> str:
    """A ticket by its slip."""
    require_reader(ticket_view.of_slip)
    scanned = read(request.form.get("text", ""), request.form.get("typed", ""))
    if not isinstance(scanned, ScannedSlip):
        raise ScanElsewhere() if scanned else UnknownTicket()
    return _panel(number, see(ticket_view.of_slip, scanned.token))


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Which number is not of today, beside the buttons."""
    return refusals.as_notice(error)


def _panel(number: int, visit: FoundTicket) -> str:
    view, why = see(desk.desk, number), see(explanations.why, visit.ticket.number)
    facts = {"view": view, "visit": visit, "explained": why, "reasons": reasons}
    return render_template("desk/_ticket.html", **facts, **tongue(language()))
