"""The administrator's page: who works here, and in which roles."""

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from kiosk.actions.office import staff
from kiosk.domain.errors import NotFound, NotSignedIn, Refusal
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import LastAdministrator, RoleNeeded, RolesChanged
from kiosk.domain.office.roles import PEOPLE
from kiosk.pages.office.login import offer_sign_in
from kiosk.views.office import people
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/")
def show() -> str:
    """Everybody who works here."""
    return _page(None)


@bp.post("/people/<int:person>/roles")
def give_roles(person: int) -> Response:
    """Somebody's roles are those that were ticked, unless another changed them since the page was shown."""
    actor, form = require_page("administrator"), request.form
    try:
        staff.give_roles(the_office(), _named(person).login, form.getlist("role"), actor, form.getlist("former"))
    except (LastAdministrator, RoleNeeded, RolesChanged) as refusal:
        return make_response(_page(refusal), refusals.status_of(refusal))
    return redirect(url_for("admin.show", saved=person, lang=language()), 303)


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refused page is a page."""
    return offer_sign_in(error) if isinstance(error, NotSignedIn) else refusals.as_page(error)


def _page(refusal: Refusal | None) -> str:
    officers, saved = see(people.officers), request.args.get("saved", type=int)
    done = next((each.name for each in officers if each.id == saved), "") if refusal is None else ""
    return page("admin/page.html", officers=officers, roles=PEOPLE, refusal=refusal, done=done)


def _named(person: int) -> Officer:
    for each in see(people.officers):
        if each.id == person:
            return each
    raise NotFound()
