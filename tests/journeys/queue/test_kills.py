"""Ten times the power goes while people come and are called: nothing acknowledged is lost, nothing doubled."""

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk import config
from kiosk.actions.office import manager
from kiosk.demo import SAMPLE
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.ports import free_port
from kiosk.views.record import audit, queries
from tests.bench.load import Client, post
from tests.conftest import unpaced
from tests.journeys.processes import ready

KILLS = 10
LOAD_S = 0.6

pytestmark = pytest.mark.journey


@dataclass(slots=True)
class Acknowledged:
    """What the office told its callers: numbers issued by key, and numbers called."""

    issued: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def test_ten_sudden_deaths_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    office = Office(config.load(tmp_path))
    manager.set_up(office, unpaced(plan_file.read(SAMPLE)), replace=False)
    tokens = {role: manager.add_device(office, role) for role in ("kiosk", "desk")}
    port, told = free_port(), Acknowledged()

    for _ in range(KILLS):
        server = _serve(tmp_path, port)
        _ask_again(port, tokens["kiosk"], told)
        _load_until_killed(server, port, tokens, told)
    server = _serve(tmp_path, port)
    _ask_again(port, tokens["kiosk"], told)
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(20)

    log = [(entry.kind, json.loads(entry.body)) for entry in queries.log_entries(office)]
    issued = [body["number"] for kind, body in log if kind == "TicketIssued"]
    called = Counter(body["number"] for kind, body in log if kind == "TicketCalled")
    assert len(told.issued) > 50
    assert len(told.called) > 20
    assert not told.unsure
    assert len(set(issued)) == len(issued)
    assert sorted(issued) == sorted(told.issued.values()), "every key is one ticket, every ticket has its key"
    assert set(told.called) <= set(called)
    assert set(called.values()) == {1}
    assert audit.verify(office, everything=True) == []
    office.db.close()


def _serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "serve", "--port", str(port)]
    server = subprocess.Popen(command, start_new_session=True)
    ready(server, port)
    return server


def _load_until_killed(server: subprocess.Popen[bytes], port: int, tokens: dict[str, str], told: Acknowledged) -> None:
    gone = threading.Event()
    workers = [threading.Thread(target=_come, args=(port, tokens["kiosk"], told, gone)) for _ in range(6)]
    workers += [threading.Thread(target=_work, args=(port, tokens["desk"], told, n, gone)) for n in (1, 2, 3, 4)]
    for worker in workers:
        worker.start()
    time.sleep(LOAD_S)
    os.killpg(server.pid, signal.SIGKILL)
    gone.set()
    for worker in workers:
        worker.join()
    server.wait(20)


def _come(port: int, token: str, told: Acknowledged, gone: threading.Event) -> None:
    client = Client(port)
    while not gone.is_set():
        key = secrets.token_hex(8)
        told.unsure.append(key)  # sent, but no answer yet
        try:
            _issue(client, token, key, told)
        except (OSError, ValueError):
            return


def _work(port: int, token: str, told: Acknowledged, counter: int, gone: threading.Event) -> None:
    client = Client(port)
    while not gone.is_set():
        try:
            status, body = client.send_once(post(f"/api/v1/counters/{counter}/next", token))
            if status == 200:
                told.called.append(json.loads(body)["number"])
            client.send_once(post(f"/api/v1/counters/{counter}/finish", token))
        except (OSError, ValueError):
            return


def _ask_again(port: int, token: str, told: Acknowledged) -> None:
    """Who got no answer asks again with the same key, as a kiosk does."""
    client = Client(port)
    for key in list(told.unsure):
        _issue(client, token, key, told)


def _issue(client: Client, token: str, key: str, told: Acknowledged) -> None:
    status, body = client.send_once(post("/api/v1/tickets", token, {"area": "A"}, key))
    assert status == 201, body
    number = json.loads(body)["number"]
    assert told.issued.setdefault(key, number) == number
    told.unsure.remove(key)
