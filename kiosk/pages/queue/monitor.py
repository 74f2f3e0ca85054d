"""The monitor of the person in charge: every counter, every queue, what alarms the staff, and what was out of turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug import Response as BaseResponse

from kiosk.actions.queue import skipping
from kiosk.domain import reasons
from kiosk.domain.errors import NotSignedIn
from kiosk.domain.hall.message import Message, foremost
from kiosk.domain.office.plan import Area, Plan, Zone
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.queue.waiting import Wait, against_norm, minutes
from kiosk.office import OPEN_FOR, Moment, Office
from kiosk.pages.office.login import offer_sign_in
from kiosk.storage.hall import alerts, loudspeakers, messages
from kiosk.storage.hall.alerts import Alert
from kiosk.storage.office import seats
from kiosk.storage.office.seats import Seat
from kiosk.storage.queue import desks, legs
from kiosk.storage.queue.desks import DeskStanding
from kiosk.views.queue import explanations
from kiosk.web import refusals, sessions
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.events import event, sse
from kiosk.web.security import require_page
from kiosk.web.stream import Topic

bp = Blueprint("monitor", __name__, url_prefix="/monitor")
SHOWN = 8


@dataclass(frozen=True, slots=True)
class AreaQueue:
    """One area's queue: how many wait, who has waited longest, and what a newcomer must expect."""

    area: Area
    waiting: int
    longest: datetime | None
    wait: Wait


@dataclass(frozen=True, slots=True)
class MonitorView:
    """The office at a glance.

    `told`: what the hall is told now; `silent`: the zones whose calls nobody hears now, and why: muted or off.
    """

    plan: Plan
    desks: Mapping[int, DeskStanding]
    busy: Mapping[int, Leg]
    seats: Mapping[int, Seat]
    queues: list[AreaQueue]
    told: Message | None
    alerts: list[Alert]
    out_of_turn: list[Leg]
    silent: list[tuple[Zone, str]]
    now: datetime

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def minutes(self, since: datetime) -> int:
        """Whole minutes from an instant until now; 0 after a clock was set back."""
        return minutes(since, self.now)

    def state(self, number: int) -> str:
        """How a counter is: called, serving, paused, free, or closed when nobody is there."""
        if leg := self.busy.get(number):
            return str(leg.state)
        desk = self.desks.get(number)
        if desk and desk.paused:
            return "paused"
        stepped = desk is not None and desk.stepped_at is not None and self.now - desk.stepped_at < OPEN_FOR
        return "free" if number in self.seats or stepped else "closed"

    def norm_s(self, leg: Leg) -> int:
        """How long (s) a service may last by its area's norm; 0 where it names none."""
        area = self.plan.areas.get(leg.area)
        return 60 * area.rules.norm_serve_min if area and leg.started_at else 0

    def over(self, queue: AreaQueue) -> str:
        """How the longest wait stands to the area's norm."""
        waited = self.now - queue.longest if queue.longest else timedelta()
        return against_norm(waited, 60 * queue.area.rules.norm_wait_min)


@bp.get("/")
def monitor() -> str:
    """The office at a glance; whoever sits at a desk may look too."""
    require_page("desk")
    with the_office().moment() as moment:
        return page("monitor/page.html", view=_view(the_office(), moment), skip_reasons=reasons.SKIP)


@bp.get("/stream")
def stream() -> Response:
    """The office as it changes."""
    require_page("desk")
    return sse(("monitor", language()), may=sessions.signed_in())


@bp.get("/why")
def why() -> str:
    """Why a ticket of today is where it is."""
    require_page("desk")
    explained = explanations.why(the_office(), request.args.get("number", ""))
    return render_template("monitor/_why.html", explained=explained, **tongue(language()))


@bp.post("/skip")
def skip() -> str:
    """Numbers handed out on paper are not given again."""
    actor, form = require_page("desk"), request.form
    asked = (form.get("area", ""), form.get("number", ""), form.get("reason", ""))
    first, last = skipping.skip(the_office(), *asked, by=actor)
    return render_template("monitor/_skipped.html", first=first, last=last, **tongue(language()))


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refused page is a page; a refused question is told beside it."""
    if request.endpoint in ("monitor.why", "monitor.skip"):
        return refusals.as_notice(error)
    return offer_sign_in(error) if isinstance(error, NotSignedIn) else refusals.as_page(error)


def render(office: Office, moment: Moment, topic: Topic) -> bytes:
    """The office in a language, for its stream."""
    _, lang = topic
    template = current_app.jinja_env.get_template("monitor/_monitor.html")
    return event(template.render(view=_view(office, moment), **tongue(lang)))


def _view(office: Office, moment: Moment) -> MonitorView:
    plan, sql, now = moment.plan, moment.sql, moment.now.astimezone(moment.plan.zone_info)
    return MonitorView(
        plan=plan,
        desks=desks.standings(sql),
        busy=moment.once(legs.at_counters),
        seats=moment.once(seats.taken, office.day_began(plan)),
        queues=_queues(office, moment),
        told=foremost(moment.once(messages.open_ones)),
        alerts=moment.once(alerts.open_ones),
        out_of_turn=legs.called_out_of_turn(sql, office.today(plan).isoformat(), SHOWN),
        silent=_silent(sql, plan, now),
        now=now,
    )


def _silent(sql: Connection, plan: Plan, now: datetime) -> list[tuple[Zone, str]]:
    """The zones without a voice while anybody may be called there."""
    awake = [code for code in plan.zones if not plan.asleep(plan.areas_in(code), now, timedelta())]
    states = loudspeakers.states(sql, awake, now)
    return [(plan.zones[code], state) for code, state in states.items() if state != "on"]


def _queues(office: Office, moment: Moment) -> list[AreaQueue]:
    sql, plan, counts = moment.sql, moment.plan, moment.once(legs.waiting_counts)
    longest = legs.waiting_since(sql)
    return [
        AreaQueue(area, counts.get(letter, 0), longest.get(letter), office.expect_newcomer(sql, plan, letter, counts))
        for letter, area in plan.areas.items()
    ]
