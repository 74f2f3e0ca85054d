"""Alerts on the staff's screens: an officer raises one, whoever saw to it ends it."""

from flask import Blueprint, Response
from werkzeug import Response as BaseResponse

from kiosk.actions.hall import alerts
from kiosk.actions.ratings import ratings
from kiosk.web.context import the_office
from kiosk.web.guard.security import in_charge, require_page
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
    actor = require_page("desk")
    alerts.end_alert(the_office(), alert, by=actor)
    return Response(status=204)


@bp.post("/complaints/<int:counter>/end")
def end_complaint(counter: int) -> Response:
    """Whoever is in charge saw to a citizen who is not satisfied."""
    if not in_charge():
        require_page("manager")
    ratings.end_complaint(the_office(), counter)
    return Response(status=204)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Why not, beside the buttons."""
    return as_notice(error)
