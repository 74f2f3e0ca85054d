"""Taking a counter, taking one over, and standing up."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug import Response as BaseResponse

from kiosk.actions.office import staff
from kiosk.domain.office.refusals import SeatOccupied, SitDownFirst
from kiosk.domain.office.roles import Actor
from kiosk.pages.office.login import refused_page
from kiosk.views.queue import choosing
from kiosk.web import refusals
from kiosk.web.context import language, the_office
from kiosk.web.guard import sessions
from kiosk.web.guard.security import require_page

bp = Blueprint("seats", __name__, url_prefix="/desk")


@bp.post("/<int:number>/seat")
def take(number: int) -> BaseResponse:
    """Sit down at a counter; `over` when a colleague sits there and the officer was asked."""
    require_page("desk")
    if me := sessions.officer():
        over = request.form.get("over") == "yes"
        staff.take_seat(the_office(), number, me.id, sessions.holder(), take_over=over)
    return _to_desk(number)


@bp.post("/<int:number>/arrive")
def arrive(number: int) -> Response:
    """The page of a free counter says who came; nothing to show."""
    _sit_down(require_page("desk"), number)
    return Response(status=204)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Who finds a counter occupied is asked there; any other refusal is a page."""
    if request.endpoint == "seats.arrive":
        return refusals.as_notice(error)
    if isinstance(error, SeatOccupied):
        return _to_desk(error.facts["counter"])
    return refused_page(error)


def require_seat(number: int) -> Actor:
    """Who acts at a counter: nobody but the one who sits there.

    A free counter is taken with the first step, unless somebody was left there: who only looks ends no service.
    """
    actor = require_page("desk")
    if actor.person is not None and (left := the_office().see(choosing.left_behind, number)):
        raise SitDownFirst(counter=number, number=left)
    return _sit_down(actor, number)


def _sit_down(actor: Actor, number: int) -> Actor:
    if actor.person is not None:
        seat = the_office().see(choosing.seat, number)
        if seat is None or seat.holder != sessions.holder():
            staff.take_seat(the_office(), number, actor.person, sessions.holder())
    return actor


def _to_desk(number: object) -> BaseResponse:
    """The screen of the counter where it was asked: the whole desk or its strip."""
    screen = "strip" if request.form.get("on") == "strip" else "desk"
    return redirect(url_for(f"desk.{screen}", number=number, lang=language()), 303)
