"""How good promised waits are on a recorded month of a call centre, beside "average service × people before ÷ agents".

`python -m tests.bench.lobby.waits FILE.tsv.gz` prints both. Waits there are seconds, so the ranges are taken unrounded.
"""

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain.queue.waiting import Called, pace, span_s
from kiosk.domain.reports.promises import GuessBasis, Kept, Verdict, judge
from kiosk.i18n import words
from kiosk.views.reports.promises import verdict_line

RECENT = 40
QUEUE = "A"


@dataclass(frozen=True, slots=True)
class Caller:
    """One who queued: from when until when, and the agent and the end of the service (None: hung up)."""

    came: datetime
    left: datetime
    agent: int | None = None
    done: datetime | None = None


def measure(file: Path) -> Verdict:
    """The verdict over every caller of the month whom an agent answered."""
    return judge([kept for day in _days(file) for kept in _day(day)])


def _day(callers: Sequence[Caller]) -> Iterator[Kept]:
    known, called = GuessBasis(), list[Called]()
    waiting, ahead, busy = set[int](), dict[int, int](), set[int]()
    promised = dict[int, tuple[float, float, float]]()
    for at, what, i in _events(callers):
        one = callers[i]
        if what == "comes":
            opened = sum(at - step <= timedelta(minutes=30) for step in known.steps.values())
            each = pace(opened, max(0, opened - len(busy)), called[-RECENT:])
            guess = known.guess([QUEUE], [*known.steps], len(waiting), at)
            if each.each_s and guess is not None:
                promised[i] = (*span_s(len(waiting), each.each_s, each.free), guess)
            ahead[i] = len(waiting)
            waiting.add(i)
        elif what == "leaves":
            waiting.discard(i)
            if one.agent is not None:
                known.stepped(one.agent, at)
                busy.add(one.agent)
                called.append(Called(ahead[i], one.came, at))
                if i in promised:
                    yield Kept(*promised[i], (at - one.came).total_seconds())
        elif one.agent is not None:
            known.stepped(one.agent, at)
            busy.discard(one.agent)
            known.served(QUEUE, at - one.left)


def _events(callers: Sequence[Caller]) -> list[tuple[datetime, str, int]]:
    """What happens, in order; at one instant services end, then people come, then they leave the queue."""
    events = [(one.came, 1, "comes", i) for i, one in enumerate(callers)]
    events += [(one.left, 2, "leaves", i) for i, one in enumerate(callers)]
    events += [(one.done, 0, "done", i) for i, one in enumerate(callers) if one.done]
    return [(at, what, i) for at, _, what, i in sorted(events)]


def _days(file: Path) -> list[list[Caller]]:
    days: dict[str, list[Caller]] = defaultdict(list)
    agents: dict[str, int] = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text, delimiter="\t"):
            if caller := _caller(row, agents):
                days[row["date"]].append(caller)
    return [sorted(callers, key=lambda one: one.came) for callers in days.values()]


def _caller(row: dict[str, str], agents: dict[str, int]) -> Caller | None:
    """A row's caller; who was put through without queueing came when the agent answered."""
    came, left, start, done = (_at(row[name]) for name in ("q_start", "q_exit", "ser_start", "ser_exit"))
    if row["outcome"] == "AGENT" and done > start:
        queued = _at("0:00:00") < came <= start
        return Caller(came if queued else start, start, agents.setdefault(row["server"], len(agents)), done)
    return Caller(came, left) if row["outcome"] == "HANG" and _at("0:00:00") < came <= left else None


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M:%S")


if __name__ == "__main__":
    print(verdict_line(words("en"), measure(Path(sys.argv[1]))))
