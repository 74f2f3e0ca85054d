"""The officer's desk: the page of a counter and its stream."""

from flask import Blueprint, Response
from werkzeug import Response as BaseResponse

from kiosk.domain import reasons
from kiosk.domain.errors import NotSignedIn
from kiosk.office import Moment, Office
from kiosk.pages.office.login import offer_sign_in
from kiosk.pages.queue.desk_view import view_of
from kiosk.storage.office import seats
from kiosk.web import refusals, sessions
from kiosk.web.context import language, page, the_office
from kiosk.web.events import sse
from kiosk.web.kept import latest
from kiosk.web.security import require_page
from kiosk.web.stream import Topic

bp = Blueprint("desk", __name__, url_prefix="/desk")


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
    return _whole("desk", number)


@bp.get("/<int:number>/strip")
def strip(number: int) -> str:
    """The call strip of a counter, which floats above other programs."""
    return _whole("strip", number)


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """The desk as it changes."""
    return _stream("desk", number)


@bp.get("/<int:number>/strip/stream")
def strip_stream(number: int) -> Response:
    """The call strip as it changes."""
    return _stream("strip", number)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refused page is a page."""
    return offer_sign_in(error) if isinstance(error, NotSignedIn) else refusals.as_page(error)


def render(office: Office, moment: Moment, topic: Topic) -> bytes:
    """The region of a desk or of its strip in a language, for its stream."""
    kind, number, _ = topic
    view = view_of(office, moment, int(number))
    return latest(f"{kind}/_{kind}.html", topic, view.key(), view=view)


def _whole(screen: str, number: int) -> str:
    require_page("desk")
    me = sessions.officer()
    with the_office().moment() as moment:
        view = view_of(the_office(), moment, number)
    if me and view.seat and view.seat.holder != sessions.holder():
        return page("desk/occupied.html", view=view, me=me, on=screen)
    holder = sessions.holder() if me else ""
    return page(f"{screen}/page.html", view=view, me=me, holder=holder, reasons=reasons, on=screen)


def _stream(kind: str, number: int) -> Response:
    require_page("desk")
    with the_office().reading() as (_, plan):
        plan.counter(number)
    return sse((kind, str(number), language()), may=sessions.signed_in())
