"""What keeps the pages safe: headers, sessions, form tokens, and who is asking."""

import time
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, current_app, request, session
from flask_wtf.csrf import CSRFProtect

from kiosk import access
from kiosk.config import Config
from kiosk.domain.errors import WrongToken
from kiosk.domain.office.refusals import NoOfficers
from kiosk.domain.office.roles import NOBODY, Actor
from kiosk.domain.record.refusals import BadSessionKey, KeyDamaged
from kiosk.storage.office import people
from kiosk.storage.office.people import Device, Officer
from kiosk.storage.record import keys
from kiosk.web import network, sessions
from kiosk.web.context import the_office
from kiosk.web.patience import Tries
from kiosk.web.refusals import MAX_BODY_KB

csrf = CSRFProtect()
SECRET_FILE = "secret.key"
YEAR_S = 365 * 86_400
KNOWN_S = 5.0  # a withdrawn token may still act for so long
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def init_app(app: Flask) -> None:
    """Form tokens that do not expire by time (an idle kiosk's first tap must work), strict headers."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_KB * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_NAME="office",
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=365),
        SESSION_REFRESH_EACH_REQUEST=False,  # an answer that comes after a sign-in must not bring the old session back
    )
    network.init_app(app)
    csrf.init_app(app)
    app.after_request(_with_headers)
    app.after_request(_renewed)


def know(app: Flask, config: Config) -> None:
    """The office's own secret, which seals its sessions, and no device seen yet."""
    app.config.update(SECRET_KEY=_secret(config.folder), SESSION_COOKIE_SECURE=bool(config.cert))
    app.extensions |= {"devices": {}, "tries": Tries()}


def page_actor() -> Actor:
    """Who asks for a page: a signed-in officer, a registered device, this machine in a demo, or nobody."""
    if "officer" in session:
        signed_in = sessions.officer()
        return _officer(signed_in) if signed_in else NOBODY
    screen = sessions.device()
    return (
        Actor(device=screen.id, role=screen.role) if screen and screen.role != "desk" else NOBODY
    )  # a desk's machine needs an officer before it


def require_page(role: str) -> Actor:
    """The actor of a page, in a role; on this machine the kiosk is open, and in a demo every screen."""
    actor = page_actor()
    if access.may(actor, role):
        return actor
    if "officer" not in session and network.is_local() and (the_office().config.demo or role == "kiosk"):
        return Actor(role=role)
    if role in ("desk", "manager") and actor.role is None:
        _require_officers()
    return access.require(actor, role)


def in_charge() -> bool:
    """Whether who asks is in charge; in a demo everybody on this machine is."""
    demo = "officer" not in session and the_office().config.demo and network.is_local()
    return demo or access.may(page_actor(), "manager")


def api_actor() -> Actor:
    """The device of the bearer token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not token:
        return NOBODY
    if scheme.lower() != "bearer":
        raise WrongToken()
    found = device(token)
    return Actor(device=found.id, role=found.role)


def device(token: str) -> Device:
    """The device a token belongs to; one seen a moment ago is not looked up again."""
    known: dict[str, tuple[float, Device]] = current_app.extensions["devices"]
    at, found = known.get(token, (0.0, None))
    if found is None or time.monotonic() - at > KNOWN_S:
        with the_office().db.reading() as sql:
            found = people.device_by_token(sql, token.strip())
        if found is None:
            raise WrongToken()
        known[token] = time.monotonic(), found
    return found


def screen_name() -> str:
    """A name for the screen that asks: its device, or its address told to nobody."""
    return f"device/{session['device']}" if "device" in session else network.caller()


def _officer(signed_in: Officer) -> Actor:
    """Whoever signed in, as they act: the person in charge, or an officer at a desk."""
    return Actor(person=signed_in.id, role="manager" if signed_in.role == "manager" else "desk")


def _require_officers() -> None:
    with the_office().db.reading() as sql:
        if not people.any_officer(sql):
            raise NoOfficers()


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if network.is_safe():
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _renewed(response: Response) -> Response:
    """Whoever opens a page stays known for another year, and so does a screen that nobody tends by listening."""
    answered = request.method == "GET" and response.status_code == 200
    opened = response.mimetype == "text/html" and "HX-Request" not in request.headers
    listens = response.mimetype == "text/event-stream" and "officer" not in session
    if answered and (opened or listens) and session.permanent:
        session.modified = True
    return response


def _secret(folder: Path) -> bytes:
    """What seals the sessions; an empty one would let anybody seal one."""
    path = folder / SECRET_FILE
    keys.make(path)
    try:
        return keys.read(path)
    except KeyDamaged as error:
        raise BadSessionKey(file=SECRET_FILE) from error
