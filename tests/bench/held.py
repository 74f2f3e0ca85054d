"""Thousands of connections that hold a server up, and how soon the office goes on beside them: `bench held`."""

import time
from pathlib import Path

from tests.bench.hall import STOP_S, Hall, hall, say
from tests.bench.load import Client, post
from tests.bench.screens import watching
from tests.journeys.held import ADDRESSES, BEGUN, held

COUNT = 2_000
WANTED_MS = 1_000


def main() -> None:
    with hall(demo=True) as at:
        for kind in BEGUN:
            for addresses in (1, ADDRESSES):
                beside(at, kind, addresses)
        stop(at)


def beside(at: Hall, kind: str, addresses: int) -> None:
    """A ticket and its call while so many are held, and how many files are open when all is over."""
    before = len(list(Path(f"/proc/{at.process.pid}/fd").iterdir()))
    with held(at.port, kind, COUNT, addresses):
        begun = time.perf_counter()
        client = Client(at.port)
        status, _ = client.send(post("/api/v1/tickets", at.kiosk, {"area": "A"}))
        called, _ = client.send(post("/api/v1/counters/1/finish-next", at.desk))
        took = 1000 * (time.perf_counter() - begun)
    time.sleep(2)
    after = len(list(Path(f"/proc/{at.process.pid}/fd").iterdir()))
    say(
        f"beside {COUNT} held, {kind}",
        addresses=addresses,
        ms=took,
        wanted_ms=WANTED_MS,
        statuses=[status, called],
        left=after - before,
    )


def stop(at: Hall) -> None:
    """How soon a server ends with 150 streams and half requests open."""
    with watching(at), held(at.port, "half a body", 200):
        begun = time.perf_counter()
        at.process.terminate()
        at.process.wait(STOP_S)
        say("stop beside streams and half requests", seconds=time.perf_counter() - begun, wanted_s=1)
