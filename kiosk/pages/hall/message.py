"""Messages to the hall: the person in charge chooses a ready-made one or writes, says it again, and ends it."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from kiosk.actions.hall import messages
from kiosk.domain.hall.message import LONGEST
from kiosk.domain.hall.refusals import NotSure
from kiosk.views.hall import news
from kiosk.web.context import language, page, the_office, the_plan
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see

bp = Blueprint("message", __name__, url_prefix="/monitor/message")


@bp.get("/")
def choose() -> str:
    """What is shown now, and what may be."""
    return page("message/page.html", messages=see(news.messages), plan=the_plan(), most=LONGEST)


@bp.post("/")
def show() -> Response:
    """Show a message; to empty the building is asked twice."""
    actor, form = require_page("manager"), request.form
    if form.get("kind") == "evacuation" and "sure" not in form:
        raise NotSure()
    words = form.get("vi", ""), form.get("en", "")
    messages.show(the_office(), form.get("kind", ""), form.getlist("zone"), words, by=actor)
    return _back()


@bp.post("/<int:number>/repeat")
def repeat(number: int) -> Response:
    """Speak it once more."""
    messages.repeat(the_office(), number, by=require_page("manager"))
    return _back()


@bp.post("/<int:number>/end")
def end(number: int) -> Response:
    """It is over."""
    messages.end(the_office(), number, by=require_page("manager"))
    return _back()


def _back() -> Response:
    return redirect(url_for("message.choose", lang=language()), 303)
