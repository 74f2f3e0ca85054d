"""The first hour: a fresh office on this machine names who is in charge; a demo shows four people one may play."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.config import Config
from kiosk.demo.people import engage, take_seats
from kiosk.office import Office
from tests.conftest import call, client_of, form_token, issue, nothing_happens, rows
from tests.outside.trust.outside import FAR, hire, told
from tests.pages.queue.test_touch import words_of

FIRST = {"name": "Nguyễn Thu Hà", "login": "ha", "password": "mật-khẩu-dài", "again": "mật-khẩu-dài"}


def test_on_the_offices_own_machine_a_page_names_who_is_in_charge(office: Office, client: FlaskClient) -> None:
    page = client.get("/login")
    assert page.status_code == 200
    assert 'name="again"' in page.text
    answer = client.post("/login/first", data={**FIRST, "csrf_token": form_token(client, "/login")})
    assert (answer.status_code, answer.location) == (303, "/home")
    home = client.get("/home")
    assert "Nguyễn Thu Hà" in home.text
    assert 'href="/report/' in home.text
    assert rows(office, "SELECT login, roles FROM officers") == [("ha", "manager administrator")]
    assert told(office, "verify", "--all")


def test_every_page_of_the_staff_leads_there_before_anybody_works_here(client: FlaskClient) -> None:
    for path in ("/desk/1", "/monitor/", "/report/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert 'href="/login' in answer.text, path


@pytest.mark.parametrize(
    ("change", "status"),
    [({"again": "another-one"}, 422), ({"password": "kurz", "again": "kurz"}, 422), ({"login": ""}, 422)],
)
def test_what_does_not_fit_is_told_and_the_rest_stays(
    office: Office, client: FlaskClient, change: dict[str, str], status: int
) -> None:
    token = form_token(client, "/login")
    with nothing_happens(office):
        answer = client.post("/login/first", data={**FIRST, **change, "csrf_token": token})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert 'value="Nguyễn Thu Hà"' in answer.text
    assert "mật-khẩu-dài" not in answer.text


def test_from_elsewhere_and_once_somebody_works_here_nobody_names_themselves(office: Office) -> None:
    client = client_of(Office(Config(office.config.folder, plain_passwords=True), office.clock))
    token = form_token(client, "/device")
    with nothing_happens(office):
        assert client.get("/login", environ_base=FAR).status_code == 503
        assert client.post("/login/first", data={**FIRST, "csrf_token": token}, environ_base=FAR).status_code == 403
    hire(office, "lan")
    with nothing_happens(office):
        assert client.post("/login/first", data={**FIRST, "csrf_token": token}).status_code == 403


@pytest.fixture
def played(office: Office) -> Iterator[FlaskClient]:
    engage(office)
    demo = Office(Config(office.config.folder, demo=True), office.clock)
    yield client_of(demo)
    demo.db.close()


@pytest.mark.parametrize("path", ["/", "/login"])
def test_a_demo_shows_four_people_with_their_pins(played: FlaskClient, path: str) -> None:
    answer = played.get(path)
    assert answer.status_code == 200
    assert "Đóng vai" in words_of(answer)
    people = re.findall(r'data-login="(\w+)" data-pin="(\d{6})"', answer.text)
    assert len(people) == 4
    for login, pin in people:
        browser = played.application.test_client()
        form = {"csrf_token": form_token(browser, "/device"), "name": login, "password": pin}
        assert browser.post("/login", data=form).location == "/home"
        assert browser.get("/report/").status_code == (200 if login == "nguyenha" else 403)


def test_the_people_of_the_counters_are_signed_in(office: Office, played: FlaskClient) -> None:
    take_seats(office, range(2, 9))
    issue(office)
    call(office, 2)
    said = words_of(played.get("/monitor/"))
    assert said.count("Chưa có cán bộ đăng nhập") == 1, "counter 1 is the visitor's"


def test_engaging_twice_and_in_an_older_demo_changes_nothing(office: Office) -> None:
    engage(office)
    take_seats(office, range(2, 9))
    with nothing_happens(office):
        engage(office)
        take_seats(office, range(2, 9))


def test_outside_a_demo_nobody_is_shown(office: Office, client: FlaskClient, tmp_path: Path) -> None:
    engage(office)
    assert "data-pin" not in client.get("/").text
    assert "data-pin" not in client.get("/login").text
