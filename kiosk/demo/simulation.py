"""Citizens who arrive and officers who work, in a process beside the server; counter 1 is left to the visitor."""

import logging
import os
import random
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kiosk import config
from kiosk.actions.office import staff
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.actions.ratings import ratings
from kiosk.demo.people import sits, take_seats
from kiosk.domain.errors import Refusal
from kiosk.domain.queue.refusals import AbsentTooSoon, NobodyWaiting
from kiosk.office import Office
from kiosk.views.ratings import question as question_view

VISITORS_COUNTER = 1
# Seven officers serve one citizen in about 9 s; a little fewer come, so that the queue breathes.
ARRIVAL_S, WALK_S, SERVICE_S = 9.5, 6.0, 45.0
PRIORITY_SHARE, ABSENT_SHARE, RATING_SHARE, DELIGHTED_SHARE = 0.15, 0.08, 0.4, 0.8
FIRST_CROWD = 12
SEEN_S = 60.0


class Simulation:
    """A hall that lives `speed` times as fast as the slow demo hour."""

    def __init__(self, office: Office, speed: float) -> None:
        self.office, self.speed = office, speed
        self.stopping = threading.Event()
        with office.reading() as (_, self.plan):
            self.counters = [number for number in self.plan.counters if number != VISITORS_COUNTER]

    def run(self) -> None:
        """Let people come and be served until told to stop."""
        self._try(lambda: take_seats(self.office, self.counters))
        for _ in range(FIRST_CROWD):
            self._try(self._arrive)
        workers = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in self.counters]
        for worker in workers:
            worker.start()
        threading.Thread(target=self._sit, daemon=True).start()
        while self._wait(random.expovariate(1 / ARRIVAL_S)):
            self._try(self._arrive)

    def _arrive(self) -> None:
        priority = random.choice(list(self.plan.classes)) if random.random() < PRIORITY_SHARE else None
        visitor.issue(self.office, Wish(random.choice(list(self.plan.areas)), priority))

    def _work(self, counter: int) -> None:
        self._wait(random.uniform(0, WALK_S))
        while not self.stopping.is_set():
            if sits(self.office, counter) and self._try(lambda: officer.call_next(self.office, counter)):
                self._serve(counter)
            self._wait(random.uniform(1, 4))

    def _sit(self) -> None:
        """Whoever sits stays, and sits down again when a visitor who played at the counter left it."""
        while not self.stopping.wait(SEEN_S):
            self._try(lambda: take_seats(self.office, self.counters))
            self._try(lambda: staff.attend(self.office, [each for each in self.counters if sits(self.office, each)]))

    def _serve(self, counter: int) -> None:
        self._wait(random.uniform(0.5, 2) * WALK_S)
        if random.random() < ABSENT_SHARE:
            self._try(lambda: officer.recall(self.office, counter))
            self._wait(2 * WALK_S)
            self._give_up(counter)
            return
        self._try(lambda: officer.start(self.office, counter))
        self._wait(random.lognormvariate(0, 0.5) * SERVICE_S)
        if self._try(lambda: officer.finish(self.office, counter)):
            self._judge(counter)

    def _give_up(self, counter: int) -> None:
        """Mark who does not come absent, as soon as the office's own clock allows."""
        try:
            officer.absent(self.office, counter)
        except AbsentTooSoon as soon:
            self.stopping.wait(int(f"{soon.facts['seconds']}"))
            self._try(lambda: officer.absent(self.office, counter))
        except (Refusal, sqlite3.Error) as error:
            logging.getLogger(__name__).debug("the hall: %r", error)

    def _judge(self, counter: int) -> None:
        """Some tap a face on the counter's pad before they go."""
        view = self.office.see(question_view.pad, counter)
        question = view.question
        if question is None or question.leg is None or random.random() > RATING_SHARE:
            return
        leg, faces = question.leg.id, view.rules.levels
        level = faces[0] if random.random() < DELIGHTED_SHARE else random.choice(faces)
        self._try(lambda: ratings.offer(self.office, leg, "pad"))
        self._try(lambda: ratings.rate_at_pad(self.office, counter, leg, level.code))

    def _wait(self, seconds: float) -> bool:
        """Wait so many seconds of the hall's own time; False when it closes meanwhile."""
        return not self.stopping.wait(seconds / self.speed)

    def _try(self, step: Callable[[], object]) -> bool:
        """A step that may be refused, as in real life: someone else acted first, or nobody waits."""
        try:
            step()
        except NobodyWaiting:
            return False
        except (Refusal, sqlite3.Error) as error:
            logging.getLogger(__name__).debug("the hall: %r", error)
            return False
        return True


def main() -> None:
    """`python -m kiosk.demo.simulation SPEED`, on the folder in KIOSK_DATA."""
    simulation = Simulation(Office(config.load(Path(os.environ["KIOSK_DATA"]))), float(sys.argv[1]))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: simulation.stopping.set())
    simulation.run()


if __name__ == "__main__":
    main()
