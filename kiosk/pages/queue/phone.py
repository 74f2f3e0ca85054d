"""The phone: number, people before, expected call, and where to go; it waits in a long poll and holds no stream."""

import hashlib
import io
from collections.abc import Callable
from contextlib import suppress

import segno
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from kiosk.actions.queue import holder
from kiosk.domain.errors import BadRequest
from kiosk.domain.queue.refusals import AlreadyLate, NoReturnLeft, UnknownTicket, WrongState
from kiosk.domain.queue.ticket import OPEN, Leg, State
from kiosk.domain.ratings.refusals import RatingOver
from kiosk.office import Office
from kiosk.views.queue import ticket as ticket_view
from kiosk.views.queue.ticket import Standing
from kiosk.views.ratings import question as question_view
from kiosk.web.context import language, page, the_office, the_plan, tongue
from kiosk.web.live.polls import unchanged
from kiosk.web.reading import see
from kiosk.web.refusals import status_of

bp = Blueprint("phone", __name__, url_prefix="/t")
SOON, LATER = 2, 15  # seconds between polls for the next three, and for everybody else


def _late(office: Office, token: str, via: str) -> Leg:
    """The holder will be late by the minutes chosen."""
    minutes = request.form.get("minutes", f"{holder.LATE_MIN[1]}")
    if minutes not in map(str, holder.LATE_MIN):
        raise BadRequest(detail="minutes")
    return holder.run_late(office, token, via, int(minutes))


VERBS: dict[str, Callable[..., Leg]] = {"return": holder.come_back, "late": _late, "leave": holder.leave}


@bp.get("/<token>")
def ticket(token: str) -> str:
    """The ticket's own page."""
    return page("phone/page.html", **_facts(token, see(ticket_view.standing, token)))


@bp.get("/<token>/now")
def now(token: str) -> Response:
    """The part that changes; 204 when the phone has seen it already."""
    standing = see(ticket_view.standing, token)
    if request.args.get("seen") == _tag(standing):
        return unchanged(standing.ticket.id, _poll(standing) or LATER)
    return make_response(render_template("phone/_now.html", **tongue(language()), **_facts(token, standing)))


@bp.get("/<token>/code.svg")
def code(token: str) -> Response:
    """The QR code that opens this ticket on a phone."""
    see(ticket_view.standing, token)
    drawn = io.BytesIO()
    segno.make(f"{the_office().config.public_url}/t/{token}", error="m").save(drawn, kind="svg", scale=8, border=2)
    return Response(drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=600"})


@bp.get("/<token>/<any(late, leave):verb>")
def ask(token: str, verb: str) -> str:
    """What would follow, before it is done."""
    standing = see(ticket_view.standing, token)
    return page("phone/ask.html", token=token, verb=verb, late_min=holder.LATE_MIN, standing=standing)


@bp.post("/<token>/<any(return, late, leave):verb>")
def do(token: str, verb: str) -> BaseResponse:
    """A step of the holder; where it is too late for it the page tells how the number stands."""
    with suppress(WrongState, AlreadyLate, NoReturnLeft):
        VERBS[verb](the_office(), token, "phone")
    return redirect(url_for("phone.ticket", token=token, lang=language()), 303)


@bp.errorhandler(UnknownTicket)
def refuse(error: UnknownTicket) -> Response:
    """A token of another day, or none of ours."""
    return make_response(page("phone/unknown.html"), status_of(error))


def _facts(token: str, now: Standing) -> dict[str, object]:
    facts = {"token": token, "poll": _poll(now), "seen": _tag(now), "standing": now, "message": now.message}
    return facts | (_rating(token) if now.leg.state is State.DONE else {})


def _rating(token: str) -> dict[str, object]:
    """What may still be asked of a service that is over."""
    try:
        question = see(question_view.of_slip, token)
    except RatingOver:
        return {}
    address = url_for("rating.rate_by_phone", token=token, lang=language())
    return {"question": question, "rules": the_plan().ratings, "address": address}


def _poll(now: Standing) -> int | None:
    """Seconds until the next poll; None when nothing more can happen."""
    if now.leg.state not in OPEN:
        return None
    near = now.leg.state in (State.CALLED, State.ABSENT) or (now.leg.state is State.WAITING and now.wait.ahead < 3)
    return SOON if near else LATER


def _tag(now: Standing) -> str:
    """What the phone has seen; its clock times age by the minute."""
    at = now.as_of.replace(second=0, microsecond=0)
    seen = (now.leg, now.wait, now.zones, at, now.message)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
