"""The administrator's page: who works here, and in which roles."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from kiosk.actions.office import manager, staff
from kiosk.actions.office.passwords import login_of
from kiosk.domain.errors import BadRequest, NotFound, Overloaded, Refusal
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import (
    LastAdministrator,
    LoginNeeded,
    OfficerExists,
    RoleNeeded,
    RolesChanged,
    WeakPassword,
)
from kiosk.domain.office.roles import PEOPLE
from kiosk.pages.office.login import refused_page, require_safe_way
from kiosk.views.office import people
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see

bp = Blueprint("admin", __name__, url_prefix="/admin")
LONGEST = 100  # letters of a name
DONE = ("added", "password", "roles", "removed")
TOLD = (LastAdministrator, LoginNeeded, OfficerExists, Overloaded, RoleNeeded, RolesChanged, WeakPassword)


@bp.get("/")
def show() -> str:
    """Everybody who works here."""
    return _page(None)


@bp.post("/people")
def add() -> Response:
    """Somebody new works here, in the roles that were ticked; their first password is told to them."""
    actor, form = require_page("administrator"), request.form
    require_safe_way()
    roles = form.getlist("role")
    if not roles or not set(roles) <= set(PEOPLE):
        return _refused(RoleNeeded())
    login, name = form.get("login", ""), form.get("name", "")
    if max(len(login), len(name)) > LONGEST:  # longer than the page lets anybody type
        raise BadRequest(detail="name")
    try:
        manager.add_officer(the_office(), login, name, form.get("password", ""), *roles, by=actor)
    except TOLD as refusal:
        return _refused(refusal)
    person = next(each.id for each in see(people.officers) if each.login == login_of(login))
    return _done("added", person)


@bp.post("/people/<int:person>/roles")
def give_roles(person: int) -> Response:
    """Somebody's roles are those that were ticked, unless another changed them since the page was shown."""
    actor, form = require_page("administrator"), request.form
    try:
        staff.give_roles(the_office(), _named(person).login, form.getlist("role"), actor, form.getlist("former"))
    except TOLD as refusal:
        return _refused(refusal)
    return _done("roles", person)


@bp.post("/people/<int:person>/password")
def reset_password(person: int) -> Response:
    """Somebody has a new password, which is told to them; they sign in anew."""
    actor = require_page("administrator")
    require_safe_way()
    try:
        staff.reset_password(the_office(), _named(person).login, request.form.get("password", ""), actor)
    except TOLD as refusal:
        return _refused(refusal)
    return _done("password", person)


@bp.post("/people/<int:person>/remove")
def remove(person: int) -> Response:
    """Somebody works here no longer, after it was said to be meant."""
    actor = require_page("administrator")
    if request.form.get("sure") != "yes":
        raise BadRequest(detail="sure")
    try:
        staff.remove(the_office(), _named(person).login, actor)
    except TOLD as refusal:
        return _refused(refusal)
    return _done("removed", person)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refused page is a page."""
    return refused_page(error)


def _refused(refusal: Refusal) -> Response:
    """Why not, above everything; what was typed of somebody new stays, but the password."""
    return make_response(_page(refusal), refusals.status_of(refusal))


def _done(what: str, person: int) -> Response:
    return redirect(url_for("admin.show", done=what, person=person, lang=language()), 303)


def _page(refusal: Refusal | None) -> str:
    officers, done = see(people.officers), request.args.get("done", "")
    person = request.args.get("person", type=int)
    name = next((each.name for each in officers if each.id == person), "")
    facts = {"officers": officers, "roles": PEOPLE, "longest": LONGEST, "refusal": refusal, "former": request.form}
    told = done in DONE and refusal is None and bool(name or done == "removed")
    return page("admin/page.html", done=done if told else "", name=name, **facts)


def _named(person: int) -> Officer:
    for each in see(people.officers):
        if each.id == person:
            return each
    raise NotFound()
