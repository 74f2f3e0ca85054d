"""Twelve counters call at random for simulated hours: never two sounds at once, none lost, order kept.

Two boards share the zone; now and then the one that speaks dies in the middle of a word and the other takes over.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from random import Random
from statistics import quantiles

import pytest

from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.queue import officer
from kiosk.domain.errors import Refusal
from kiosk.domain.hall import announcer
from kiosk.domain.hall.loudspeaker import BEAT
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import NOW, SetClock, call, issue, open_office, plan_of, rows, take_back

COUNTERS = 12
TAKEN_OVER = timedelta(seconds=10)
HEARS_S = 0.15  # from the commit to the board's question
SOUNDS_S = {"chime": 0.7, "vi": 4.2, "short": 2.9}  # as measured
PLAN = '[[areas]]\nletter = "A"\nname = "A"\n' + "".join(
    f"[[counters]]\nnumber = {n}\n" for n in range(1, COUNTERS + 1)
)


@dataclass
class Hall:
    """The hall's events in the order of a simulated clock."""

    office: Office
    clock: SetClock
    random: Random
    pace_s: float
    heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    boards: list["Board"] = field(default_factory=list)
    deaths: list[datetime] = field(default_factory=list)
    broken_off: set[int] = field(default_factory=set)
    sounds: list[tuple[int, datetime, datetime]] = field(default_factory=list)  # no, begun, ended or broken off

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        heapq.heappush(self.heap, (self.clock.at + timedelta(seconds=seconds), next(self.order), do))

    def run(self, hours: float) -> None:
        end = self.clock.at + timedelta(hours=hours)
        while self.heap and self.heap[0][0] < end:
            self.clock.at, _, do = heapq.heappop(self.heap)
            do()

    def told(self) -> None:
        """The stream tells every board of a change."""
        for board in self.boards:
            self.later(HEARS_S, board.ask)


@dataclass
class Board:
    hall: Hall
    name: str
    playing: int = 0
    done: int = 0
    alive: bool = True

    def beat(self) -> None:
        if self.alive:
            self.ask()
            self.hall.later(BEAT.total_seconds(), self.beat)

    def ask(self) -> None:
        if not self.alive:
            return
        report = SoundReport("1", self.name, done=self.done, free=not self.playing)
        answer = attend(self.hall.office, report)
        self.done = 0
        if said := answer.turn.announcement:
            self.playing = said.no
            speech = "short" if answer.turn.short else "vi"
            parts = announcer.script(answer.turn, [speech])
            seconds = sum(SOUNDS_S[part.sound] + part.pause_ms / 1000 for part in parts)
            begun = self.hall.clock.at
            self.hall.sounds.append((said.no, begun, begun + timedelta(seconds=seconds)))
            self.hall.later(seconds, self.ended)

    def ended(self) -> None:
        if self.alive:
            self.playing, self.done = 0, self.playing
            self.ask()

    def die(self) -> None:
        """In the middle of a word, if it is speaking; another screen is put in its place."""
        self.alive = False
        if self.playing:
            no, begun, _ = self.hall.sounds[-1]
            self.hall.sounds[-1] = (no, begun, self.hall.clock.at)
            self.hall.broken_off.add(no)
        self.hall.deaths.append(self.hall.clock.at)
        self.hall.boards.remove(self)
        self.hall.later(60, lambda: put_up(self.hall, f"{self.name}'"))


def put_up(hall: Hall, name: str) -> None:
    hall.boards.append(board := Board(hall, name))
    board.beat()


def work(hall: Hall, counter: int) -> None:
    """A counter calls, calls again, regrets or serves, for ever."""
    random, office = hall.random, hall.office
    issue(office)
    leg = call(office, counter)
    hall.told()
    serves = random.uniform(0.3, 1.7) * hall.pace_s

    def step(act: Callable[[], object]) -> Callable[[], None]:
        def acted() -> None:
            try:
                act()
            except Refusal:  # the ticket is gone meanwhile
                return
            hall.told()

        return acted

    if random.random() < 0.3:
        hall.later(random.uniform(1, 0.25 * hall.pace_s), step(lambda: officer.recall(office, counter)))
    if random.random() < 0.05:
        hall.later(random.uniform(1, 8), step(lambda: take_back(office, leg)))
    hall.later(serves, step(lambda: officer.finish(office, counter)))
    hall.later(serves + 1, lambda: work(hall, counter))


def lives(hall: Hall, hours: float) -> None:
    for counter in range(1, COUNTERS + 1):
        hall.later(hall.random.uniform(0, hall.pace_s), lambda counter=counter: work(hall, counter))  # type: ignore[misc]
    put_up(hall, "left")
    put_up(hall, "right")
    for minute in range(7, int(hours * 60), 11):
        hall.later(minute * 60 + hall.random.uniform(0, 60), lambda: speaking(hall).die())
    hall.run(hours)


def speaking(hall: Hall) -> Board:
    return max(hall.boards, key=lambda board: board.playing)


def delays(hall: Hall) -> dict[str, list[float]]:
    """Seconds from the call to its first sound: into a silent zone, one still speaking, one whose board had died."""
    made = {no: datetime.fromisoformat(str(at)) for no, at in rows(hall.office, "SELECT no, at FROM announcements")}
    found: dict[str, list[float]] = {"silent": [], "busy": [], "bereft": []}
    free_at = NOW
    for no, begun, ended in hall.sounds:
        bereft = any(at <= begun and made[no] <= at + TAKEN_OVER for at in hall.deaths)
        kind = "busy" if free_at > made[no] else "bereft" if bereft else "silent"
        found[kind].append((begun - made[no]).total_seconds())
        free_at = ended
    return found


@pytest.mark.parametrize(
    ("hours", "pace_s"),
    [
        (0.25, 90),
        (0.5, 900),
        pytest.param(8, 90, marks=pytest.mark.nightly),
        pytest.param(8, 40, marks=pytest.mark.nightly),
    ],
)
def test_never_two_sounds_at_once_none_lost_and_in_order(
    tmp_path: Path, clock: SetClock, hours: float, pace_s: float
) -> None:
    office = open_office(tmp_path, clock, plan_of(PLAN))
    office.db.writer().execute("PRAGMA synchronous=OFF")  # the disk is not the point
    hall = Hall(office, clock, Random(int(pace_s)), pace_s)
    lives(hall, hours)

    assert hall.sounds
    for (_, _, ended), (_, begun, _) in pairwise(hall.sounds):
        assert begun >= ended
    numbers = [no for no, *_ in hall.sounds]
    assert numbers == sorted(numbers)
    ((spoken_no,),) = rows(office, "SELECT max(spoken_no, saying_no) FROM zone_sounds")
    accounted = {int(str(no)): str(outcome) for no, outcome in rows(office, "SELECT no, outcome FROM sayings")}
    assert sorted(accounted) == [*range(1, int(str(spoken_no)) + 1)]
    spoken = {no for no, outcome in accounted.items() if outcome in ("said", "short")}
    assert spoken <= set(numbers)
    assert set(numbers) - spoken <= hall.broken_off  # too old by the time another board could say it again
    waiting = rows(office, "SELECT at FROM announcements WHERE no > ?", spoken_no)
    assert all(clock.at - datetime.fromisoformat(str(at)) < timedelta(seconds=75) for (at,) in waiting)
    assert max(map(max, filter(None, delays(hall).values()))) < 60
    assert audit.verify(office) == []
    report(hall, [*accounted.values()])
    office.db.close()


def report(hall: Hall, outcomes: list[str]) -> None:
    print(
        f"\n{hall.pace_s:g} s a visitor at {COUNTERS} counters:", {each: outcomes.count(each) for each in set(outcomes)}
    )
    for name, waits in delays(hall).items():
        if len(waits) > 1:
            cuts = quantiles(waits, n=100)
            print(f"  first sound, {name} zone: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s of {len(waits)}")
