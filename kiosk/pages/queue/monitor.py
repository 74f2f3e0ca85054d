"""The monitor of the person in charge: every counter, every queue, what alarms the staff, and what was out of turn."""

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug import Response as BaseResponse

from kiosk.access import may
from kiosk.actions.paper import reprinting
from kiosk.actions.queue import skipping
from kiosk.domain import reasons
from kiosk.moment import Moment
from kiosk.pages.office.login import refused_page
from kiosk.views.office import clock
from kiosk.views.queue import explanations
from kiosk.views.queue import monitor as monitor_view
from kiosk.views.queue import skipping as skipping_view
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.guard import sessions
from kiosk.web.guard.security import in_charge, page_actor, require_page
from kiosk.web.live.events import event, sse
from kiosk.web.live.stream import Topic
from kiosk.web.reading import require_reader, see

bp = Blueprint("monitor", __name__, url_prefix="/monitor")


@bp.get("/")
def monitor() -> str:
    """The office at a glance; whoever sits at a desk may look too."""
    view = see(monitor_view.monitor, in_charge=in_charge())
    again = see(clock.reopenable) if may(page_actor(), "manager") else 0
    skipped = see(skipping_view.undoable) if in_charge() else []
    facts = {"view": view, "reopenable": again, "skip_reasons": reasons.SKIP, "skipped": skipped}
    return page("monitor/page.html", in_charge=in_charge(), **facts)


@bp.get("/stream")
def stream() -> Response:
    """The office as it changes."""
    require_reader(monitor_view.monitor)
    return sse(("monitor", language(), "in charge" if in_charge() else ""), may=sessions.signed_in())


@bp.post("/why")
def why() -> str:
    """Why a ticket of today is where it is; what was typed or scanned stands in no address."""
    explained = see(explanations.why, request.form.get("number", ""))
    return render_template("monitor/_why.html", explained=explained, **tongue(language()))


@bp.post("/skip")
def skip() -> str:
    """Numbers handed out on paper are not given again; what follows is told first."""
    actor, form = require_page("manager"), request.form
    if form.get("sure") != "yes":
        before = see(skipping_view.preview, form.get("area", ""), form.get("number", ""))
        return render_template("monitor/_skip_sure.html", before=before, form=form, **tongue(language()))
    gap = (form.get("area", ""), form.get("number", ""), form.get("reason", ""))
    first, last = skipping.skip(the_office(), *gap, by=actor)
    return render_template("monitor/_skipped.html", area=gap[0], first=first, last=last, **tongue(language()))


@bp.post("/skip/undo")
def undo_skip() -> str:
    """Numbers skipped by mistake are given after all, as long as none after them was."""
    actor, form = require_page("manager"), request.form
    first, last = skipping.undo(the_office(), form.get("area", ""), form.get("number", ""), by=actor)
    return render_template("monitor/_given_again.html", first=first, last=last, **tongue(language()))


@bp.post("/slips/<number>")
def reprint(number: str) -> str:
    """A slip that never came out is printed once more, as a copy."""
    reprinting.reprint(the_office(), number, by=require_page("desk", "greeter"))
    return render_template("monitor/_reprinted.html", number=number, **tongue(language()))


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refused page is a page; a refused question is told beside it."""
    if request.endpoint in ("monitor.why", "monitor.skip", "monitor.undo_skip", "monitor.reprint"):
        return refusals.as_notice(error)
    return refused_page(error)


def render(moment: Moment, topic: Topic) -> bytes:
    """The office in a language, for its stream."""
    _, lang, charge = topic
    template = current_app.jinja_env.get_template("monitor/_monitor.html")
    return event(template.render(view=monitor_view.monitor(moment, in_charge=bool(charge)), **tongue(lang)))
