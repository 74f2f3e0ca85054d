"""The officer's desk: who is at the counter, who waits, and the next step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from flask import Blueprint, Response, current_app, make_response, render_template, request
from werkzeug import Response as BaseResponse

from kiosk.actions import moving, officer
from kiosk.domain.errors import NotSignedIn
from kiosk.domain.plan import Counter, Plan
from kiosk.domain.ticket import Leg, State
from kiosk.office import Office
from kiosk.pages.login import offer_sign_in
from kiosk.pages.seats import require_seat
from kiosk.storage import alerts, desks, legs, seats
from kiosk.storage.alerts import Alert
from kiosk.storage.desks import Desk
from kiosk.storage.seats import Seat
from kiosk.web import refusals, sessions
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.security import require_page
from kiosk.web.stream import Publisher, Topic, regions, sse

bp = Blueprint("desk", __name__, url_prefix="/desk")
SHOWN = 30
NOT_FOR_DESKS = {"rating"}  # citizens are promised that the officer at the counter does not see their answer
STEPS: dict[str, Callable[..., Leg]] = {
    "next": officer.call_next,
    "recall": officer.recall,
    "start": officer.start,
    "finish": officer.finish,
    "absent": officer.absent,
    "put-back": moving.put_back,
}


@dataclass(frozen=True, slots=True)
class View:
    """What a desk shows: its state, who waits for it in the order of calling, and who missed the call.

    `helped`: the areas called only when the counter's own are empty.
    """

    plan: Plan
    counter: Counter
    desk: Desk
    waiting: list[Leg]
    total: int
    helped: frozenset[str]
    missed: list[Leg]
    alerts: list[Alert]
    seat: Seat | None
    now: datetime

    def may_return(self, missed: Leg) -> bool:
        """Whether one who missed the call may wait again today."""
        return missed.returns < self.plan.returns.times

    def local(self, at: datetime) -> datetime:
        """An instant by the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def minutes(self, since: datetime, until: datetime | None = None) -> int:
        """Whole minutes from an instant to another, or until now."""
        return int(((until or self.now) - since).total_seconds() // 60)


@bp.get("/")
def choose() -> str:
    """The counters to sit down at."""
    require_page("desk")
    with the_office().reading() as (sql, plan):
        taken = seats.taken(sql, the_office().day_began(plan))
        return page("desk/choose.html", plan=plan, taken=taken, me=sessions.officer(), holder=sessions.holder())


@bp.get("/<int:number>")
def desk(number: int) -> str:
    """The whole desk of a counter; where a colleague sits it asks before it takes over."""
    require_page("desk")
    me = sessions.officer()
    with the_office().reading() as (sql, plan):
        view = _view(the_office(), sql, plan, number)
    if me and view.seat and view.seat.holder != sessions.holder():
        return page("desk/occupied.html", view=view, me=me)
    return page("desk/page.html", view=view, me=me, holder=sessions.holder() if me else "")


@bp.post("/<int:number>/<any(next, recall, start, finish, absent, 'put-back'):step>")
def take_step(number: int, step: str) -> Response:
    """One step at the counter; the desk as it then is."""
    actor = require_seat(number)
    STEPS[step](the_office(), number, by=actor.officer, version=_version())
    return _fragment(number)


@bp.post("/<int:number>/take-back/<int:leg>")
def take_back(number: int, leg: int) -> Response:
    """One who missed the call is here: back into the queue."""
    require_seat(number)
    moving.take_back(the_office(), number, leg, version=_version())
    return _fragment(number)


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """The desk as it changes."""
    require_page("desk")
    with the_office().reading() as (_, plan):
        plan.counter(number)
    publisher: Publisher = current_app.extensions["publisher"]
    return sse(regions(the_office(), publisher.stream(("desk", str(number), language()))))


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refused step says why beside the buttons; a refused page is a page."""
    if request.method == "GET":
        return offer_sign_in(error) if isinstance(error, NotSignedIn) else refusals.as_page(error)
    return refusals.as_notice(error)


def render(office: Office, sql: Connection, plan: Plan, topic: Topic) -> str:
    """The region of a desk in a language, for its stream."""
    _, number, lang = topic
    template = current_app.jinja_env.get_template("desk/_desk.html")
    return template.render(view=_view(office, sql, plan, int(number)), **tongue(lang))


def _fragment(number: int) -> Response:
    with the_office().reading() as (sql, plan):
        view = _view(the_office(), sql, plan, number)
    return make_response(render_template("desk/_desk.html", view=view, **tongue(language())))


def _view(office: Office, sql: Connection, plan: Plan, number: int) -> View:
    counter = plan.counter(number)
    own, helped = plan.callable_at(counter)
    counts = legs.waiting_counts(sql)
    waiting = legs.waiting(sql, own, SHOWN)
    if helped:
        waiting += legs.waiting(sql, helped, SHOWN - len(waiting))
    return View(
        plan=plan,
        counter=counter,
        desk=desks.load(sql, number),
        waiting=waiting,
        total=sum(counts.get(letter, 0) for letter in own | helped),
        helped=helped,
        missed=[leg for leg in legs.in_state(sql, State.ABSENT) if leg.area in own | helped][:SHOWN],
        alerts=[alert for alert in alerts.open_ones(sql) if alert.kind not in NOT_FOR_DESKS],
        seat=seats.at(sql, number, office.day_began(plan)),
        now=office.clock().astimezone(plan.zone_info),
    )


def _version() -> int | None:
    """The version of the page the button stood on; a page without one is always stale."""
    text = request.form.get("version", "")
    return int(text) if text.isdigit() else -1
