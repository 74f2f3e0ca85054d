"""One's own account: a new password, and where one is signed in."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from kiosk.access import STAFF
from kiosk.actions.office import staff
from kiosk.domain.errors import NotFound, NotSignedIn, Refusal, TooManyTries
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import (
    PasswordsDiffer,
    SamePassword,
    UnknownSession,
    WeakPassword,
    WrongOldPassword,
    WrongPassword,
)
from kiosk.pages.office.login import patiently, refused_page, require_safe_way
from kiosk.views.office import people
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office
from kiosk.web.guard import sessions
from kiosk.web.guard.security import page_actor, require_page
from kiosk.web.reading import see

bp = Blueprint("account", __name__, url_prefix="/home/account")
DONE = ("password", "pin", "session")


@bp.get("")
def show() -> str:
    """One's own password, PIN and sessions."""
    return _page(_me(), None)


@bp.post("/password")
def change_password() -> Response:
    """A new password for who knows the old one; whoever else is signed in with it is signed out."""
    me, form = _me(), request.form
    require_safe_way()
    try:
        if form.get("password", "") != form.get("again", ""):
            raise PasswordsDiffer()
        _changed(me, form.get("old", ""), form.get("password", ""))
    except (PasswordsDiffer, SamePassword, WeakPassword, WrongOldPassword, TooManyTries) as refusal:
        return make_response(_page(me, refusal), refusals.status_of(refusal))
    return redirect(url_for("account.show", done="password", lang=language()), 303)


@bp.post("/sessions/<int:number>/end")
def end_session(number: int) -> Response:
    """One of one's own sessions is over, wherever its browser is."""
    _me()
    try:
        staff.end_session(the_office(), number, page_actor())
    except UnknownSession as gone:
        raise NotFound() from gone
    return redirect(url_for("account.show", done="session", lang=language()), 303)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refused page is a page."""
    return refused_page(error)


def _me() -> Officer:
    require_page(*STAFF)
    me = sessions.officer()
    if me is None:  # a demo's screens answer without a sign-in, but this is somebody's
        raise NotSignedIn()
    return me


def _changed(me: Officer, old: str, new: str) -> None:
    """Each try at the old password is counted as a sign-in is."""
    try:
        with patiently(me.login, old):
            staff.change_password(the_office(), me.login, old, new, but=sessions.number())
    except WrongPassword as wrong:
        raise WrongOldPassword() from wrong


def _page(me: Officer, refusal: Refusal | None) -> str:
    done = request.args.get("done", "") if refusal is None else ""
    facts = {"me": me, "done": done if done in DONE else "", "refusal": refusal, "here": sessions.number()}
    return page("home/account.html", sessions=see(people.sessions_of, me.id), **facts)
