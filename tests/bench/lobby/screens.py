"""Call to painted on 100 boards and 50 desks while 8 counters call and 4 kiosks issue, and what the screens cost.

Paced: each counter calls every 2 s and the kiosks issue one ticket a second each, as a full hall does. Then in rounds
with and without the screens: the kiosks as fast as they are answered, and the counters too.
"""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.domain.office.plan import Plan
from kiosk.views.record import audit
from tests.bench.hall import AREAS, Hall, hall, office_of, say, with_counters
from tests.bench.load import Client, Taken, post
from tests.bench.lobby import painting
from tests.bench.lobby.painting import Called

BOARDS, DESKS, COUNTERS, KIOSKS = 100, 50, 8, 4
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = 3
WAITING = 2_000  # so that no counter runs out of tickets within a round
PACED = (2.0, 1.0)  # s between the calls of a counter, and between the tickets of a kiosk
KIOSKS_FLAT_OUT = (2.0, 0.0)
FLAT_OUT = (0.0, 0.0)


@dataclass(slots=True)
class Work:
    """What the counters called and the kiosks issued."""

    calls: list[Called] = field(default_factory=list)
    answers: Taken = field(default_factory=Taken)
    issued: Taken = field(default_factory=Taken)
    refused: int = 0


def main() -> None:
    plan = with_counters(DESKS)
    with hall(plan=plan, demo=True) as at:
        _begin(at)
        paced(at, plan)
        in_browsers(at, plan)
        flat_out(at, plan, "each counter calling every 2 s", KIOSKS_FLAT_OUT)
        flat_out(at, plan, "all flat out", FLAT_OUT)
        with office_of(at) as office:
            say("verify after the screens", damages=audit.verify(office, everything=True))


def paced(at: Hall, plan: Plan) -> None:
    """A full hall's pace: one render a change for each region, and every screen has the call in time."""
    with watching(at) as watcher:
        before = _watched(at)["renders"]
        work = _work(at, 3 * SECONDS, PACED)
        after = _watched(at)["renders"]
        shown = watcher()
    _say_painted("call to painted, 100 boards and 50 desks, paced", work, shown, plan)
    say(
        "renders, paced",
        changes=len(work.calls) + len(work.issued.times),
        most_renders_of_a_region=max(after[topic] - before[topic] for topic in after),
        regions=len(after),
        screens=BOARDS + DESKS,
    )


def in_browsers(at: Hall, plan: Plan) -> None:
    """The same pace with two boards and a desk in a real browser among the screens: from the press to the paint."""
    with watching(at) as watcher, painting.pages(at.port, ["/board/1", "/board/2?lang=en", "/desk/1"]) as painted:
        work = _work(at, 2 * SECONDS, PACED)
        shown, seen = watcher(), painted()
    _say_painted("the same beside a browser", work, shown, plan)
    zones = {number: plan.areas[AREAS[(number - 1) % 8]].zones for number in plan.counters}
    wanted = [[c for c in work.calls if "1" in zones[c.counter]], [c for c in work.calls if "2" in zones[c.counter]]]
    wanted.append([c for c in work.calls if c.counter == 1])
    for name, calls, page in zip(("board, vi", "board, en", "desk"), wanted, seen, strict=True):
        taken, lost = painting.at_counters(calls, page)
        say(f"call to paint, {name} in a browser", **_figures("", taken), calls=len(calls), lost=lost)


def flat_out(at: Hall, plan: Plan, name: str, pace: tuple[float, float]) -> None:
    """As fast as they can, in turns without and with the screens."""
    alone, beside, shown = [], [], []
    for _ in range(ROUNDS):
        _refill(at)
        alone.append(_work(at, SECONDS, pace))
        _refill(at)
        with watching(at) as watcher:
            beside.append(_work(at, SECONDS, pace))
            shown.append(watcher())
    ratios = sorted(b.issued.rate / a.issued.rate for a, b in zip(alone, beside, strict=True))
    for work, streams in zip(beside, shown, strict=True):
        _say_painted(f"call to painted, {name}", work, streams, plan)
    say(
        f"issue with 150 screens to without, {name}",
        ratio=ratios[ROUNDS // 2],
        ratios=[round(each, 3) for each in ratios],
        wanted=0.7,
        alone_per_s=max(each.issued.rate for each in alone),
        beside_per_s=max(each.issued.rate for each in beside),
        calls_per_s=max(len(each.calls) for each in beside) / SECONDS,
    )


def _begin(at: Hall) -> None:
    """Every counter is busy, and many wait."""
    _refill(at)
    with office_of(at) as office:
        for counter in range(1, DESKS + 1):
            officer.call_next(office, counter)


def _refill(at: Hall) -> None:
    with office_of(at) as office:
        with office.reading() as (sql, _):
            waiting = sql.execute("SELECT count(*) FROM legs WHERE state = 'waiting'").fetchone()[0]
        for n in range(waiting, WAITING):
            visitor.issue(office, Wish(AREAS[n % 8]))


def _work(at: Hall, seconds: float, pace: tuple[float, float]) -> Work:
    """Counters call and kiosks issue for so many seconds at a pace (s between the steps of each)."""
    work, end = Work(), time.monotonic() + seconds
    jobs: list[Callable[[], None]] = [lambda n=n: _call(at, n, end, pace[0], work) for n in range(1, COUNTERS + 1)]  # type: ignore[misc]
    jobs += [lambda n=n: _issue(at, n, end, pace[1], work) for n in range(KIOSKS)]  # type: ignore[misc]
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work.answers.seconds = work.issued.seconds = seconds
    time.sleep(1)  # the last calls are still on their way to the screens
    return work


def _call(at: Hall, counter: int, end: float, every: float, work: Work) -> None:
    client, request = Client(at.port), post(f"/api/v1/counters/{counter}/finish-next", at.desk)
    for _ in _beats(end, every, counter / COUNTERS):
        pressed = time.monotonic()
        status, body = client.send(request)
        work.answers.times.append(time.monotonic() - pressed)
        called = json.loads(body)["called"] if status == 200 else None
        if called:
            work.calls.append(Called(called["number"], counter, pressed))
        else:
            work.refused += 1


def _issue(at: Hall, kiosk: int, end: float, every: float, work: Work) -> None:
    client = Client(at.port)
    for turn in _beats(end, every, kiosk / KIOSKS):
        pressed = time.monotonic()
        client.send(post("/api/v1/tickets", at.kiosk, {"area": AREAS[(turn + 2 * kiosk) % 8]}))
        work.issued.times.append(time.monotonic() - pressed)


def _beats(end: float, every: float, phase: float) -> Iterator[int]:
    """Turns until the end: each `every` s, the first after a share of that; with 0 one follows the other."""
    turn, first = 0, time.monotonic() + every * phase
    while (due := max(time.monotonic(), first + turn * every)) < end:
        time.sleep(max(0, due - time.monotonic()))
        yield turn
        turn += 1


@contextmanager
def watching(at: Hall) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The screens' streams, open in a process of their own; called, it closes them and tells what arrived."""
    paths = [f"/board/{n % 2 + 1}/stream?lang={'vi' if n % 4 < 2 else 'en'}" for n in range(BOARDS)]
    paths += [f"/desk/{n}/stream" for n in range(1, DESKS + 1)]
    command = [sys.executable, "-m", "tests.bench.lobby.watcher", str(at.port)]
    watcher = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert watcher.stdin
    assert watcher.stdout
    watcher.stdin.write("\n".join([*paths, "", ""]))
    watcher.stdin.flush()
    assert watcher.stdout.readline() == "watching\n"
    time.sleep(2)  # a hall's screens stand since the morning
    yield lambda: [json.loads(line) for line in watcher.communicate()[0].splitlines()]
    watcher.kill()
    watcher.wait()
    while at.process.poll() is None and _watched(at)["streams"]:  # the server finds out when it next writes
        time.sleep(0.2)


def _watched(at: Hall) -> dict[str, Any]:
    with urllib.request.urlopen(f"http://127.0.0.1:{at.port}/watched") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def _say_painted(name: str, work: Work, shown: list[dict[str, Any]], plan: Plan) -> None:
    found = painting.on_streams(work.calls, shown, plan)
    say(
        name,
        calls=len(work.calls),
        **_figures("board_", found.boards),
        **_figures("own_desk_", found.own),
        **_figures("queue_of_desks_", found.queues),
        wanted_p99_ms=200,
        lost=found.lost,
        answer_p99_ms=work.answers.percentile(0.99),
        refused=work.refused,
        closed=sum(each["closed"] for each in shown),
    )


def _figures(name: str, taken: Taken) -> dict[str, float]:
    if not taken.times:
        return {f"{name}n": 0}
    return {
        f"{name}n": len(taken.times),
        f"{name}p50_ms": taken.percentile(0.5),
        f"{name}p99_ms": taken.percentile(0.99),
    }
