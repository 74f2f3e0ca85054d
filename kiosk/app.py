"""The composition root: the office, its pages, its boards, its interface, in one Flask application."""

import gc
from collections.abc import Callable
from functools import cache

from flask import Flask, Response, send_from_directory, url_for
from flask_htmx import HTMX

from display.hall import board, sign
from display.loudspeaker import voice
from display.loudspeaker.rehearsal import Rehearsal
from display.speech.speech_store import SpeechStore
from kiosk import assets
from kiosk.api import schema, v1, verbs
from kiosk.config import Config
from kiosk.i18n import words
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.pages.dossiers import lookup, reception
from kiosk.pages.hall import alerts, message
from kiosk.pages.office import account, admin, clock, frame, home, login, own, windows
from kiosk.pages.queue import assists, desk, desk_steps, desk_ticket, missed, monitor, phone, scan, seats, slips, touch
from kiosk.pages.ratings import rating, rating_staff
from kiosk.pages.reports import bulletin, report
from kiosk.web import addresses, refusals
from kiosk.web.guard import security
from kiosk.web.live.kept import kept
from kiosk.web.live.stream import Publisher, Topic
from kiosk.web.serving.places import Places

SCREENS = (
    *(
        home,
        touch,
        missed,
        scan,
        lookup,
        phone,
        rating,
        rating_staff,
        login,
        own,
        account,
        admin,
        seats,
        desk,
        reception,
        desk_steps,
        desk_ticket,
        alerts,
        monitor,
        message,
        clock,
        windows,
        assists,
    ),
    *(board, sign, voice, report, bulletin),
)
REGIONS: dict[str, Callable[[Moment, Topic], object]] = {
    "desk": desk.render,
    "strip": desk.render,
    "monitor": monitor.render,
    "board": board.render,
    "sign": sign.render,
    "pad": rating.render,
    "news": alerts.render,
}
PHONES = 1_000  # that wait for their number at a time
YEAR_S = 365 * 86_400
FONT = "Inter[opsz,wght].ttf"


def create_app(config: Config, office: Office | None = None) -> Flask:
    """The web application of one office."""
    app = Flask("kiosk", template_folder=str(assets.templates()), static_folder=str(assets.static()))
    addresses.init_app(app)
    serve_office(app, office or Office(config))
    app.jinja_env.globals |= {"asset": _asset, "kept": kept, "words": words, "t": words("vi"), "lang": "vi"}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    refusals.init_app(app)
    frame.init_app(app)
    security.init_app(app)
    HTMX(app)
    for screen in SCREENS:
        app.register_blueprint(screen.bp)
    if config.demo:
        app.register_blueprint(slips.bp)
    for interface in (v1.bp, verbs.bp, schema.bp):
        app.register_blueprint(interface)
        security.csrf.exempt(interface)
    security.csrf.exempt(phone.bp)  # its addresses are secrets, which no other site can name
    security.csrf.exempt(voice.bp)
    app.add_url_rule("/fonts/inter.ttf", "inter", _font)
    return app


def serve_office(app: Flask, office: Office) -> None:
    """Let the application's screens be those of an office: all that differs from one office to another."""
    app.extensions |= {"office": office, "publisher": _publisher(app, office), "places": Places()}
    app.extensions["polls"] = Places(strangers=PHONES, of_an_address=PHONES // 2)  # a hall's phones share its address
    app.extensions["speech"] = SpeechStore(office.config.folder / "speech")
    app.extensions["rehearsal"] = Rehearsal(office, app.extensions["speech"])
    security.know(app, office.config)


def settle(app: Flask) -> None:
    """Compile every template, and leave all that stands now out of the collector's rounds.

    Nobody's page then waits for the one (0.1 s at a desk after a start) or the other (0.1 s now and then).
    """
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def _publisher(app: Flask, office: Office) -> Publisher:
    publisher = Publisher(office, app.test_request_context)
    for kind, render in REGIONS.items():
        publisher.kind(kind, render)
    return publisher


def _asset(path: str) -> str:
    """The address of a static file, new whenever the file is: a lobby screen must not keep an old one."""
    return url_for("static", filename=path, v=_stamp(path))


@cache
def _stamp(path: str) -> int:
    """When a static file was last changed, in seconds; files change with the program, which then starts anew."""
    return int((assets.static() / path).stat().st_mtime)


def _font() -> Response:
    return send_from_directory(assets.font_folder(), FONT, mimetype="font/ttf", max_age=YEAR_S)
