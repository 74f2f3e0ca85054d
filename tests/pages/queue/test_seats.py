"""Who sits at the desk: sessions that end, PINs where the office takes them, and taking a counter over."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.office import manager, passwords, staff
from kiosk.config import Config
from kiosk.domain.office.settings import Access
from kiosk.office import Office
from tests.conftest import SetClock, call, client_of, form_token, issue, nothing_happens, rows, sample_plan
from tests.pages.queue.test_touch import words_of

PASSWORD, PIN = "mật-khẩu-dài", "204060"
HOUR = 3600
OUTSIDE = {"REMOTE_ADDR": "11.0.0.7"}
NEXT_ROOM = {"REMOTE_ADDR": "10.0.0.7"}


@pytest.fixture(autouse=True)
def quick_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a secret is quick to make here."""
    for module in (passwords, staff):
        monkeypatch.setattr(module, "hash_of", lambda secret: f"kept {secret}")
    monkeypatch.setattr(passwords, "_matches", lambda kept, secret: kept == f"kept {secret}")
    monkeypatch.setattr(passwords, "_nobody", lambda: "kept by nobody")


@pytest.fixture
def staffed(office: Office) -> Office:
    """An office where Lan and Minh work."""
    manager.add_officer(office, "lan", "Nguyễn Thị Lan", PASSWORD)
    manager.add_officer(office, "minh", "Trần Minh", PASSWORD)
    return office


def browser(office: Office, name: str = "", secret: str = PASSWORD) -> FlaskClient:
    """A browser, signed in when a name is given."""
    client = client_of(office)
    if name:
        assert sign_in(client, name, secret).status_code == 303
    return client


def sign_in(client: FlaskClient, name: str, secret: str, base: dict[str, str] | None = None) -> TestResponse:
    form = {"csrf_token": form_token(client, "/device"), "name": name, "password": secret}
    return client.post("/login", data=form, environ_base=base or {})


def press(client: FlaskClient, path: str, **form: str) -> TestResponse:
    headers = {"X-CSRFToken": form_token(client, "/device")}
    return client.post(path, data={"version": "0", **form}, headers=headers)


def test_the_first_step_takes_a_free_counter(staffed: Office) -> None:
    issue(staffed)
    lan = browser(staffed, "lan")
    with nothing_happens(staffed):
        assert 'id="step-next"' in lan.get("/desk/1").text
    assert press(lan, "/desk/1/next").status_code == 200
    assert rows(staffed, "SELECT counter, officer FROM seats") == [(1, 1)]
    assert "Quầy của bạn" in words_of(lan.get("/desk/"))
    assert "Nguyễn Thị Lan" in words_of(browser(staffed, "minh").get("/desk/"))


def test_an_occupied_counter_asks_before_it_is_taken_over(staffed: Office) -> None:
    issue(staffed)
    lan, minh = browser(staffed, "lan"), browser(staffed, "minh")
    press(lan, "/desk/1/next")
    asked = words_of(minh.get("/desk/1"))
    assert "Nguyễn Thị Lan đang ngồi tại quầy 1" in asked
    assert "Số A001 đang ở quầy" in asked
    with nothing_happens(staffed):
        assert "Nguyễn Thị Lan phụ trách" in words_of(press(minh, "/desk/1/finish", version="1"))
        assert press(minh, "/desk/1/seat").location == "/desk/1?lang=vi"
    assert press(minh, "/desk/1/seat", over="yes").status_code == 303
    assert "A001" in minh.get("/desk/1").text
    with nothing_happens(staffed):
        assert press(lan, "/desk/1/finish", version="1").status_code == 409
    assert "Trần Minh đang ngồi" in words_of(lan.get("/desk/1"))


def test_a_counter_taken_over_from_its_strip_stays_a_strip(staffed: Office) -> None:
    lan, minh = browser(staffed, "lan"), browser(staffed, "minh")
    press(lan, "/desk/1/arrive")
    assert 'name="on" value="strip"' in minh.get("/desk/1/strip").text
    assert press(minh, "/desk/1/seat", over="yes", on="strip").location == "/desk/1/strip?lang=vi"
    assert 'name="on" value="strip"' in minh.get("/desk/1/strip").text  # in the question whether to take it back


def test_the_same_officer_elsewhere_is_told_so(staffed: Office) -> None:
    press(browser(staffed, "lan"), "/desk/1/arrive")
    assert "Bạn đang mở quầy 1 trên một máy khác" in words_of(browser(staffed, "lan").get("/desk/1"))


def test_signing_out_frees_the_counter(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/arrive")
    press(lan, "/logout")
    assert rows(staffed, "SELECT * FROM seats") == []


def test_who_only_looks_ends_no_service_that_was_left_at_a_free_counter(staffed: Office) -> None:
    """The page said that it only looks; its key to finish took the seat and ended the service."""
    lan = browser(staffed, "lan")
    issue(staffed)
    call(staffed, 1)
    for verb in ("finish", "finish-next", "absent", "recall", "start", "undo"):
        with nothing_happens(staffed):
            answer = press(lan, f"/desk/1/{verb}", version="1")
        assert (answer.status_code, "số A001 đang ở quầy" in words_of(answer)) == (409, True)
    assert press(lan, "/desk/1/arrive").status_code == 204
    assert press(lan, "/desk/1/finish", version="1").status_code == 200


def test_looking_takes_no_counter_and_a_press_does(staffed: Office) -> None:
    """A click on a counter of the monitor once took its seat, with the page that it led to."""
    lan = browser(staffed, "lan")
    with nothing_happens(staffed):
        shown = lan.get("/desk/1").text
        assert "Quầy này chưa có cán bộ ngồi." in words_of(lan.get("/desk/1/strip"))
        assert "Ngồi vào quầy này" in words_of(lan.get("/desk/1"))
    assert "load" not in re.findall(r'hx-trigger="([^"]*)"', shown)
    assert 'action="/desk/1/seat?lang=vi"' in lan.get("/desk/").text  # there one sits down by a press
    press(lan, "/desk/1/seat")
    assert rows(staffed, "SELECT counter, officer FROM seats") == [(1, 1)]


@pytest.mark.parametrize(
    ("state", "settle", "becomes", "words"),
    [
        ("called", "put-back", "waiting", "Số A001 đang được gọi đến quầy 1."),
        ("called", "finish", "done", "Số A001 đang được gọi đến quầy 1."),
        ("serving", "put-back", "waiting", "Số A001 đang được phục vụ tại quầy 1."),
        ("serving", "finish", "done", "Số A001 đang được phục vụ tại quầy 1."),
    ],
)
def test_who_leaves_says_what_becomes_of_the_ticket_at_the_counter(
    staffed: Office, state: str, settle: str, becomes: str, words: str
) -> None:
    """A sign-out once left the number called to a counter where nobody sat."""
    issue(staffed)
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/next")
    if state == "serving":
        press(lan, "/desk/1/start", version="1")
    with nothing_happens(staffed):
        asked = press(lan, "/logout")
        assert (asked.status_code, words in words_of(asked)) == (409, True)
        assert press(lan, "/logout", ticket="nothing").status_code == 409
    assert press(lan, "/logout", ticket=settle).status_code == 303
    assert rows(staffed, "SELECT state FROM legs") == [(becomes,)]
    assert rows(staffed, "SELECT * FROM seats") == []
    assert lan.get("/desk/1").status_code == 401


def test_enter_ends_a_service_and_never_a_call(staffed: Office) -> None:
    """A stray Enter, like a scanner's, once finished a number that had only been called."""
    issue(staffed)
    lan = browser(staffed, "lan")
    for step, keys in (("next", "F9"), ("start", "F9 Enter NumpadEnter")):
        version = {"next": "0", "start": "1"}[step]
        press(lan, f"/desk/1/{step}", version=version)
        for screen in ("/desk/1", "/desk/1/strip"):
            assert f'data-key="{keys}"' in lan.get(screen).text


def test_a_session_lapses_and_goes_on_at_the_same_counter(staffed: Office, clock: SetClock) -> None:
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/arrive")
    seat = rows(staffed, "SELECT holder FROM seats")
    clock.forward(12 * HOUR)
    with nothing_happens(staffed):
        assert press(lan, "/desk/1/next").status_code == 401
    form = lan.get("/login/again?counter=1").text
    assert 'value="lan"' in form
    assert "<html" not in form
    wrong = press(lan, "/login/again", name="lan", password="guess", counter="1")
    assert (wrong.status_code, "<html" in wrong.text) == (401, False)
    again = press(lan, "/login/again", name="lan", password=PASSWORD, counter="1")
    assert '"signed-in"' in again.headers["HX-Trigger"]
    assert rows(staffed, "SELECT holder FROM seats") == seat
    assert press(lan, "/desk/1/next").status_code == 409  # signed in: nobody waits


def test_a_step_whose_cookie_was_lost_asks_for_the_password(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/arrive")
    headers = {"X-CSRFToken": form_token(lan, "/desk/1")}
    lost = browser(staffed)
    with nothing_happens(staffed):
        assert lost.post("/desk/1/next", data={"version": "0"}, headers=headers).status_code == 401


def test_who_signs_in_again_after_the_cookie_was_lost_sits_at_the_same_counter(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/arrive")
    fresh = browser(staffed)
    again = press(fresh, "/login/again", name="lan", password=PASSWORD, counter="1")
    ((holder,),) = rows(staffed, "SELECT holder FROM seats")
    assert str(holder) in again.headers["HX-Trigger"]


def test_signing_in_again_drives_no_colleague_away(staffed: Office) -> None:
    press(browser(staffed, "lan"), "/desk/1/arrive")
    minh = browser(staffed)
    assert press(minh, "/login/again", name="minh", password=PASSWORD, counter="1").status_code == 200
    assert rows(staffed, "SELECT officer FROM seats") == [(1,)]


@pytest.mark.parametrize("end", ["password", "remove"])
def test_a_new_password_or_a_dismissal_ends_the_session(staffed: Office, end: str) -> None:
    lan = browser(staffed, "lan")
    if end == "password":
        staff.reset_password(staffed, "lan", "another-password")
    else:
        staff.remove(staffed, "lan")
    assert lan.get("/desk/1").status_code == 401


def test_in_a_demo_too_a_session_that_ended_asks_again(staffed: Office) -> None:
    demo = Office(Config(staffed.config.folder, demo=True), staffed.clock)
    lan = browser(demo, "lan")
    assert lan.get("/desk/1").status_code == 200
    staff.remove(staffed, "lan")
    assert lan.get("/desk/1").status_code == 401
    assert browser(demo).get("/desk/1").status_code == 200
    demo.db.close()


def test_an_officer_sets_a_pin_and_signs_in_with_it(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    assert "Mật khẩu hoặc mã PIN" in words_of(lan.get("/login"))
    for pin, password, status in (("1", PASSWORD, 409), (PIN, "guess", 401), (PIN, PASSWORD, 303)):
        assert press(lan, "/login/pin", pin=pin, password=password).status_code == status
    assert browser(staffed, "lan", PIN).get("/desk/1").status_code == 200


def test_nobody_sets_a_pin_without_a_sign_in(staffed: Office) -> None:
    nobody = browser(staffed)
    with nothing_happens(staffed):
        assert nobody.get("/login/pin").status_code == 401
        assert press(nobody, "/login/pin", pin=PIN, password=PASSWORD).status_code == 401


@pytest.mark.parametrize(
    ("rule", "base", "registered", "taken"),
    [
        ("registered", {}, False, True),
        ("registered", NEXT_ROOM, False, False),
        ("registered", NEXT_ROOM, True, True),
        ("registered", OUTSIDE, True, True),
        ("network", NEXT_ROOM, False, True),
        ("network", OUTSIDE, False, False),
        ("never", {}, False, False),
        ("never", NEXT_ROOM, True, False),
    ],
)
def test_a_pin_is_taken_where_the_office_says(
    staffed: Office, rule: str, base: dict[str, str], registered: bool, taken: bool
) -> None:
    staff.set_pin(staffed, "lan", PASSWORD, PIN)
    manager.set_up(staffed, replace(sample_plan(), access=Access(pin=rule)), replace=True)
    plain = Office(Config(staffed.config.folder, plain_passwords=True), staffed.clock)
    client = browser(plain)
    if registered:
        token = manager.add_device(staffed, "desk")
        assert press(client, "/device", token=token).status_code == 303
    assert sign_in(client, "lan", PIN, base).status_code == (303 if taken else 401)
    assert sign_in(browser(plain), "lan", PASSWORD, base).status_code == 303
    plain.db.close()


def test_wrong_pins_are_counted_like_wrong_passwords(staffed: Office) -> None:
    staff.set_pin(staffed, "lan", PASSWORD, PIN)
    client = browser(staffed)
    assert [sign_in(client, "lan", "000111").status_code for _ in range(6)] == [401] * 5 + [429]
    assert sign_in(client, "lan", PIN).status_code == 429


def test_a_registered_desk_is_nothing_without_its_officer(staffed: Office) -> None:
    client = browser(staffed)
    press(client, "/device", token=manager.add_device(staffed, "desk"))
    assert client.get("/desk/1").status_code == 401
    assert sign_in(client, "lan", PASSWORD).status_code == 303
    assert client.get("/desk/1").status_code == 200
    press(client, "/logout")
    assert client.get("/desk/1").status_code == 401


def test_the_streamed_desk_names_who_sits_there(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    press(lan, "/desk/1/arrive")
    ((holder,),) = rows(staffed, "SELECT holder FROM seats")
    html = lan.get("/desk/1").text
    assert re.search(rf'id="counter"[^>]*data-holder="{holder}" data-officer="Nguyễn Thị Lan"', html)
    assert f'id="seat" data-holder="{holder}"' in html
