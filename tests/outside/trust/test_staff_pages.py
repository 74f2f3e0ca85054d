"""Every page of the staff has the same frame, leads to the sign-in and back, and refuses in words."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kiosk.office import Office
from tests.conftest import client_of, form_token, issue
from tests.outside.trust.outside import PASSWORD, hire, sign_in
from tests.outside.trust.test_casts import addresses
from tests.pages.queue.test_touch import words_of
from tests.views.dossiers.test_lookup import file

NOT_FRAMED = {"login.ask_pin"}  # two fields and nothing typed that could be lost


@pytest.fixture
def chief(office: Office, client: FlaskClient) -> FlaskClient:
    """Who is in charge, at counter 1, with a ticket and a dossier in the house."""
    hire(office, "chief", "manager")
    issue(office)
    file(office)
    assert sign_in(client, "chief").status_code == 303
    assert client.post("/desk/1/seat", data={"csrf_token": form_token(client, "/device")}).status_code == 303
    return client


def pages(client: FlaskClient) -> list[str]:
    """The addresses of all pages that only the staff may open: whole documents that a stranger is refused."""
    stranger = client.application.test_client()
    found = []
    for rule in client.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NOT_FRAMED or is_stream(rule):
            continue
        for path in addresses(rule):
            refused = stranger.get(path, base_url="https://localhost", environ_base={"REMOTE_ADDR": "192.0.2.7"})
            own = client.get(path)
            if refused.status_code in (401, 403) and own.status_code == 200 and is_page(own):
                found.append(path)
    return found


def is_stream(rule: Rule) -> bool:
    return rule.rule.endswith("/stream") or rule.endpoint == "windows.live"


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and answer.text.lower().startswith("<!doctype")


def test_every_page_of_the_staff_has_the_frame(chief: FlaskClient, office: Office) -> None:
    found = pages(chief)
    assert {
        "/home",
        "/home/account",
        "/admin/",
        "/desk/",
        "/desk/1",
        "/desk/1/strip",
        "/monitor/",
        "/monitor/message/",
        "/report/",
        "/rate/forms",
    } <= {*found}
    assert {"/rate/sums", "/desk/1/dossiers/"} <= {*found}
    lacking = {}
    for path in found:
        html = chief.get(path).text
        parts = ['id="sign-in"', "data-stream=", 'id="offline"', 'id="notice"', "data-needs-link", "js/live/live.js"]
        if not path.endswith("/strip"):  # 360 × 140
            parts += ["chief", "/logout", 'href="/home?']
        if missing := [part for part in parts if part not in html]:
            lacking[path] = missing
    assert lacking == {}


def test_the_question_whether_to_take_a_counter_over_has_the_frame_too(office: Office, chief: FlaskClient) -> None:
    hire(office, "lan")
    lan: FlaskClient = chief.application.test_client()
    sign_in(lan, "lan")
    html = lan.get("/desk/1").text
    assert 'name="over"' in html
    assert all(part in html for part in ('id="sign-in"', "data-stream=", 'id="offline"', "/logout", "data-needs-link"))


def test_an_evacuation_and_an_alarm_reach_every_page_of_the_staff(chief: FlaskClient, office: Office) -> None:
    token = {"csrf_token": form_token(chief, "/device")}
    found = pages(chief)
    assert chief.post("/monitor/message/", data={**token, "kind": "evacuation", "sure": "on"}).status_code == 303
    assert chief.post("/alerts/alarm/2", data=token).status_code == 204
    for path in found:
        html = chief.get(path).text
        assert "alert alarm" in html, path


@pytest.mark.parametrize(
    "path",
    [
        "/home",
        "/home/account",
        "/admin/",
        "/desk/",
        "/desk/1",
        "/desk/1/dossiers/",
        "/monitor/",
        "/monitor/message/",
        "/report/",
        "/rate/forms",
    ],
)
def test_a_page_opened_signed_out_leads_to_the_sign_in_and_back(office: Office, client: FlaskClient, path: str) -> None:
    hire(office, "chief", "manager")
    asked = client.get(path)
    assert asked.status_code == 401
    then = re.search(r'name="then" value="([^"]*)"', asked.text)
    assert then, asked.text
    form = {
        "csrf_token": form_token(client, "/device"),
        "name": "chief",
        "password": PASSWORD,
        "then": unescape(then[1]),
    }
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.location) == (303, path)


def test_the_period_of_a_report_comes_back_with_it(office: Office, client: FlaskClient) -> None:
    hire(office, "chief", "manager")
    asked = client.get("/report/day?kind=free&from=2026-07-01&to=2026-07-02").text
    then = re.search(r'name="then" value="([^"]*)"', asked)
    assert then
    assert unescape(then[1]) == "/report/day?kind=free&from=2026-07-01&to=2026-07-02"


@pytest.mark.parametrize(
    "then", ["//elsewhere.example", "https://elsewhere.example/desk/", "/desk/../../x y", "/logout"]
)
def test_the_way_back_leads_nowhere_else(office: Office, client: FlaskClient, then: str) -> None:
    hire(office, "lan")
    form = {"csrf_token": form_token(client, "/device"), "name": "lan", "password": PASSWORD, "then": then}
    assert client.post("/login", data=form).location == "/home"


@pytest.mark.parametrize("path", ["/report/", "/monitor/message/"])
def test_a_refusal_says_whose_it_is_and_whom_to_ask(office: Office, client: FlaskClient, path: str) -> None:
    hire(office, "lan")
    hire(office, "chief", "manager")
    sign_in(client, "lan")
    for lang, words in (("vi", "Việc này dành cho người phụ trách."), ("en", "This is for the person in charge.")):
        answer = client.get(f"{path}?lang={lang}")
        assert answer.status_code == 403
        said = words_of(answer)
        assert words in said
        assert "chief" in said
        assert not re.search(r"\b(desk|manager|token|role)\b", said.partition(words)[2])


def test_a_home_names_what_each_may_do(office: Office, client: FlaskClient) -> None:
    hire(office, "lan")
    hire(office, "chief", "manager")
    sign_in(client, "lan")
    own = client.get("/home").text
    assert 'action="/desk/1/' in own  # to sit down is a press, to look is a link
    assert all(f'href="{path}' in own for path in ("/monitor/", "/rate/forms", "/rate/sums"))
    assert 'href="/report/' not in own
    chief = client_of(office)
    sign_in(chief, "chief")
    own = chief.get("/home").text
    assert all(f'href="{path}' in own for path in ("/monitor/", "/monitor/message/", "/report/", "/rate/sums"))


def test_a_button_pressed_after_the_session_lapsed_asks_for_the_password(office: Office, chief: FlaskClient) -> None:
    token = form_token(chief, "/device")
    chief.post("/logout", data={"csrf_token": token})
    assert chief.get("/login/here", headers={"HX-Request": "true"}).status_code == 401
    headers = {"HX-Request": "true", "X-CSRFToken": form_token(chief, "/device")}
    answer = chief.post("/desk/1/dossiers/procedures", data={"q": "x"}, headers=headers)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#notice")
