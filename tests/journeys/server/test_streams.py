"""Many screens on one real server: each costs a connection and no thread, with TLS as without, and all end at once."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.ports import free_port
from kiosk.web.serving.front import THREADS
from tests.journeys.processes import READY_S, certified, kiosk

pytestmark = pytest.mark.journey

SCREENS = 120
COUNTERS = range(1, 9)
EVENT_END = b"\n\n\r\n"

Open = Callable[[str], socket.socket]


@pytest.fixture(params=["plain", "tls"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, Open]]:
    """A running `kiosk serve`, its folder, and how to reach a screen's stream on it."""
    port, folder = free_port(), tmp_path / "office"
    options, trusting = certified(tmp_path) if request.param == "tls" else ([], None)
    assert kiosk("--data", str(folder), "setup").returncode == 0
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "serve", "--port", str(port), *options]
    with subprocess.Popen(command) as process, contextlib.ExitStack() as opened:

        def screen(path: str) -> socket.socket:
            reached = opened.enter_context(_connected(port))
            if trusting:
                reached = opened.enter_context(trusting.wrap_socket(reached, server_hostname="localhost"))
            return _asked(reached, path)

        yield process, folder, screen
        process.kill()


def test_screens_cost_no_thread_hear_each_call_and_end_at_once(
    server: tuple[subprocess.Popen[bytes], Path, Open],
) -> None:
    process, folder, screen = server
    screens = [screen(f"/board/{n % 2 + 1}/stream") for n in range(SCREENS)]
    for each in screens:
        _until(each, EVENT_END)
    assert kiosk("--data", str(folder), "issue", "A").returncode == 0
    assert kiosk("--data", str(folder), "call", "1").returncode == 0
    for each in screens:
        _until(each, b"A001")
    assert len(os.listdir(f"/proc/{process.pid}/task")) < THREADS + 10
    process.send_signal(signal.SIGTERM)
    assert all(_until(each, b"").endswith(b"0\r\n\r\n") for each in screens)
    assert process.wait(30) == 0


@pytest.mark.parametrize("server", ["plain"], indirect=True)
def test_phones_that_wait_cost_no_thread_and_who_is_called_hears_it(
    server: tuple[subprocess.Popen[bytes], Path, Open],
) -> None:
    process, folder, screen = server
    tokens = [json.loads(kiosk("--data", str(folder), "issue", "A", "--json").stdout)["token"] for _ in range(2)]
    seen = [_now(screen, token) for token in tokens]
    paths = [f"/t/{token}/now?lang=vi&wait=1&seen={tag}" for token, tag in zip(tokens, seen, strict=True)]
    waiting = [screen(path) for path in paths for _ in range(20)]
    assert _now(screen, tokens[0]), "all others are answered meanwhile"
    assert len(os.listdir(f"/proc/{process.pid}/task")) < THREADS + 10
    assert kiosk("--data", str(folder), "call", "1").returncode == 0
    heard = [_until(each, b"</section>") for each in waiting[:20]]
    assert any(b'class="called"' in each for each in heard)  # or what the next minute changed, just before
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def _now(screen: Open, token: str) -> str:
    """What a phone sees now, as it will name it."""
    text = _until(screen(f"/t/{token}/now?lang=vi"), b"</section>").decode()
    return text.partition('data-seen="')[2].partition('"')[0]


def _connected(port: int) -> socket.socket:
    """A connection; tried until the server is there."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        with contextlib.suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        time.sleep(0.05)
    raise AssertionError("no server")


def _asked(connection: socket.socket, path: str) -> socket.socket:
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def _until(connection: socket.socket, wanted: bytes) -> bytes:
    """What arrives up to these bytes; all there is when none are wanted."""
    heard = b""
    while not wanted or wanted not in heard:
        piece = connection.recv(65_536)
        if not piece:
            assert not wanted, f"closed before {wanted!r}"
            return heard
        heard += piece
    return heard
