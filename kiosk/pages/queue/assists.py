"""Help is noted from the home of who gave it: a button a kind, with a number or none."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from kiosk.access import STAFF
from kiosk.actions.queue import assisting
from kiosk.pages.office.login import refused_page
from kiosk.web.context import language, the_office
from kiosk.web.guard.security import require_page

LONGEST_PRESS = 40

bp = Blueprint("assists", __name__, url_prefix="/home/assists")


@bp.post("/<kind>")
def note(kind: str) -> Response:
    """Somebody was helped; the home says so and offers to take it back."""
    actor = require_page(*STAFF)
    number, press = request.form.get("number", ""), request.form.get("press", "")[:LONGEST_PRESS]
    noted = assisting.note(the_office(), kind, number, actor, press or None)
    return redirect(url_for("own.home", assist=noted, lang=language()), 303)


@bp.post("/<int:assist>/take-back")
def take_back(assist: int) -> Response:
    """It was noted by mistake."""
    assisting.take_back(the_office(), assist, require_page(*STAFF))
    return redirect(url_for("own.home", lang=language()), 303)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refused page is a page."""
    return refused_page(error)
