"""The small sign above a counter: whom it calls or serves, what it is for, live."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app

from kiosk.domain.hall.message import Message, shown_to
from kiosk.domain.office.plan import Area, Plan
from kiosk.domain.queue.ticket import Leg
from kiosk.office import OPEN_FOR, Moment, Office
from kiosk.storage.hall import messages
from kiosk.storage.office import seats
from kiosk.storage.queue import desks, legs
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.events import event, sse
from kiosk.web.stream import Topic

bp = Blueprint("sign", __name__, url_prefix="/board/counter")


@dataclass(frozen=True, slots=True)
class SignView:
    """What a sign shows: its counter's ticket, the areas it serves, and a message of one of its zones."""

    office: Plan
    number: int
    leg: Leg | None
    rests: bool
    manned: bool
    areas: list[Area]
    message: Message | None
    now: datetime

    @property
    def state(self) -> str:
        """What its words say: called, serving, free, rests while it is on a break, or closed while nobody is there."""
        if self.leg:
            return self.leg.state
        return "rests" if self.rests else "free" if self.manned else "closed"

    @property
    def english(self) -> bool:
        """Whether a zone it calls into wants a second line."""
        return any(self.office.zones[code].rules.english for code in self.office.zones_of(self.number))


@bp.get("/<int:number>")
def sign(number: int) -> str:
    """The whole sign of a counter."""
    with the_office().moment() as moment:
        return page("sign/page.html", view=_view(the_office(), moment, number))


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """The sign as it changes."""
    with the_office().reading() as (_, plan):
        plan.counter(number)
    return sse(("sign", str(number), language()))


def render(office: Office, moment: Moment, topic: Topic) -> bytes:
    """The region of a sign in a language, for its stream."""
    _, number, lang = topic
    template = current_app.jinja_env.get_template("sign/_sign.html")
    return event(template.render(view=_view(office, moment, int(number)), **tongue(lang)))


def _view(office: Office, moment: Moment, number: int) -> SignView:
    plan, now = moment.plan, moment.now
    own, _ = plan.callable_at(plan.counter(number))
    areas = [area for letter, area in plan.areas.items() if letter in own]
    told = shown_to(plan.zones_of(number), moment.once(messages.open_ones))
    leg, rests = moment.once(legs.at_counters).get(number), number in moment.once(desks.resting)
    seated = moment.once(seats.taken, office.day_began(plan))
    manned = number in seated or number in moment.once(desks.opened, now - OPEN_FOR)
    return SignView(plan, number, leg, rests, manned, areas, told, now.astimezone(plan.zone_info))
