"""Whatever anybody holds open, the office goes on: numbers are given, counters called, desks heard."""

import contextlib
import http.client
import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.ports import free_port
from tests.journeys.held import ADDRESSES, answered, crowd, held
from tests.journeys.processes import certified, kiosk, ready

pytestmark = pytest.mark.journey
PATIENCE_S = 10.0  # a frozen server held everybody for as long as the others held it
COUNTS = {"silent": 1_700, "half a head": 400, "half a body": 400, "half a handshake": 400}
ENDED = ("not closed", "HTTP/1.0", "garbage")
CROWD = 1_600
STREAMS = 400
OWN_FILES = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A running `kiosk serve` and how programs and people reach it."""

    folder: Path
    port: int
    token: str
    trusting: ssl.SSLContext | None
    process: subprocess.Popen[bytes]

    def connect(self) -> http.client.HTTPConnection:
        if self.trusting:
            return http.client.HTTPSConnection("localhost", self.port, timeout=PATIENCE_S, context=self.trusting)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def issue(self) -> str:
        """A number, as a program of the office asks for it."""
        connection = self.connect()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/tickets", json.dumps({"area": "A"}), headers)
        answer = connection.getresponse()
        assert answer.status == 201
        return str(json.loads(answer.read())["number"])


@contextlib.contextmanager
def serving(folder: Path, transport: str) -> Iterator[Served]:
    port = free_port()
    options, trusting = certified(folder) if transport == "tls" else ([], None)
    office = str(folder / "office")
    assert kiosk("--data", office, "setup").returncode == 0
    token = kiosk("--data", office, "token", "add", "--role", "kiosk").stdout.splitlines()[-1]
    command = [sys.executable, "-m", "kiosk", "--data", office, "serve", "--port", str(port), *options]
    with subprocess.Popen(command) as process:
        ready(process, port, trusting)
        yield Served(folder / "office", port, token, trusting, process)
        process.kill()


@pytest.fixture(scope="module", params=["plain", "tls"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("held"), request.param) as served:
        yield served


@pytest.mark.parametrize("addresses", [1, ADDRESSES], ids=["one address", "many"])
@pytest.mark.parametrize(
    ("served", "kind"),
    [
        *(("plain", kind) for kind in COUNTS if kind != "half a handshake"),
        ("tls", "half a handshake"),
    ],
    indirect=["served"],
)
def test_who_begins_and_does_not_end_keeps_nobody_waiting(served: Served, kind: str, addresses: int) -> None:
    with held(served.port, kind, COUNTS[kind], addresses):
        assert len({served.issue() for _ in range(3)}) == 3
    assert served.issue()
    assert _at_rest(served)


@pytest.mark.parametrize("served", ["plain"], indirect=True)
@pytest.mark.parametrize("kind", ENDED)
def test_who_was_answered_and_does_not_close_keeps_nobody_waiting(served: Served, kind: str) -> None:
    with held(served.port, kind, 40):
        assert served.issue()


@pytest.mark.parametrize("served", ["plain"], indirect=True)
def test_who_belongs_here_is_answered_before_a_crowd_of_strangers(served: Served) -> None:
    with crowd(served.port, "not closed", CROWD) as strangers:
        assert served.issue()
        assert sum(map(answered, strangers)) < CROWD / 8


@pytest.mark.parametrize("served", ["plain"], indirect=True)
def test_boards_of_anybody_leave_the_officer_a_stream(served: Served) -> None:
    secret = "mat-khau-dai"
    added = kiosk("--data", str(served.folder), "officer", "add", "lan", "--name", "Lan", "--password", secret)
    assert added.returncode == 0
    cookie = _signed_in(served, "lan", secret)
    with contextlib.ExitStack() as opened:
        for _ in range(STREAMS):
            opened.enter_context(_asking(served.port, "/board/1/stream"))
        status, heard = _stream(served, "/desk/1/stream", cookie)
    assert status == 200
    assert b"data:" in heard


def test_a_server_told_to_stop_waits_for_no_half_request(tmp_path: Path) -> None:
    with serving(tmp_path, "plain") as served, held(served.port, "half a body", 100):
        assert _answers(served)
        with socket.create_connection(("127.0.0.1", served.port)) as last:
            last.sendall(b"GET /board/1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert last.recv(20).startswith(b"HTTP/1.1 200")
            served.process.terminate()
            assert served.process.wait(PATIENCE_S) == 0


def _at_rest(served: Served) -> bool:
    """Whether the server soon holds no more files than one that nobody bothers."""
    for _ in range(100):
        if len([*Path(f"/proc/{served.process.pid}/fd").iterdir()]) < OWN_FILES:
            return True
        time.sleep(PATIENCE_S / 100)
    return False


def _answers(served: Served) -> bool:
    connection = served.connect()
    connection.request("GET", "/healthz")
    return connection.getresponse().status == 200


def _asking(port: int, path: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def _stream(served: Served, path: str, cookie: str) -> tuple[int, bytes]:
    """The status of a stream and the first line of what it says."""
    connection = served.connect()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.status, answer.readline() + answer.readline()


def _signed_in(served: Served, name: str, secret: str) -> str:
    """The cookie of an officer who signed in."""
    connection = served.connect()
    connection.request("GET", "/login")
    answer = connection.getresponse()
    cookie = f"{answer.headers['Set-Cookie']}".partition(";")[0]
    token = answer.read().decode().partition('name="csrf_token" value="')[2].partition('"')[0]
    form = f"name={name}&password={secret}&csrf_token={token}"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", form, headers)
    answer = connection.getresponse()
    assert answer.status == 303
    answer.read()
    return f"{answer.headers['Set-Cookie']}".partition(";")[0]
