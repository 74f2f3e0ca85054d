"""The first page: the screens as large links; and whether the office can work."""

import sqlite3

from flask import Blueprint, Response, current_app, jsonify, make_response

from kiosk.actions.office.health import try_out
from kiosk.domain.errors import Refusal
from kiosk.domain.office.refusals import NoOffice
from kiosk.i18n import words
from kiosk.views.dossiers.receipt import to_try
from kiosk.views.hall.reach import reach
from kiosk.views.office import people
from kiosk.views.office.devices import devices
from kiosk.web.context import page, the_office, the_plan
from kiosk.web.reading import see
from kiosk.web.refusals import as_refusal

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str:
    """The screens as large links; before the set-up, the cure."""
    office = the_office()
    try:
        tried = see(to_try) if office.config.demo else None
        facts = {"plan": the_plan(), "reach": see(reach), "demo": office.config.demo, "tried": tried}
        facts["played"] = see(people.played)
        return page("home/page.html", **facts)
    except NoOffice:
        return page("home/page.html", plan=None, demo=False)


@bp.get("/healthz")
def health() -> Response:
    """200 while the office can issue and call: its disk takes a write, and each table can be read.

    Devices and followers only in the body.
    """
    office = the_office()
    try:
        try_out(office)
        streams, state = current_app.extensions["places"].taken(), see(devices)
        return jsonify(ok=True, printer=state.printer, sound=state.sound, streams=streams)
    except (Refusal, sqlite3.Error) as error:
        return make_response(jsonify(ok=False, why=words("en").refusal(as_refusal(error))), 503)
