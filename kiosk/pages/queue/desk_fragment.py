"""The desk as it is after a step, and the page the step was taken on."""

from flask import Response, make_response, render_template, request

from kiosk.views.queue import desk
from kiosk.web.addresses import whole
from kiosk.web.context import language, tongue
from kiosk.web.reading import see


def fragment(number: int) -> Response:
    """The desk as it is after a step: of the call strip when the step was taken there."""
    template = "strip/_strip.html" if request.form.get("on") == "strip" else "desk/_desk.html"
    return make_response(render_template(template, view=see(desk.desk, number), **tongue(language())))


def pressed_version() -> int | None:
    """The version of the page the button stood on; a page without one is always stale."""
    pressed = whole(request.form.get("version"))
    return -1 if pressed is None else pressed
