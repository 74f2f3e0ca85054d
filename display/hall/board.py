"""The lobby display of a zone: its page, its letters' sizes, and the stream of its regions and announcements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, current_app, make_response, render_template, request, send_file

from kiosk.domain.errors import BadRequest, NotFound
from kiosk.domain.hall import sizes
from kiosk.domain.hall.announcement import Announcement
from kiosk.domain.hall.announcer import SPOKEN_FOR
from kiosk.domain.office.settings import ZoneRules, changed
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.views.hall import board as board_view
from kiosk.views.hall import sound
from kiosk.web.context import language, page, the_office, the_plan, tongue
from kiosk.web.guard import sessions
from kiosk.web.live.events import event, sse
from kiosk.web.live.stream import Topic
from kiosk.web.reading import see

bp = Blueprint("board", __name__, url_prefix="/board")
# What a board's address may say of its own panel.
PANEL = {"distance": "distance_m", "diagonal": "diagonal_in", "resolution": "resolution"}
DIGITS = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class HallRegion:
    """A zone's region as an event, the latest announcements of its ledger, oldest first, and how far its voice is."""

    region: bytes
    calls: tuple[Announcement, ...]
    voice: str


class Listener:
    """What one page hears of its hall: the region when it changed, each announcement once, how far the voice is."""

    def __init__(self, office: Office, seen: int) -> None:
        self.office, self.seen, self.region, self.voice = office, seen, b"", SILENT

    def __call__(self, hall: object) -> Iterator[bytes]:
        assert isinstance(hall, HallRegion)
        if hall.region != self.region:
            self.region = hall.region
            yield hall.region
        for call in hall.calls:
            if call.no > self.seen:
                self.seen = call.no
                yield _call_event(call, self.office.clock() - call.at < SPOKEN_FOR)
        if hall.voice != self.voice:
            self.voice = hall.voice
            yield event(hall.voice, "voice")


@bp.get("/<zone>")
def board(zone: str) -> str:
    """The whole board of a zone."""
    view = see(board_view.board, zone)
    _panel(view.zone.rules)  # a wrong address is refused here, in words
    own = {name: request.args[name] for name in PANEL if name in request.args}
    return page("board/page.html", view=view, own=own)


@bp.get("/notices/<name>")
def notice(name: str) -> Response:
    """A picture or film of the office's own; only what was checked is served."""
    notice = see(board_view.notice, name)
    if notice is None:
        raise NotFound()
    return send_file(notice.path, mimetype=notice.type, max_age=86_400)


@bp.get("/<zone>/sizes.css")
def letters(zone: str) -> Response:
    """The sizes of a board, of its zone's rules or of its own panel: `?distance=12&diagonal=55`."""
    plan = the_plan()
    rules, content = _panel(plan.zone(zone).rules), sizes.content_of(plan, zone)
    both = {way: sizes.arrange(rules, content, way == "portrait") for way in ("landscape", "portrait")}
    style = make_response(render_template("board/sizes.css", both=both, content=content))
    style.mimetype = "text/css"
    return style


@bp.get("/<zone>/stream")
def stream(zone: str) -> Response:
    """The region as it changes, and every announcement once, in order, from the last one the page saw."""
    newest = see(board_view.newest_no, zone)
    marks = (request.headers.get("Last-Event-ID"), request.args.get("since"))
    seen = next((int(each) for each in marks if each and DIGITS.fullmatch(each)), newest)
    return sse(("board", zone, language()), Listener(the_office(), min(seen, newest)), may=sessions.signed_in())


def _panel(rules: ZoneRules) -> ZoneRules:
    """The rules of a zone with what the board's address says of its own panel."""
    changes = {PANEL[name]: value for name, value in request.args.items() if name in PANEL}
    try:
        return changed(rules, changes)
    except ValueError as error:
        raise BadRequest(detail=error) from error


def render(moment: Moment, topic: Topic) -> HallRegion:
    """The region of a zone in a language, for its stream."""
    _, zone, lang = topic
    template = current_app.jinja_env.get_template("board/_hall.html")
    region = event(template.render(view=board_view.board(moment, zone), **tongue(lang)))
    return HallRegion(region, tuple(reversed(board_view.ledger_of(moment, zone))), _voice(moment, zone))


def _voice(moment: Moment, zone: str) -> str:
    """Which announcement is being said, up to which all are said or passed over, and whether there is a voice."""
    speaker = sound.speaker(moment, zone)
    return _voice_text(speaker.saying_no, speaker.spoken_no, speaker.state(moment.now))


def _voice_text(saying: int, spoken: int, state: str) -> str:
    return json.dumps({"saying": saying, "spoken": spoken, "state": state})


@lru_cache(256)  # every board of a zone is told the same
def _call_event(call: Announcement, spoken: bool) -> bytes:
    facts = {
        "no": call.no,
        "kind": call.kind,
        "number": call.number,
        "counter": call.counter,
        "priority": call.priority,
        "spoken": spoken,
    }
    return event(json.dumps(facts, ensure_ascii=False), "call", call.no)


SILENT = _voice_text(0, 0, "off")  # what a page takes for granted until it hears otherwise
