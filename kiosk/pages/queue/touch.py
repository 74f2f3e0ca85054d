"""The touch screen: the idle screen is the choice of area; one tap gives a number."""

import secrets
from dataclasses import dataclass
from math import ceil
from sqlite3 import Connection
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.domain.errors import NotSignedIn, StaleForm
from kiosk.domain.hall.message import foremost
from kiosk.domain.office.plan import Area, Plan
from kiosk.domain.office.refusals import AreaClosed, NoOffice
from kiosk.domain.queue.needs import NEEDS
from kiosk.domain.queue.refusals import KeySpent
from kiosk.domain.queue.waiting import Wait
from kiosk.office import Office
from kiosk.pages.office import login
from kiosk.storage.hall import messages
from kiosk.storage.paper import printers
from kiosk.storage.queue import legs
from kiosk.views.queue.standing import clock_range
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.refusals import as_refusal, status_of
from kiosk.web.security import require_page

bp = Blueprint("touch", __name__, url_prefix="/touch")
PRINTS = ("ok", "near_end")
TILES, LARGE_TILES = 8, 4  # on one screen, so that none ever scrolls


@dataclass(frozen=True, slots=True)
class Tile:
    """One area on the idle screen: who would be before a newcomer, how long, and why it is closed if it is.

    Areas that share counters share a queue, so it is the same number that the next screen and the slip will tell.
    """

    area: Area
    wait: Wait
    closed: AreaClosed | None


@bp.get("/")
def idle() -> str:
    """The choice of area, fresh for the next visitor."""
    require_page("kiosk")
    return screen("touch/page.html", key=secrets.token_hex(16), here="touch.idle", **_choice(the_office()))


@bp.get("/areas")
def areas() -> str:
    """The tiles alone, as they are now, under the page's own key."""
    require_page("kiosk")
    return screen("touch/_areas.html", key=request.args.get("key", ""), **_choice(the_office()))


@bp.get("/told")
def told() -> str:
    """What the person in charge tells the hall now, of whatever zone: a touch screen stands before them all."""
    require_page("kiosk")
    with the_office().reading() as (sql, plan):
        message = foremost(messages.open_ones(sql))
        zones = [plan.zones[code] for code in message.zones if code in plan.zones] if message else []
    words = tongue(language())
    return render_template("touch/_told.html", message=message, zones=words["t"].names(zones), **words)


@bp.get("/needs")
def needs() -> str:
    """What the officer shall know beforehand; whoever needs nothing never sees this screen."""
    require_page("kiosk")
    with the_office().reading() as (_, plan):
        chosen = plan.classes.get(request.args.get("priority", ""))
    step = view() | ({"priority": chosen.code} if chosen else {})
    choices = [(need, need in needs_told(), step | _turned(need)) for need in NEEDS]
    return screen("touch/needs.html", here="touch.needs", plan=plan, needs=choices, step=step)


@bp.post("/tickets")
def take() -> Response:
    """One tap: a number, once for each key; then the page that shows it."""
    require_page("kiosk")
    form = request.form
    unsure = "unsure" in form
    area = _general() if unsure else form.get("area", "")
    wish = Wish(area, form.get("priority") or None, unsure, lang=language(), needs=needs_told())
    try:
        visitor.issue(the_office(), wish, IssueKey(form.get("key", "")))
    except KeySpent:
        return redirect(url_for("touch.idle", **view()), 303)
    return redirect(url_for("touch.result", key=form["key"], **view()), 303)


@bp.get("/result/<key>")
def result(key: str) -> Response | str:
    """The number just taken, for the same visit only; afterwards the idle screen."""
    require_page("kiosk")
    office = the_office()
    issued = visitor.shown(office, key)
    if issued is None:
        return redirect(url_for("touch.idle", **view()), 303)
    with office.reading() as (sql, plan):
        printer = printers.printer_state(sql, office.clock())
        expected = clock_range(plan, issued.wait, issued.ticket.issued_at)
        area = plan.area(issued.ticket.area)
        zones = [plan.zones[code] for code in area.zones]
    facts = {"plan": plan, "area": area, "ticket": issued.ticket, "wait": issued.wait, "zones": zones}
    paper = {"printer": printer, "prints": printer in PRINTS, "link": bool(office.config.public_url)}
    step = {**view(), "key": key}
    return screen("touch/result.html", here="touch.result", step=step, expected=expected, **facts, **paper)


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
    require_page("kiosk")
    visitor.call_staff(the_office())
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
    if isinstance(error, NotSignedIn):
        return login.offer_device("kiosk")
    refusal, office = as_refusal(error), the_office()
    try:
        with office.reading() as (_, plan):
            shown: Plan | None = plan
    except NoOffice:
        shown = None
    body = screen("touch/refusal.html", refusal=refusal, plan=shown, here="touch.idle", step=view())
    return make_response(body, status_of(refusal))


def screen(template: str, **facts: Any) -> str:
    """A page of the touch screen."""
    return page(template, view=view(), **facts)


def view() -> dict[str, Any]:
    """How the visitor reads the screens: the language, large letters if they were asked for; and the needs told."""
    asked = {"lang": language()} | ({"large": "1"} if "large" in request.args else {})
    return asked | ({"needs": ",".join(needs_told())} if needs_told() else {})


def needs_told() -> tuple[str, ...]:
    """The special needs the visitor has told so far."""
    told = request.args.get("needs", "").split(",")
    return tuple(need for need in NEEDS if need in told)


def _turned(need: str) -> dict[str, str]:
    """The needs told with one more, or one less; who needs large print gets the screens in large letters at once."""
    others = set(needs_told()) ^ {need}
    told = {"needs": ",".join(each for each in NEEDS if each in others)}
    return told | ({"large": "1"} if need == "large_print" and need in others else {})


def _general() -> str:
    """The area of those who do not know which to choose."""
    with the_office().reading() as (_, plan):
        return plan.general_area or ""


def _choice(office: Office) -> dict[str, object]:
    with office.reading() as (sql, plan):
        tiles = _tiles(office, sql, plan)
        chosen = plan.classes.get(request.args.get("priority", ""))
    seen = view()
    pages = max(1, ceil(len(tiles) / (LARGE_TILES if "large" in seen else TILES)))
    at_once = ceil(len(tiles) / pages)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    step = seen | ({"priority": chosen.code} if chosen else {}) | ({"page": str(number)} if number > 1 else {})
    shown = tiles[(number - 1) * at_once : number * at_once]
    closed = tiles[0].closed if tiles and all(tile.closed for tile in tiles) else None
    layout = {"rows": at_once, "page": number, "pages": pages, "step": step}
    return {"plan": plan, "tiles": shown, "closed": closed, "chosen": chosen, "today": office.today(plan), **layout}


def _tiles(office: Office, sql: Connection, plan: Plan) -> list[Tile]:
    waiting = legs.waiting_counts(sql)
    return [
        _tile(office, plan, area, office.expect_newcomer(sql, plan, area.letter, waiting))
        for area in plan.areas.values()
    ]


def _tile(office: Office, plan: Plan, area: Area, wait: Wait) -> Tile:
    try:
        plan.require_open(area, office.clock())
    except AreaClosed as closed:
        return Tile(area, wait, closed)
    return Tile(area, wait, None)
