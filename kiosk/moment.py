"""One state of the office at one instant: what every view is a function of."""

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from sqlite3 import Connection
from typing import Any, Concatenate, ParamSpec, TypeVar

from kiosk.config import Config
from kiosk.domain.office.clock import NewDay, Running
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import business_day, day_start
from kiosk.domain.queue.presence import seen_since
from kiosk.domain.queue.waiting import Pace, pace
from kiosk.domain.ratings.held import Held
from kiosk.storage.office import clocks
from kiosk.storage.queue import figures
from kiosk.storage.record import log
from kiosk.storage.record.keys import Keys

PACE_HOLDS = timedelta(seconds=5)
RUN = secrets.token_hex(4)  # of this run of the program
P = ParamSpec("P")
T = TypeVar("T")


class Paces:
    """How fast the areas that share counters move, each reckoned anew every few seconds."""

    def __init__(self) -> None:
        self._paces: dict[frozenset[str], tuple[datetime, Pace]] = {}
        self._lock = threading.Lock()

    def of(self, sql: Connection, plan: Plan, letter: str, now: datetime, at_work: Mapping[int, bool]) -> Pace:
        """The pace of an area while these counters are open, each free or not; that of all who are called by turns."""
        pool = plan.pool(letter, at_work)
        with self._lock:
            latest = self._paces.get(pool)
        if latest and abs(now - latest[0]) < PACE_HOLDS:
            return latest[1]
        callers = plan.callers_of(pool, at_work)
        free = sum(at_work[each] for each in callers)
        reckoned = pace(len(callers), free, figures.called_lately(sql, pool))
        with self._lock:
            self._paces[pool] = now, reckoned
        return reckoned

    def forget(self) -> None:
        """Reckon each anew."""
        with self._lock:
            self._paces.clear()


@dataclass(frozen=True, slots=True)
class Moment:
    """One consistent state of the office for many who look at it: what one of them read is not read again."""

    sql: Connection
    plan: Plan
    now: datetime
    config: Config
    paces: Paces
    read_keys: Callable[[], Keys]
    running: Running | None
    held: Held
    edition: int  # which reading of the office this is, in this run of the program
    _memo: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @property
    def keys(self) -> Keys:
        """The office's own secrets."""
        return self.read_keys()

    @property
    def as_of(self) -> str:
        """Which state it is, RUN-SEQ-EDITION: of two of one run that with the greater seq, then edition, is newer."""
        return f"{RUN}-{self.once(log.newest_seq)}-{self.edition}"

    @property
    def local(self) -> datetime:
        """The same instant by the office's clock."""
        return self.now.astimezone(self.plan.zone_info)

    @property
    def today(self) -> date:
        """The business day it is."""
        return business_day(self.now, self.plan.day_starts_at, self.plan.zone_info)

    @property
    def began(self) -> datetime:
        """When the present business day began."""
        return day_start(self.today, self.plan.day_starts_at, self.plan.zone_info)

    @property
    def new_day(self) -> NewDay | None:
        """The business day that is about to begin after another; None while that of the clock is open."""
        return clocks.new_day(self.sql, self.plan, self.now, self.running)

    @property
    def seen_since(self) -> datetime:
        """Since when a desk must have been seen for its counter to be open."""
        return seen_since(self.now, self.plan)

    def once(self, read: Callable[Concatenate[Connection, P], T], *which: P.args, **named: P.kwargs) -> T:
        """What a function reads of this state."""
        return self._find((read, which, *named.items()), partial(read, self.sql, *which, **named))

    def made(self, make: Callable[Concatenate["Moment", P], T], *of: P.args, **named: P.kwargs) -> T:
        """What a function makes of this state."""
        return self._find((make, of, *named.items()), partial(make, self, *of, **named))

    def _find(self, key: tuple[Any, ...], know: Callable[[], T]) -> T:
        if key not in self._memo:
            self._memo[key] = know()
        answer: T = self._memo[key]
        return answer
