"""The look-up: what has become of a dossier, at the touch screen (`kiosk=1`), on the phone and on the web."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug import Response

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.domain.dossiers.dossier import MOVES, DossierState
from kiosk.domain.dossiers.refusals import BadDossierCode, CardNotRead, DossierNotFound
from kiosk.domain.errors import NotSignedIn, OfficeFault, Refusal, StaleForm, TooManyTries
from kiosk.domain.office.refusals import UnknownArea
from kiosk.domain.scan import CitizenCard
from kiosk.pages.queue import touch
from kiosk.views.dossiers import lookup
from kiosk.views.dossiers.lookup import LookedUp
from kiosk.web.context import language, page, the_office, the_plan
from kiosk.web.guard import guessing
from kiosk.web.guard.security import require_page, require_private_proof
from kiosk.web.handles import Handles
from kiosk.web.reading import see
from kiosk.web.refusals import as_page, as_refusal, status_of

bp = Blueprint("lookup", __name__, url_prefix="/lookup")
LETTERS = "ABCDEGHKLMNPQRSTUVXY.-"
WEB = ("ask", "found")  # what the web shows in its own way; cards and lists are of the touch screen
LISTED, LISTED_LARGE = 6, 4  # dossiers on one screen
LONGEST_PAGE, LONGEST_LARGE_PAGE = 260, 110  # letters of a procedure's name on one screen; the longest has 1,094
cards: Handles[CitizenCard] = Handles(20.0)
bearers: Handles[str] = Handles(120.0)  # ID numbers whose bearers agreed
visits: Handles[tuple[int, ...]] = Handles(180.0)  # dossiers proven in a visit, by their internal numbers


@bp.get("/")
def ask() -> str:
    """Scan the receipt, or type the code and what proves that it is yours."""
    _require_surface()
    return ask_page()


@bp.post("/")
def find() -> Response:
    """The dossier, for the rest of the visit under a name that says nothing."""
    _require_surface()
    require_private_proof()
    code, factor = request.form.get("code", ""), request.form.get("factor", "")
    try:
        aims = see(lookup.aims, code, factor)
        with guessing.counted(aims, DossierNotFound):
            answer = see(lookup.find, code, factor)
    except (BadDossierCode, DossierNotFound, TooManyTries) as refusal:
        return make_response(ask_page(code, refusal), status_of(refusal))
    return _shown_from_now([answer])


@bp.get("/r/<token>")
def receipt(token: str) -> Response | str:
    """The receipt's own code: it proves what it opens."""
    _require_surface()
    answer = see(lookup.of_receipt, token)
    return _shown_from_now([answer]) if at_kiosk() else _found_page(answer, "lookup.receipt", {"token": token})


@bp.get("/found/<visit>")
def found(visit: str) -> Response | str:
    """What was found, for as long as the visit lasts; several are chosen from."""
    _require_surface()
    numbers = visits.see(visit)
    if numbers is None:
        return redirect(url_for("lookup.ask", **view()), 303)
    chosen = request.args.get("dossier", type=int)
    answers = see(lookup.proven, [number for number in numbers if chosen in (None, number)])
    if len(answers) != 1:
        return _list(answers, visit)
    step = {"visit": visit} | ({"dossier": str(chosen)} if chosen else {})
    return _found_page(answers[0], "lookup.found", step)


@bp.post("/found/<visit>/number")
def collect(visit: str) -> Response:
    """A number to collect the result, at the touch screen."""
    actor = require_page("kiosk")
    plan = the_plan()
    area, priority = plan.collect_area, plan.collect.priority or None
    if area is None:
        raise UnknownArea(area="", areas="")
    if touch.too_soon_for(visit):
        return redirect(url_for("touch.idle", **touch.view()), 303)
    visits.take(visit)
    visitor.issue(the_office(), Wish(area, priority, lang=language()), IssueKey(visit), actor)
    return redirect(url_for("touch.result", key=visit, collect=1, **touch.view()), 303)


@bp.post("/found/<visit>/done")
def done(visit: str) -> Response:
    """The visitor is done: what was found is forgotten here too."""
    _require_surface()
    visits.take(visit)
    return redirect(url_for("touch.idle") if at_kiosk() else url_for("lookup.ask"), 303)


@bp.get("/card/<card>")
def card_notice(card: str) -> Response | str:
    """What is done with a card, before anything is; who does not agree within 20 s has shown no card."""
    require_page("kiosk")
    if cards.see(card) is None:
        return redirect(url_for("touch.idle"), 303)
    return _screen("card", "lookup.card_notice", {"card": card})


@bp.post("/card/<card>")
def card_agreed(card: str) -> Response:
    """The bearer agrees: of the card the number is taken, and asked for what proves it is theirs."""
    require_page("kiosk")
    held = cards.take(card)
    if held is None:
        raise CardNotRead()
    return redirect(url_for("lookup.bearer", bearer=bearers.hold(held.id_number), **view()), 303)


@bp.get("/bearer/<bearer>")
def bearer(bearer: str) -> Response | str:
    """What proves it, besides the card, which anybody may have photographed."""
    require_page("kiosk")
    if bearers.see(bearer) is None:
        return redirect(url_for("touch.idle"), 303)
    return _bearer_asked(bearer)


@bp.post("/bearer/<bearer>")
def bearer_proven(bearer: str) -> Response:
    """The dossiers of the card that the PIN or the phone proves."""
    require_page("kiosk")
    require_private_proof()
    number = bearers.see(bearer)
    if number is None:
        raise CardNotRead()
    factor = request.form.get("factor", "")
    try:
        aims = see(lookup.aims_of_card, number, factor)
        with guessing.counted(aims, DossierNotFound) as among:
            proven = see(lookup.of_card, number, factor, among)
    except (DossierNotFound, TooManyTries) as refusal:
        return make_response(_bearer_asked(bearer, refusal), status_of(refusal))
    bearers.take(bearer)
    return _shown_from_now(proven)


@bp.errorhandler(CSRFError)
def refuse_form(_: CSRFError) -> Response:
    """A page from before the last restart of everything."""
    return refuse(StaleForm())


@bp.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """A refusal in the look of the screen it happened on."""
    if at_kiosk() or isinstance(error, NotSignedIn):
        return touch.refuse(error)
    refusal = as_refusal(error)
    if request.method != "GET" or isinstance(refusal, OfficeFault):
        return as_page(refusal)
    return make_response(ask_page(refusal=refusal), status_of(refusal))


def ask_page(code: str = "", refusal: Refusal | None = None) -> str:
    """The form, with a code already read."""
    unit = the_plan().dossiers.unit
    begin = f"{unit}-" if unit else ""
    return _screen("ask", "lookup.ask", {}, code=code or begin, begin=begin, refusal=refusal, letters=LETTERS)


def at_kiosk() -> bool:
    """Whether the look-up is shown on the touch screen."""
    return "kiosk" in request.args


def view() -> dict[str, Any]:
    """How the visitor reads the screens, and on which kind of screen."""
    return touch.view() | ({"kiosk": "1"} if at_kiosk() else {})


def _require_surface() -> None:
    if at_kiosk():
        require_page("kiosk")


def _shown_from_now(answers: Sequence[LookedUp]) -> Response:
    visit = visits.hold(tuple(each.dossier.id for each in answers))
    return redirect(url_for("lookup.found", visit=visit, **view()), 303)


def _bearer_asked(bearer: str, refusal: Refusal | None = None) -> str:
    return _screen("bearer", "lookup.bearer", {"bearer": bearer}, refusal=refusal)


def _list(answers: Sequence[LookedUp], visit: str) -> str:
    """Several dossiers, those that can be collected first; so many on a screen that none ever scrolls."""
    first = sorted(
        answers, key=lambda each: (each.dossier.state is not DossierState.READY, not MOVES[each.dossier.state])
    )
    most = LISTED_LARGE if "large" in view() else LISTED
    pages = max(1, -(-len(first) // most))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    page_answers = first[(number - 1) * most : number * most]
    return _screen("list", "lookup.found", {"visit": visit}, answers=page_answers, page=number, pages=pages)


def _found_page(answer: LookedUp, here: str, step: dict[str, str]) -> str:
    parts = _pages_of(answer.procedure, LONGEST_LARGE_PAGE if "large" in view() else LONGEST_PAGE)
    number = min(max(request.args.get("page", 1, type=int), 1), len(parts))
    return _screen("found", here, step, answer=answer, part=parts[number - 1], page=number, pages=len(parts))


def _pages_of(name: str, most: int) -> list[str]:
    """A name in parts that fit a screen, broken between words."""
    parts = [""]
    for word in name.split():
        if len(parts[-1]) + len(word) < most:
            parts[-1] = f"{parts[-1]} {word}".strip()
        else:
            parts.append(word)
    return parts


def _screen(name: str, here: str, step: dict[str, str], **facts: Any) -> str:
    facts |= {"plan": the_plan(), "here": here, "step": {**view(), **step}}
    of_web = not at_kiosk() and name in WEB
    return page(f"lookup/web_{name}.html" if of_web else f"lookup/{name}.html", view=view(), **facts)
