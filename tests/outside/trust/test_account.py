"""One's own account: a new password for who knows the old one, a PIN, and the places where one is signed in."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from kiosk.web.live import events
from tests.conftest import SetClock, client_of, form_token, issue, kinds, nothing_happens
from tests.outside.trust.outside import FAR, PASSWORD, TLS, hire, register, safe_form_token, sign_in, token, told
from tests.pages.queue.test_touch import words_of

NEW = "một-mật-khẩu-khác"


@pytest.fixture
def lan(office: Office) -> FlaskClient:
    """Lan's browser; Minh works here too."""
    for login in ("lan", "minh"):
        hire(office, login)
    client: FlaskClient = client_of(office)
    assert sign_in(client, "lan").status_code == 303
    return client


def beside(client: FlaskClient, login: str = "lan", password: str = PASSWORD) -> FlaskClient:
    """Another browser, where somebody signed in."""
    other = client.application.test_client()
    assert sign_in(other, login, password).status_code == 303
    return other


def changed(client: FlaskClient, old: str = PASSWORD, new: str = NEW, again: str = "") -> tuple[int, str]:
    """The form as it is sent; answers the status, and what the page that follows says."""
    form = {"csrf_token": form_token(client, "/device"), "old": old, "password": new, "again": again or new}
    answer = client.post("/home/account/password", data=form)
    said = words_of(client.get(answer.location)) if answer.status_code == 303 else words_of(answer)
    return answer.status_code, said


def signed_in(client: FlaskClient) -> bool:
    return client.get("/login/here").status_code == 204


def test_who_knows_the_old_password_has_a_new_one_and_alone_stays_signed_in(office: Office, lan: FlaskClient) -> None:
    elsewhere, minh = beside(lan), beside(lan, "minh")
    status, said = changed(lan)
    assert status == 303
    assert "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc" in said
    assert [signed_in(each) for each in (lan, elsewhere, minh)] == [True, False, True]
    fresh = lan.application.test_client()
    assert [sign_in(fresh, "lan", each).status_code for each in (PASSWORD, NEW)] == [401, 303]
    assert kinds(office)[-1] == "OfficerChanged"
    noted = [(each["kind"], each["person"]) for each in office.journal.read()]
    assert ("password-changed", 1) in noted
    assert told(office, "verify", "--all")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("wrong", NEW, NEW), "Mật khẩu hiện tại không đúng."),
        (("", NEW, NEW), "Mật khẩu hiện tại không đúng."),
        ((PASSWORD, "ngắn", "ngắn"), "Mật khẩu cần ít nhất 8 ký tự."),
        ((PASSWORD, NEW, NEW + "x"), "Hai lần nhập mật khẩu không giống nhau."),
        ((PASSWORD, PASSWORD, PASSWORD), "Mật khẩu mới trùng mật khẩu hiện tại."),
    ],
)
def test_what_does_not_fit_is_told_above_the_form_and_changes_nothing(
    office: Office, lan: FlaskClient, typed: tuple[str, str, str], says: str
) -> None:
    elsewhere = beside(lan)
    with nothing_happens(office):
        status, said = changed(lan, *typed)
    assert (status, says in said) == (422, True)
    assert signed_in(elsewhere)


def test_tries_at_the_old_password_are_counted_as_sign_ins_are(lan: FlaskClient) -> None:
    assert [changed(lan, "wrong")[0] for _ in range(6)] == [422] * 5 + [429]
    assert changed(lan)[0] == 429, "not even the right one, for a while"
    assert sign_in(lan.application.test_client(), "minh").status_code == 303


def test_what_is_no_new_password_is_no_wrong_try(lan: FlaskClient) -> None:
    assert [changed(lan, PASSWORD, "ngắn")[0] for _ in range(7)] == [422] * 7
    assert changed(lan)[0] == 303


def test_neither_password_crosses_the_network_in_clear(office: Office, lan: FlaskClient) -> None:
    form = {"csrf_token": form_token(lan, "/device"), "old": PASSWORD, "password": NEW, "again": NEW}
    with nothing_happens(office):
        assert lan.post("/home/account/password", data=form, environ_base=FAR).status_code == 403


def test_a_new_pin_ends_the_other_sign_ins_and_says_so(office: Office, lan: FlaskClient) -> None:
    elsewhere = beside(lan)
    form = {"csrf_token": form_token(lan, "/login/pin"), "password": PASSWORD, "pin": "204060"}
    answer = lan.post("/login/pin", data=form)
    assert (answer.status_code, answer.location) == (303, "/home/account?done=pin")
    assert "Đã đặt mã PIN. Các phiên đăng nhập khác đã kết thúc." in words_of(lan.get(answer.location))
    assert [signed_in(each) for each in (lan, elsewhere)] == [True, False]
    assert sign_in(elsewhere, "lan", "204060").status_code == 303
    assert changed(lan)[0] == 303
    assert sign_in(lan.application.test_client(), "lan", "204060").status_code == 401, "a new password voids the PIN"


def sessions_on(page: str) -> list[str]:
    return re.findall(r'action="(/home/account/sessions/\d+/end)', page)


def test_the_page_names_the_machines_and_ends_what_is_elsewhere(
    office: Office, lan: FlaskClient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_S", 0.0)
    at_desk, minh = lan.application.test_client(), beside(lan, "minh")
    assert register(at_desk, token(office, "desk", "--name", "Quầy 3, cửa sổ")).status_code == 303
    clock.forward(600)
    assert sign_in(at_desk, "lan").status_code == 303
    page = lan.get("/home/account")
    said = words_of(page)
    assert "Máy này Đăng nhập lúc 8:30" in said
    assert "Quầy 3, cửa sổ Đăng nhập lúc 8:40" in said
    [end] = sessions_on(page.text)
    heard = at_desk.get("/desk/1/stream", buffered=False).iter_encoded()
    assert next(heard)
    data = {"csrf_token": form_token(lan, "/device")}
    assert lan.post(end, data=data).location == "/home/account?done=session&lang=vi"
    issue(office)
    assert next(heard, b"over") == b"over"
    assert [signed_in(each) for each in (lan, at_desk, minh)] == [True, False, True]
    assert sessions_on(lan.get("/home/account").text) == []
    assert lan.post(end, data=data).status_code == 404


def test_nobody_ends_what_is_not_theirs(office: Office, lan: FlaskClient) -> None:
    minh = beside(lan, "minh")
    [number] = [line.split("\t")[0] for line in told(office, "session", "list").splitlines() if "\tminh\t" in line]
    with nothing_happens(office):
        answer = lan.post(f"/home/account/sessions/{number}/end", data={"csrf_token": form_token(lan, "/device")})
    assert answer.status_code == 404
    assert signed_in(minh)
    assert "minh" not in words_of(lan.get("/home/account"))


def test_over_tls_it_works_from_elsewhere_and_who_lapsed_is_asked_first(
    office: Office, lan: FlaskClient, clock: SetClock
) -> None:
    far = lan.application.test_client()
    form = {"csrf_token": safe_form_token(far), "name": "lan", "password": PASSWORD}
    assert far.post("/login", data=form, base_url=TLS, environ_base=FAR).status_code == 303
    form = {"csrf_token": safe_form_token(far), "old": PASSWORD, "password": NEW, "again": NEW}
    clock.forward(13 * 3600)
    with nothing_happens(office):
        assert far.post("/home/account/password", data=form, base_url=TLS, environ_base=FAR).status_code == 401
    again = {"csrf_token": safe_form_token(far), "name": "lan", "password": PASSWORD}
    assert far.post("/login", data=again, base_url=TLS, environ_base=FAR).status_code == 303
    form["csrf_token"] = safe_form_token(far)
    assert far.post("/home/account/password", data=form, base_url=TLS, environ_base=FAR).status_code == 303
