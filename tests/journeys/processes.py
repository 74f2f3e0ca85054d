"""Real processes for journeys."""

import contextlib
import http.client
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.ports import free_port

READY_S = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A running `kiosk demo`."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kiosk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another process of the office: `kiosk …` on the same folder."""
        return kiosk("--data", str(self.folder), *arguments)


@contextlib.contextmanager
def demo(folder: Path, *arguments: str) -> Iterator[Demo]:
    """`kiosk demo` on a free port, closed like a terminal closes it."""
    port = free_port()
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "demo", "--port", str(port), *arguments]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE)
    try:
        ready(process, port)
        yield Demo(folder, port, process)
    finally:
        # What was started in the background ignores Ctrl-C, and all that it starts does.
        deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        process.send_signal(signal.SIGTERM if deaf else signal.SIGINT)
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def kiosk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One `kiosk` command to its end."""
    command = [sys.executable, "-m", "kiosk", *arguments]
    return subprocess.run(
        command, text=True, capture_output=True, timeout=60, check=False, env=os.environ | environment
    )


def ready(
    process: subprocess.Popen[bytes] | subprocess.Popen[str], port: int, trusting: ssl.SSLContext | None = None
) -> None:
    """Wait until the office can issue and call; `trusting` where it speaks TLS."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        if trusting:
            connection = http.client.HTTPSConnection("localhost", port, timeout=5, context=trusting)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(0.05)
    raise AssertionError(f"no server on port {port}; its process ended with {process.poll()}")


def certified(folder: Path) -> tuple[list[str], ssl.SSLContext]:
    """The options of a server with a certificate of its own, and what trusts it."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return ["--cert", str(cert), "--key", str(key)], ssl.create_default_context(cafile=str(cert))
