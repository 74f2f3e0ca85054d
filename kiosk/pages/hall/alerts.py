"""Alerts on the staff's screens: an officer raises one, whoever saw to it ends it."""

from flask import Blueprint, Response, current_app
from werkzeug import Response as BaseResponse

from kiosk.access import STAFF
from kiosk.actions.hall import alerts
from kiosk.actions.ratings import ratings
from kiosk.moment import Moment
from kiosk.views.hall import news
from kiosk.web.context import language, the_office, tongue
from kiosk.web.guard import sessions
from kiosk.web.guard.security import in_charge, require_page
from kiosk.web.live.events import event, sse
from kiosk.web.live.stream import Topic
from kiosk.web.reading import require_reader
from kiosk.web.refusals import as_notice

bp = Blueprint("alerts", __name__, url_prefix="/alerts")


@bp.post("/<any(alarm, help):kind>/<int:counter>")
def raise_alert(kind: str, counter: int) -> Response:
    """Alarm, or a call for help, from a counter; every desk shows it by its own stream."""
    require_page("desk")
    alerts.raise_at_counter(the_office(), kind, counter)
    return Response(status=204)


@bp.post("/<int:alert>/end")
def end(alert: int) -> Response:
    """It was seen to."""
    actor = require_page(*STAFF)
    alerts.end_alert(the_office(), alert, by=actor)
    return Response(status=204)


@bp.post("/complaints/<int:counter>/end")
def end_complaint(counter: int) -> Response:
    """Whoever is in charge saw to a citizen who is not satisfied."""
    if not in_charge():
        require_page("manager")
    ratings.end_complaint(the_office(), counter)
    return Response(status=204)


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """What alarms, for the pages of the staff that have no other region; `number` is the counter of the page, or 0."""
    require_reader(news.of_staff)
    return sse(("news", str(number), language()), may=sessions.signed_in())


def render(moment: Moment, topic: Topic) -> bytes:
    """What alarms in a language, for its stream."""
    template = current_app.jinja_env.get_template("staff/_alerts.html")
    return event(template.render(view=news.of_staff(moment, int(topic[1])), **tongue(topic[2])))


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Why not, beside the buttons."""
    return as_notice(error)
