"""Sessions live on the server: it lists them, ends them, and ends those that nobody uses."""

import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import SetClock, form_token
from tests.outside.trust.outside import TLS, hire, machine, run, sign_in, told

HOUR = 3600


@pytest.fixture
def lan(office: Office, client: FlaskClient) -> FlaskClient:
    """The browser in which Lan signed in."""
    hire(office, "lan")
    assert sign_in(client, "lan").status_code == 303
    return client


def stolen(client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of the cookie."""
    cookie = client.get_cookie("office")
    assert cookie is not None
    thief = client.application.test_client()
    thief.set_cookie("office", cookie.value)
    return thief


def test_a_sign_out_ends_the_session_everywhere(lan: FlaskClient) -> None:
    thief = stolen(lan)
    assert thief.get("/desk/1").status_code == 200
    lan.post("/logout", data={"csrf_token": form_token(lan, "/device")})
    assert thief.get("/desk/1").status_code == 401
    assert lan.get("/desk/1").status_code == 401


@pytest.mark.journey
def test_a_sign_out_ends_the_streams_that_are_open(lan: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    thief = stolen(lan)
    heard = thief.get("/desk/1/stream", buffered=False).iter_encoded()
    assert next(heard)
    lan.post("/logout", data={"csrf_token": form_token(lan, "/device")})
    assert ends(heard, 15.0)


def ends(heard: Iterator[bytes], within_s: float) -> bool:
    """Whether a stream is over soon."""
    over = threading.Event()

    def listen() -> None:
        for _ in heard:
            pass
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    return over.wait(within_s)


def test_a_session_that_nobody_uses_ends(lan: FlaskClient, clock: SetClock) -> None:
    for _ in range(6):
        clock.forward(HOUR / 6)
        assert lan.get("/report/").status_code == 403, "who works is still known"
    clock.forward(2 * HOUR)
    assert lan.get("/desk/1").status_code == 401


def test_sessions_are_listed_and_ended_by_the_administrator(office: Office, lan: FlaskClient) -> None:
    listed = told(office, "session", "list").split("\t")
    assert listed[1] == "lan"
    told(office, "session", "end", listed[0])
    assert lan.get("/desk/1").status_code == 401
    assert told(office, "session", "list") == ""
    assert run(office, "session", "end", "99").exit_code == 1


def test_under_tls_the_cookie_is_the_hosts_own_and_the_browser_stays_with_tls(office: Office) -> None:
    client = machine(office, "")
    answer = client.get("/device", base_url=TLS)
    assert answer.headers["Set-Cookie"].startswith("__Host-office=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Path=/" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/device").headers


def test_the_cookie_tells_nobody_who_signed_in(lan: FlaskClient) -> None:
    from itsdangerous import base64_decode

    cookie = lan.get_cookie("office")
    assert cookie is not None
    told = base64_decode(cookie.value.lstrip(".").split(".")[0])
    if cookie.value.startswith("."):
        import zlib

        told = zlib.decompress(told)
    assert b'"officer"' not in told
