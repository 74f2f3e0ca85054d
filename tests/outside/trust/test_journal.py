"""The security journal: who, from which device, did what, when; and no secret in it."""

import json

from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import form_token, rows
from tests.outside.trust.outside import PASSWORD, bearing, hire, register, run, sign_in, token, told


def journal(office: Office) -> list[dict[str, object]]:
    """What the journal holds, oldest first."""
    return [json.loads(line) for line in told(office, "journal", "--json").splitlines()]


def test_sign_ins_refusals_and_devices_are_in_the_journal(client: FlaskClient, office: Office) -> None:
    hire(office, "lan")
    secret = token(office, "kiosk", "--name", "Sảnh")
    sign_in(client, "lan", "wrong-one")
    sign_in(client, "nobody-here", "wrong-too")
    sign_in(client, "lan")
    client.get("/report/")
    client.post("/logout", data={"csrf_token": form_token(client, "/device")})
    register(client, secret)
    client.post("/api/v1/counters/1/next", headers=bearing(secret))
    client.post("/api/v1/counters/1/next", headers=bearing("guess"))
    told(office, "token", "remove", "1")
    noted = [
        tuple(each.get(name) for name in ("kind", "person", "device", "officer", "token")) for each in journal(office)
    ]
    assert noted == [
        ("officer-added", None, None, 1, None),
        ("device-added", None, None, None, 1),
        ("sign-in-failed", None, None, 1, None),
        ("sign-in-failed", None, None, None, None),
        ("signed-in", 1, None, None, None),
        ("refused", 1, None, None, None),
        ("signed-out", 1, None, None, None),
        ("device-registered", None, 1, None, None),
        ("device-used", None, 1, None, None),
        ("refused", None, 1, None, None),
        ("refused", None, None, None, None),
        ("device-removed", None, None, None, 1),
    ]
    text = json.dumps(journal(office))
    for hidden in (secret, PASSWORD, "wrong-one", "wrong-too", "nobody-here", "guess", "127.0.0.1"):
        assert hidden not in text


def test_a_flood_of_wrong_passwords_does_not_flood_the_journal(client: FlaskClient, office: Office) -> None:
    hire(office, "lan")
    for _ in range(80):
        sign_in(client, "lan", "wrong")
    assert 5 < len(journal(office)) < 40


def test_the_journal_is_readable_by_the_office_alone_and_by_people(client: FlaskClient, office: Office) -> None:
    hire(office, "lan")
    sign_in(client, "lan")
    assert "lan" in told(office, "journal")
    kept = [each for each in office.config.folder.iterdir() if "journal" in each.name]
    assert kept
    assert all(each.stat().st_mode & 0o077 == 0 for each in kept)
    assert "no date or time" in run(office, "journal", "--since", "soon").output


def test_the_log_tells_which_device_acted(client: FlaskClient, office: Office) -> None:
    desk, kiosk = (bearing(token(office, role)) for role in ("desk", "kiosk"))
    client.post("/api/v1/tickets", json={"area": "A"}, headers=kiosk)
    client.post("/api/v1/counters/1/next", headers=desk)
    client.post("/api/v1/areas/B/skip", json={"number": "B003", "reason": "outage"}, headers=desk)
    told = rows(office, "SELECT kind, body ->> 'device' FROM log")
    assert {("TicketIssued", 2), ("TicketCalled", 1), ("NumbersSkipped", 1)} <= {*told}
    assert run(office, "verify", "--all").exit_code == 0
