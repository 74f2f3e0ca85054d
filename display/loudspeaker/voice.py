"""The voice of a zone over the web: its loudspeaker is asked for here, and the sounds it plays are fetched."""

import logging
import re
import time
from collections import deque
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, current_app, jsonify, request, send_file

from display.speech import wording
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore
from kiosk.actions.hall.loudspeaker import Answer, SoundReport, attend
from kiosk.domain.errors import BadRequest, NotFound, Overloaded
from kiosk.domain.hall import announcer
from kiosk.views.hall import sound as sound_view
from kiosk.web.context import language, the_office
from kiosk.web.guard.network import caller, is_local
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see

# A page of another origin cannot send JSON here, so the boards need no form token: they run for months.
bp = Blueprint("voice", __name__, url_prefix="/board")
OWNER = re.compile("[0-9a-f]{8,64}")
ASKS, PERIOD_S = 60, 10.0  # from one address; a board asks every two seconds and twice for each announcement


@bp.post("/<zone>/sound")
def sound(zone: str) -> Response:
    """A board of the office that may play asks for the zone's loudspeaker, and what it shall say now."""
    if not is_local():
        require_page("board")
        _throttle()
    answer = attend(the_office(), _report(zone))
    return jsonify(owner=answer.owner, say=_say(zone, answer))


@bp.get("/<zone>/speech/<int:no>.wav")
def speech(zone: str, no: int) -> Response:
    """An announcement in a natural voice; made once, then kept."""
    saying = see(sound_view.saying, zone, no)
    if saying is None:
        raise NotFound()
    said = wording.pieces(saying, language(), short="short" in request.args)
    return _sound(_store().joined(said, language()), max_age=0)  # another day has another announcement of that number


@bp.get("/chime.wav")
def chime() -> Response:
    """The chime before each announcement."""
    return _sound(_store().chime(), max_age=86_400)


@bp.errorhandler(NoVoice)
def without_voice(error: NoVoice) -> Response:
    """No voice: the board plays its chime alone, and the reason is in the log of the machine."""
    logging.getLogger(__name__).warning("%s", error)
    return Response(str(error), 503, mimetype="text/plain")


def _report(zone: str) -> SoundReport:
    report = request.get_json()
    named = isinstance(report, dict) and OWNER.fullmatch(str(report.get("owner")))
    if not named or type(report.get("done", 0)) is not int:
        raise BadRequest(detail="owner, done")
    flags = {name: bool(report[name]) for name in ("audible", "free", "heard", "leaving") if name in report}
    return SoundReport(zone, str(report["owner"]), True, language(), done=report.get("done", 0), **flags)


def _say(zone: str, answer: Answer) -> dict[str, object] | None:
    turn = answer.turn
    if turn.announcement is None:
        return None
    speech, short = f"/board/{quote(zone)}/speech/{turn.announcement.no}.wav", "&short=1" if turn.short else ""
    sounds = [
        {"src": "/board/chime.wav", "pause": part.pause_ms, "voice": False}
        if part.sound == announcer.CHIME
        else {"src": f"{speech}?lang={part.sound}{short}", "pause": part.pause_ms, "voice": True}
        for part in announcer.script(turn, answer.langs)
    ]
    return {"no": turn.announcement.no, "volume": answer.volume / 100, "sounds": sounds}


def _throttle() -> None:
    """Nobody may keep the office busy from one address."""
    asks: dict[str, deque[float]] = current_app.extensions.setdefault("sound_asks", {})
    mine, now = asks.setdefault(caller(), deque(maxlen=ASKS)), time.monotonic()
    if len(mine) == ASKS and now - mine[0] < PERIOD_S:
        raise Overloaded()
    mine.append(now)


def _store() -> SpeechStore:
    store: SpeechStore = current_app.extensions["speech"]
    return store


def _sound(path: Path, max_age: int) -> Response:
    return send_file(path, mimetype="audio/wav", max_age=max_age)
