"""Who is on this machine, who stands behind a proxy, and under which names the office answers."""

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import client_of, issue
from tests.outside.trust.outside import FAR, TLS, form_token_of, hire, machine, run, safe_form_token, sign_in, told

PROXY = 'trusted_proxies = ["10.0.0.1/32", "127.0.0.1/32"]\n'
BY_PROXY = {"REMOTE_ADDR": "10.0.0.1"}
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


def test_nobody_is_on_this_machine_because_a_header_is_missing(office: Office) -> None:
    client = machine(office, PROXY)
    assert client.get("/touch/", environ_base=LOCAL).status_code == 401
    assert client.get("/touch/", environ_base=BY_PROXY).status_code == 401


@pytest.mark.parametrize("told", ["127.0.0.1", "127.0.0.1, 127.0.0.1", "::1", "", "nonsense", "localhost", "²"])
def test_a_proxy_makes_nobody_local_whatever_it_is_told(office: Office, told: str) -> None:
    client = machine(office, PROXY)
    for base in (LOCAL, BY_PROXY):
        assert client.get("/touch/", environ_base=base, headers={"X-Forwarded-For": told}).status_code == 401


def wrong(client: FlaskClient, told: str, address: str, name: str) -> int:
    """A wrong password of somebody behind a proxy; the answer's status."""
    form = {"csrf_token": safe_form_token(client), "name": name, "password": "wrong"}
    base = {"REMOTE_ADDR": address}
    headers = {"X-Forwarded-For": told, "X-Forwarded-Proto": "https"}
    return client.post("/login", data=form, environ_base=base, headers=headers, base_url=TLS).status_code


def test_behind_a_known_proxy_each_has_an_address_of_their_own(office: Office) -> None:
    hire(office, "lan")
    client = machine(office, PROXY)
    for i in range(8):
        wrong(client, "203.0.113.5", "10.0.0.1", f"guess-{i}")
    assert wrong(client, "203.0.113.5", "10.0.0.1", "minh") == 429
    assert wrong(client, "203.0.113.6", "10.0.0.1", "minh") == 401


def test_who_lies_about_the_way_gains_no_tries(office: Office) -> None:
    hire(office, "lan")
    client = machine(office, PROXY)
    for i in range(8):
        wrong(client, f"198.51.100.{i}, 203.0.113.5", "10.0.0.1", f"guess-{i}")
    assert wrong(client, "198.51.100.77, 203.0.113.5", "10.0.0.1", "minh") == 429
    for i in range(8):  # a stranger who calls itself a proxy
        wrong(client, f"198.51.100.{i}", "192.0.2.7", f"more-{i}")
    assert wrong(client, "198.51.100.78", "192.0.2.7", "minh") == 429


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "localhost.evil.example", "x" * 300, "²", "a b"])
def test_another_name_is_not_answered(office: Office, host: str) -> None:
    client = machine(office, 'public_url = "https://so.example.gov.vn"\n')
    answer = client.get("/lookup/", environ_base=FAR, headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "Traceback" not in answer.text
    known = client.get("/lookup/", environ_base=FAR, headers={"Host": "so.example.gov.vn"})
    assert known.status_code == 200


def test_the_names_of_the_file_are_answered_and_others_not(office: Office) -> None:
    client = machine(office, 'hosts = ["so.example.gov.vn", "10.1.2.3"]\n')
    for host, status in {
        "so.example.gov.vn": 200,
        "SO.example.gov.vn:8443": 200,
        "10.1.2.3": 200,
        "10.1.2.4": 421,
    }.items():
        answer = client.get("/lookup/", environ_base=FAR, headers={"Host": host})
        assert answer.status_code == status, host
    wrong = client.get("/api/v1/board/1", environ_base=FAR, headers={"Host": "evil.example"})
    assert wrong.get_json()["error"] == "unknown-host"


def test_names_that_are_nobodys_leave_the_machine_itself_working_and_the_doctor_says_so(office: Office) -> None:
    client = machine(office, 'hosts = ["nobody.invalid"]\n')
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8080"}).status_code == 200
    assert client.get("/touch/", headers={"Host": "localhost:8080"}).status_code == 200
    assert client.get("/lookup/", environ_base=FAR, headers={"Host": "192.0.2.1"}).status_code == 421
    assert "nobody.invalid" in run(office, "doctor").output


@pytest.mark.parametrize(
    "line",
    [
        'trusted_proxies = ["10.0.0.1/33"]',
        'trusted_proxies = "10.0.0.1"',
        'trusted_proxies = ["proxy.example"]',
        "trusted_proxies = [1]",
        'trusted_proxies = ["0.0.0.0/0"]',
        'hosts = [""]',
        'hosts = ["https://so.example.gov.vn/"]',
        'hosts = ["so example"]',
        'hosts = "so.example.gov.vn"',
        "hosts = [1]",
        "plain_devices = 2",
    ],
)
def test_a_line_of_the_machines_file_that_means_nothing_is_refused_by_name(office: Office, line: str) -> None:
    (office.config.folder / "kiosk.toml").write_text(line)
    result = run(office, "doctor")
    assert result.exit_code == 1
    assert line.split(" = ", maxsplit=1)[0] in result.stderr


def test_the_environment_names_lists_with_commas(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_TRUSTED_PROXIES", "10.0.0.1/32, 10.0.0.2")
    monkeypatch.setenv("KIOSK_HOSTS", "so.example.gov.vn")
    monkeypatch.setenv("KIOSK_PLAIN_DEVICES", "1")
    told(office, "issue", "A")
    monkeypatch.setenv("KIOSK_TRUSTED_PROXIES", "10.0.0.1/33")
    assert "trusted_proxies" in run(office, "issue", "A").stderr


def test_without_a_proxy_the_machine_itself_is_local(office: Office) -> None:
    issue(office)
    client = client_of(office)
    assert client.get("/touch/", environ_base=LOCAL).status_code == 200
    assert client.get("/touch/", environ_base=FAR).status_code == 401
    hire(office, "lan")
    assert sign_in(client, "lan").status_code == 303


def test_a_known_proxy_tells_that_tls_was_spoken(office: Office) -> None:
    hire(office, "lan")
    client = machine(office, PROXY)
    browser = client.application.test_client(use_cookies=False)
    headers = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
    page = browser.get("/device", environ_base=BY_PROXY, headers=headers)
    assert page.headers["Set-Cookie"].startswith("__Host-office=")
    form = {"csrf_token": form_token_of(page.text), "name": "lan", "password": "mật-khẩu-dài"}
    headers |= {"Cookie": page.headers["Set-Cookie"].split(";")[0]}
    assert browser.post("/login", data=form, environ_base=BY_PROXY, headers=headers).status_code == 303
    headers |= {"X-Forwarded-Proto": "http"}
    assert browser.post("/login", data=form, environ_base=BY_PROXY, headers=headers).status_code in (403, 409)
