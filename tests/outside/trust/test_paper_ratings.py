"""Paper ratings are typed by somebody whom nobody rates, or by two names; a tablet asks at its own counter alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.office import Office
from tests.conftest import SetClock, form_token, issue, nothing_happens, rows, serve
from tests.outside.trust.outside import PASSWORD, earlier_pad, hire, machine, register, sign_in, token, told


def browser(client: FlaskClient, login: str) -> FlaskClient:
    """Somebody's own browser, signed in."""
    own: FlaskClient = client.application.test_client()
    assert sign_in(own, login).status_code == 303
    return own


def type_in(client: FlaskClient, form: str = "1-001", **fields: str) -> TestResponse:
    data = {"csrf_token": form_token(client, "/device"), "form": form, "level": "satisfied", **fields}
    return client.post("/rate/forms", data=data)


def print_forms(client: FlaskClient) -> None:
    data = {"csrf_token": form_token(client, "/device"), "forms": "3"}
    assert client.post("/rate/forms/print", data=data).status_code == 200


def sit(client: FlaskClient, counter: int) -> None:
    data = {"csrf_token": form_token(client, "/device")}
    assert client.post(f"/desk/{counter}/seat", data=data).status_code == 303


def typists(office: Office) -> list[tuple[object, ...]]:
    return rows(
        office,
        "SELECT body ->> 'batch', body ->> 'person', body ->> 'second' FROM log WHERE kind = 'PaperRatingTyped'",
    )


def test_an_officer_types_no_rating_while_somebody_works_here_whom_nobody_rates(
    office: Office, client: FlaskClient
) -> None:
    hire(office, "lan")
    hire(office, "chief", "manager")
    lan, chief = browser(client, "lan"), browser(client, "chief")
    print_forms(lan)
    with nothing_happens(office):
        answer = type_in(lan, level="not_satisfied", reason="money", counter="2")
    assert answer.status_code == 403
    assert "chief" in answer.text, "whom to ask"
    assert 'name="level"' not in lan.get("/rate/forms").text
    assert type_in(chief).status_code == 303
    assert rows(office, "SELECT source FROM ratings") == [("paper",)]
    number = rows(office, "SELECT id FROM officers WHERE login = 'chief'")[0][0]
    assert typists(office) == [(1, number, None)]
    assert told(office, "verify", "--all")


def test_who_is_in_charge_and_sits_at_a_counter_is_rated_too(office: Office, client: FlaskClient) -> None:
    hire(office, "chief", "manager")
    hire(office, "deputy", "manager")
    chief, deputy = browser(client, "chief"), browser(client, "deputy")
    print_forms(chief)
    sit(chief, 1)
    assert type_in(chief).status_code == 403
    assert type_in(deputy).status_code == 303


def test_where_everybody_is_rated_two_names_type_and_are_counted_apart(office: Office, client: FlaskClient) -> None:
    hire(office, "lan")
    hire(office, "minh")
    lan = browser(client, "lan")
    print_forms(lan)
    assert 'name="second"' in lan.get("/rate/forms").text
    for second, secret, status in (("", "", 403), ("lan", PASSWORD, 403), ("minh", "wrong", 401)):
        with nothing_happens(office):
            assert type_in(lan, second=second, secret=secret).status_code == status
    assert type_in(lan, second="minh", secret=PASSWORD).status_code == 303
    assert rows(office, "SELECT source FROM ratings") == [("paper_two",)]
    lan_id, minh_id = (number for (number,) in rows(office, "SELECT id FROM officers ORDER BY id"))
    assert typists(office) == [(1, lan_id, minh_id)]
    [(body,)] = rows(office, "SELECT body FROM log WHERE kind = 'PaperRatingTyped'")
    assert "satisfied" not in str(body)
    assert told(office, "verify", "--all")


def test_reports_tell_apart_who_typed(office: Office, client: FlaskClient, clock: SetClock) -> None:
    hire(office, "lan")
    hire(office, "minh")
    lan = browser(client, "lan")
    print_forms(lan)
    type_in(lan, second="minh", secret=PASSWORD)
    clock.forward(86_400)
    serve_nobody = told(office, "report", "ratings", "--from", "2026-07-02", "--to", "2026-07-02", "--json")
    assert '"paper_two"' in serve_nobody


def test_the_log_names_who_printed_forms(office: Office, client: FlaskClient) -> None:
    hire(office, "lan")
    print_forms(browser(client, "lan"))
    assert rows(office, "SELECT body ->> 'person' FROM log WHERE kind = 'RatingFormsPrinted'") == [(1,)]


@pytest.mark.parametrize("admitted", [earlier_pad, lambda office: token(office, "pad", "--counter", "1")])
def test_a_tablet_rates_no_other_counters_service(office: Office, admitted: Callable[[Office], str]) -> None:
    pad = machine(office, "")
    assert register(pad, admitted(office)).status_code == 303
    issue(office), issue(office)
    here, elsewhere = serve(office, 1), serve(office, 2)
    assert pad.get("/rate/1").status_code == 200, "where it is opened first it stands"
    form = {"csrf_token": form_token(pad, "/device"), "level": "not_satisfied"}
    assert pad.post(f"/rate/2/{elsewhere.id}", data=form).status_code == 403
    assert pad.post(f"/rate/1/{elsewhere.id}", data=form).status_code == 404
    assert pad.post(f"/rate/2/{elsewhere.id}/offered", data=form).status_code == 403
    assert pad.post(f"/rate/1/{elsewhere.id}/offered", data=form).status_code == 404
    assert pad.get("/rate/2").status_code == 403
    assert pad.get("/rate/").location == "/rate/1"
    assert rows(office, "SELECT count(*) FROM rating_marks") == [(0,)]
    assert pad.post(f"/rate/1/{here.id}", data=form).status_code == 200
    assert rows(office, "SELECT count(*) FROM rating_marks") == [(1,)]
    assert told(office, "verify", "--all")


def test_a_tablet_that_rates_before_it_was_opened_stands_where_it_rates(office: Office) -> None:
    pad = machine(office, "")
    register(pad, earlier_pad(office))
    issue(office), issue(office)
    first, second = serve(office, 1), serve(office, 2)
    form = {"csrf_token": form_token(pad, "/device"), "level": "satisfied"}
    assert pad.post(f"/rate/2/{second.id}", data=form).status_code == 200
    assert pad.post(f"/rate/1/{first.id}", data=form).status_code == 403
