"""The officer's desk: the page of a counter and its stream."""

from flask import Blueprint, Response
from werkzeug import Response as BaseResponse

from kiosk.domain import reasons
from kiosk.moment import Moment
from kiosk.pages.office.login import refused_page
from kiosk.views.queue import choosing
from kiosk.views.queue import desk as desk_view
from kiosk.web.context import language, page, the_plan
from kiosk.web.guard import sessions
from kiosk.web.live.events import sse
from kiosk.web.live.kept import latest
from kiosk.web.live.stream import Topic
from kiosk.web.reading import require_reader, see

bp = Blueprint("desk", __name__, url_prefix="/desk")


@bp.get("/")
def choose() -> str:
    """The counters to sit down at."""
    seats = see(choosing.everywhere)
    return page("desk/choose.html", seats=seats, me=sessions.officer(), holder=sessions.holder())


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
    return refused_page(error)


def render(moment: Moment, topic: Topic) -> bytes:
    """The region of a desk or of its strip in a language, for its stream."""
    kind, number, _ = topic
    view = desk_view.desk(moment, int(number))
    return latest(f"{kind}/_{kind}.html", topic, view.key(), view=view)


def _whole(screen: str, number: int) -> str:
    view, me = see(desk_view.desk, number), sessions.officer()
    if me and view.seat and view.seat.holder != sessions.holder():
        return page("desk/occupied.html", view=view, me=me, on=screen)
    holder = sessions.holder() if me else ""
    return page(f"{screen}/page.html", view=view, me=me, holder=holder, reasons=reasons, on=screen)


def _stream(kind: str, number: int) -> Response:
    require_reader(desk_view.desk)
    the_plan().counter(number)
    return sse((kind, str(number), language()), may=sessions.signed_in())
