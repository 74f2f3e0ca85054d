"""Reception at a counter: a dossier is filed, and later each of its steps is taken here."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for
from flask_htmx import make_response as htmx_response
from werkzeug import Response as BaseResponse

from kiosk.actions.dossiers import correcting, handling, receipts, reception
from kiosk.actions.dossiers.reception import ReceptionForm
from kiosk.domain import reasons
from kiosk.domain.dossiers.dossier import CHANNELS, PAYMENTS, RETURNS, Applicant
from kiosk.domain.dossiers.refusals import BadFiling, NothingSought
from kiosk.domain.office.roles import Actor
from kiosk.domain.scan import CitizenCard, read
from kiosk.office import Office
from kiosk.pages.dossiers import need
from kiosk.pages.office.login import refused_page
from kiosk.pages.queue.seats import require_seat
from kiosk.paper.receipts import compose
from kiosk.paper.typeset import form01_pdf
from kiosk.views.dossiers import receipt as receipt_view
from kiosk.views.dossiers import reception as view
from kiosk.views.dossiers import register, seeking
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office, the_plan, tongue
from kiosk.web.guard.security import require_page
from kiosk.web.reading import see

bp = Blueprint("reception", __name__, url_prefix="/desk/<int:number>/dossiers")
FLAGS = ("assisted", "digitised", "non_local", "post_to_agency", "post_back")
Fields = Mapping[str, str]
Verb = Callable[[Office, int, Actor, Fields], object]
VERBS: dict[str, Verb] = {
    "accept": lambda o, n, by, f: reception.accept(o, n, by, f.get("receipt", "80mm")),
    "correct": lambda o, n, by, f: correcting.correct(
        o, n, by, f.get("procedure", ""), f.get(f"agency-{f.get('procedure', '')}", "")
    ),
    "begin": lambda o, n, by, f: handling.begin(o, n, by),
    "supplement": lambda o, n, by, f: handling.ask_supplement(o, n, by, f.get("reason"), f.get("words", "")),
    "supplemented": lambda o, n, by, f: handling.supplemented(o, n, by),
    "payment": lambda o, n, by, f: handling.ask_payment(o, n, by, _money(f.get("fee", ""))),
    "pay": lambda o, n, by, f: handling.pay(o, n, by, f.get("how", "")),
    "apologise": lambda o, n, by, f: handling.apologise(
        o, n, by, _new_due(f), reason=f.get("reason"), words=f.get("words", "")
    ),
    "ready": lambda o, n, by, f: handling.ready(o, n, by),
    "return": lambda o, n, by, f: handling.hand_over(o, n, by, f.get("how", "")),
    "spot": lambda o, n, by, f: handling.on_the_spot(o, n, by, f.get("how", "")),
    "refuse": lambda o, n, by, f: handling.refuse(o, n, by, f.get("reason"), f.get("words", "")),
    "withdraw": lambda o, n, by, f: handling.withdraw(o, n, by, f.get("reason")),
    "stop": lambda o, n, by, f: handling.stop(o, n, by, f.get("reason"), f.get("words", "")),
    "print": lambda o, n, by, f: receipts.print_receipt(o, n, by),
    "receipt": lambda o, n, by, f: receipts.give_receipt(o, n, by, f.get("receipt", "")),
    "renew-pin": lambda o, n, by, f: receipts.renew_pin(o, n, by),
}


@bp.get("/")
def desk(number: int) -> str:
    """The form, and what was received in the leg at the counter."""
    visit = see(view.visit, number)
    if not need.sits(number):
        visit = replace(visit, names={})
    need.note(*visit.names)
    return page("reception/page.html", number=number, visit=visit, key=secrets.token_hex(16), **_choices())


@bp.post("/procedures")
def find_procedures(number: int) -> str:
    """The procedures that fit what was typed or scanned, those of the visit's area first; no address ever holds it."""
    offered = see(view.offered, number, request.form.get("q", ""))
    return render_template("reception/_procedures.html", offered=offered, **tongue(language()))


@bp.post("/")
def receive(number: int) -> BaseResponse:
    """File the dossier of the form."""
    actor = require_seat(number)
    filed = reception.receive(
        the_office(), _filing(request.form), replace(actor, counter=number), request.form.get("key") or None
    )
    return _opened(number, filed.id)


@bp.get("/find")
def find(number: int) -> BaseResponse:
    """The dossier of a code."""
    sought = see(register.by_code, request.args.get("code", ""))
    need.remember(sought.id)
    return _opened(number, sought.id)


@bp.post("/scan")
def scan(number: int) -> BaseResponse:
    """What was scanned beside the form: a card fills it, all else is sought as if it had been typed."""
    require_page("desk")
    readings = request.form.get("text", ""), request.form.get("typed", "")
    if isinstance(card := read(*readings), CitizenCard):
        return _filled(card)
    return _sought(number, next((each for each in readings if read(each)), readings[0]))


@bp.post("/find")
def seek(number: int) -> BaseResponse:
    """The dossiers of a code, receipt, phone number or slip, as it is typed or scanned; several are chosen from."""
    return _sought(number, request.form.get("code", ""))


@bp.get("/<int:dossier>")
def dossier(number: int, dossier: int) -> str:
    """A dossier and its steps."""
    need.require(number, dossier)
    need.note(dossier)
    return page("reception/dossier.html", sheet=see(view.sheet, number, dossier), **_choices())


@bp.post("/<int:dossier>/<any({}):verb>".format(", ".join(f"'{verb}'" for verb in VERBS)))
def step(number: int, dossier: int, verb: str) -> BaseResponse:
    """Take a step with a dossier."""
    need.require(number, dossier)
    actor = require_seat(number)
    VERBS[verb](the_office(), dossier, replace(actor, counter=number), request.form)
    return _opened(number, dossier)


@bp.get("/<int:dossier>/receipt")
def receipt_state(number: int, dossier: int) -> str:
    """Whether the receipt came out of the printer."""
    need.require(number, dossier)
    sheet = see(view.sheet, number, dossier)
    return render_template("reception/_receipt.html", sheet=sheet, papers=receipts.PAPERS, **tongue(language()))


@bp.get("/<int:dossier>/receipt.pdf")
def receipt(number: int, dossier: int) -> Response:
    """Form 01 on A5."""
    need.require(number, dossier)
    need.note(dossier)
    form = compose(the_plan(), see(receipt_view.receipt, dossier), the_office().config.public_url)
    return Response(form01_pdf(form), mimetype="application/pdf", headers={"Cache-Control": "no-store"})


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refused step says why above the form, which keeps what was typed; a refused page is a page."""
    if request.headers.get("HX-Request"):
        return refusals.as_notice(error)
    return refused_page(error)


def _filled(card: CitizenCard) -> BaseResponse:
    """The form's fields as the card tells them; the word that says so, and nothing is filed."""
    fields = {"name": card.name, "id_number": card.id_number, "address": card.address}
    said = render_template("reception/_card.html", **tongue(language()))
    answer: BaseResponse = htmx_response(said, trigger={"card": fields})
    return answer


def _sought(number: int, typed: str) -> BaseResponse:
    sought = see(seeking.sought, typed)
    need.note_search(sought)
    if not sought.dossiers:
        raise NothingSought()
    for each in sought.dossiers:
        need.remember(each.id)
    if len(sought.dossiers) == 1:
        return _opened(number, sought.dossiers[0].id)
    body = render_template("reception/_sought.html", number=number, sought=sought, **tongue(language()))
    answer: BaseResponse = htmx_response(body, retarget="#sought", reswap="innerHTML")
    return answer


def _opened(number: int, dossier: int) -> BaseResponse:
    """Lead the page on to a dossier."""
    target = url_for("reception.dossier", number=number, dossier=dossier, lang=language())
    answer: BaseResponse = htmx_response("", redirect=target)
    return answer


def _choices() -> dict[str, object]:
    return {
        "channels": CHANNELS,
        "returns": RETURNS,
        "payments": PAYMENTS,
        "flags": FLAGS,
        "papers": receipts.PAPERS,
        "reasons": reasons,
    }


def _filing(form: Fields) -> ReceptionForm:
    facts = {name: form.get(name, "") for name in ("name", "phone", "address", "email")}
    return ReceptionForm(
        procedure=form.get("procedure", ""),
        applicant=Applicant(**facts),
        channel=form.get("channel", "direct"),
        receipt=form.get("receipt", "80mm"),
        refused=form.get("refused") or None,
        agency=form.get(f"agency-{form.get('procedure', '')}", ""),
        id_number=form.get("id_number", ""),
        request=form.get("request", ""),
        papers=form.get("papers", ""),
        fee=_money(form.get("fee", "")),
        **{flag: flag in form for flag in FLAGS},
    )


def _money(text: str) -> int | None:
    """An amount as people write it: 8.000 or 8 000 đ; None when nothing was written."""
    digits = "".join(c for c in text if c not in " .,đĐ\u00a0")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise BadFiling(field="fee")
    return int(digits) if digits else None


def _new_due(form: Fields) -> datetime:
    """The new date of an apology, by the office's own clock."""
    try:
        return datetime.fromisoformat(form.get("new_due", "")).replace(tzinfo=the_plan().zone_info)
    except ValueError as error:
        raise BadFiling(field="new_due") from error
