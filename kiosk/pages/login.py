"""Signing in: officers with a password, devices with their token."""

from flask import Blueprint, make_response, redirect, request, session, url_for
from werkzeug import Response

from kiosk.actions import manager
from kiosk.domain.errors import NoOfficers, NotSignedIn, PlainPassword, Refusal, WrongPassword
from kiosk.storage import people
from kiosk.web.context import page, the_office
from kiosk.web.patience import Patience
from kiosk.web.refusals import as_page, status_of
from kiosk.web.security import caller, device, is_local

bp = Blueprint("login", __name__)
patience = Patience(tries=5, pause_s=300.0)


@bp.get("/login")
def ask() -> str:
    """Who is there?"""
    _require_officers()
    return page("login/page.html", refusal=None)


@bp.post("/login")
def sign_in() -> Response:
    """An officer's user name and password; five wrong ones in five minutes are enough."""
    _require_officers()
    _require_safe_way()
    name = request.form.get("name", "")
    patience.require(_who(name))
    try:
        officer = manager.sign_in(the_office(), name, request.form.get("password", ""))
    except WrongPassword:
        patience.failed(_who(name))
        raise
    session.clear()
    session.permanent = True
    session["officer"] = officer.id
    return redirect(url_for("desk.choose"), 303)


@bp.post("/logout")
def sign_out() -> Response:
    """The officer leaves."""
    session.clear()
    return redirect(url_for("login.ask"), 303)


@bp.get("/device")
def ask_device() -> str:
    """Which screen is this?"""
    return page("login/device.html", role=_role(request.args.get("role", "")), refusal=None)


@bp.post("/device")
def register() -> Response:
    """A screen's token is kept in its cookie, so that it comes back by itself after a restart."""
    found = device(request.form.get("token", ""))
    session.clear()
    session.permanent = True
    session["device"] = found.id
    return redirect(url_for({"kiosk": "touch.idle", "desk": "desk.choose"}.get(found.role, "home.index")), 303)


@bp.errorhandler(Refusal)
def ask_again(error: Refusal) -> Response:
    """Why it did not work, above the same form."""
    if request.endpoint == "login.register":
        return make_response(page("login/device.html", role="kiosk", refusal=error), status_of(error))
    return make_response(page("login/page.html", refusal=error), status_of(error))


@bp.app_errorhandler(NotSignedIn)
def offer_sign_in(error: NotSignedIn) -> Response:
    """A desk leads to where officers sign in; the address asked for is refused all the same."""
    return ask_again(error) if request.blueprint == "desk" else as_page(error)


def offer_device(role: str) -> Response:
    """A screen that nobody registered asks for its token; one that was running loads this page anew."""
    response = make_response(page("login/device.html", role=role, refusal=None), 401)
    response.headers["HX-Refresh"] = "true"
    return response


def _require_officers() -> None:
    with the_office().db.reading() as sql:
        if not people.any_officer(sql):
            raise NoOfficers()


def _role(asked: str) -> str:
    return asked if asked in manager.ROLES else "kiosk"


def _require_safe_way() -> None:
    if not (request.is_secure or is_local() or the_office().config.plain_passwords):
        raise PlainPassword()


def _who(name: str) -> str:
    return f"{caller()}/{name.strip().lower()}"
