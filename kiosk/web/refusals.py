"""Refusals to HTTP statuses; the words come from the catalogue, a page or JSON around them from the blueprint."""

import logging
import sqlite3
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_htmx import make_response as htmx_response
from flask_wtf.csrf import CSRFError
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from kiosk.domain import errors as e
from kiosk.i18n import LANGUAGES, words
from kiosk.storage import trouble
from kiosk.web import sessions
from kiosk.web.context import language, page, the_office, tongue

API = "/api/"
MAX_BODY_KB = 64
STATUS: dict[type[e.Refusal], int] = {
    e.UnknownArea: 404,
    e.UnknownCounter: 404,
    e.UnknownZone: 404,
    e.UnknownTicket: 404,
    e.NoSuchSlip: 404,
    e.UnknownDossier: 404,
    e.DossierNotFound: 404,
    e.CardNotRead: 410,
    e.BadDossierCode: 422,
    e.UnknownCode: 404,
    e.WrongCode: 404,
    e.UnknownProcedure: 422,
    e.BadFiling: 422,
    e.NoWords: 422,
    e.NewDateTooEarly: 422,
    e.NoUnitCode: 503,
    e.NotFound: 404,
    e.MethodNotAllowed: 405,
    e.UnknownPriority: 422,
    e.UnknownLevel: 422,
    e.UnknownForm: 404,
    e.BadFormDay: 422,
    e.BadPeriod: 422,
    e.BadMessage: 422,
    e.NotSure: 422,
    e.UnknownNeed: 422,
    e.UnknownLanguage: 422,
    e.UnknownReason: 422,
    e.NoteTooLong: 422,
    e.ReasonNeeded: 422,
    e.BadKey: 400,
    e.BadRequest: 400,
    e.TooLarge: 413,
    e.NotSignedIn: 401,
    e.WrongToken: 401,
    e.WrongPassword: 401,
    e.NotAllowed: 403,
    e.PlainPassword: 403,
    e.TooManyTries: 429,
    e.NoOfficers: 503,
    e.NoOffice: 503,
    e.BadConfig: 503,
    e.ClockBehind: 503,
    e.NotWritable: 503,
    e.Overloaded: 503,
    e.Faulted: 500,
}
CONFLICT = 409


def status_of(refusal: e.Refusal) -> int:
    """The status of a refusal; what the present state forbids is a conflict."""
    return STATUS.get(type(refusal), CONFLICT)


def as_refusal(error: Exception) -> e.Refusal:
    """Any error as words for a person; what nobody foresaw is logged with its trace and told as a fault."""
    if isinstance(error, e.Refusal):
        return error
    if isinstance(error, CSRFError):  # the page is of another session
        return e.StaleForm()
    if isinstance(error, RequestEntityTooLarge):
        return e.TooLarge(limit=MAX_BODY_KB)
    if isinstance(error, HTTPException):
        known = {404: e.NotFound, 405: e.MethodNotAllowed}.get(error.code or 500)
        return known() if known else e.BadRequest(detail=error.name)
    if isinstance(error, sqlite3.Error) and (known_trouble := trouble.refusal(error, the_office().db.path)):
        return known_trouble
    logging.getLogger(__name__).exception("unforeseen error at %s", request.endpoint)
    return e.Faulted()


def as_page(error: Exception) -> Response:
    """A refusal as a whole page that leads back."""
    refusal = as_refusal(error)
    return make_response(page("refusal/page.html", refusal=refusal), status_of(refusal))


def as_notice(error: Exception) -> BaseResponse:
    """A refusal as a sentence beside the buttons of a live page; the rest of the page stays as it is."""
    refusal = as_refusal(error)
    if isinstance(refusal, e.StaleForm) and sessions.officer() is None and not the_office().config.demo:
        refusal = e.NotSignedIn()  # the session went with its cookie: the page asks for the password
    if isinstance(refusal, e.UnknownReason):
        refusal = e.ReasonNeeded()
    said = render_template("refusal/_notice.html", refusal=refusal, **tongue(language()))
    answer: Response = htmx_response((said, status_of(refusal)), retarget="#notice", reswap="innerHTML")
    return answer


def as_json(error: Exception) -> Response:
    """A refusal as `{"error": code, "message": sentence}` in the caller's language."""
    refusal = as_refusal(error)
    lang = request.accept_languages.best_match(LANGUAGES) or "vi"
    body: dict[str, Any] = {"error": refusal.code, "message": words(lang).refusal(refusal)}
    return make_response(jsonify(body), status_of(refusal))


def init_app(app: Flask) -> None:
    """Every refusal and every error ends in words: a page for people, JSON for programs, known by the address."""
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    return as_json(error) if request.path.startswith(API) else as_page(error)
