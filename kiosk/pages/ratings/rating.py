"""Rating a service: the tablet at the counter, the phone, and the touch screen; all end on the same thanks."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from kiosk.actions.office import manager
from kiosk.actions.ratings import dossier_ratings, ratings
from kiosk.domain.dossiers.refusals import DossierNotFound
from kiosk.domain.errors import NotSignedIn, TooManyTries
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.ratings.rating import THANKS_FOR
from kiosk.domain.ratings.refusals import AlreadyRated, RatingIsTheirs
from kiosk.i18n import LANGUAGES
from kiosk.moment import Moment
from kiosk.pages.office import login
from kiosk.pages.queue import touch
from kiosk.views.ratings import question as question_view
from kiosk.views.ratings.question import PadView
from kiosk.web import refusals
from kiosk.web.context import language, page, the_office, the_plan
from kiosk.web.guard import sessions
from kiosk.web.guard.patience import Patience
from kiosk.web.guard.security import csrf, page_actor, require_page, screen_name
from kiosk.web.live.events import event, sse
from kiosk.web.live.stream import Topic
from kiosk.web.reading import require_reader, see

bp = Blueprint("rating", __name__, url_prefix="/rate")
patience = Patience(tries=19, pause_s=300.0)  # of tokens that are none; who holds a slip is never made to wait


@bp.get("/")
def pads() -> BaseResponse | str:
    """Which counter does this tablet stand at?"""
    require_reader(question_view.pad)
    if own := page_actor().counter:
        return redirect(url_for("rating.pad", number=own))
    return page("rating/pads.html", plan=the_plan())


@bp.get("/<int:number>")
def pad(number: int) -> str:
    """The tablet of a counter; one that nobody placed stands from now on where it was opened."""
    view = see(question_view.pad, number)
    _require_pad(number)
    return page("rating/pad.html", plan=view.plan, now=view.now, **_pad(view))


@bp.get("/<int:number>/stream")
def stream(number: int) -> Response:
    """The tablet as it opens and closes."""
    require_reader(question_view.pad)
    the_plan().counter(number)
    return sse(("pad", str(number)), may=sessions.signed_in())


@bp.post("/<int:number>/<int:leg>")
def tap(number: int, leg: int) -> str:
    """A tap on a face or a reason; a second one, or one too many, finds what the first has led to."""
    _require_pad(number)
    with suppress(AlreadyRated):
        _answer(
            partial(ratings.take_back_at_pad, the_office(), number, leg),
            partial(ratings.think_again_at_pad, the_office(), number, leg),
            partial(ratings.rate_at_pad, the_office(), number, leg),
            partial(ratings.explain_at_pad, the_office(), number, leg),
        )
    return render_template("rating/_pad.html", **_pad(see(question_view.pad, number)))


@bp.post("/<int:number>/<int:leg>/offered")
def offered(number: int, leg: int) -> Response:
    """The tablet shows its faces."""
    _require_pad(number)
    ratings.offer_at_pad(the_office(), number, leg)
    return Response(status=204)


@bp.get("/t/<token>")
def by_phone(token: str) -> str:
    """The rating by who holds the ticket."""
    question, rules = see(question_view.of_slip, token), the_plan().ratings
    number = question.leg.number if question.leg else ""
    return _phone("rate_by_phone", token, question=question, number=number, rules=rules)


@bp.post("/t/<token>")
def rate_by_phone(token: str) -> BaseResponse:
    """A tap on the phone leads to what comes next."""
    _judge(token, "phone")
    return redirect(url_for("rating.by_phone", token=token, lang=language()), 303)


@bp.post("/t/<token>/offered")
def offered_by_phone(token: str) -> Response:
    """The phone shows its faces."""
    ratings.offer_by_token(the_office(), token, "phone")
    return Response(status=204)


@bp.get("/r/<token>")
def by_receipt(token: str) -> str:
    """The rating of a returned dossier by who holds its receipt."""
    dossier, question = see(question_view.of_receipt, token)
    rules = the_plan().ratings
    return _phone("rate_by_receipt", token, question=question, dossier=dossier, rules=rules)


@bp.post("/r/<token>")
def rate_by_receipt(token: str) -> BaseResponse:
    """A tap on the phone leads to what comes next."""
    _answer(
        partial(dossier_ratings.take_back_by_receipt, the_office(), token),
        partial(dossier_ratings.think_again_by_receipt, the_office(), token),
        partial(dossier_ratings.rate_by_receipt, the_office(), token, source="phone"),
        partial(dossier_ratings.explain_by_receipt, the_office(), token),
    )
    return redirect(url_for("rating.by_receipt", token=token, lang=language()), 303)


for view in (rate_by_phone, offered_by_phone, rate_by_receipt):
    csrf.exempt(view)  # the token is the right to judge, and a phone may keep no cookies


@bp.get("/kiosk/<token>")
def by_kiosk(token: str) -> str:
    """The rating at the touch screen, after the slip was scanned there."""
    _require_visitor()
    question, step, plan = see(question_view.of_slip, token), {**touch.view(), "token": token}, the_plan()
    facts = {"plan": plan, "rules": plan.ratings, "address": url_for("rating.rate_by_kiosk", **step)}
    return touch.screen("rating/kiosk.html", here="rating.by_kiosk", step=step, question=question, **facts)


@bp.post("/kiosk/<token>")
def rate_by_kiosk(token: str) -> BaseResponse:
    """A tap at the touch screen leads to what comes next."""
    _require_visitor()
    _judge(token, "kiosk")
    return redirect(url_for("rating.by_kiosk", token=token, **touch.view()), 303)


def _require_visitor() -> None:
    """A touch screen, and nobody who works here before it."""
    if require_page("kiosk").person is not None:
        raise RatingIsTheirs()


@bp.errorhandler(Exception)
def refuse(error: Exception) -> BaseResponse:
    """A refusal in the way of each screen."""
    if request.endpoint in ("rating.by_kiosk", "rating.rate_by_kiosk"):
        return touch.refuse(error)
    if isinstance(error, NotSignedIn):
        return login.offer_device("pad")
    if request.endpoint in ("rating.tap", "rating.offered"):
        return refusals.as_notice(error)
    forged = isinstance(error, UnknownTicket | DossierNotFound)
    return _refuse_token(error) if forged else refusals.as_page(error)


def render(moment: Moment, topic: Topic) -> bytes:
    """The tablet of a counter, for its stream."""
    template = current_app.jinja_env.get_template("rating/_pad.html")
    return event(template.render(**_pad(question_view.pad(moment, int(topic[1])))))


def _require_pad(number: int) -> None:
    """Refuse the tablet of another counter."""
    actor = require_page("pad")
    if actor.device and actor.counter is None:
        manager.place_device(the_office(), actor.device, number)


def _pad(view: PadView) -> dict[str, object]:
    number, question = view.number, view.question
    address = url_for("rating.tap", number=number, leg=question.leg.id) if question and question.leg else ""
    facts = {
        "number": number,
        "message": view.message,
        "question": question,
        "rules": view.rules,
        "address": address,
        "live": True,
    }
    return {**facts, "languages": LANGUAGES, "thanks_s": int(THANKS_FOR.total_seconds())}


def _phone(sends_to: str, token: str, **facts: object) -> str:
    address = url_for(f"rating.{sends_to}", token=token, lang=language())
    return page("rating/page.html", token=token, address=address, **facts)


def _judge(token: str, source: str) -> None:
    _answer(
        partial(ratings.take_back_by_token, the_office(), token),
        partial(ratings.think_again_by_token, the_office(), token),
        partial(ratings.rate_by_token, the_office(), token, source=source),
        partial(ratings.explain_by_token, the_office(), token),
    )


def _answer(
    take_back: Callable[[], object],
    think_again: Callable[[], object],
    rate: Callable[[str], object],
    explain: Callable[..., object],
) -> None:
    """What a tap says, on whatever screen: not that, another reason, a face, or why."""
    form = request.form
    if "back" in form:
        take_back()
    elif "again" in form:
        think_again()
    elif "level" in form:
        rate(form["level"])
    else:
        explain(form.get("sure") or form.get("reason", ""), sure="sure" in form)


def _refuse_token(error: Exception) -> Response:
    """One look for every token that is none, and a pause for who goes on trying."""
    try:
        patience.take(screen_name())
    except TooManyTries as enough:
        return refusals.as_page(enough)
    if isinstance(error, DossierNotFound):
        return refusals.as_page(error)
    return make_response(page("phone/unknown.html"), 404)
