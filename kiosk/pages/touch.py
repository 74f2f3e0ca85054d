"""The touch screen: the idle screen is the choice of area; one tap gives a number."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from kiosk.actions import visitor
from kiosk.actions.standing import clock_range
from kiosk.actions.visitor import Key, Wish
from kiosk.domain.errors import AreaClosed, AreaShut, KeySpent
from kiosk.domain.plan import Area, Plan
from kiosk.domain.waiting import Wait
from kiosk.office import Office
from kiosk.storage import legs, print_jobs
from kiosk.web.context import language, page, the_office
from kiosk.web.security import require_page

bp = Blueprint("touch", __name__, url_prefix="/touch")
PRINTS = ("ok", "near_end")


@dataclass(frozen=True, slots=True)
class Tile:
    """One area on the idle screen: how many wait in it, the wait of a newcomer, and when it opens if closed."""

    area: Area
    waiting: int
    wait: Wait
    open: bool
    opens_at: datetime | None


@bp.get("/")
def idle() -> str:
    """The choice of area, fresh for the next visitor."""
    require_page("kiosk")
    return page("touch/page.html", key=secrets.token_hex(16), **_choice(the_office()))


@bp.get("/areas")
def areas() -> str:
    """The tiles alone, as they are now, under the page's own key."""
    require_page("kiosk")
    return page("touch/_areas.html", key=request.args.get("key", ""), **_choice(the_office()))


@bp.post("/tickets")
def take() -> Response:
    """One tap: a number, once for each key; then the page that shows it."""
    require_page("kiosk")
    form, lang = request.form, language()
    wish = Wish(form.get("area", ""), form.get("priority") or None, "unsure" in form)
    try:
        visitor.issue(the_office(), wish, Key(form.get("key", "")))
    except KeySpent:
        return redirect(url_for("touch.idle", lang=lang), 303)
    return redirect(url_for("touch.result", key=form["key"], lang=lang), 303)


@bp.get("/result/<key>")
def result(key: str) -> Response | str:
    """The number just taken, for the same visit only; afterwards the idle screen."""
    require_page("kiosk")
    office = the_office()
    issued = visitor.shown(office, key)
    if issued is None:
        return redirect(url_for("touch.idle", lang=language()), 303)
    with office.reading() as (sql, plan):
        printer = print_jobs.printer_state(sql, office.clock())
        expected = clock_range(plan, issued.wait, issued.ticket.issued_at)
        zones = [plan.zones[code] for code in plan.area(issued.ticket.area).zones]
    facts = {"ticket": issued.ticket, "wait": issued.wait, "expected": expected, "zones": zones}
    link = _link(office, issued.ticket.token)
    return page("touch/result.html", key=key, printer=printer, prints=printer in PRINTS, link=link, **facts)


@bp.post("/done")
def done() -> Response:
    """The visitor is done: wipe, and back to Vietnamese."""
    require_page("kiosk")
    visitor.end_visit(the_office(), request.form.get("key", ""))
    return redirect(url_for("touch.idle"), 303)


def _choice(office: Office) -> dict[str, object]:
    with office.reading() as (sql, plan):
        chosen = plan.classes.get(request.args.get("priority", ""))
        return {"plan": plan, "tiles": _tiles(office, sql, plan), "chosen": chosen, "today": office.today(plan)}


def _tiles(office: Office, sql: Connection, plan: Plan) -> list[Tile]:
    waiting, now = legs.waiting_counts(sql), office.clock()
    return [_tile(office, plan, area, waiting, now) for area in plan.areas.values()]


def _tile(office: Office, plan: Plan, area: Area, waiting: dict[str, int], now: datetime) -> Tile:
    ahead = sum(waiting.get(letter, 0) for letter in plan.pools[area.letter])
    opened, opens_at = True, None
    try:
        plan.require_open(area, now)
    except AreaShut:
        opened = False
    except AreaClosed as closed:
        opened, opens_at = False, closed.facts["opening"]
    wait = office.expect(plan, area.letter, ahead)
    return Tile(area, waiting.get(area.letter, 0), wait, opened, opens_at)  # type: ignore[arg-type]


def _link(office: Office, token: str) -> str:
    return f"{office.config.public_url}/t/{token}" if office.config.public_url else ""
