"""Refusals to HTTP statuses; the words come from the catalogue, a page or JSON around them from the blueprint."""

import logging
import sqlite3
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_htmx import make_response as htmx_response
from flask_wtf.csrf import CSRFError
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from kiosk.domain.dossiers.refusals import (
    BadDossierCode,
    BadFiling,
    CardNotRead,
    DossierNotFound,
    NeedToKnow,
    NewDateTooEarly,
    NothingSought,
    NotYourFiling,
    NoUnitCode,
    NoWords,
    UnknownDossier,
    UnknownProcedure,
)
from kiosk.domain.errors import (
    BadConfig,
    BadPeriod,
    BadRequest,
    Faulted,
    MethodNotAllowed,
    NotAllowed,
    NotFound,
    NotSignedIn,
    NotYours,
    Overloaded,
    PhoneDigitsRest,
    PinRests,
    PlainDevice,
    PlainPassword,
    PlainProof,
    ProofRests,
    ReasonNeeded,
    Refusal,
    SlipRests,
    StaleForm,
    TooFast,
    TooLarge,
    TooManyTries,
    TooSlow,
    UnknownHost,
    UnknownReason,
    WrongToken,
)
from kiosk.domain.hall.refusals import BadMessage, NotSure
from kiosk.domain.office.refusals import (
    LastAdministrator,
    LoginNeeded,
    NoOffice,
    NoOfficers,
    NotYourCounter,
    OfficerExists,
    PasswordsDiffer,
    RoleNeeded,
    RolesChanged,
    SamePassword,
    UnknownArea,
    UnknownCounter,
    UnknownZone,
    WeakPassword,
    WrongOldPassword,
    WrongPassword,
)
from kiosk.domain.queue.refusals import (
    BadKey,
    NoSuchSlip,
    NoteTooLong,
    ScanElsewhere,
    UnknownAssistKind,
    UnknownCode,
    UnknownLanguage,
    UnknownNeed,
    UnknownPriority,
    UnknownTicket,
    WrongCode,
)
from kiosk.domain.ratings.refusals import (
    BadFormDay,
    RatingIsTheirs,
    SecondNeeded,
    TypedByRated,
    UnknownForm,
    UnknownLevel,
)
from kiosk.domain.record.refusals import (
    BadSessionKey,
    ClockAhead,
    ClockBehind,
    DamagedDatabase,
    FileReplaced,
    KeyDamaged,
    KeyForeign,
    KeyMissing,
    NotWritable,
    TailMissing,
)
from kiosk.i18n import LANGUAGES, Words, words
from kiosk.storage import trouble
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.guard import sessions

API = "/api/"
MAX_BODY_KB = 64
CITIZENS = frozenset({"touch", "missed", "scan", "lookup", "phone", "rating", "board", "sign", "voice", "slips"})
STATUS: dict[type[Refusal], int] = {
    UnknownArea: 404,
    UnknownCounter: 404,
    UnknownZone: 404,
    UnknownTicket: 404,
    NoSuchSlip: 404,
    UnknownDossier: 404,
    NothingSought: 404,
    DossierNotFound: 404,
    CardNotRead: 410,
    BadDossierCode: 422,
    UnknownCode: 404,
    ScanElsewhere: 409,
    WrongCode: 404,
    UnknownProcedure: 422,
    BadFiling: 422,
    NoWords: 422,
    NewDateTooEarly: 422,
    NoUnitCode: 503,
    NotFound: 404,
    MethodNotAllowed: 405,
    UnknownPriority: 422,
    UnknownLevel: 422,
    UnknownForm: 404,
    BadFormDay: 422,
    BadPeriod: 422,
    BadMessage: 422,
    NotSure: 422,
    UnknownAssistKind: 422,
    UnknownNeed: 422,
    UnknownLanguage: 422,
    UnknownReason: 422,
    NoteTooLong: 422,
    ReasonNeeded: 422,
    BadKey: 400,
    BadRequest: 400,
    TooLarge: 413,
    TooSlow: 408,
    NotSignedIn: 401,
    WrongToken: 401,
    WrongPassword: 401,
    NotAllowed: 403,
    NotYours: 403,
    PlainPassword: 403,
    PlainDevice: 403,
    PlainProof: 403,
    TooFast: 429,
    NotYourCounter: 403,
    TypedByRated: 403,
    SecondNeeded: 403,
    NeedToKnow: 403,
    NotYourFiling: 403,
    UnknownHost: 421,
    **dict.fromkeys((TooManyTries, PhoneDigitsRest, PinRests, ProofRests, SlipRests), 429),
    NoOfficers: 503,
    PasswordsDiffer: 422,
    SamePassword: 422,
    WrongOldPassword: 422,
    LoginNeeded: 422,
    OfficerExists: 409,
    RoleNeeded: 422,
    LastAdministrator: 409,
    RolesChanged: 409,
    RatingIsTheirs: 403,
    WeakPassword: 422,
    NoOffice: 503,
    BadConfig: 503,
    ClockBehind: 503,
    ClockAhead: 503,
    DamagedDatabase: 503,
    **dict.fromkeys((NotWritable, FileReplaced, TailMissing, KeyMissing, KeyDamaged, KeyForeign, BadSessionKey), 503),
    Overloaded: 503,
    Faulted: 500,
}
CONFLICT = 409
NOT_OFFERED = (UnknownPriority, UnknownNeed, UnknownLevel, UnknownLanguage, BadRequest, BadKey)


def status_of(refusal: Refusal) -> int:
    """The status of a refusal; what the present state forbids is a conflict."""
    return STATUS.get(type(refusal), CONFLICT)


def as_refusal(error: Exception) -> Refusal:
    """Any error as words for a person; what nobody foresaw is logged with its trace and told as a fault."""
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        error = error.original_exception  # what a page met when it told why not
    if isinstance(error, Refusal):
        return error
    if isinstance(error, CSRFError):  # the page is of another session
        return StaleForm()
    if isinstance(error, RequestEntityTooLarge):
        return TooLarge(limit=MAX_BODY_KB)
    if isinstance(error, HTTPException):
        kind = {404: NotFound, 405: MethodNotAllowed}.get(error.code or 500)
        return kind() if kind else BadRequest(detail=error.name)
    if isinstance(error, sqlite3.Error) and (known_trouble := trouble.refusal(error, the_office().db.path)):
        return known_trouble
    logging.getLogger(__name__).exception("unforeseen error at %s", request.endpoint)
    return Faulted()


def said(t: Words, refusal: Refusal) -> str:
    """What a refusal says to whoever looks at the page of this request."""
    return t.refusal_to("citizen" if request.blueprint in CITIZENS else "staff", for_people(refusal))


def for_people(refusal: Refusal) -> Refusal:
    """The same for who has a page, not a program: what no page offered was chosen on one that is out of date."""
    if isinstance(refusal, UnknownReason):
        return ReasonNeeded()
    return StaleForm() if isinstance(refusal, NOT_OFFERED) else refusal


def as_page(error: Exception) -> Response:
    """A refusal as a whole page that leads back."""
    refusal = as_refusal(error)
    return make_response(page("refusal/page.html", refusal=refusal), status_of(refusal))


def as_notice(error: Exception) -> BaseResponse:
    """A refusal as a sentence beside the buttons of a live page; the rest of the page stays as it is."""
    refusal = as_refusal(error)
    if isinstance(refusal, StaleForm) and sessions.officer() is None and not the_office().config.demo:
        refusal = NotSignedIn()  # the session went with its cookie: the page asks for the password
    said = render_template("refusal/_notice.html", refusal=refusal, **tongue(language()))
    answer: Response = htmx_response((said, status_of(refusal)), retarget="#notice", reswap="innerHTML")
    return answer


def as_json(error: Exception) -> Response:
    """A refusal as `{"error": code, "message": sentence}` in the caller's language."""
    refusal = as_refusal(error)
    lang = request.accept_languages.best_match(LANGUAGES) or "vi"
    body: dict[str, Any] = {"error": refusal.code, "message": words(lang).refusal_to("staff", refusal)}
    return make_response(jsonify(body), status_of(refusal))


def init_app(app: Flask) -> None:
    """Every refusal and every error ends in words: a page for people, JSON for programs, known by the address."""
    app.jinja_env.globals["said"] = said
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    return as_json(error) if request.path.startswith(API) else as_page(error)
