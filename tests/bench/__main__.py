"""`bash tests/run bench`: the figures the product is held to, as ratios within one run where time matters.

`python -m tests.bench PART …` measures the named parts only; without one it measures every part but the long ones.
"""

import os
import sys
import threading
import time
from pathlib import Path

from kiosk.views.record import audit
from tests.bench import load
from tests.bench.crowd import behind, beside, guessing, held, restart
from tests.bench.dossiers import imports, report_crowd, reports, reports_beside
from tests.bench.hall import AREAS, Hall, hall, office_of, say
from tests.bench.load import Taken, post
from tests.bench.lobby import boards, rush, screens, voice

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROUNDS = 3
CLIENTS, COUNTERS = 16, 8


def issue(at: Hall, seconds: float = SECONDS) -> Taken:
    return load.run(at.port, CLIENTS, [lambda n: post("/api/v1/tickets", at.kiosk, {"area": AREAS[n % 8]})], seconds)


def empty(at: Hall) -> Taken:
    return load.run(at.port, CLIENTS, [lambda n: post("/empty", at.kiosk, {"area": "A"})], SECONDS)


def serve(at: Hall, seconds: float = SECONDS) -> Taken:
    steps = [
        lambda n: post(f"/api/v1/counters/{n + 1}/next", at.desk),
        lambda n: post(f"/api/v1/counters/{n + 1}/finish", at.desk),
    ]
    return load.run(at.port, COUNTERS, steps, seconds)


def throughput(at: Hall, name: str) -> None:
    """Issue against an empty route of the same server and clients, then next + finish, so that the queue stays one."""
    rounds = [(empty(at), issue(at), serve(at)) for _ in range(ROUNDS)]
    pairs, served = [(nothing, issued) for nothing, issued, _ in rounds], rounds[-1][2]
    ratios = sorted(issued.rate / nothing.rate for nothing, issued in pairs)
    say(
        name,
        empty_per_s=max(nothing.rate for nothing, _ in pairs),
        issue_per_s=max(issued.rate for _, issued in pairs),
        issue_to_empty=ratios[len(ratios) // 2],
        wanted_ratio=0.4,
        issue_p50_ms=_middle([issued.percentile(0.5) for _, issued in pairs]),
        issue_p99_ms=_middle([issued.percentile(0.99) for _, issued in pairs]),
        wanted_p99_ms=80,
        serve_per_s=served.rate,
        serve_p99_ms=served.percentile(0.99),
        statuses={**pairs[0][1].statuses, **served.statuses},
    )


def together(at: Hall) -> None:
    """Issue and next + finish at the same time, as on a hard day."""
    taken: dict[str, Taken] = {}
    parts = {"issue": issue, "serve": serve}
    threads = [threading.Thread(target=lambda k=k: taken.update({k: parts[k](at)})) for k in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figures = {f"{k}_per_s": t.rate for k, t in taken.items()} | {
        f"{k}_p99_ms": t.percentile(0.99) for k, t in taken.items()
    }
    say("issue and serve together", **figures)


def start_and_memory(at: Hall) -> None:
    """First 200 after the start, and the memory of the process group idle."""
    time.sleep(1)
    processes = [at.process.pid, *_children(at.process.pid)]
    resident = sum(_kib(pid, "VmRSS") for pid in processes) / 1024
    say(
        "start and memory",
        first_200_s=at.first_answer_s,
        wanted_s=2,
        rss_mb=resident,
        wanted_mb=120,
        processes=len(processes),
    )


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kib(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def growth() -> None:
    """The median issue with 100,000 old tickets against none, the two halls in turn."""
    with hall() as young, hall(old_tickets=100_000) as old:
        pairs = [(_calm(young), _calm(old)) for _ in range(2 * ROUNDS)]
    ratio = _middle([aged / new for new, aged in pairs])
    say(
        "p50 issue with 100,000 old tickets to none", ratio=ratio, wanted=1.15, young_ms=pairs[0][0], old_ms=pairs[0][1]
    )


def _calm(at: Hall) -> float:
    """The median of an issue and a call by one client, in ms."""
    steps = [
        lambda n: post("/api/v1/tickets", at.kiosk, {"area": "A"}),
        lambda n: post("/api/v1/counters/1/next", at.desk),
    ]
    steps.append(lambda n: post("/api/v1/counters/1/finish", at.desk))
    return load.run(at.port, 1, steps, SECONDS / 2).percentile(0.5)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def call_to_ear(at: Hall) -> None:
    """From the press to the first sound and to the first word, in a zone that is silent."""
    first, words = voice.calls(at.port, at.kiosk, at.desk)
    figures = {
        f"{name}_p{share}_ms": taken.percentile(share / 100)
        for name, taken in {"first_sound": first, "speech": words}.items()
        for share in (50, 99)
    }
    say("voice, silent zone", calls=len(first.times), **figures)


def office() -> None:
    """One hall without screens."""
    with hall() as at:
        start_and_memory(at)
        throughput(at, "throughput")
        together(at)


def forty_boards() -> None:
    """The same with forty boards, and whether the log is whole afterwards."""
    with hall() as at:
        with boards.watching(at) as heard:
            boards.call_to_board(at, heard)
            throughput(at, "throughput, 40 boards connected")
            together(at)
        with office_of(at) as kept:
            say("verify", damages=audit.verify(kept, everything=True))


def ear() -> None:
    """The voice."""
    with hall() as at:
        call_to_ear(at)


PARTS = {"office": office, "boards": forty_boards, "voice": ear, "growth": growth}
PARTS |= {
    "screens": screens.main,
    "rush": rush.main,
    "restart": restart.main,
    "held": held.main,
    "guessing": guessing.main,
}
LONG = {  # some minutes each, so only where named
    "reports": reports.main,
    "reports-beside": reports_beside.main,
    "report-crowd": report_crowd.main,
    "imports": imports.main,
    "beside": beside.main,
    "behind": behind.main,
}


def main() -> None:
    named = sys.argv[1:] or [*PARTS]
    if unknown := {*named} - {*PARTS, *LONG}:
        raise SystemExit(f"no part {', '.join(sorted(unknown))}; there are {', '.join([*PARTS, *LONG])}")
    for part in named:
        (PARTS | LONG)[part]()


if __name__ == "__main__":
    main()
