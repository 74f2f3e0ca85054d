"""How long a ticket and a call wait behind long writes of other programs: `bash tests/run bench behind`.

A register is taken over, and then everybody in it forgotten, by the commands that people use, while the hall goes on.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.dossiers import imports
from tests.bench.hall import Hall, hall, say
from tests.bench.load import Client, Taken, post

WANTED_MS = 200
EVERY_S = 0.05
CALM_S = 10.0


def main() -> None:
    with tempfile.TemporaryDirectory() as name, hall() as at:
        file = imports.as_csv(Path(name))
        say_waits(at, "no long write", lambda: time.sleep(CALM_S))
        say_waits(at, f"an import of {imports.ROWS} rows", lambda: _kiosk(at, "import", "dossiers", f"{file}"))
        say_waits(at, f"a purge of {imports.ROWS} people", lambda: _kiosk(at, "dossier", "purge", "--days", "30"))


def say_waits(at: Hall, what: str, act: Callable[[], object]) -> None:
    """Tickets and calls while something goes on."""
    taken, over = Taken(), threading.Event()
    asking = threading.Thread(target=_ask, args=(at, taken, over))
    asking.start()
    begun = time.perf_counter()
    act()
    took = time.perf_counter() - begun
    over.set()
    asking.join()
    say(
        f"ticket and call behind {what}",
        seconds=took,
        asked=len(taken.times),
        statuses=taken.statuses,
        p50_ms=taken.percentile(0.5),
        p99_ms=taken.percentile(0.99),
        most_ms=1000 * max(taken.times),
        wanted_p99_ms=WANTED_MS,
    )


def _ask(at: Hall, taken: Taken, over: threading.Event) -> None:
    client = Client(at.port)
    steps = [post("/api/v1/tickets", at.kiosk, {"area": "A"})]
    steps += [post(f"/api/v1/counters/1/{verb}", at.desk) for verb in ("next", "finish")]
    while not over.is_set():
        for request in steps:
            begun = time.perf_counter()
            status, _ = client.send(request)
            taken.times.append(time.perf_counter() - begun)
            taken.statuses[status] = taken.statuses.get(status, 0) + 1
            over.wait(EVERY_S)


def _kiosk(at: Hall, *arguments: str) -> None:
    command = [sys.executable, "-m", "kiosk", "--data", f"{at.folder}", *arguments]
    subprocess.run(command, check=True, capture_output=True)
