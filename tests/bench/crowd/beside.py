"""What an office does in a second, beside what it did at an earlier commit: `bash tests/run bench beside`.

Both serve at once and are asked in alternating turns, so that the machine's other work weighs on both.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import former, load
from tests.bench.hall import AREAS, say
from tests.bench.load import Client, Requests, post

PAIRS = int(os.environ.get("BENCH_PAIRS", "7"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
WANTED, HOPED = 0.95, 1.2
BOARDS, CLIENTS, COUNTERS = 40, 16, 8
STOCK = 1_200  # tickets
ACTIONS = 300  # of each kind a turn, without HTTP
SERVED = """
import json, sys
from tests.bench.hall import hall
with hall() as at:
    print(json.dumps([at.port, at.kiosk, at.desk, at.process.pid]), flush=True)
    sys.stdin.read()
"""
DONE = """
import json, sys, time
from pathlib import Path
from kiosk import config
from kiosk.office import Office
try:
    from kiosk.actions.queue import officer, visitor
except ImportError:
    from kiosk.actions import officer, visitor

def rate(count, act):
    begun = time.perf_counter()
    for n in range(count):
        act(n)
    return count / (time.perf_counter() - begun)

def serve(n):
    officer.call_next(office, n % 8 + 1)
    officer.finish(office, n % 8 + 1)

office = Office(config.load(Path(sys.argv[1])))
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    issued = rate(int(line), lambda n: visitor.issue(office, visitor.Wish("ABCEGHKM"[n % 8])))
    print(json.dumps([issued, rate(int(line), serve)]), flush=True)
"""


@dataclass(slots=True)
class Side:
    """One of the two: its program, its office's server, and its office without one."""

    port: int
    kiosk: str
    desk: str
    process: int
    without_http: former.Program
    rates: dict[str, list[float]] = field(default_factory=dict)
    cpu_ms: dict[str, list[float]] = field(default_factory=dict)  # of the server for a request

    def stock(self) -> None:
        """Let so many wait that no counter runs out of them."""
        client = Client(self.port)
        for n in range(STOCK):
            client.send(post("/api/v1/tickets", self.kiosk, {"area": AREAS[n % 8]}))

    def turn(self) -> None:
        """Measure everything once."""
        steps: list[Requests] = [
            lambda n: post(f"/api/v1/counters/{n + 1}/next", self.desk),
            lambda n: post(f"/api/v1/counters/{n + 1}/finish", self.desk),
        ]
        self._rate("empty route", CLIENTS, [lambda n: post("/empty", self.kiosk, {"area": "A"})], SECONDS / 2)
        self._rate("issue", CLIENTS, [lambda n: post("/api/v1/tickets", self.kiosk, {"area": AREAS[n % 8]})], SECONDS)
        self._rate("next and finish", COUNTERS, steps, SECONDS)
        for name, rate in zip(("issue", "next and finish"), self.without_http(ACTIONS), strict=True):
            self.rates.setdefault(f"{name} without HTTP", []).append(rate)

    def _rate(self, name: str, clients: int, requests: list[Requests], seconds: float) -> None:
        before = _cpu_s(self.process)
        taken = load.run(self.port, clients, requests, seconds)
        self.cpu_ms.setdefault(name, []).append(1000 * (_cpu_s(self.process) - before) / len(taken.times))
        assert {*taken.statuses} <= {200, 201}, taken.statuses
        self.rates.setdefault(name, []).append(taken.rate)


def main() -> None:
    with contextlib.ExitStack() as opened:
        old, new = (
            opened.enter_context(_side(*tree)) for tree in (former.built(), (former.REPOSITORY, sys.executable))
        )
        for side in (old, new):
            side.stock()
        for turn in range(PAIRS):
            for side in (old, new) if turn % 2 else (new, old):
                side.turn()
    for name in new.rates:
        ratios = [mine / theirs for mine, theirs in zip(new.rates[name], old.rates[name], strict=True)]
        cpu = (
            {}
            if name not in new.cpu_ms
            else {"cpu_ms": statistics.median(new.cpu_ms[name]), "cpu_ms_then": statistics.median(old.cpu_ms[name])}
        )
        say(
            f"{name}, {BOARDS} boards, beside {former.COMMIT}",
            ratio=statistics.median(ratios),
            wanted=WANTED,
            hoped=HOPED,
            ratios=[round(each, 2) for each in ratios],
            per_s=statistics.median(new.rates[name]),
            per_s_then=statistics.median(old.rates[name]),
            **cpu,
        )


@contextlib.contextmanager
def _side(tree: Path, python: str) -> Iterator[Side]:
    """An office of a tree, served with boards before it, and another without a server."""
    with contextlib.ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        subprocess.run(
            [python, "-m", "kiosk", "--data", folder, "setup", "--sample"], cwd=tree, check=True, capture_output=True
        )
        served = opened.enter_context(former.started(tree, [python, "-c", SERVED]))
        done = opened.enter_context(former.started(tree, [python, "-c", DONE, folder]))
        port, kiosk, desk, process = served.heard()
        done.heard()
        opened.enter_context(_boards(int(port)))
        yield Side(int(port), kiosk, desk, int(process), done)


def _cpu_s(process: int) -> float:
    """What a process and those it started have computed so far (s)."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") + sum(_cpu_s(int(child)) for child in children)


@contextlib.contextmanager
def _boards(port: int) -> Iterator[None]:
    """Boards that read what they are told."""
    over, clients = threading.Event(), [Client(port) for _ in range(BOARDS)]
    readers = [threading.Thread(target=_read, args=(client, n, over), daemon=True) for n, client in enumerate(clients)]
    for each in readers:
        each.start()
    yield
    over.set()
    for client in clients:
        client.socket.close()


def _read(board: Client, number: int, over: threading.Event) -> None:
    path = f"/board/{number % 2 + 1}/stream?lang={'vi' if number % 4 < 2 else 'en'}"
    board.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    with contextlib.suppress(OSError):
        while not over.is_set() and board.socket.recv(1 << 16):
            pass
