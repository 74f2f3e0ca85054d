"""The steps of a counter, as its page takes them: a press, or a form that says where to, why, whom, for how long."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug import Response as BaseResponse

from kiosk import verbs
from kiosk.domain.errors import BadRequest
from kiosk.pages.queue.desk_fragment import fragment, pressed_version
from kiosk.pages.queue.seats import require_seat
from kiosk.verbs import Field, On, Where
from kiosk.web import refusals
from kiosk.web.addresses import whole
from kiosk.web.context import the_office

bp = Blueprint("desk_steps", __name__, url_prefix="/desk/<int:number>")


@bp.post("/<verb>")
def take(number: int, verb: str) -> Response:
    """One step at the counter; the desk as it then is."""
    return _step(number, verb, _form())


@bp.post("/<verb>/<int:leg>")
def take_aside(number: int, verb: str, leg: int) -> Response:
    """One step with a ticket that is set aside, named by the stretch it is in; the desk as it then is."""
    return _step(number, verb, {"leg": f"{leg}"})


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """Why not, beside the buttons or the form."""
    return refusals.as_notice(error)


def _step(number: int, name: str, form: Mapping[str, str]) -> Response:
    actor = replace(require_seat(number), counter=number)
    where = _where(number, name, form)
    verb = verbs.of(name, On.COUNTER if where == number else On.TICKET)
    read = {field.name: _read(form, field) for field in verb.takes}
    fields = {name: value for name, value in read.items() if value is not None}
    verbs.perform(verb, the_office(), where, actor, fields=fields, version=pressed_version())
    return fragment(number)


def _where(number: int, name: str, form: Mapping[str, str]) -> Where:
    """Whom it is done with: whoever is at the counter, or a ticket that the form names where the verb lets it."""
    verb = verbs.of(name, On.COUNTER | On.TICKET)
    return (form.get("ticket") if verb.aside else None) or number


def _form() -> Mapping[str, str]:
    """What the form says; where a transfer leads is one field of it, `area:B` or `counter:4`."""
    form = {name: value.strip() for name, value in request.form.items()}
    kind, _, name = form.pop("to", "").partition(":")
    return form | {"to" if kind == "area" else kind: name} if kind else form


def _read(form: Mapping[str, str], field: Field) -> str | int | None:
    text = form.get(field.name) or None
    if text is None or field.kind is str:
        return text if text or not field.required else ""
    if (number := whole(text)) is None:
        raise BadRequest(detail=field.name)
    return number
