"""A fresh office and its real server, to be measured."""

import contextlib
import http.client
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk import config
from kiosk.actions.office import manager
from kiosk.demo import SAMPLE
from kiosk.domain.office.plan import Counter, Plan
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.ports import free_port
from tests.bench import past
from tests.conftest import unpaced
from tests.journeys.processes import certified

AREAS = "ABCEGHKM"  # of the sample office
STOP_S = 30


@dataclass(slots=True)
class Hall:
    """A running server and the tokens to work with it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    kiosk: str
    desk: str
    first_answer_s: float
    trusting: ssl.SSLContext | None = None


def say(name: str, **figures: object) -> None:
    """One line of JSON, with the load of the machine beside it: others may be at work."""
    shown = {key: round(value, 3) if isinstance(value, float) else value for key, value in figures.items()}
    print(json.dumps({"figure": name, **shown, "machine_load": round(os.getloadavg()[0], 1)}), flush=True)


def with_counters(count: int) -> Plan:
    """The sample office with so many counters, each serving one area."""
    serving = {n: Counter(n, frozenset(AREAS[(n - 1) % len(AREAS)])) for n in range(1, count + 1)}
    return replace(plan_file.read(SAMPLE), counters=serving)


@contextlib.contextmanager
def hall(old_tickets: int = 0, plan: Plan | None = None, demo: bool = False, tls: bool = False) -> Iterator[Hall]:
    """A fresh office, with so many tickets of former days, and its server; in a demo desks need no sign-in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office(config.load(folder))
        manager.set_up(office, unpaced(plan or plan_file.read(SAMPLE)), replace=False)
        kiosk, desk = (manager.add_device(office, role) for role in ("kiosk", "desk"))
        past.fill(office, old_tickets)
        office.db.close()
        options, trusting = certified(folder) if tls else ([], None)
        port, started = free_port(), time.perf_counter()
        process = start(folder, port, demo, *options)
        at = Hall(folder, port, process, kiosk, desk, answered(process, port, trusting) - started, trusting)
        try:
            yield at
        finally:
            at.process.terminate()
            at.process.wait(STOP_S)


def start(folder: Path, port: int, demo: bool, *options: str) -> subprocess.Popen[bytes]:
    """The server's process; the options name certificate and key."""
    command = [sys.executable, "-m", "tests.bench.server", str(folder), str(port), *options[1::2]]
    return subprocess.Popen(command, env=os.environ | ({"KIOSK_DEMO": "1"} if demo else {}))


def answered(process: subprocess.Popen[bytes], port: int, trusting: ssl.SSLContext | None = None) -> float:
    """When the touch screen first answered 200."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            if trusting:
                connection = http.client.HTTPSConnection("localhost", port, timeout=5, context=trusting)
            connection.request("GET", "/touch/")
            if connection.getresponse().status == 200:
                return time.perf_counter()
        time.sleep(0.01)
    raise SystemExit(f"the server ended with {process.returncode}")


@contextlib.contextmanager
def office_of(at: Hall) -> Iterator[Office]:
    """The office of a running hall, as another process of it."""
    office = Office(config.load(at.folder))
    try:
        yield office
    finally:
        office.db.close()
