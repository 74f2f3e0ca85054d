"""The home of who signed in: what is theirs to do now, a button each."""

from secrets import token_urlsafe

from flask import Blueprint, request
from werkzeug import Response

from kiosk.domain.queue.assist import KINDS
from kiosk.pages.office.login import refused_page
from kiosk.views.queue import choosing
from kiosk.web.context import page
from kiosk.web.guard import sessions
from kiosk.web.guard.security import may
from kiosk.web.reading import see

bp = Blueprint("own", __name__, url_prefix="/home")


@bp.get("")
def home() -> str:
    """Where to sit down, and the pages of one's roles."""
    counters = see(choosing.to_sit_at, may("desk"))
    noted, me = request.args.get("assist", type=int), sessions.officer()
    return page(
        "home/own.html",
        seats=counters,
        me=me,
        holder=sessions.holder(),
        kinds=KINDS,
        noted=noted,
        press=token_urlsafe(12),
    )


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refused page is a page."""
    return refused_page(error)
