"""Who missed the call, at the touch screen: the slip shows how its number stands and lets it wait again."""

from contextlib import suppress

from flask import Blueprint, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response

from kiosk.actions.queue import holder
from kiosk.domain.errors import Refusal, TooManyTries
from kiosk.domain.queue.refusals import WrongCode, WrongState
from kiosk.pages.queue import touch
from kiosk.views.queue import ticket
from kiosk.web.context import the_office, the_plan
from kiosk.web.guard import guessing
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see
from kiosk.web.refusals import status_of

bp = Blueprint("missed", __name__, url_prefix="/touch/missed")
bp.register_error_handler(CSRFError, touch.refuse_form)
bp.register_error_handler(Exception, touch.refuse)


@bp.get("/")
def ask() -> str:
    """Scan the slip, or type its number and its code."""
    require_page("kiosk")
    return _ask_page()


@bp.post("/")
def find() -> Response:
    """The number and its code lead to where the scanned slip does; who guesses too often has to wait."""
    require_page("kiosk")
    number, code = request.form.get("number", ""), request.form.get("code", "")
    try:
        with guessing.counted([see(ticket.aim, number)], WrongCode):
            held = see(ticket.of_code, number, code)
    except (TooManyTries, WrongCode) as refusal:
        return _ask_again(number, refusal)
    return redirect(url_for("missed.stands", token=held.token, **touch.view()), 303)


@bp.get("/<token>")
def stands(token: str) -> str:
    """The truth about a number: its place, or where to go now, or that it was missed."""
    require_page("kiosk")
    standing, step = see(ticket.standing, token), {**touch.view(), "token": token}
    return touch.screen("missed/stands.html", here="missed.stands", step=step, plan=the_plan(), standing=standing)


@bp.post("/<token>/return")
def come_back(token: str) -> Response:
    """Back into the queue; a second tap finds that it is done."""
    actor = require_page("kiosk")
    with suppress(WrongState):  # back already, or called again: the page tells
        holder.come_back(the_office(), token, "kiosk", actor)
    return redirect(url_for("missed.stands", token=token, **touch.view()), 303)


def _ask_page(number: str = "", refusal: Refusal | None = None) -> str:
    facts = {"plan": the_plan(), "number": number, "refusal": refusal}
    return touch.screen("missed/ask.html", here="missed.ask", step=touch.view(), **facts)


def _ask_again(number: str, refusal: Refusal) -> Response:
    return make_response(_ask_page(number, refusal), status_of(refusal))
