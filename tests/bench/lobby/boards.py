"""Forty boards that listen, and how soon each hears of a call."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator

from tests.bench.hall import AREAS, Hall, say
from tests.bench.load import Client, Taken, post

BOARDS, COUNTERS = 40, 8
Heard = tuple[float, str]  # when (s), and which number


@contextlib.contextmanager
def watching(at: Hall) -> Iterator[list[Heard]]:
    """Forty boards that note when each announcement reached them."""
    stop, heard = threading.Event(), list[Heard]()
    threads = [threading.Thread(target=_watch, args=(at, number, heard, stop), daemon=True) for number in range(BOARDS)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield heard
    finally:
        stop.set()


def _watch(at: Hall, number: int, heard: list[Heard], stop: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=10)
    connection.request("GET", f"/board/{number % 2 + 1}/stream?lang={'vi' if number % 4 < 2 else 'en'}")
    answer = connection.getresponse()
    while not stop.is_set():
        line = answer.readline()
        if not line:
            return
        if line.startswith(b'data: {"no"'):
            heard.append((time.perf_counter(), json.loads(line[6:])["number"]))


def call_to_board(at: Hall, heard: list[Heard], name: str = "call to board, 40 boards") -> None:
    """Calls at a calm pace; how long until each of the boards of its zone has it."""
    client, called = Client(at.port), {}
    heard.clear()
    for turn in range(60):
        client.send(post("/api/v1/tickets", at.kiosk, {"area": AREAS[turn % 8]}))
        counter = turn % COUNTERS + 1
        client.send(post(f"/api/v1/counters/{counter}/finish", at.desk))
        started = time.perf_counter()
        _, body = client.send(post(f"/api/v1/counters/{counter}/next", at.desk))
        called[json.loads(body)["number"]] = started
        time.sleep(0.13)
    time.sleep(1)
    delays = Taken([moment - called[number] for moment, number in heard if number in called])
    say(
        name,
        messages=len(delays.times),
        wanted_messages=60 * BOARDS // 2,
        p50_ms=delays.percentile(0.5),
        p99_ms=delays.percentile(0.99),
        wanted_p99_ms=300,
    )
