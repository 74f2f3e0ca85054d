"""The small sign above a counter: whom it calls or serves, what it is for, live."""

from flask import Blueprint, Response, current_app

from kiosk.moment import Moment
from kiosk.views.hall import sign as sign_view
from kiosk.web.context import language, page, the_plan, tongue
from kiosk.web.guard import sessions
from kiosk.web.live.events import event, sse
from kiosk.web.live.stream import Topic
from kiosk.web.reading import see

bp = Blueprint("sign", __name__, url_prefix="/board/counter")


@bp.get("/<int:number>")
def sign(number: int) -> str:
    """The whole sign of a counter."""
    return page("sign/page.html", view=see(sign_view.sign, number))


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """The sign as it changes."""
    the_plan().counter(number)
    return sse(("sign", str(number), language()), may=sessions.signed_in())


def render(moment: Moment, topic: Topic) -> bytes:
    """The region of a sign in a language, for its stream."""
    _, number, lang = topic
    template = current_app.jinja_env.get_template("sign/_sign.html")
    return event(template.render(view=sign_view.sign(moment, int(number)), **tongue(lang)))
