"""A real office day through a running server: the same people come, the same numbers are called, and it adds up."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from http.client import HTTPConnection
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk import config
from kiosk.actions.office import manager
from kiosk.demo.crew import Beat, Crew
from kiosk.demo.real_day import RealDay, RecordedQueue, read
from kiosk.domain.errors import BadFile, ReplayFailed
from kiosk.domain.instants import from_text, to_ms, to_text
from kiosk.domain.office.hours import DAY_AND_NIGHT
from kiosk.domain.office.plan import Area, Counter, Plan, Zone
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.office.settings import Access
from kiosk.domain.rows import Flaw
from kiosk.i18n import Words
from kiosk.office import Office
from kiosk.ports import free_port
from kiosk.views.record import audit, queries
from kiosk.views.reports import promises

ZONE = ZoneInfo("Europe/Warsaw")  # where the recorded offices are
CLOCK = "clock"
READY_S = 60.0  # one that ended is not waited for
HANDS = 8


@dataclass(frozen=True, slots=True)
class PickedDay:
    """Which day to replay, how fast (simulated seconds a second, 0: at full speed), and until when."""

    name: str
    day: str
    speed: float = 0
    until: str | None = None
    folder: Path | None = None


def replay(file: Path, choice: PickedDay, t: Words) -> Iterator[str]:
    """Replay the day and compare what the office did with what the file says; ReplayFailed when they differ."""
    day = read(file, choice.name, choice.day, ZONE)
    for line, ticket, letter in day.skipped:
        yield t("replay.skipped", line=f"{line}", ticket=ticket, letter=letter)
    queues = [_until(queue, choice) for queue in day.queues]
    with contextlib.ExitStack() as stack:
        folder = choice.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        started = time.monotonic()
        _drive(folder, RealDay(queues, day.skipped), choice)
        took = time.monotonic() - started
        yield from _compared(folder, queues, took, t)


def _until(queue: RecordedQueue, choice: PickedDay) -> RecordedQueue:
    """The queue up to a time of day; who was not called by then does not come."""
    if choice.until is None:
        return queue
    try:
        end = datetime.combine(datetime.fromisoformat(choice.day), time_of_day.fromisoformat(choice.until), ZONE)
    except ValueError as error:
        raise BadFile(file=choice.until, detail=Flaw("no-time-of-day")) from error
    calls = [at for at in queue.calls if at <= end]
    return replace(queue, calls=calls, arrivals=queue.arrivals[: len(calls)])


def _drive(folder: Path, day: RealDay, choice: PickedDay) -> None:
    moments = _moments(day.queues, choice)
    start = min(moments)
    folder.mkdir(parents=True, exist_ok=True)
    _set_clock(folder, start)
    office = Office(replace(config.load(folder), clock_file=str(folder / CLOCK)))
    plan = _plan(choice.name, day.queues)
    manager.set_up(office, plan, replace=False)
    tokens = {role: manager.add_device(office, role) for role in ("kiosk", "desk")}
    office.db.close()
    with _server(folder) as port, ThreadPoolExecutor(HANDS) as hands:
        crew = Crew(port, tokens, _counters_by_letter(plan))
        former = start
        for at in sorted(moments):
            if choice.speed:
                time.sleep((at - former).total_seconds() / choice.speed)
            former = at
            _set_clock(folder, at)
            crew.live(hands, moments[at])
        crew.close(hands)


def _moments(queues: Sequence[RecordedQueue], choice: PickedDay) -> dict[datetime, Beat]:
    moments: dict[datetime, Beat] = defaultdict(Beat)
    for queue in queues:
        for at in queue.arrivals:
            moments[at].arrivals[queue.letter] += 1
        for at in queue.calls:
            moments[at].calls[queue.letter] += 1
    if not moments:
        raise BadFile(file=choice.name, detail=Flaw("nobody-called"))
    return moments


def _plan(name: str, queues: Sequence[RecordedQueue]) -> Plan:
    """An office with that day's letters, and as many counters for each as were open at most."""
    counters: dict[int, Counter] = {}
    for queue in queues:
        for _ in range(queue.counters):
            counters[len(counters) + 1] = Counter(len(counters) + 1, frozenset({queue.letter}))
    return Plan(
        name_vi=name,
        name_en=name,
        time_zone=ZONE.key,
        day_starts_at=time_of_day(4),
        general_area=None,
        hours=DAY_AND_NIGHT,
        areas={q.letter: Area(q.letter, q.name, q.name, ("1",)) for q in queues},
        counters=counters,
        zones={"1": Zone("1", "Khu vực chờ 1", "Waiting area 1")},
        classes={},
        access=Access(issues_per_min=0),  # one device issues for all of that day's
        printers={},
        holidays=False,
    )


def _counters_by_letter(plan: Plan) -> dict[str, list[int]]:
    return {letter: sorted(plan.counters_of(frozenset({letter}))) for letter in plan.areas}


def _set_clock(folder: Path, at: datetime) -> None:
    partial = folder / f"{CLOCK}.partial"
    partial.write_text(to_text(at), "ascii")
    os.replace(partial, folder / CLOCK)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[int]:
    port = free_port()
    environment = os.environ | {"KIOSK_CLOCK_FILE": str(folder / CLOCK)}
    command = [sys.executable, "-P", "-m", "kiosk", "--data", str(folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        _await(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise ReplayFailed(detail=Flaw("no-server"))


def _compared(folder: Path, queues: Sequence[RecordedQueue], took: float, t: Words) -> Iterator[str]:
    office = Office(config.load(folder))
    if not office.db.path.exists():
        raise NoOffice(folder=folder)
    issued, called, order = _times_by_log(office)
    damages = audit.verify(office, everything=True)
    promised = promises.verdict_line(t, office.see(promises.verdict))
    office.db.close()
    recorded_waits = [to_ms(c) - to_ms(a) for q in queues for a, c in zip(q.arrivals, q.calls, strict=True)]
    waits = [called[number] - at for number, at in issued.items() if number in called]
    people = sum(len(queue.calls) for queue in queues)
    yield _figures(t, "replay.input", people, people, recorded_waits)
    yield _figures(t, "replay.office", len(issued), len(called), waits)
    yield promised
    pace = {"seconds": f"{took:.1f}", "requests": f"{3 * people / took:.0f}"}
    yield t("replay.pace", letters=len(queues), **pace)
    yield from map(t.damage, damages)
    if damages or sorted(recorded_waits) != sorted(waits) or len(called) != people or order:
        raise ReplayFailed(detail=order or Flaw("other-day"))
    yield t("replay.well")


def _times_by_log(office: Office) -> tuple[dict[str, datetime], dict[str, datetime], Flaw | None]:
    """When each number was issued and called, by the log, and the first call that was twice or out of order."""
    issued: dict[str, datetime] = {}
    called: dict[str, datetime] = {}
    last: dict[str, int] = defaultdict(int)
    wrong: Flaw | None = None
    for entry in queries.log_entries(office):
        body, at = json.loads(entry.body), from_text(entry.at)
        if entry.kind == "TicketIssued":
            if body["number"] in issued:
                wrong = wrong or Flaw("issued-twice", number=body["number"])
            issued[body["number"]] = at
        elif entry.kind == "TicketCalled":
            serial = int(body["number"][1:])
            if serial != last[body["area"]] + 1:
                wrong = wrong or Flaw("called-out-of-turn", number=body["number"])
            called[body["number"]], last[body["area"]] = at, serial
    return issued, called, wrong


def _figures(t: Words, key: str, tickets: int, calls: int, waits: Sequence[timedelta]) -> str:
    ranked = sorted(wait.total_seconds() / 60 for wait in waits)
    p50, p90 = (ranked[min(len(ranked) - 1, int(len(ranked) * share))] for share in (0.5, 0.9))
    return t(key, tickets=f"{tickets}", calls=f"{calls}", p50=f"{p50:.1f}", p90=f"{p90:.1f}")
