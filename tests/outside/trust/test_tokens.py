"""Tokens of screens and programs: named, listed, withdrawn, limited, and not sent in clear."""

import json
import time

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.cli import kiosk
from kiosk.office import Office
from tests.conftest import SetClock, client_of, issue, rows, sample_plan, unpaced
from tests.outside.trust.outside import FAR, TLS, bearing, machine, register, run, safe_form_token, token, told
from tests.outside.trust.test_sessions import ends

TICKETS = "/api/v1/tickets"


def test_tokens_are_listed_by_name_with_their_last_use_and_without_the_secret(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    secret = token(office, "kiosk", "--name", "Sảnh chính")
    token(office, "pad", "--name", "Quầy 3", "--counter", "3")
    clock.forward(60)
    client.post(TICKETS, json={"area": "A"}, headers=bearing(secret))
    kiosk, pad = (line.split("\t") for line in told(office, "token", "list").splitlines())
    assert (kiosk[0], kiosk[1], kiosk[2]) == ("1", "kiosk", "Sảnh chính")
    assert (pad[1], pad[2], pad[3]) == ("pad", "Quầy 3", "3")
    assert kiosk[4] != pad[4]
    assert secret not in told(office, "token", "list")


def test_a_token_withdrawn_works_no_more_at_once(client: FlaskClient, office: Office) -> None:
    secret, other = token(office, "kiosk"), token(office, "kiosk")
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(secret)).status_code == 201
    told(office, "token", "remove", "1")
    time.sleep(1.1)  # what was known of it a moment ago
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(secret)).status_code == 401
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(other)).status_code == 201
    assert len(told(office, "token", "list").splitlines()) == 1
    assert run(office, "token", "remove", "1").exit_code == 1
    assert run(office, "token", "remove", "99").exit_code == 1
    assert run(office, "verify", "--all").exit_code == 0


@pytest.mark.journey
def test_the_screen_of_a_token_withdrawn_stops_listening(client: FlaskClient, office: Office) -> None:
    assert register(client, token(office, "pad", "--counter", "1")).status_code == 303
    heard = client.get("/rate/1/stream", environ_base=FAR, buffered=False).iter_encoded()
    assert next(heard)
    told(office, "token", "remove", "1")
    assert ends(heard, 15.0)
    assert client.get("/rate/1", environ_base=FAR).status_code == 401


def test_a_token_expires(client: FlaskClient, office: Office, clock: SetClock) -> None:
    secret = token(office, "kiosk", "--days", "30")
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(secret)).status_code == 201
    clock.forward(31 * 24 * 3600)
    time.sleep(1.1)
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(secret)).status_code == 401


def test_the_doctor_warns_before_a_token_ends(office: Office, clock: SetClock) -> None:
    token(office, "board", "--name", "Khu A", "--days", "100")
    assert "Khu A" not in run(office, "doctor").output
    clock.forward(50 * 24 * 3600)
    assert "Khu A" in run(office, "doctor").output


def test_a_screen_registered_in_clear_stays_registered_when_tls_comes(office: Office) -> None:
    client = machine(office, "plain_devices = true\n")
    assert register(client, token(office, "pad", "--counter", "1"), FAR).status_code == 303
    assert client.get("/rate/1", environ_base=FAR, base_url=TLS).status_code == 200
    cookie = client.get_cookie("office")
    assert cookie
    client.set_cookie("office", cookie.value + "x")
    client.delete_cookie("__Host-office")
    assert client.get("/rate/1", environ_base=FAR, base_url=TLS).status_code == 401


@pytest.mark.parametrize(
    "options", [("--name", "x" * 100), ("--name", ""), ("--counter", "99"), ("--counter", "0"), ("--days", "0")]
)
def test_a_token_of_nowhere_is_refused(office: Office, options: tuple[str, str]) -> None:
    told(office, "token", "add", "--role", "pad", "--name", "Quầy 1", "--counter", "1")
    assert run(office, "token", "add", "--role", "pad", *options).exit_code in (1, 2)
    assert rows(office, "SELECT count(*) FROM devices") == [(1,)]


@pytest.mark.parametrize(
    ("options", "en", "vi"),
    [
        (("--role", "pad"), "give the counter where it stands: --counter N", "hãy nêu quầy đặt máy: --counter N"),
        (("--role", "kiosk", "--counter", "1"), "of role kiosk is of no counter", "vai trò kiosk không thuộc quầy nào"),
        (("--role", "board", "--counter", "1"), "of role board is of no counter", "vai trò board không thuộc quầy nào"),
    ],
)
def test_a_tablet_is_of_a_counter_and_a_screen_of_the_hall_of_none(
    office: Office, options: tuple[str, ...], en: str, vi: str
) -> None:
    refused = run(office, "token", "add", "--name", "Máy", *options)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert en in refused.stderr and refused.stderr.count("\n") == 1
    settings = {"LC_ALL": "vi_VN.UTF-8"}
    arguments = ["--data", f"{office.config.folder}", "token", "add", "--name", "Máy", *options]
    assert vi in CliRunner().invoke(kiosk, arguments, env=settings).stderr
    assert rows(office, "SELECT count(*) FROM devices") == [(0,)]


def test_a_device_of_a_counter_is_of_no_other(client: FlaskClient, office: Office) -> None:
    assert register(client, token(office, "pad", "--name", "Quầy 3", "--counter", "3")).status_code == 303
    assert client.get("/rate/3", environ_base=FAR).status_code == 200
    for path in ("/rate/4", "/rate/4/stream"):
        assert client.get(path, environ_base=FAR).status_code == 403
    desk = bearing(token(office, "desk", "--name", "Máy quầy 2", "--counter", "2"))
    issue(office)
    assert client.post("/api/v1/counters/1/next", headers=desk).status_code == 403
    assert client.post("/api/v1/counters/2/next", headers=desk).status_code == 200


def test_a_token_crosses_the_network_in_clear_only_where_the_office_said_so(office: Office) -> None:
    client, secret = machine(office, ""), token(office, "kiosk")
    refused = client.post(TICKETS, json={"area": "A"}, headers=bearing(secret), environ_base=FAR)
    assert (refused.status_code, refused.get_json()["error"]) == (403, "plain-device")
    assert client.post(TICKETS, json={"area": "A"}, headers=bearing(secret)).status_code == 201
    safe = client.post(TICKETS, json={"area": "A"}, headers=bearing(secret), environ_base=FAR, base_url=TLS)
    assert safe.status_code == 201
    relaxed = machine(office, "plain_devices = true\n")
    assert relaxed.post(TICKETS, json={"area": "A"}, headers=bearing(secret), environ_base=FAR).status_code == 201


def test_a_screen_is_registered_in_clear_only_where_the_office_said_so(office: Office) -> None:
    client, secret = machine(office, ""), token(office, "kiosk")
    assert register(client, secret, FAR).status_code == 403
    assert client.get("/touch/", environ_base=FAR).status_code == 401
    form = {"csrf_token": safe_form_token(client), "token": secret}
    assert client.post("/device", data=form, environ_base=FAR, base_url=TLS).status_code == 303
    assert register(machine(office, "plain_devices = true\n"), secret, FAR).status_code == 303


def test_what_proves_a_dossier_crosses_the_network_in_clear_only_where_the_office_said_so(office: Office) -> None:
    secret = token(office, "kiosk")
    for text, status in (("", 403), ("plain_devices = true\n", 404)):
        client = machine(office, text)
        path = "/api/v1/dossiers/H15.50.05.13-260702-0001?factor=0123"
        assert client.get(path, headers=bearing(secret), environ_base=FAR).status_code == status
        page = client.get("/lookup/", environ_base=FAR).text
        sent = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
        form = sent | {"code": "H15.50.05.13-260702-0001", "factor": "0123"}
        assert client.post("/lookup/", data=form, environ_base=FAR).status_code == status


def test_a_device_issues_so_many_numbers_a_minute_and_others_go_on(client: FlaskClient, office: Office) -> None:
    mad, other = bearing(token(office, "kiosk")), bearing(token(office, "kiosk"))
    statuses = [client.post(TICKETS, json={"area": "A"}, headers=mad).status_code for _ in range(400)]
    assert statuses[:30] == [201] * 30
    assert statuses[-1] == 429
    assert client.post(TICKETS, json={"area": "A"}, headers=other).status_code == 201


def test_an_office_may_set_no_pace(client: FlaskClient, office: Office) -> None:
    manager.set_up(office, unpaced(sample_plan()), replace=True)
    mad = bearing(token(office, "kiosk"))
    assert {client.post(TICKETS, json={"area": "A"}, headers=mad).status_code for _ in range(130)} == {201}


def test_a_key_is_its_devices_own(client: FlaskClient, office: Office) -> None:
    one, other = (bearing(token(office, "kiosk")) | {"Idempotency-Key": "order-0001"} for _ in range(2))
    first = client.post(TICKETS, json={"area": "A"}, headers=one)
    assert client.post(TICKETS, json={"area": "A"}, headers=one).get_json() == first.get_json()
    second = client.post(TICKETS, json={"area": "A"}, headers=other)
    assert (second.status_code, second.get_json()["number"]) == (201, "A002")
    assert client.post(TICKETS, json={"area": "B"}, headers=other).status_code == 409


def test_the_sound_of_a_zone_is_its_boards_or_the_machines(client: FlaskClient, office: Office) -> None:
    asked = json.dumps({"owner": "ab" * 8, "audible": True, "done": 0, "free": True})

    def take(**where: object) -> int:
        return client.post("/board/1/sound", data=asked, content_type="application/json", **where).status_code

    assert take(environ_base=FAR) in (401, 403)
    assert rows(office, "SELECT owner FROM zone_sounds WHERE owner IS NOT NULL") == []
    form = {"csrf_token": safe_form_token(client), "token": token(office, "kiosk")}
    client.post("/device", data=form, environ_base=FAR, base_url=TLS)
    assert take(environ_base=FAR, base_url=TLS) == 403
    form = {"csrf_token": safe_form_token(client), "token": token(office, "board")}
    client.post("/device", data=form, environ_base=FAR, base_url=TLS)
    assert take(environ_base=FAR, base_url=TLS) == 200
    assert client_of(office).post("/board/2/sound", data=asked, content_type="application/json").status_code == 200
