"""`/api/v1/`: what staff do with a ticket, at its counter or wherever it is, by tokens of role desk."""

from flask import Blueprint, Response, jsonify

from kiosk import verbs
from kiosk.api.body import Body
from kiosk.domain.queue.refusals import NobodyWaiting
from kiosk.verbs import Field, On, Where
from kiosk.views.queue import explanations
from kiosk.web import refusals
from kiosk.web.context import the_office
from kiosk.web.guard.security import require_api
from kiosk.web.reading import tell

bp = Blueprint("api_verbs", __name__, url_prefix="/api/v1")
bp.register_error_handler(Exception, refusals.as_json)


@bp.post("/counters/<int:number>/<verb>")
def at_counter(number: int, verb: str) -> Response:
    """A step at a counter: the ticket as it then is; 204 when the next is called and nobody waits."""
    try:
        return _done(verb, On.COUNTER, number)
    except NobodyWaiting:
        return Response(status=204)


@bp.post("/tickets/<number>/<verb>")
def with_ticket(number: str, verb: str) -> Response:
    """A step with a ticket of today wherever it is."""
    return _done(verb, On.TICKET, number)


@bp.post("/areas/<area>/<verb>")
def in_area(area: str, verb: str) -> Response:
    """What is decided for an area."""
    return _done(verb, On.AREA, area)


@bp.get("/tickets/<number>/why")
def why(number: str) -> Response:
    """Why a ticket has its place in the queue."""
    return jsonify(explanations.facts(tell(explanations.why, number)))


def _done(name: str, on: On, where: Where) -> Response:
    actor = require_api("desk")
    verb, body = verbs.of(name, on), Body.of_request()
    read = {field.name: _read(body, field) for field in verb.takes}
    fields = {name: value for name, value in read.items() if value is not None}
    return jsonify(verb.answers(where, verbs.perform(verb, the_office(), where, actor, fields=fields)))


def _read(body: Body, field: Field) -> str | int | None:
    """A field of the body; a text that is not there, or empty and not needed, is none."""
    if field.kind is int:
        return body.whole(field.name)
    return body.text(field.name, field.required) or ("" if field.required else None)
