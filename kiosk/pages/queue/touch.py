"""The touch screen: the idle screen is the choice of area; one tap gives a number."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from math import ceil
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.domain.errors import NotSignedIn, StaleForm
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.queue.needs import NEEDS
from kiosk.domain.queue.refusals import KeySpent
from kiosk.domain.queue.visit import too_soon
from kiosk.pages.office import login
from kiosk.views.queue import touch as touch_view
from kiosk.web.context import language, page, the_office, the_plan, tongue
from kiosk.web.guard import sessions
from kiosk.web.guard.security import require_pace, require_page
from kiosk.web.reading import see
from kiosk.web.refusals import as_refusal, status_of

bp = Blueprint("touch", __name__, url_prefix="/touch")
TILES, LARGE_TILES = 8, 4  # on one screen, so that none ever scrolls


@bp.get("/")
def idle() -> str:
    """The choice of area, fresh for the next visitor."""
    return screen("touch/page.html", key=secrets.token_hex(16), here="touch.idle", **_choice())


@bp.get("/areas")
def areas() -> str:
    """The tiles alone, as they are now, under the page's own key."""
    return screen("touch/_areas.html", key=request.args.get("key", ""), here="touch.idle", **_choice())


@bp.get("/told")
def hall_message() -> str:
    """What the person in charge tells the hall now, of whatever zone: a touch screen stands before them all."""
    now, words = see(touch_view.hall_message), tongue(language())
    return render_template("touch/_told.html", message=now.message, zones=words["t"].names(now.zones), **words)


@bp.get("/needs")
def needs() -> str:
    """What the officer shall know beforehand; whoever needs nothing never sees this screen."""
    require_page("kiosk")
    plan = the_plan()
    chosen = plan.classes.get(request.args.get("priority", ""))
    step = view() | ({"priority": chosen.code} if chosen else {})
    choices = [(need, need in needs_told(), step | _turned(need)) for need in NEEDS]
    return screen("touch/needs.html", here="touch.needs", plan=plan, needs=choices, step=step)


@bp.post("/tickets")
def take() -> Response:
    """One tap: a number, once for each key; then the page that shows it."""
    actor = require_page("kiosk")
    require_pace()
    form = request.form
    if too_soon_for(form.get("key", "")):
        return redirect(url_for("touch.idle", **view()), 303)
    wish = _wish(form)
    try:
        visitor.issue(the_office(), wish, IssueKey(form.get("key", "")), actor)
    except KeySpent:
        return redirect(url_for("touch.idle", **view()), 303)
    step = view() | ({"collect": "1"} if "collect" in form else {})
    return redirect(url_for("touch.result", key=form["key"], **step), 303)


@bp.get("/result/<key>")
def result(key: str) -> Response | str:
    """The number just taken, for the same visit only; afterwards the idle screen."""
    taken = see(touch_view.taken, key)
    if taken is None:
        return redirect(url_for("touch.idle", **view()), 303)
    facts = {"plan": taken.plan, "taken": taken, "link": bool(the_office().config.public_url)}
    return screen("touch/result.html", here="touch.result", step={**_visit(), "key": key}, **facts)


@bp.post("/result/<key>/back")
def give_back(key: str) -> str:
    """A number taken by mistake is given back, and a word says so."""
    left = visitor.give_back(the_office(), key, require_page("kiosk"))
    return screen("touch/given_back.html", here="touch.idle", plan=the_plan(), step=view(), number=left.number)


@bp.get("/result/<key>/class")
def ask_class(key: str) -> Response | str:
    """Which class of priority is it, of who did not say so before?"""
    taken = see(touch_view.taken, key)
    if taken is None:
        return redirect(url_for("touch.idle", **view()), 303)
    return screen("touch/class.html", here="touch.ask_class", plan=taken.plan, step={**_visit(), "key": key})


@bp.post("/result/<key>/class")
def tell_class(key: str) -> Response:
    """The number has priority from now on; the page that shows it tells the new turn."""
    visitor.tell_class(the_office(), key, request.form.get("priority", ""), require_page("kiosk"))
    return redirect(url_for("touch.result", key=key, **_visit()), 303)


@bp.post("/done")
def done() -> Response:
    """The visitor is done: wipe, and back to Vietnamese."""
    require_page("kiosk")
    visitor.end_visit(the_office(), request.form.get("key", ""))
    return redirect(url_for("touch.idle"), 303)


@bp.get("/staff")
def staff() -> str:
    """The button that calls staff."""
    require_page("kiosk")
    return render_template("touch/_staff.html", **tongue(language()))


@bp.post("/staff")
def call_staff() -> Response:
    """Staff is called to the screen; the step a visitor is at stays."""
    visitor.call_staff(the_office(), require_page("kiosk"))
    if "HX-Request" not in request.headers:
        return redirect(url_for("touch.idle", **view()), 303)
    return make_response(render_template("touch/_staff.html", called=True, **tongue(language())))


@bp.errorhandler(CSRFError)
def refuse_form(_: CSRFError) -> Response:
    """A form from before the last restart of everything."""
    return refuse(StaleForm())


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refusal as a touch screen tells it: in every language, and home by itself."""
    if isinstance(error, NotSignedIn):  # a greeter's session lapsed, or nobody registered this screen
        return login.refuse(error) if sessions.begun() else login.offer_device("kiosk")
    refusal, plan = as_refusal(error), None
    with suppress(NoOffice):
        plan = the_plan()
    body = screen("touch/refusal.html", refusal=refusal, plan=plan, here="touch.idle", step=view())
    return make_response(body, status_of(refusal))


def screen(template: str, **facts: Any) -> str:
    """A page of the touch screen."""
    return page(template, view=view(), **facts)


def view() -> dict[str, Any]:
    """How the visitor reads the screens: the language, large letters if they were asked for; and the needs told."""
    query = {"lang": language()} | ({"large": "1"} if "large" in request.args else {})
    return query | ({"needs": ",".join(needs_told())} if needs_told() else {})


def too_soon_for(key: str) -> bool:
    """Whether this screen gave a number for another key, or was tapped for one, no more than a moment ago.

    Who taps on and on at one spot takes one number; the screens themselves see to that, and this is for when they fail.
    """
    now = the_office().clock()
    former, at = session.get("tapped", ["", 0.0])
    session["tapped"] = [key, now.timestamp()]
    return former != key and too_soon(datetime.fromtimestamp(at, UTC), now)


def needs_told() -> tuple[str, ...]:
    """The special needs the visitor has told so far."""
    codes = request.args.get("needs", "").split(",")
    return tuple(need for need in NEEDS if need in codes)


def _turned(need: str) -> dict[str, str]:
    """The needs told with one more, or one less; who needs large print gets the screens in large letters at once."""
    others = set(needs_told()) ^ {need}
    query = {"needs": ",".join(each for each in NEEDS if each in others)}
    return query | ({"large": "1"} if need == "large_print" and need in others else {})


def _wish(form: Mapping[str, str]) -> Wish:
    """What a tap asks for: an area, help with choosing one, or a number to collect a result with."""
    plan, unsure = the_plan(), "unsure" in form
    area, priority = form.get("area", ""), form.get("priority") or None
    if unsure:
        area = plan.general_area or ""
    elif "collect" in form:
        area, priority = plan.collect_area or "", priority or plan.collect.priority or None
    return Wish(area, priority, unsure, lang=language(), needs=needs_told())


def _visit() -> dict[str, Any]:
    """How the visitor reads the screens, and whether they came for a result."""
    return view() | ({"collect": "1"} if "collect" in request.args else {})


def _choice() -> dict[str, object]:
    choice, seen = see(touch_view.choice), view()
    chosen, tiles = choice.plan.classes.get(request.args.get("priority", "")), choice.tiles
    pages = max(1, ceil(len(tiles) / (LARGE_TILES if "large" in seen else TILES)))
    at_once = ceil(len(tiles) / pages)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    step = seen | ({"priority": chosen.code} if chosen else {}) | ({"page": str(number)} if number > 1 else {})
    page_tiles = tiles[(number - 1) * at_once : number * at_once]
    layout = {"tiles": page_tiles, "rows": at_once, "page": number, "pages": pages, "step": step}
    return {"plan": choice.plan, "closed": choice.closed, "chosen": chosen, "today": choice.today, **layout}
