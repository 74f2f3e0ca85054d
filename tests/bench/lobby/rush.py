"""Eight counters call 2,400 waiting tickets by HTTP at once; and a desk while 500 wait."""

import json
import threading
import time

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.views.record import audit
from tests.bench.hall import AREAS, Hall, hall, office_of, say
from tests.bench.load import Client, Taken, post

COUNTERS, EACH = 8, 300
WAITING, LOOKS = 500, 200
CALLED = "SELECT json_extract(body, '$.ticket') FROM log WHERE kind = 'TicketCalled' ORDER BY seq"


def main() -> None:
    with hall(demo=True) as at:
        _wait(at, WAITING)
        desk(at)
        _wait(at, COUNTERS * EACH - WAITING)
        rush(at)


def desk(at: Hall) -> None:
    """The whole page of a desk, asked for again and again."""
    client, taken = Client(at.port), Taken()
    for _ in range(LOOKS):
        begun = time.perf_counter()
        status, _ = client.send(b"GET /desk/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        taken.times.append(time.perf_counter() - begun)
        assert status == 200, status
    say(
        "desk while 500 wait",
        p50_ms=taken.percentile(0.5),
        p99_ms=taken.percentile(0.99),
        most_ms=1000 * max(taken.times),
        wanted_ms=100,
    )


def rush(at: Hall) -> None:
    """Every ticket once, and in the order of the turns: all counters serve all areas, nobody has priority."""
    begun, numbers = time.perf_counter(), list[str]()
    threads = [threading.Thread(target=_empty, args=(at, n, numbers)) for n in range(1, COUNTERS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    with office_of(at) as office:
        with office.reading() as (sql, _):
            called = [ticket for (ticket,) in sql.execute(CALLED)]
        damages = audit.verify(office, everything=True)
    say(
        "8 counters x 300 waiting",
        called=len(numbers),
        twice=len(numbers) - len({*numbers}),
        skipped=COUNTERS * EACH - len({*numbers}),
        in_turn=called == sorted(called),
        damages=damages,
        seconds=seconds,
    )


def _wait(at: Hall, count: int) -> None:
    with office_of(at) as office:
        for n in range(count):
            visitor.issue(office, Wish(AREAS[n % len(AREAS)]))


def _empty(at: Hall, counter: int, numbers: list[str]) -> None:
    """Call and finish at a counter until nobody waits."""
    client = Client(at.port)
    while True:
        status, body = client.send(post(f"/api/v1/counters/{counter}/next", at.desk))
        if status == 204:
            return
        assert status == 200, (status, body)
        numbers.append(json.loads(body)["number"])
        client.send(post(f"/api/v1/counters/{counter}/finish", at.desk))
