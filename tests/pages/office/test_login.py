"""Signing in: the cure before the first officer, patience with mistakes, no password in clear."""

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.office import manager, staff
from kiosk.config import Config
from kiosk.office import Office
from kiosk.web.live import events
from tests.conftest import SetClock, client_of, form_token, issue
from tests.pages.queue.test_touch import words_of

OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def lan(office: Office) -> str:
    """An officer of the office: Lan."""
    manager.add_officer(office, "lan", "Nguyễn Thị Lan", "mật-khẩu-dài")
    return "lan"


def sign_in(client: FlaskClient, name: str, password: str, base: dict[str, str] | None = None) -> TestResponse:
    form = {"csrf_token": form_token(client, "/device"), "name": name, "password": password}
    return client.post("/login", data=form, environ_base=base or {})


def test_without_officers_it_says_the_cure(client: FlaskClient) -> None:
    for answer in (client.get("/login"), sign_in(client, "lan", "whatever"), client.get("/desk/1")):
        assert "kiosk officer add" in words_of(answer)
    assert client.get("/login", environ_base=OUTSIDE).status_code == 503


def test_an_officer_signs_in_and_out(client: FlaskClient, lan: str) -> None:
    assert client.get("/desk/1", environ_base=OUTSIDE).status_code == 401
    assert sign_in(client, " LAN ", "mật-khẩu-dài").location == "/home"
    assert client.get("/desk/1", environ_base=OUTSIDE).status_code == 200
    client.post("/logout", data={"csrf_token": form_token(client, "/device")})
    assert client.get("/desk/1", environ_base=OUTSIDE).status_code == 401


@pytest.mark.parametrize("path", ["/monitor/", "/desk/3", "/desk/3/strip", "/monitor/message/"])
def test_who_signs_in_gets_the_page_asked_for(client: FlaskClient, lan: str, path: str) -> None:
    asked = client.get(path, environ_base=OUTSIDE)
    assert f'name="then" value="{path}"' in asked.text
    form = {"csrf_token": form_token(client, "/device"), "name": lan, "then": path}
    again = client.post("/login", data={**form, "password": "wrong"})
    assert f'name="then" value="{path}"' in again.text
    assert 'name="name" value="lan"' in again.text
    assert client.post("/login", data={**form, "password": "mật-khẩu-dài"}).location == path


@pytest.mark.parametrize(
    "then", ["//evil.example/", "https://evil.example/", "/logout", "/desk/\\evil", "javascript:x"]
)
def test_a_sign_in_leads_nowhere_else(client: FlaskClient, lan: str, then: str) -> None:
    form = {"csrf_token": form_token(client, "/device"), "name": lan, "password": "mật-khẩu-dài", "then": then}
    assert client.post("/login", data=form).location == "/home"


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_a_wrong_password_is_told_above_the_form(client: FlaskClient, lan: str, name: str) -> None:
    answer = sign_in(client, name, "wrong")
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in words_of(answer)
    assert 'name="password"' in answer.text
    assert "wrong" not in words_of(answer)


def test_five_wrong_passwords_are_enough(client: FlaskClient, lan: str) -> None:
    statuses = [sign_in(client, lan, "wrong").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    answer = sign_in(client, lan, "mật-khẩu-dài")
    assert answer.status_code == 429
    assert "Xin thử lại sau 5 phút." in words_of(answer)


def test_another_officers_mistakes_lock_nobody_else_out(client: FlaskClient, office: Office, lan: str) -> None:
    relaxed = client_of(Office(Config(office.config.folder, plain_passwords=True), office.clock))
    for _ in range(6):
        sign_in(relaxed, "minh", "wrong", OUTSIDE)
    assert sign_in(relaxed, lan, "mật-khẩu-dài", OUTSIDE).status_code == 429, "for a minute, at that address"
    assert sign_in(relaxed, lan, "mật-khẩu-dài").status_code == 303


def test_a_password_in_clear_is_refused_from_another_machine(client: FlaskClient, lan: str) -> None:
    answer = sign_in(client, lan, "mật-khẩu-dài", OUTSIDE)
    assert answer.status_code == 403
    assert "kiosk serve --cert --key" in words_of(answer)
    assert client.get("/desk/1", environ_base=OUTSIDE).status_code == 401


def test_the_administrator_may_allow_passwords_in_clear(office: Office, lan: str) -> None:
    relaxed = Office(Config(office.config.folder, plain_passwords=True), office.clock)
    client = client_of(relaxed)
    assert sign_in(client, lan, "mật-khẩu-dài", OUTSIDE).status_code == 303
    relaxed.db.close()


def test_a_wrong_device_token_is_told_above_the_form(client: FlaskClient) -> None:
    answer = client.post("/device", data={"csrf_token": form_token(client, "/device"), "token": "guess"})
    assert answer.status_code == 401
    assert "Mã thiết bị không đúng hoặc đã bị thu hồi." in words_of(answer)
    assert 'name="token"' in answer.text


def test_the_device_page_names_only_real_roles(client: FlaskClient) -> None:
    assert "--role board" in words_of(client.get("/device?role=board"))
    assert "--role kiosk" in words_of(client.get("/device?role=%3Cb%3E"))


def test_the_form_has_both_languages(client: FlaskClient, lan: str) -> None:
    assert "Sign in" in words_of(client.get("/login?lang=en"))
    assert 'hreflang="en"' in client.get("/login").text


def test_a_stream_ends_soon_after_its_session_lapsed(
    client: FlaskClient, office: Office, lan: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_S", 0.0)
    sign_in(client, lan, "mật-khẩu-dài")
    heard = client.get("/desk/1/stream", buffered=False).iter_encoded()
    assert next(heard)
    issue(office)
    assert "A001" in next(heard).decode()
    clock.forward(13 * 3600)
    issue(office)
    assert next(heard, b"over") == b"over"


def test_what_was_asked_before_a_sign_in_brings_the_old_session_not_back(
    client: FlaskClient, office: Office, lan: str
) -> None:
    sign_in(client, lan, "mật-khẩu-dài")
    assert "Set-Cookie" in client.get("/desk/1").headers, "a page that is opened keeps its officer known"
    assert "Set-Cookie" not in client.get("/desk/1", headers={"HX-Request": "true"}).headers
    staff.reset_password(office, lan, "mật-khẩu-mới")
    late = client.get("/desk/1/stream", environ_base=OUTSIDE)
    assert late.status_code == 401
    assert "Set-Cookie" not in late.headers


def test_a_page_that_asks_though_its_officer_signed_in_meanwhile_goes_on(client: FlaskClient, lan: str) -> None:
    assert 'name="password"' in client.get("/login/again?counter=1").text
    sign_in(client, lan, "mật-khẩu-dài")
    answer = client.get("/login/again?counter=1")
    assert answer.text == ""
    assert json.loads(answer.headers["HX-Trigger"])["signed-in"].keys() == {"token", "holder"}
