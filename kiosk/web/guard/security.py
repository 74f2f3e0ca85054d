"""What keeps the pages safe: headers, sessions, form tokens, and who is asking."""

import time
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, Response, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect

from kiosk import access
from kiosk.config import Config
from kiosk.domain.errors import NotAllowed, NotYours, PlainDevice, PlainProof, TooFast, TooManyTries, WrongToken
from kiosk.domain.office.refusals import NoOfficers
from kiosk.domain.office.roles import NOBODY, Actor, somebody
from kiosk.domain.record.refusals import BadSessionKey, KeyDamaged
from kiosk.storage.office import devices, people
from kiosk.storage.office.devices import Device
from kiosk.storage.record import keys
from kiosk.web.context import the_office
from kiosk.web.guard import cookies, network, noting, sessions
from kiosk.web.guard.noting import Noise, acting
from kiosk.web.guard.patience import Patience, Tries
from kiosk.web.guard.sessions import Used
from kiosk.web.refusals import MAX_BODY_KB

csrf = CSRFProtect()
SECRET_FILE = "secret.key"
YEAR_S = 365 * 86_400
KNOWN_S = 1.0  # a withdrawn token may still act for so long
OF_PEOPLE = (*access.STAFF, "manager")
USED_ANEW = timedelta(hours=1)
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
    )
    cookies.init_app(app)
    network.init_app(app)
    noting.init_app(app)
    csrf.init_app(app)
    app.after_request(_with_headers)
    app.after_request(_renewed)


def know(app: Flask, config: Config) -> None:
    """The office's own secret, which seals its sessions, and no device seen yet."""
    app.config.update(SECRET_KEY=_secret(config.folder))
    app.extensions |= {"devices": {}, "tries": Tries(), "used": Used(), "noise": Noise(), "paces": Patience(0, 60.0)}
    app.extensions["devices_used"] = {}


def page_actor() -> Actor:
    """Who asks for a page: a signed-in officer, a registered device, this machine in a demo, or nobody."""
    g.actor = actor = _signed_in() if sessions.begun() else _screen()
    return actor


def require_page(*roles: str) -> Actor:
    """The actor of a page, in one of the roles; on this machine the kiosk is open, and in a demo every screen.

    Whose it is before all comes first: whoever may not is told so.
    """
    actor, needed = page_actor(), roles[0]
    if not access.may(actor, *roles):
        if not sessions.begun() and network.is_local() and (the_office().config.demo or needed == "kiosk"):
            return Actor(role=needed)
        if needed in OF_PEOPLE and actor.role is None:
            require_officers()
    try:
        return access.require(actor, *roles, counter=_counter_asked())
    except NotAllowed as refused:
        if actor.person is None:
            raise
        raise NotYours(needed=needed, ask=_whom_to_ask(needed)) from refused


def require_api(role: str) -> Actor:
    """The device of the bearer token, in a role."""
    return access.require(api_actor(), role, counter=_counter_asked())


def in_charge() -> bool:
    """Whether who asks is in charge."""
    return may("manager")


def may(*roles: str) -> bool:
    """Whether who asks acts in one of these roles; in a demo everybody on this machine does."""
    demo = not sessions.begun() and the_office().config.demo and network.is_local()
    return demo or access.may(page_actor(), *roles)


def api_actor() -> Actor:
    """The device of the bearer token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not token:
        return NOBODY
    if scheme.lower() != "bearer":
        raise WrongToken()
    require_private()
    g.actor = actor = _acting(device(token))
    return actor


def device(token: str) -> Device:
    """The device a token belongs to; one seen a moment ago is not looked up again."""
    cache: dict[str, tuple[float, Device]] = current_app.extensions["devices"]
    at, device = cache.get(token, (0.0, None))
    if device is None or time.monotonic() - at > KNOWN_S:
        with the_office().db.reading() as sql:
            device = devices.by_token(sql, token.strip())
        if device is None or device.expired(the_office().clock()):
            cache.pop(token, None)
            raise WrongToken()
        cache[token] = time.monotonic(), device
    return device


def require_private() -> None:
    """Refuse a token that others on the network could read, unless the office allowed it."""
    if network.in_clear() and not the_office().config.plain_devices:
        raise PlainDevice()


def require_private_proof() -> None:
    """The same of what proves a dossier, in words for who proves it."""
    if network.in_clear() and not the_office().config.plain_devices:
        raise PlainProof()


def require_pace() -> None:
    """Refuse a device or address that issues more numbers than people could take."""
    most = the_office().last_plan().access.issues_per_min
    if not most:
        return  # an office may set no pace
    paces: Patience = current_app.extensions["paces"]
    try:
        paces.take(screen_name(), most)
    except TooManyTries as enough:
        raise TooFast() from enough


def screen_name() -> str:
    """A name for the screen that asks: its device, or its address told to nobody."""
    number = acting().device or session.get("device")
    return f"device/{number}" if number else network.caller()


def _signed_in() -> Actor:
    """Whoever signed in, as they act: the person in charge, or an officer at a desk."""
    me, screen = sessions.officer(), sessions.device()
    if me is None:
        return NOBODY
    return somebody(me.id, screen.id if screen else None, me.roles)


def _screen() -> Actor:
    """A registered screen; a desk's machine needs an officer before it."""
    screen = sessions.device()
    return _acting(screen) if screen and screen.role != "desk" else NOBODY


def _acting(device: Device) -> Actor:
    actor = Actor(device=device.id, role=device.role, counter=device.counter)
    used: dict[int, datetime] = current_app.extensions["devices_used"]
    now = the_office().clock()
    if device.id not in used or now - used[device.id] >= USED_ANEW:
        used[device.id] = now
        the_office().note("device-used", actor)
    return actor


def _counter_asked() -> int | None:
    """The counter that the address names."""
    number = (request.view_args or {}).get("number")
    return number if isinstance(number, int) else None


def _whom_to_ask(needed: str) -> str:
    """The names of the administrators for what is theirs, else of those in charge; "" where there are none."""
    whose = "administrator" if needed == "administrator" else "manager"
    with the_office().db.reading() as sql:
        return ", ".join(each.name for each in people.officers(sql) if whose in each.roles)


def require_officers() -> None:
    """Refuse while nobody is named who could sign in."""
    with the_office().db.reading() as sql:
        if not people.any_officer(sql):
            raise NoOfficers()


def _with_headers(response: Response) -> Response:
    said = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    if network.is_safe():
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    if "as_of" in g:
        response.headers.setdefault("As-Of", g.as_of)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _renewed(response: Response) -> Response:
    """Whoever opens a page stays known for another year, and so does a screen that nobody tends by listening."""
    answered = request.method == "GET" and response.status_code == 200
    opened = response.mimetype == "text/html" and "HX-Request" not in request.headers
    listens = response.mimetype == "text/event-stream" and not sessions.begun()
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
