"""What keeps strangers out and persons unnamed: headers, cookies, roles, the log, and who is on this machine."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.paper import printing
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.app import create_app
from kiosk.config import Config
from kiosk.office import Office
from kiosk.views.record import queries
from tests.conftest import agent, call, client_of, form_token, issue, nothing_happens

PASSWORD = "correct horse"
FAR = {"REMOTE_ADDR": "192.0.2.7"}
PAGES = ["/", "/touch/", "/desk/", "/desk/1", "/board/1", "/login", "/device", "/nowhere", "/board/9"]
DESK = ["/desk/", "/desk/1", "/desk/1/stream"]


@pytest.fixture
def signed_in(client: FlaskClient, office: Office) -> FlaskClient:
    manager.add_officer(office, "an", "Nguyễn Thị An", PASSWORD)
    token = form_token(client, "/login")
    response = client.post("/login", data={"name": "an", "password": PASSWORD, "csrf_token": token})
    assert response.status_code == 303
    return client


def named(client: FlaskClient) -> Iterator[str]:
    """Every address of the application that needs no more than a number."""
    for rule in client.application.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments - {"number"} and "stream" not in rule.rule:
            yield re.sub(r"<int:number>", "1", rule.rule)


def test_every_answer_has_the_strict_headers(demo_client: FlaskClient) -> None:
    addresses = {*PAGES, *named(demo_client), "/static/css/base.css", "/fonts/inter.ttf", "/api/v1/nowhere"}
    for address in addresses:
        headers = demo_client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors" in policy
        assert "object-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "no-referrer", address


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_kept_by_the_browser(demo_client: FlaskClient, address: str) -> None:
    assert demo_client.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_script_or_style_of_its_own(demo_client: FlaskClient, address: str) -> None:
    html = demo_client.get(address).get_data(as_text=True)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", html)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_fetched_from_elsewhere(demo_client: FlaskClient, address: str) -> None:
    html = demo_client.get(address).get_data(as_text=True)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', html)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/touch/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_with_a_certificate_cookies_never_cross_in_clear(office: Office) -> None:
    secure = Office(Config(office.config.folder, cert="cert.pem", key="key.pem"), office.clock)
    assert "Secure" in client_of(secure).get("/touch/").headers["Set-Cookie"]


def test_the_secret_of_the_cookies_is_the_offices_own_and_stays(office: Office) -> None:
    first, second = (create_app(office.config, office).secret_key for _ in range(2))
    assert first == second
    assert (office.config.folder / "secret.key").stat().st_mode & 0o077 == 0


def test_a_desk_needs_somebody_signed_in(client: FlaskClient, office: Office) -> None:
    manager.add_officer(office, "an", "An", PASSWORD)
    for address in DESK:
        assert client.get(address).status_code == 401
        assert client.get(address, environ_base=FAR).status_code == 401


def test_a_person_in_charge_may_sit_down_at_a_desk(client: FlaskClient, office: Office) -> None:
    manager.add_officer(office, "ha", "Hà", PASSWORD, "manager")
    token = form_token(client, "/login")
    client.post("/login", data={"name": "ha", "password": PASSWORD, "csrf_token": token})
    assert client.get("/desk/1").status_code == 200


def test_nobody_takes_a_step_at_a_desk_without_signing_in(client: FlaskClient, office: Office) -> None:
    manager.add_officer(office, "an", "An", PASSWORD)
    issue(office)
    data = {"csrf_token": form_token(client, "/login"), "version": "0"}
    with nothing_happens(office):
        for step in ("next", "recall", "start", "finish", "absent", "put-back", "return/1"):
            assert client.post(f"/desk/1/{step}", data=data).status_code == 401


def test_who_signed_in_is_at_the_desk_and_in_the_log_by_number(signed_in: FlaskClient, office: Office) -> None:
    issue(office)
    data = {"csrf_token": form_token(signed_in, "/desk/1"), "version": "0"}
    assert signed_in.post("/desk/1/next", data=data).status_code == 200
    assert '"officer":1' in queries.log_entries(office)[-1].body


def test_who_was_dismissed_is_signed_out(signed_in: FlaskClient, office: Office) -> None:
    office.db.writer().execute("UPDATE officers SET active = 0")
    assert signed_in.get("/desk/1").status_code in (401, 503)


@pytest.mark.parametrize("form", [{}, {"csrf_token": "made-up"}])
def test_a_form_without_the_pages_token_does_nothing(
    signed_in: FlaskClient, office: Office, form: dict[str, str]
) -> None:
    issue(office)
    with nothing_happens(office):
        assert signed_in.post("/desk/1/next", data={"version": "0", **form}).status_code == 409
        assert signed_in.post("/touch/tickets", data={"area": "A", "key": "page-0001", **form}).status_code == 409


def test_a_password_does_not_cross_the_network_in_clear(client: FlaskClient, office: Office) -> None:
    manager.add_officer(office, "an", "An", PASSWORD)
    data = {"name": "an", "password": PASSWORD, "csrf_token": form_token(client, "/login")}
    refused = client.post("/login", data=data, environ_base=FAR)
    assert refused.status_code == 403
    assert client.get("/desk/1").status_code == 401


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
@pytest.mark.parametrize("address", ["/touch/", "/desk/1"])
def test_what_a_proxy_hands_on_is_not_of_this_machine(demo_client: FlaskClient, address: str, header: str) -> None:
    assert demo_client.get(address).status_code == 200
    assert demo_client.get(address, headers={header: "127.0.0.1"}).status_code in (401, 503)


@pytest.mark.parametrize("address", ["/touch/", "/desk/1", "/slips/"])
def test_even_a_demo_is_open_on_its_own_machine_only(demo_client: FlaskClient, address: str) -> None:
    assert demo_client.get(address, environ_base=FAR).status_code in (401, 503)


def test_a_device_does_what_its_role_does(in_clear: FlaskClient, office: Office) -> None:
    client, token = in_clear, manager.add_device(office, "kiosk")
    data = {"token": token, "csrf_token": form_token(client, "/device")}
    assert client.post("/device", data=data, environ_base=FAR).status_code == 303
    assert client.get("/touch/", environ_base=FAR).status_code == 200
    assert client.get("/desk/1", environ_base=FAR).status_code == 403


def test_no_person_and_no_token_is_in_the_log(office: Office) -> None:
    manager.add_officer(office, "thi.an", "Nguyễn Thị An", PASSWORD)
    device = manager.add_device(office, "desk")
    ticket = visitor.issue(office, Wish("A", "elderly"), IssueKey("page-key-0001")).ticket
    call(office)
    officer.finish(office, 1)
    printing.next_paper(office, agent())
    log = "\n".join(each.body for each in queries.log_entries(office))
    for secret in ("thi.an", "Nguyễn", "An", PASSWORD, device, ticket.token, "page-key-0001"):
        assert secret not in log


def test_the_addresses_of_callers_are_kept_nowhere(client: FlaskClient, office: Office) -> None:
    client.get("/touch/", environ_base=FAR)
    with office.db.reading() as sql:
        assert not [line for line in sql.iterdump() if FAR["REMOTE_ADDR"] in line]


def test_a_ticket_is_followed_by_its_token_and_not_by_its_number(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    assert client.get(f"/t/{ticket.token}").status_code == 200
    assert client.get(f"/t/{ticket.number}").status_code == 404
    assert client.get(f"/t/{ticket.id}").status_code == 404
    assert len(ticket.token) >= 22  # 128 bits, which nobody guesses


def test_a_screen_nobody_tends_stays_known_for_as_long_as_it_listens(in_clear: FlaskClient, office: Office) -> None:
    client = in_clear
    data = {"token": manager.add_device(office, "board"), "csrf_token": form_token(client, "/device")}
    assert client.post("/device", data=data, environ_base=FAR).status_code == 303
    for address, headers in (("/board/1", {}), ("/board/1/stream", {"HX-Request": "true"})):
        answer = client.get(address, headers=headers, environ_base=FAR, buffered=False)
        assert "Set-Cookie" in answer.headers
        answer.close()
    assert "Set-Cookie" not in client.get("/board/1/sizes.css", environ_base=FAR).headers
