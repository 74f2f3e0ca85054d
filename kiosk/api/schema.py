"""`/api/v1/openapi.json`: what programs may ask, made from the table of verbs."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify

from kiosk import verbs
from kiosk.domain.queue.assist import KINDS
from kiosk.verbs import Field, On, Verb

bp = Blueprint("api_schema", __name__, url_prefix="/api/v1")

Schema = Mapping[str, Any]
PLACES = {On.COUNTER: "/counters/{counter}", On.TICKET: "/tickets/{number}", On.AREA: "/areas/{area}"}
_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
_REFUSAL = {"type": "object", "required": ["error", "message"], "properties": {"error": _TEXT, "message": _TEXT}}
_WISH = {"area": _TEXT, "priority": _TEXT, "lang": _TEXT, "needs": {"type": "array", "items": _TEXT}}
_HELP = {"kind": {**_TEXT, "enum": list(KINDS)}, "number": _TEXT}
_KEY = {"name": "Idempotency-Key", "in": "header", "schema": _TEXT, "description": "Once a day for each program."}
_FACTOR = {
    "name": "factor",
    "in": "query",
    "required": True,
    "schema": _TEXT,
    "description": "PIN, or phone's last four.",
}


@bp.get("/openapi.json")
def openapi() -> Response:
    """The requests of version 1, in OpenAPI 3.1."""
    return jsonify(
        openapi="3.1.0",
        info={"title": "One-stop queue", "version": "1"},
        servers=[{"url": "/api/v1"}],
        components={"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        security=[{"token": []}],
        paths=dict(_paths()),
    )


def _paths() -> Iterator[tuple[str, Schema]]:
    yield "/tickets", {"post": _request("Issue a ticket.", "kiosk", 201, _body(_WISH, ["area"]), _KEY)}
    yield "/assists", {"post": _request("Note help that was given.", "desk", 201, _body(_HELP, ["kind"]))}
    yield "/assists/{assist}/take-back", {"post": _request("It was noted by mistake.", "desk", 200, {}, _at("assist"))}
    yield "/dossiers/{code}", {"get": _request("What has become of a dossier.", "kiosk", 200, {}, _at("code"), _FACTOR)}
    yield "/board/{zone}", {"get": _request("What a board shows.", "board", 200, {}, _at("zone"))}
    yield "/tickets/{number}/why", {"get": _request("Why a ticket has its place.", "desk", 200, {}, _at("number"))}
    for on, place in PLACES.items():
        for verb in verbs.VERBS.values():
            if verb.on & on:
                yield f"{place}/{verb.name}", {"post": _step(verb, place)}


def _step(verb: Verb, place: str) -> Schema:
    fields = {field.name: _value(field) for field in verb.takes}
    body = _body(fields, [field.name for field in verb.takes if field.required]) if fields else {}
    return _request(verb.does, "desk", 200, body, _at(place.partition("{")[2].rstrip("}")))


def _value(field: Field) -> Schema:
    """What a field may hold."""
    bounds = {"enum": list(field.codes or field.numbers), "maximum": field.most, "description": field.help}
    return {**(_WHOLE if field.kind is int else _TEXT), **{name: bound for name, bound in bounds.items() if bound}}


def _at(name: str) -> Schema:
    """A part of the address."""
    return {"name": name, "in": "path", "required": True, "schema": _WHOLE if name in ("counter", "assist") else _TEXT}


def _body(properties: Schema, required: list[str]) -> Schema:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"requestBody": {"required": bool(required), "content": {"application/json": {"schema": schema}}}}


def _request(summary: str, role: str, status: int, body: Schema, *parameters: Schema) -> Schema:
    answers = {
        f"{status}": {"description": "Done.", "content": {"application/json": {"schema": {"type": "object"}}}},
        "default": {"description": "A refusal.", "content": {"application/json": {"schema": _REFUSAL}}},
    }
    return {
        "summary": summary, "description": f"By a token of the role {role}.",
        "parameters": list(parameters), "responses": answers, **body,
    }  # fmt: skip
