"""Ratings for the staff: paper forms printed and typed in, and the sums of the months that are over."""

from datetime import date

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug import Response as BaseResponse

from kiosk.actions.ratings import rating_forms
from kiosk.actions.ratings.rating_forms import MOST_FORMS, Typed
from kiosk.domain.errors import BadRequest, Refusal
from kiosk.pages.office import login
from kiosk.paper.rating_form import compose
from kiosk.paper.typeset import rating_forms_pdf
from kiosk.views.ratings import paper_forms, rating_sums
from kiosk.web.addresses import whole
from kiosk.web.context import language, page, the_office, the_plan
from kiosk.web.guard.security import page_actor, require_page
from kiosk.web.reading import see
from kiosk.web.refusals import status_of

bp = Blueprint("rating_staff", __name__, url_prefix="/rate")


@bp.get("/forms")
def forms() -> str:
    """Print numbered forms, and type filled ones in."""
    return _page(typed=request.args.get("typed", ""))


@bp.post("/forms")
def type_form() -> BaseResponse:
    """One filled form; refused, what was typed stays in its fields."""
    actor = require_page("desk")
    try:
        rating_forms.type_form(the_office(), _typed(), actor, _second())
    except Refusal as refusal:
        return make_response(_page(refusal=refusal), status_of(refusal))
    return redirect(url_for("rating_staff.forms", typed=request.form["form"], lang=language()), 303)


@bp.post("/forms/print")
def print_forms() -> Response:
    """A new batch of forms as a PDF to print."""
    actor = require_page("desk")
    forms = whole(request.form.get("forms"))
    batch = rating_forms.print_forms(the_office(), 1 if forms is None else forms, actor)
    printed = rating_forms_pdf(compose(the_plan(), batch, language()))
    named = {"Content-Disposition": f'inline; filename="phieu-danh-gia-{batch.id}.pdf"'}
    return Response(printed, mimetype="application/pdf", headers={**named, "Cache-Control": "no-store"})


@bp.get("/sums")
def sums() -> str:
    """How satisfied the citizens were, month by month."""
    return page("rating_staff/sums.html", months=see(rating_sums.months))


def _page(typed: str = "", refusal: Refusal | None = None) -> str:
    facts = {"forms": see(paper_forms.paper_forms), "most": MOST_FORMS, "former": request.form}
    facts["person"] = page_actor().person
    return page("rating_staff/forms.html", typed=typed, refusal=refusal, **facts)


def _second() -> int | None:
    """Who types along, by user name and password."""
    name = request.form.get("second", "").strip()
    return login.proven(name, request.form.get("secret", "")).id if name else None


def _typed() -> Typed:
    """The form as it was typed; a day that is none is refused in words."""
    counter, day, form = request.form.get("counter", ""), request.form.get("day", ""), request.form
    try:
        of_day = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise BadRequest(detail=day) from error
    reasons = tuple(form.getlist("reason"))
    return Typed(form.get("form", ""), form.get("level", ""), reasons, of_day, whole(counter))
