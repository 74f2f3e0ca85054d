"""Many screens on one real server: each costs a connection and no thread, with TLS as without, and all end at once."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import config
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from kiosk.ports import free_port
from kiosk.serve import THREADS
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
    assert len(os.listdir(f"/proc/{_children(process.pid)[0]}/task")) < THREADS + 10
    process.send_signal(signal.SIGTERM)
    assert all(_until(each, b"").endswith(b"0\r\n\r\n") for each in screens)
    assert process.wait(30) == 0


@pytest.mark.parametrize("server", ["plain"], indirect=True)
def test_a_large_hall_s_screens_go_on_when_their_renderer_dies(
    server: tuple[subprocess.Popen[bytes], Path, Open],
) -> None:
    process, folder, screen = server
    paths = [f"/board/counter/{n}/stream?lang={lang}" for n in COUNTERS for lang in ("vi", "en")]
    screens = [screen(path) for path in [*paths, "/board/1/stream", "/board/2/stream"]]
    office = Office(config.load(folder))
    _called(office, screens)
    (renderer,) = _children(_children(process.pid)[0])
    assert os.getpgid(renderer) == renderer, "Ctrl-C is for the server alone"
    while not _renders(renderer, office.db.path):
        _called(office, screens)
    os.kill(renderer, signal.SIGKILL)
    _called(office, screens)
    office.db.close()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def _called(office: Office, screens: list[socket.socket]) -> None:
    """Each counter calls the next; every screen shows it."""
    for _ in COUNTERS:
        visitor.issue(office, Wish("A"))
    called = [officer.call_next(office, counter).number for counter in COUNTERS]
    for each, number in zip(screens, [number for number in called for _ in "ve"] + called[-2:], strict=True):
        _until(each, number.encode())
    for counter in COUNTERS:
        officer.finish(office, counter)


def _renders(process: int, database: Path) -> bool:
    """Whether a process has opened the office's database, as it does for its first rendering."""
    for file in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed while we look
            if os.readlink(file) == str(database):
                return True
    return False


def _children(process: int) -> list[int]:
    """The processes that any thread of a process started."""
    found = [task.read_text().split() for task in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for each in found for child in each]


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
