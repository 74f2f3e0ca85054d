"""Every control of every screen is pressed twice and five times a second: one thing happens, and one alone.

A failing run prints its seed and the number of each case: `PRESSES_SEED=7 PRESSES_CASE=31` plays that case again,
`PRESSES=30` makes so many.
"""

import asyncio
import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.demo import SAMPLE
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.office.settings import DeskRules
from kiosk.domain.queue.ticket import Ticket
from kiosk.files import plan_file
from tests.journeys.browser import ARGUMENTS, program
from tests.journeys.presses import Case, Log, Start, draw, play
from tests.journeys.queue.test_touch_screen import PANELS, Hall, hall
from tests.views.dossiers.test_lookup import file, token

pytestmark = pytest.mark.journey
NO_PATIENCE = DeskRules(absent_recalls=0, absent_after_s=0, absent_after_priority_s=0)
PHONES, TABLETS, DESKS, STRIPS = ((320, 640), (390, 844)), ((1280, 800), (800, 1280)), ((1366, 768),), ((360, 140),)
GIVES = re.compile("/touch/tickets |/lookup/found/[^/ ]+/number ")
READ = ("?lang=vi", "?lang=en", "?lang=vi&large=1", "?lang=en&large=1")
COUNTERS = 300
SAMPLE_OF, BY_DAY, AT_ONCE = 300, 300, 8  # presses


class Bad:
    """An office of many counters, and a fresh number, dossier or counter for each walk."""

    def __init__(self, opened: Hall) -> None:
        self.hall, self.office, self._counters = opened, opened.office, itertools.count(2)
        self._serials = itertools.count(1)

    def starts(self) -> list[Start]:
        """Where walks begin."""
        touch = [Start("touch", PANELS, lambda: self.at("touch/"), READ)] * 3
        looked = [Start(name, PANELS, make, [f"{view}&kiosk=1" for view in READ]) for name, make in self._looked_up()]
        stands = [
            Start(f"slip {state}", PANELS, partial(self.held, state, "touch/missed/{}"), READ)
            for state in ("waiting", "absent", "done")
        ]
        rated = [Start("touch rating", PANELS, partial(self.held, "done", "rate/kiosk/{}"), READ)] * 2
        phones = [
            Start(f"phone {state}", PHONES, partial(self.held, state, "t/{}"))
            for state in ("waiting", "absent", "called", "done")
        ]
        receipt = Start("receipt's rating", PHONES, lambda: self.at(f"rate/r/{self.receipt(DossierState.RETURNED)}"))
        return [*touch, *looked, *stands, *rated, *phones, receipt, *self._counters_screens()]

    def at(self, path: str) -> str:
        return f"{self.hall.address}/{path}"

    def held(self, state: str, path: str) -> str:
        """The screen of a number in a state, to who holds it."""
        return self.at(path.format(self._at_counter(state)[0].token))

    def staffed(self, state: str, path: str) -> str:
        """The screen of a counter at which a number is in a state."""
        return self.at(path.format(self._at_counter(state)[1]))

    def receipt(self, state: DossierState) -> str:
        """The code of a dossier's receipt."""
        now = datetime.now(UTC)
        times: dict[str, object] = {"received_at": now, "due_at": now + timedelta(days=3)}
        times |= {"returned_at": now, "returned_by": "direct"} if state is DossierState.RETURNED else {}
        return token(self.office, file(self.office, next(self._serials), state=state, **times))

    def _looked_up(self) -> list[tuple[str, Callable[[], str]]]:
        return [
            ("look-up", lambda: self.at("lookup/")),
            ("result ready", lambda: self.at(f"lookup/r/{self.receipt(DossierState.READY)}")),
        ]

    def _counters_screens(self) -> list[Start]:
        pad = Start("rating tablet", TABLETS, partial(self.staffed, "done", "rate/{}"), ("",))
        desks = [
            Start(f"{name} {state}", sizes, partial(self.staffed, state, path))
            for name, sizes, path in (("desk", DESKS, "desk/{}"), ("strip", STRIPS, "desk/{}/strip"))
            for state in ("waiting", "called", "serving")
        ]
        charge = [Start(name, DESKS, partial(self.at, f"{name}/")) for name in ("monitor", "monitor/message")]
        return [pad, pad, *desks, *charge]

    def _at_counter(self, state: str) -> tuple[Ticket, int]:
        """A number, and the counter it was called to unless it waits."""
        counter = next(self._counters)
        ticket = visitor.issue(self.office, Wish("A", via="help-desk")).ticket
        if state == "waiting":
            return ticket, counter
        officer.call_number(self.office, counter, ticket.number, "needs-help")
        if state == "absent":
            officer.absent(self.office, counter)
        if state in ("serving", "done"):
            officer.start(self.office, counter)
        if state == "done":
            officer.finish(self.office, counter)
        return ticket, counter


@contextmanager
def office_of_bad_manners(folder: Path) -> Iterator[Bad]:
    plan = plan_file.read(SAMPLE)
    first = plan.counters[1]
    counters = {n: replace(first, number=n) for n in range(1, COUNTERS)}
    plan = replace(plan, counters=counters, desk=NO_PATIENCE, access=replace(plan.access, issues_per_min=0))
    with hall(folder, plan) as opened:
        yield Bad(opened)


async def run(bad: Bad, seed: int, numbers: Iterator[int], presses: int) -> list[tuple[int, Case]]:
    """Play cases until so many presses were made, several at once."""
    played, starts, log = list[tuple[int, Case]](), bad.starts(), Log(bad.office)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=program(), args=ARGUMENTS)

        async def worker() -> None:
            while sum(case.presses for _, case in played) < presses and (number := next(numbers, None)) is not None:
                case = draw(starts, seed, number)
                played.append((number, case))
                await play(browser, case, log)

        await asyncio.gather(*[worker() for _ in range(AT_ONCE)])
        await browser.close()
    return played


def check(bad: Bad, seed: int, presses: int) -> None:
    """Play the cases of a seed; whatever did two things is told with the words to repeat it."""
    only = os.environ.get("PRESSES_CASE")
    log = Log(bad.office)
    before = log.newest()
    played = asyncio.run(run(bad, seed, iter([int(only)]) if only else itertools.count(), presses))
    faults = [f"PRESSES_CASE={number} {case}: {fault}" for number, case in played for fault in case.faults]
    given = {each for _, case in played for each in case.everything if GIVES.match(each)}
    made = sum(case.presses for _, case in played)
    broken = [case for _, case in played if case.broken]  # a control that had gone, or a machine that is too busy
    print(f"seed {seed}: {made} presses in {len(played)} walks, {len(given)} numbers given, {len(broken)} broken")
    repeat = f"PRESSES_SEED={seed} .venv/bin/python -m pytest {os.path.relpath(__file__)} -k sample"
    broken_off = [f"{case}: {case.broken}" for case in broken]
    print(*broken_off, sep="\n")
    assert len(broken) * 4 < len(played), "\n".join(broken_off)
    assert not faults, "\n".join([f"to repeat: {repeat}", *faults])
    assert log.issued(before) == len(given), repeat


def test_a_sample_of_presses_did_one_thing_each(tmp_path: Path) -> None:
    with office_of_bad_manners(tmp_path) as bad:
        seed = int(os.environ.get("PRESSES_SEED", "836781"))
        check(bad, seed, int(os.environ.get("PRESSES") or BY_DAY))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10_000 // SAMPLE_OF + 1))
def test_ten_thousand_presses_did_one_thing_each(tmp_path: Path, seed: int) -> None:
    with office_of_bad_manners(tmp_path) as bad:
        check(bad, seed, SAMPLE_OF)
