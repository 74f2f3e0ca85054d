"""The steps of a counter that need to be told more: where to, why, whom, for how long."""

from flask import Blueprint, Response, request
from werkzeug import Response as BaseResponse

from kiosk.actions.queue import moving, officer, particulars
from kiosk.actions.queue.moving import To
from kiosk.domain.errors import BadRequest
from kiosk.pages.queue.desk_view import fragment, pressed_version
from kiosk.pages.queue.seats import require_seat
from kiosk.web import refusals
from kiosk.web.addresses import whole
from kiosk.web.context import the_office

bp = Blueprint("desk_forms", __name__, url_prefix="/desk/<int:number>")


@bp.post("/transfer")
def transfer(number: int) -> Response:
    """Send the ticket to another area or counter: `to` is `area:B` or `counter:4`."""
    by = require_seat(number)
    moving.transfer(the_office(), number, _destination(), by=by, version=pressed_version())
    return fragment(number)


@bp.post("/park")
def park(number: int) -> Response:
    """Set the ticket aside, with a reminder when one is wished."""
    by, minutes = require_seat(number), _said("remind_min")
    remind = _whole(minutes) if minutes else None
    moving.park(the_office(), number, _said("reason"), by=by, version=pressed_version(), remind_min=remind)
    return fragment(number)


@bp.post("/resume/<int:leg>")
def resume(number: int, leg: int) -> Response:
    """A parked ticket waits again."""
    by = require_seat(number)
    moving.resume(the_office(), number, leg, by=by, version=pressed_version())
    return fragment(number)


@bp.post("/take-back/<int:leg>")
def take_back(number: int, leg: int) -> Response:
    """One who missed the call is here: back into the queue."""
    by = require_seat(number)
    moving.take_back(the_office(), number, leg, by=by, version=pressed_version())
    return fragment(number)


@bp.post("/choose")
def choose(number: int) -> Response:
    """Call a chosen number; out of turn it needs a reason."""
    by, reason = require_seat(number), _said("reason") or None
    officer.call_number(the_office(), number, _said("ticket"), reason, by, version=pressed_version())
    return fragment(number)


@bp.post("/service")
def service(number: int) -> Response:
    """The next service of the same visit, or the next dossier of a batch."""
    by = require_seat(number)
    officer.next_service(the_office(), number, _said("area") or None, by=by, version=pressed_version())
    return fragment(number)


@bp.post("/break")
def take_break(number: int) -> Response:
    """Close the counter for a while."""
    by = require_seat(number)
    officer.begin_break(the_office(), number, _said("reason"), by=by, version=pressed_version())
    return fragment(number)


@bp.post("/grade")
def grade(number: int) -> Response:
    """Grant a priority class to a ticket, or withdraw it."""
    by, priority = require_seat(number), _said("priority") or None
    particulars.grade(the_office(), _said("ticket") or number, priority, _said("reason"), by)
    return fragment(number)


@bp.post("/note")
def note(number: int) -> Response:
    """A few words to a ticket, for whoever serves it next."""
    by = require_seat(number)
    particulars.note(the_office(), _said("ticket"), _said("text"), by)
    return fragment(number)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Why not, beside the form."""
    return refusals.as_notice(error)


def _destination() -> To:
    kind, _, name = _said("to").partition(":")
    place, reason = _said("place") or "turn", _said("reason") or None
    if kind == "counter":
        return To(None, _whole(name), place, reason)
    if kind != "area" or not name:
        raise BadRequest(detail="to")
    return To(name, None, place, reason)


def _said(field: str) -> str:
    return request.form.get(field, "").strip()


def _whole(text: str) -> int:
    if (found := whole(text)) is None:
        raise BadRequest(detail=text)
    return found
