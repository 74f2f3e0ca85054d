"""What the scanner of a touch screen read, at whatever step a visitor is: where each kind of code leads."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response

from kiosk.domain.queue.refusals import UnknownCode
from kiosk.domain.scan import CitizenCard, FiledAs, ScannedReceipt, ScannedSlip
from kiosk.domain.scan import read as scanned
from kiosk.pages.dossiers import lookup
from kiosk.pages.queue import touch
from kiosk.web.guard.security import require_page

bp = Blueprint("scan", __name__, url_prefix="/touch/scan")
bp.register_error_handler(CSRFError, touch.refuse_form)
bp.register_error_handler(Exception, touch.refuse)


@bp.post("")
def read() -> Response:
    """A slip shows how its number stands, a receipt its dossier; a card is asked about before it is read."""
    require_page("kiosk")
    document = scanned(request.form.get("text", ""), request.form.get("typed", ""))
    if isinstance(document, ScannedSlip):
        return redirect(url_for("missed.stands", token=document.token, **touch.view()), 303)
    if isinstance(document, ScannedReceipt):
        return redirect(url_for("lookup.receipt", token=document.token, **lookup.view()), 303)
    if isinstance(document, CitizenCard):
        return redirect(url_for("lookup.card_notice", card=lookup.cards.hold(document), **lookup.view()), 303)
    if isinstance(document, FiledAs):
        return make_response(lookup.ask_page(document.code))
    raise UnknownCode()
