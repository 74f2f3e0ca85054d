"""How long reports take, beside what they took at an earlier commit: `bash tests/run bench reports-beside`.

The same year of a provincial centre is written into an office of each; they are asked for the same reports in turn.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import former
from tests.bench.hall import say

PAIRS = int(os.environ.get("BENCH_PAIRS", "5"))
REPORTS = ("", "ii06a", "ii06a.xlsx", "day", "ratings")
YEAR = 9  # of those that `reports` fills
TIMED = """
import json, sys, time
from dataclasses import replace
from pathlib import Path
from kiosk import config
from kiosk.app import create_app
from kiosk.office import Office
try:
    from tests.bench.dossiers.reports import FIRST, YEAR, DAY, begin, fill
except ImportError:
    from tests.bench.reports import FIRST, YEAR, DAY, _begin as begin, _fill as fill

folder, year, *names = sys.argv[1:]
office = Office(config.load(Path(folder)))
begin(office)
office.db.writer().execute("BEGIN")
fill(office, int(year))
office.db.writer().execute("COMMIT")
office.db.checkpoint()
first = (FIRST + int(year) * YEAR).date()
client = create_app(replace(office.config, demo=True)).test_client()

def took(name):
    begun = time.perf_counter()
    answer = client.get(f"/report/{name}?kind=free&from={first}&to={first + YEAR - DAY}")
    assert answer.status_code == 200 and answer.data, (name, answer.status)
    return time.perf_counter() - begun

for name in names:
    took(name)
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    print(json.dumps([took(names[int(line)])]), flush=True)
"""


def main() -> None:
    trees = former.built(), (former.REPOSITORY, sys.executable)
    with contextlib.ExitStack() as opened:
        then, now = (opened.enter_context(_side(*tree)) for tree in trees)
        for number, name in enumerate(REPORTS):
            pairs = [_pair(then, now, number, first=turn % 2 == 0) for turn in range(PAIRS)]
            ratio = statistics.median(mine / theirs for mine, theirs in pairs)
            seconds, then_seconds = (statistics.median(side) for side in zip(*pairs, strict=True))
            say(
                f"{name or 'summary'} beside {former.COMMIT}",
                ratio=ratio,
                wanted=1.0,
                seconds=seconds,
                seconds_then=then_seconds,
            )


def _pair(then: former.Program, now: former.Program, number: int, *, first: bool) -> tuple[float, float]:
    """How long a report takes now and took then (s), asked in one order or the other."""
    if first:
        mine = now(number)[0]
        return mine, then(number)[0]
    theirs = then(number)[0]
    return now(number)[0], theirs


@contextlib.contextmanager
def _side(tree: Path, python: str) -> Iterator[former.Program]:
    """An office of a tree with a year behind it."""
    with tempfile.TemporaryDirectory() as folder:
        set_up = [python, "-m", "kiosk", "--data", folder, "setup", "--sample"]
        subprocess.run(set_up, cwd=tree, check=True, capture_output=True)
        with former.started(tree, [python, "-c", TIMED, folder, str(YEAR), *REPORTS]) as program:
            program.heard()
            yield program
