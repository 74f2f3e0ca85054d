"""Thousands of connections that hold a server up, and how soon the office goes on beside them: `bench held`."""

import contextlib
import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.hall import STOP_S, Hall, hall, say, with_counters
from tests.bench.load import Client, post
from tests.bench.lobby.screens import DESKS, watching
from tests.journeys.held import ADDRESSES, BEGUN, held

COUNT = 2_000
WANTED_MS = 1_000
REST_S = 30
OWN_FILES = 8  # which a server opens when it first needs them


def main() -> None:
    for tls in (False, True):
        with hall(demo=True, tls=tls) as at:
            for kind in BEGUN:
                for addresses in (1, ADDRESSES):
                    beside(at, kind, addresses)
    with hall(plan=with_counters(DESKS), demo=True) as at:
        stop(at)


def beside(at: Hall, kind: str, addresses: int) -> None:
    """A ticket, its call and its place on a board while so many are held, and what is left when all is over."""
    before, memory, threads = _files(at), _status(at, "VmRSS"), _status(at, "Threads")
    with board(at) as calls:
        with held(at.port, kind, COUNT, addresses, at.trusting):
            begun = time.perf_counter()
            client = Client(at.port, at.trusting)
            status, issued = client.send(post("/api/v1/tickets", at.kiosk, {"area": "A"}))
            called, _ = client.send(post("/api/v1/counters/1/next", at.desk))
            number = json.loads(issued)["number"]
            while next(calls) != number:
                pass
            took = 1000 * (time.perf_counter() - begun)
        client.send(post("/api/v1/counters/1/finish", at.desk))
    client.socket.close()
    rest = _rest(at, before)
    say(
        f"beside {COUNT} held, {kind}",
        tls=bool(at.trusting),
        addresses=addresses,
        painted_ms=took,
        wanted_ms=WANTED_MS,
        statuses=[status, called],
        at_rest_s=rest,
        files_left=_files(at) - before,
        threads_left=_status(at, "Threads") - threads,
        mib_left=(_status(at, "VmRSS") - memory) // 1024,
    )


@contextlib.contextmanager
def board(at: Hall) -> Iterator[Iterator[str]]:
    """The numbers that a board which stands since the morning announces, each as soon as it has it."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=STOP_S)
    if at.trusting:
        connection = http.client.HTTPSConnection("localhost", at.port, timeout=STOP_S, context=at.trusting)
    connection.request("GET", "/board/1/stream?lang=vi")
    answer = connection.getresponse()
    answer.readline()  # it listens
    lines = iter(answer.readline, b"")
    yield (json.loads(line[6:])["number"] for line in lines if line.startswith(b'data: {"no"'))
    answer.close()
    connection.close()


def stop(at: Hall) -> None:
    """How soon a server ends with 150 streams and half requests open."""
    with watching(at), held(at.port, "half a body", 200):
        begun = time.perf_counter()
        at.process.terminate()
        at.process.wait(STOP_S)
        say("stop beside streams and half requests", seconds=time.perf_counter() - begun, wanted_s=1)


def _rest(at: Hall, files: int) -> float:
    """How long it takes until hardly more files are open than before (s)."""
    begun = time.perf_counter()
    while _files(at) > files + OWN_FILES and time.perf_counter() - begun < REST_S:
        time.sleep(0.05)
    return time.perf_counter() - begun


def _files(at: Hall) -> int:
    return len(list(Path(f"/proc/{at.process.pid}/fd").iterdir()))


def _status(at: Hall, name: str) -> int:
    """A figure of the server's process: how many threads, or KiB."""
    lines = Path(f"/proc/{at.process.pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
