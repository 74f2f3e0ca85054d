"""Signing in: officers with a password or, on the office's own machines, a PIN; devices with their token."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256

from flask import Blueprint, Response, current_app, make_response, redirect, request, session, url_for
from flask_htmx import make_response as htmx_response
from flask_wtf.csrf import generate_csrf
from werkzeug import Response as BaseResponse

from kiosk import access
from kiosk.actions.office import manager, passwords, staff
from kiosk.actions.queue import moving
from kiosk.actions.queue import officer as counters
from kiosk.domain.errors import NotSignedIn, NotYours, PlainPassword, Refusal
from kiosk.domain.guessing import OFFICERS_PIN, PASSWORD, Aim
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import PasswordsDiffer, SeatOccupied, WrongPassword
from kiosk.domain.office.roles import NOBODY, Actor
from kiosk.views.office import people
from kiosk.views.queue import choosing
from kiosk.views.queue.choosing import HeldTicket
from kiosk.web.addresses import whole
from kiosk.web.context import page, the_office
from kiosk.web.guard import guessing, sessions
from kiosk.web.guard.network import in_clear, is_local
from kiosk.web.guard.noting import note
from kiosk.web.guard.security import device, page_actor, require_officers, require_page, require_private, screen_name
from kiosk.web.reading import see
from kiosk.web.refusals import as_page, status_of

bp = Blueprint("login", __name__)
STAFF_PAGE = re.compile(
    r"(/home(?=\?|$)|/home/account|/touch/(?=\?|$)|/(admin|desk|monitor|report)/|/rate/forms|/rate/sums|/login/pin)"
    r"[a-zA-Z0-9/_?=&.,%+-]*"
)
STAFF = ("own", "account", "admin", "desk", "seats", "monitor", "message", "reception", "report", "rating_staff")


@bp.get("/login")
def ask() -> str:
    """Who is there? On the office's own machine, before anybody works here: who is in charge?"""
    if _begins_here():
        return _first(None)
    require_officers()
    return _form(None)


@bp.post("/login")
def sign_in() -> BaseResponse:
    """An officer's user name and password, or PIN where one is enough."""
    _begin(_proven())
    return redirect(_destination() or url_for("own.home"), 303)


@bp.post("/login/first")
def begin_office() -> BaseResponse:
    """Who is in charge names themselves, once, on the office's own machine."""
    if not _begins_here():
        raise NotYours(needed="console", ask="")
    form, name = request.form, request.form.get("login", "")
    if form.get("password", "") != form.get("again", ""):
        raise PasswordsDiffer()
    manager.add_first(the_office(), name, form.get("name", ""), form.get("password", ""))
    _begin(proven(name, form.get("password", "")))
    return redirect(url_for("own.home"), 303)


@bp.post("/logout")
def sign_out() -> BaseResponse:
    """The officer leaves, and the counter is free; whoever is called or served there is first put back or finished."""
    if officer := sessions.officer():
        if (held := see(choosing.held, officer.id)) and not _settled(held):
            return make_response(page("login/leaving.html", held=held), 409)
        staff.leave_seat(the_office(), officer.id)
        note("signed-out", page_actor())
    sessions.end()
    return redirect(url_for("login.ask"), 303)


def _settled(held: HeldTicket) -> bool:
    """Whether the page said what becomes of the ticket at the counter, and that was done."""
    settle = {"put-back": moving.put_back, "finish": counters.finish}.get(request.form.get("ticket", ""))
    if settle:
        settle(the_office(), held.counter, page_actor())
    return bool(settle)


@bp.get("/login/again")
def ask_again() -> BaseResponse:
    """The sign-in over a page whose session lapsed; one who signed in meanwhile goes on."""
    return _go_on() if sessions.officer() else make_response(_again(None))


@bp.post("/login/again")
def sign_in_again() -> BaseResponse:
    """Go on where the session lapsed, at the counter of the page."""
    officer = _proven()
    _begin(officer)
    _sit_down_again(officer, request.form.get("counter", ""))
    return _go_on()


@bp.get("/login/here")
def here() -> Response:
    """Whether who asks is still signed in."""
    require_page(*access.STAFF)
    return Response(status=204)


@bp.get("/login/pin")
def ask_pin() -> str:
    """Which PIN from now on?"""
    if sessions.officer() is None:
        raise NotSignedIn()
    return page("login/pin.html", officer=sessions.officer(), refusal=None)


@bp.post("/login/pin")
def set_pin() -> BaseResponse:
    """The officer's own PIN; it needs the password once more."""
    officer = sessions.officer()
    if officer is None:
        raise NotSignedIn()
    require_safe_way()
    password, pin = request.form.get("password", ""), request.form.get("pin", "")
    with patiently(officer.login, password):
        staff.set_pin(the_office(), officer.login, password, pin, but=sessions.number())
    return redirect(url_for("account.show", done="pin"), 303)


@bp.get("/device")
def ask_device() -> str:
    """Which screen is this?"""
    return _device_page(_role(request.args.get("role", "")))


@bp.post("/device")
def register() -> BaseResponse:
    """A screen's token is kept in its cookie, so that it comes back by itself after a restart."""
    require_private()
    screen = device(request.form.get("token", ""))
    sessions.end()
    session["device"] = screen.id
    note("device-registered", Actor(device=screen.id, role=screen.role))
    home = {"kiosk": "touch.idle", "desk": "login.ask", "pad": "rating.pads"}
    return redirect(url_for(home.get(screen.role, "home.index")), 303)


@bp.errorhandler(Refusal)
def refuse(error: Refusal) -> Response:
    """Why it did not work, above the same form."""
    if request.endpoint == "login.begin_office" and _begins_here():
        said = _first(error)
    elif request.endpoint == "login.register":
        said = _device_page("kiosk", error)
    elif request.endpoint in ("login.ask_again", "login.sign_in_again"):
        said = _again(error)
    elif request.endpoint == "login.set_pin" and (officer := sessions.officer()):
        said = page("login/pin.html", officer=officer, refusal=error)
    else:
        said = _form(error)
    return make_response(said, status_of(error))


def refused_page(error: Exception) -> Response:
    """A refused page of the staff is a page: the sign-in for who is not known, else the refusal's words."""
    return offer_sign_in(error) if isinstance(error, NotSignedIn) else as_page(error)


@bp.app_errorhandler(NotSignedIn)
def offer_sign_in(error: NotSignedIn) -> Response:
    """A page of the staff leads to where officers sign in; the address asked for is refused all the same."""
    return refuse(error) if request.blueprint in STAFF else as_page(error)


def offer_device(role: str) -> Response:
    """A screen that nobody registered asks for its token; one that was running loads this page anew."""
    response = make_response(_device_page(role), 401)
    response.headers["HX-Refresh"] = "true"
    return response


def _form(refusal: Refusal | None) -> str:
    pins, name = sessions.takes_pins(local=is_local()), request.values.get("name", "")
    facts = {"pins": pins, "name": name, "then": _destination(), "played": see(people.played)}
    return page("login/page.html", refusal=refusal, **facts)


def _first(refusal: Refusal | None) -> str:
    return page("login/first.html", refusal=refusal, former=request.form)


def _begins_here() -> bool:
    """Whether nobody works here yet, and who asks is at the office's own machine."""
    return is_local() and not the_office().see(people.officers)


def _destination() -> str:
    """The page of the staff that was asked for and answered with the sign-in; "" when it was none."""
    at_login = request.blueprint == bp.name and request.endpoint != "login.ask_pin"
    path = request.values.get("then", "") if at_login else _here() if request.method == "GET" else ""
    return path if STAFF_PAGE.fullmatch(path) else ""


def _here() -> str:
    return request.full_path if request.query_string else request.path


def _again(refusal: Refusal | None) -> str:
    name = request.form.get("name") or getattr(sessions.last_officer(), "login", "")
    pins = sessions.takes_pins(local=is_local())
    return page("login/_again.html", refusal=refusal, name=name, pins=pins, counter=request.values.get("counter", ""))


def _go_on() -> BaseResponse:
    """The page gets its new form token."""
    news = {"signed-in": {"token": generate_csrf(), "holder": sessions.holder()}}
    answer: BaseResponse = htmx_response("", trigger=news)
    return answer


def proven(name: str, secret: str) -> Officer:
    """The officer of a name and a password, or PIN where one is enough."""
    require_officers()
    require_safe_way()
    with patiently(name, secret), _noted(name):
        return passwords.sign_in(the_office(), name, secret, pin=sessions.takes_pins(local=is_local()))


def _proven() -> Officer:
    return proven(request.form.get("name", ""), request.form.get("password", ""))


@contextmanager
def patiently(name: str, secret: str) -> Iterator[None]:
    """Count a try: machines of the office and browsers where somebody signed in before count for themselves."""
    login, tries = passwords.login_of(name), current_app.extensions["tries"]
    officer = passwords.officer_of(the_office(), login)
    pin = secret.isdecimal() and sessions.takes_pins(local=is_local())
    with ExitStack() as counts:
        if own := _own(login, officer):
            counts.enter_context(tries.of_own.counted(own, WrongPassword))
        else:
            counts.enter_context(guessing.counted([_aim(login, officer, "password")], WrongPassword))
            counts.enter_context(tries.of_address.counted(screen_name(), WrongPassword))
        if pin:
            counts.enter_context(guessing.counted([_aim(login, officer, "pin")], WrongPassword))
        yield


def _own(login: str, officer: Officer | None) -> str:
    """Under which name who signs in here is counted apart from strangers; "" for a stranger."""
    if (screen := screen_name()).startswith("device/"):
        return f"{screen}/{login}"
    home = sessions.home_of(officer)
    return f"home/{home}" if home else ""


def _aim(login: str, officer: Officer | None, way: str) -> Aim:
    allowance = OFFICERS_PIN if way == "pin" else PASSWORD
    name = f"officer/{officer.id}" if officer else f"nobody/{sha256(login.encode()).hexdigest()}"
    return Aim(f"{name}/{way}", allowance, known=officer is not None)


@contextmanager
def _noted(name: str) -> Iterator[None]:
    """A wrong password is noted with whom it was tried for, when that is somebody; what was typed is not."""
    try:
        yield
    except WrongPassword:
        officer = passwords.officer_of(the_office(), name)
        note("sign-in-failed", NOBODY, officer=officer.id if officer else None)
        raise


def _begin(officer: Officer) -> None:
    sessions.begin(officer)
    note("signed-in", page_actor())


def _sit_down_again(officer: Officer, counter: str) -> None:
    """At the counter where the session lapsed, unless a colleague took it over meanwhile."""
    if (number := whole(counter)) is not None:
        seat = the_office().see(choosing.seat, number)
        with suppress(SeatOccupied):
            own = bool(seat and seat.officer == officer.id)
            staff.take_seat(the_office(), number, officer.id, sessions.holder(), take_over=own)


def _device_page(role: str, refusal: Refusal | None = None) -> str:
    place = " --counter N" if role in manager.OF_A_COUNTER else ""
    return page("login/device.html", role=role, place=place, refusal=refusal)


def _role(role: str) -> str:
    return role if role in manager.ROLES else "kiosk"


def require_safe_way() -> None:
    if in_clear() and not the_office().config.plain_passwords:
        raise PlainPassword()
