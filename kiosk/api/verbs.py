"""`/api/v1/`: what staff do with a ticket, at its counter or wherever it is, by tokens of role desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify

from kiosk import access
from kiosk.actions.queue import holder, moving, officer, particulars, skipping, undoing
from kiosk.actions.queue.moving import To
from kiosk.api.body import Body
from kiosk.domain.errors import NotFound
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.ticket import Leg
from kiosk.office import Office
from kiosk.views.queue import explanations
from kiosk.web import refusals
from kiosk.web.context import the_office
from kiosk.web.security import api_actor

bp = Blueprint("api_verbs", __name__, url_prefix="/api/v1")
bp.register_error_handler(Exception, refusals.as_json)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks: where, what stands in the body, and who asks."""

    office: Office
    where: Any  # a counter's number, or a ticket's
    body: Body
    by: Actor


def _transfer(ask: Asked) -> Leg:
    text, whole = ask.body.text, ask.body.whole
    place = text("place", required=False) or "turn"
    to = To(text("to", required=False) or None, whole("counter"), place, text("reason", required=False) or None)
    return moving.transfer(ask.office, ask.where, to, ask.by)


def _park(ask: Asked) -> Leg:
    minutes = ask.body.whole("remind_min")
    return moving.park(ask.office, ask.where, ask.body.text("reason"), ask.by, remind_min=minutes)


def _again(ask: Asked) -> Leg:
    return officer.next_service(ask.office, ask.where, ask.body.text("area", required=False) or None, ask.by)


def _grade(ask: Asked) -> Leg:
    granted = ask.body.text("priority", required=False) or None
    return particulars.grade(ask.office, ask.where, granted, ask.body.text("reason"), ask.by)


def _note(ask: Asked) -> dict[str, object]:
    return {"number": ask.where, "note": particulars.note(ask.office, ask.where, ask.body.text("text"), ask.by)}


def _call(ask: Asked) -> Leg:
    reason = ask.body.text("reason", required=False) or None
    return officer.call_number(ask.office, ask.where, ask.body.text("number"), reason, ask.by)


def _finish_next(ask: Asked) -> dict[str, object]:
    finished, called = officer.finish_and_next(ask.office, ask.where, ask.by)
    return {"finished": officer.told(finished), "called": officer.told(called) if called else None}


def _late(ask: Asked) -> Leg:
    minutes = ask.body.whole("minutes")
    return holder.run_late(ask.office, ask.where, "api", holder.LATE_MIN[1] if minutes is None else minutes)


def _undo(ask: Asked) -> dict[str, object]:
    return {"restored": [officer.told(leg) for leg in undoing.undo(ask.office, ask.where, ask.by)]}


def _break(ask: Asked) -> dict[str, object]:
    officer.begin_break(ask.office, ask.where, reason := ask.body.text("reason"), ask.by)
    return {"counter": ask.where, "break": reason}


def _end_break(ask: Asked) -> dict[str, object]:
    officer.end_break(ask.office, ask.where, ask.by)
    return {"counter": ask.where, "break": None}


Verb = Callable[[Asked], Leg | dict[str, object]]
ANYWHERE: Mapping[str, Verb] = {
    "recall": lambda ask: officer.recall(ask.office, ask.where, ask.by),
    "start": lambda ask: officer.start(ask.office, ask.where, ask.by),
    "absent": lambda ask: officer.absent(ask.office, ask.where, ask.by),
    "put-back": lambda ask: moving.put_back(ask.office, ask.where, ask.by),
    "transfer": _transfer,
    "park": _park,
    "again": _again,
    "grade": _grade,
}
AT_COUNTER = {
    **ANYWHERE,
    "call": _call,
    "finish-next": _finish_next,
    "undo": _undo,
    "break": _break,
    "end-break": _end_break,
}
OF_TICKET = {
    **ANYWHERE,
    "finish": lambda ask: officer.finish(ask.office, ask.where, ask.by),
    "return": lambda ask: moving.take_back(ask.office, ask.where, by=ask.by),
    "resume": lambda ask: moving.resume(ask.office, ask.where, by=ask.by),
    "note": _note,
    "late": _late,
}


@bp.post("/counters/<int:number>/<verb>")
def at_counter(number: int, verb: str) -> Response:
    """A step at a counter; the ticket as it then is."""
    return _done(AT_COUNTER, number, verb)


@bp.post("/tickets/<number>/<verb>")
def with_ticket(number: str, verb: str) -> Response:
    """A step with a ticket of today wherever it is."""
    return _done(OF_TICKET, number, verb)


@bp.post("/areas/<area>/skip")
def skip(area: str) -> Response:
    """Give no number of an area up to one: `{"number", "reason"}`."""
    actor, body = access.require(api_actor(), "desk"), Body.of_request()
    first, last = skipping.skip(the_office(), area, body.text("number"), body.text("reason"), actor)
    return jsonify(first=first, last=last)


@bp.get("/tickets/<number>/why")
def why(number: str) -> Response:
    """Why a ticket has its place in the queue."""
    access.require(api_actor(), "desk")
    return jsonify(explanations.facts(explanations.why(the_office(), number)))


def _done(verbs: Mapping[str, Verb], where: int | str, verb: str) -> Response:
    actor = access.require(api_actor(), "desk")
    if verb not in verbs:
        raise NotFound()
    done = verbs[verb](Asked(the_office(), where, Body.of_request(), actor))
    return jsonify(officer.told(done) if isinstance(done, Leg) else done)
