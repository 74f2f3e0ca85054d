"""`/api/v1/`: tickets, calls and boards as JSON, by bearer tokens of a role."""

from flask import Blueprint, Response, jsonify, make_response, request

from kiosk.actions.queue import assisting, visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.api.body import Body
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.views.dossiers import lookup
from kiosk.views.hall import board as board_view
from kiosk.web import refusals
from kiosk.web.context import the_office
from kiosk.web.guard import guessing
from kiosk.web.guard.security import require_api, require_pace
from kiosk.web.reading import tell

bp = Blueprint("api", __name__, url_prefix="/api/v1")

bp.register_error_handler(Exception, refusals.as_json)


@bp.post("/tickets")
def issue() -> Response:
    """Issue a ticket: `{"area", "priority"?, "lang"?, "needs"?}`, once for each `Idempotency-Key` of the day."""
    actor = require_api("kiosk")
    require_pace()
    body = Body.of_request()
    priority, lang = (body.text(name, required=False) or None for name in ("priority", "lang"))
    wish = Wish(body.text("area"), priority, via="api", lang=lang, needs=body.texts("needs"))
    key = request.headers.get("Idempotency-Key")
    own = IssueKey(key, holds=None, owner=actor.device) if key is not None else None
    issued = visitor.issue(the_office(), wish, own, actor)
    return make_response(jsonify(visitor.facts(issued)), 201)


@bp.post("/assists")
def note_assist() -> Response:
    """Note help that was given: `{"kind", "number"?}`; its `id` takes it back."""
    actor, body = require_api("desk"), Body.of_request()
    noted = assisting.note(the_office(), body.text("kind"), body.text("number", required=False), actor)
    return make_response(jsonify(id=noted), 201)


@bp.post("/assists/<int:assist>/take-back")
def take_assist_back(assist: int) -> Response:
    """It was noted by mistake."""
    assisting.take_back(the_office(), assist, require_api("desk"))
    return jsonify(id=assist)


@bp.get("/dossiers/<code>")
def dossier(code: str) -> Response:
    """What has become of a dossier, for who proves it: `?factor=` is the receipt's PIN or the phone's last four."""
    actor = require_api("kiosk")
    factor = request.args.get("factor", "")
    with guessing.counted(the_office().see(lookup.aims, code, factor), DossierNotFound):
        answer = the_office().see(lookup.find, code, factor)
    the_office().note("person-read", actor, dossier=answer.dossier.id)
    return jsonify(lookup.facts(answer))


@bp.get("/board/<zone>")
def board(zone: str) -> Response:
    """What a board shows: the newest calls, each counter's number, and how many wait in each area."""
    return jsonify(tell(board_view.facts, zone))
