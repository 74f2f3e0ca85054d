"""The clock's questions, answered on the monitor with one tap; and a day that ended too soon, taken up again."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug import Response as BaseResponse

from kiosk.access import STAFF
from kiosk.actions.office import clock
from kiosk.pages.office.login import refused_page
from kiosk.web import refusals
from kiosk.web.context import language, the_office
from kiosk.web.guard.security import require_page

bp = Blueprint("clock", __name__, url_prefix="/monitor/clock")


@bp.post("")
def accept() -> Response:
    """Somebody who signed in says that the clock is right; every screen shows it by its own stream."""
    actor = require_page(*STAFF)
    clock.accept(the_office(), request.form.get("reason", ""), actor)
    return Response(status=204)


@bp.post("/reopen")
def reopen() -> BaseResponse:
    """The person in charge takes today up again, which a wrong clock had ended."""
    actor = require_page("manager")
    clock.reopen_day(the_office(), actor)
    return redirect(url_for("monitor.monitor", lang=language()), 303)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Why not: beside the button, or as a page."""
    if request.endpoint == "clock.accept":
        return refusals.as_notice(error)
    return refused_page(error)
