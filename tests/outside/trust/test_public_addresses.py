"""A public address knows tokens, which nobody guesses; a number is for staff who signed in."""

import re

from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import call, form_token, issue, nothing_happens, rows
from tests.outside.trust.outside import bearing, run, token, told


def test_a_number_is_not_a_token_whatever_its_holder_may_ask(client: FlaskClient, office: Office) -> None:
    issue(office)
    with nothing_happens(office):
        statuses = {verb: client.post(f"/t/A001/{verb}").status_code for verb in ("late", "return", "leave")}
    assert statuses == {"late": 404, "return": 404, "leave": 404}


def test_no_public_address_takes_a_number_for_a_token(client: FlaskClient, office: Office) -> None:
    issue(office)
    call(office, 1)
    issue(office)
    headers = {"X-CSRFToken": form_token(client, "/device")}
    form = {"level": "satisfied", "reason": "", "lang": "vi"}
    for rule in client.application.url_map.iter_rules():
        if not re.search(r"<(token|visit|bearer|card|key)>", rule.rule):
            continue
        for name in ("A001", "a002", " A002", "1", "2"):
            with nothing_happens(office):
                for path in addresses(rule.rule, name):
                    for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                        answer = client.open(path, method=method, data=form, headers=headers)
                        assert answer.status_code not in (200, 204) or method == "GET", (method, path)
                        assert "A001" not in answer.text, (method, path)


def addresses(rule: str, name: str) -> list[str]:
    """An address with a number where a token belongs, once for each verb it takes."""
    path = re.sub(r"<(token|visit|bearer|card|key)>", name, rule)
    verbs = re.search(r"<any\(([^)]*)\):verb>", path)
    if verbs is None:
        return [path]
    return [path.replace(verbs[0], verb.strip(" '")) for verb in verbs[1].split(",")]


def test_staff_name_a_ticket_by_its_number(client: FlaskClient, office: Office) -> None:
    issue(office)
    issue(office)
    assert client.post("/api/v1/tickets/A001/late", headers=bearing(token(office, "desk"))).status_code == 200
    told(office, "late", "A002")
    assert rows(office, "SELECT count(*) FROM legs WHERE late") == [(2,)]


def test_a_token_is_not_a_number(client: FlaskClient, office: Office) -> None:
    ticket, headers = issue(office).token, bearing(token(office, "desk"))
    with nothing_happens(office):
        assert client.post(f"/api/v1/tickets/{ticket}/late", headers=headers).status_code == 404
        assert run(office, "late", "--", ticket).exit_code == 1
