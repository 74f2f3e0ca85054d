"""The description of the interface says what the interface does."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from kiosk.verbs import VERBS, On
from tests.outside.trust.outside import bearing, token


@pytest.fixture
def paths(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["paths"]
    return found


def test_every_address_of_it_is_one_of_the_programs(client: FlaskClient, paths: dict[str, Any]) -> None:
    addresses = client.application.url_map.bind("localhost")
    for path, requests in paths.items():
        for method in requests:
            address = re.sub(r"\{\w+\}", "1", f"/api/v1{path}")
            endpoint, _ = addresses.match(address, method=method.upper())
            assert endpoint.startswith("api"), path


def test_every_address_of_the_programs_is_in_it(client: FlaskClient, paths: dict[str, Any]) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if rule.endpoint.startswith("api")]
    described = {re.sub(r"\{\w+\}", "*", path) for path in paths}
    for rule in rules:
        address = re.sub(r"<[^>]+>", "*", rule.rule.removeprefix("/api/v1"))
        assert rule.endpoint == "api_schema.openapi" or address in described or address.endswith("*/*"), address


def test_every_verb_is_described_where_it_may_be_done(paths: dict[str, Any]) -> None:
    for verb in VERBS.values():
        assert (f"/counters/{{counter}}/{verb.name}" in paths) == bool(verb.on & On.COUNTER)
        assert (f"/tickets/{{number}}/{verb.name}" in paths) == bool(verb.on & On.TICKET)
        assert (f"/areas/{{area}}/{verb.name}" in paths) == bool(verb.on & On.AREA)


def test_a_field_that_is_needed_is_missed_and_a_code_of_no_list_is_refused(
    client: FlaskClient, office: Office, paths: dict[str, Any]
) -> None:
    headers, tried = bearing(token(office, "desk")), 0
    for path, requests in paths.items():
        schema = requests.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {})
        if "{" not in path or not schema:
            continue
        fields, address = schema["schema"], re.sub(r"\{\w+\}", "1", f"/api/v1{path}")
        for name in fields["required"]:
            assert client.post(address, json={}, headers=headers).status_code == 400, (path, name)
        for name, value in fields["properties"].items():
            wrong = "x" if value["type"] == "integer" else 1
            assert client.post(address, json={name: wrong}, headers=headers).status_code == 400, (path, name)
            tried += 1
    assert tried > 20
