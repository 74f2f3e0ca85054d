"""What goes wrong around a server: each ends in one sentence and an exit code, never in a trace."""

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ports import free_port
from tests.journeys.processes import certified, kiosk, ready

pytestmark = pytest.mark.journey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert kiosk("--data", str(tmp_path / "office"), "setup").returncode == 0
    return tmp_path / "office"


@pytest.fixture
def served(folder: Path) -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "kiosk", "--data", str(folder), "serve", "--port", str(port)])
    ready(server, port)
    yield port
    server.terminate()
    assert server.wait(10) == 0


def said(*arguments: str, **environment: str) -> str:
    """The one sentence a command fails with."""
    done = kiosk(*arguments, **environment)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.strip()


def ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_a_second_server_on_the_folder_is_refused(folder: Path, served: int) -> None:
    assert "Another server is already running" in said("--data", str(folder), "serve", "--port", str(free_port()))


def test_a_port_in_use_is_refused_by_server_and_demo(tmp_path: Path, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Port {port} on 127.0.0.1 is in use" in said("--data", str(folder), "serve", "--port", port)
        assert f"Port {port} on 127.0.0.1 is in use" in said("--data", str(tmp_path / "x"), "demo", "--port", port)
    assert not (tmp_path / "x").exists()


def test_an_address_that_is_not_this_machine_s_is_told_so(folder: Path) -> None:
    told = said("--data", str(folder), "serve", "--host", "192.0.2.1", "--port", str(free_port()))
    assert "192.0.2.1 is not an address of this machine" in told
    assert "no.such.host.invalid is not an address" in said(
        "--data", str(folder), "serve", "--host", "no.such.host.invalid"
    )


def test_a_port_below_1024_needs_an_administrator(folder: Path) -> None:
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 443:
        pytest.skip("on this machine everybody may listen on port 443")
    asked = [sys.executable, "-m", "kiosk", "--data", str(folder), "serve", "--port", "443"]
    without = (
        ["setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service"] if os.getuid() == 0 else []
    )
    done = subprocess.run([*without, *asked], text=True, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "Port 443 on 127.0.0.1 may only be used by an administrator" in done.stderr


@pytest.mark.parametrize("which", ["no certificate", "a key of another", "a key with a password", "a folder"])
def test_a_certificate_that_cannot_be_used_is_told_so(which: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (_, cert, _, key), (_, _, _, other) = certified(tmp_path)[0], certified(tmp_path / "other")[0]
    if which == "no certificate":
        Path(cert).write_text("not a certificate")
    if which == "a key of another":
        key = other
    if which == "a key with a password":
        locked = ["openssl", "rsa", "-aes256", "-passout", "pass:x", "-in", key, "-out", f"{key}.locked"]
        subprocess.run(locked, check=True, capture_output=True)
        key = f"{key}.locked"
    environment = {"KIOSK_CERT": str(tmp_path) if which == "a folder" else cert, "KIOSK_KEY": key}
    told = said("--data", str(folder), "serve", "--port", str(free_port()), **environment)
    assert "The certificate" in told
    assert environment["KIOSK_CERT"] in told


def test_a_certificate_without_its_key_is_refused(folder: Path, tmp_path: Path) -> None:
    (_, cert, _, _), _ = certified(tmp_path)
    assert "cert and key go together" in said(
        "--data", str(folder), "serve", "--port", str(free_port()), KIOSK_CERT=cert
    )


def test_a_newer_database_is_refused_and_left_alone(folder: Path) -> None:
    with sqlite3.connect(folder / "office.db") as sql:
        sql.execute("INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('office', 'm9999_x', '')")
    for command in (("issue", "A"), ("serve", "--port", str(free_port()))):
        assert "written by a newer program (step m9999_x)" in said("--data", str(folder), *command)


def test_a_folder_that_cannot_be_written_is_refused() -> None:
    assert "/proc/office cannot be written to" in said("--data", "/proc/office", "setup")
    assert "/proc/office cannot be written to" in said("--data", "/proc/office", "serve")


def test_a_clock_set_back_stops_issuing_until_it_is_accepted(folder: Path, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    rehearsal = {"KIOSK_CLOCK_FILE": str(clock)}
    clock.write_text("2026-07-02T03:00:00.000Z")
    assert kiosk("--data", str(folder), "clock", "accept", "--reason", "test", **rehearsal).returncode == 0
    assert kiosk("--data", str(folder), "issue", "A", **rehearsal).stdout == "A001\n"
    clock.write_text("2026-07-02T02:00:00.000Z")
    assert "60 minutes behind the newest entry" in said("--data", str(folder), "issue", "A", **rehearsal)
    assert kiosk("--data", str(folder), "clock", "accept", "--reason", "test", **rehearsal).returncode == 0
    assert kiosk("--data", str(folder), "issue", "A", **rehearsal).stdout == "A002\n"
    assert kiosk("--data", str(folder), "verify", "--all").returncode == 0


def test_a_server_without_an_office_says_what_to_do_and_heals_by_itself(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "kiosk", "--data", str(tmp_path), "serve", "--port", str(port)])
    try:
        for _ in range(100):
            try:
                assert ask(port, "/healthz")[0] == 503
                break
            except OSError:
                continue_waiting(server)
        assert ask(port, "/")[0] == 200
        assert "kiosk setup" in ask(port, "/")[1]
        assert ask(port, "/touch/")[0] == 503
        assert kiosk("--data", str(tmp_path), "setup").returncode == 0
        assert ask(port, "/touch/")[0] == 200
        assert ask(port, "/desk/1") == (503, ask(port, "/desk/1")[1])
        assert "kiosk officer add" in ask(port, "/desk/1")[1]
    finally:
        server.terminate()
        server.wait(10)


def continue_waiting(server: subprocess.Popen[bytes]) -> None:
    """A moment more for a server that is still starting."""
    assert server.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        server.wait(0.1)


def test_a_body_of_a_megabyte_and_broken_json_are_refused_in_words(folder: Path, served: int) -> None:
    token = kiosk("--data", str(folder), "token", "add", "--role", "kiosk").stdout.splitlines()[-1]
    for body, status in (("x" * 1_000_000, 413), ("{", 400), ("[]", 400), ('{"area": 1}', 400), ('{"area": "Q"}', 404)):
        connection = http.client.HTTPConnection("127.0.0.1", served, timeout=10)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept-Language": "en"}
        connection.request("POST", "/api/v1/tickets", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        assert (answer.status, set(said)) == (status, {"error", "message"})
    assert kiosk("--data", str(folder), "issue", "A").stdout == "A001\n", "no number was used up"
