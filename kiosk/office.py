"""The office at work: what every action receives."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from sqlite3 import Connection
from typing import Concatenate, ParamSpec, TypeVar

from kiosk.config import Config
from kiosk.domain.errors import BadConfig
from kiosk.domain.instants import from_text
from kiosk.domain.office.hours import Calendar
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.expecting import by_hours
from kiosk.domain.queue.waiting import Wait, expect
from kiosk.domain.ratings.held import Held
from kiosk.domain.rows import Flaw
from kiosk.moment import Moment, Paces
from kiosk.stopwatch import Stopwatch, by_the_clock, machine_stopwatch, no_stopwatch
from kiosk.storage.db import Clock, Database
from kiosk.storage.office import plans
from kiosk.storage.office.guesses import Guesses
from kiosk.storage.office.journal import Fact, Journal
from kiosk.storage.record.keys import Keys

P = ParamSpec("P")
T = TypeVar("T")


def machine_clock() -> datetime:
    return datetime.now(UTC)


def rehearsal_clock(file: Path) -> Clock:
    """A clock that says what a file says: a day of the past is replayed by its own time."""

    def clock() -> datetime:
        try:
            return from_text(file.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            raise BadConfig(file=file, detail=Flaw("no-clock")) from error

    return clock


class Office:
    """One office's database, clock and settings, with the plan kept between changes."""

    def __init__(self, config: Config, clock: Clock | None = None, stopwatch: Stopwatch | None = None) -> None:
        self.config = config
        self.stopwatch = stopwatch or (
            by_the_clock if clock else no_stopwatch if config.clock_file else machine_stopwatch
        )
        self.clock = clock or (rehearsal_clock(Path(config.clock_file)) if config.clock_file else machine_clock)
        self.db = Database(config.folder)
        self.held = Held()
        self.guesses = Guesses(self.db)
        self.journal = Journal(config.folder)
        self._plan: Plan | None = None
        self.paces = Paces()
        self._editions = count(1)

    @property
    def keys(self) -> Keys:
        """The office's own secrets; NoOffice before the set-up."""
        keys = self.db.known_keys
        if keys is None:
            with self.db.reading() as sql:
                keys = self.db.keys(sql)
        if keys is None:
            raise NoOffice(folder=self.config.folder)
        return keys

    @contextmanager
    def reading(self, *, long: bool = False) -> Iterator[tuple[Connection, Plan]]:
        """One consistent state of the office to read from, and its plan; `long`: for seconds."""
        with self.db.reading(long=long) as sql:
            row = sql.execute("SELECT version FROM office").fetchone()
            yield sql, self.plan(sql, row["version"] if row else 0)

    def present_plan(self) -> Plan:
        """What the office decided, as it is now."""
        with self.reading() as (_, plan):
            return plan

    def last_plan(self) -> Plan:
        """The same as it was last read, for what may be a request late."""
        return self._plan or self.present_plan()

    @contextmanager
    def moment(self, *, long: bool = False) -> Iterator[Moment]:
        """The same, for many who look at once."""
        edition = next(self._editions)  # before it is read: what has the greatest is never older than another
        with self.reading(long=long) as (sql, plan):
            now = self.clock()
            running = self.stopwatch(now)
            yield Moment(sql, plan, now, self.config, self.paces, lambda: self.keys, running, self.held, edition)

    def see(self, view: Callable[Concatenate[Moment, P], T], *of: P.args, **named: P.kwargs) -> T:
        """What a view shows now."""
        with self.moment(long=getattr(view, "long", False)) as moment:
            return view(moment, *of, **named)

    def plan(self, sql: Connection, version: int) -> Plan:
        """The plan of a version, read once; NoOffice before the set-up."""
        if self._plan is None or self._plan.version != version:
            stored = plans.load(sql)
            if stored is None:
                raise NoOffice(folder=self.config.folder)
            self._plan = replace(stored, calendar=_with_holidays(stored))
        return self._plan

    def note(self, kind: str, by: Actor, **facts: Fact) -> None:
        """Note in the security journal what somebody did, was refused, or read."""
        self.journal.write(self.clock(), kind, by, facts)

    def expect(self, sql: Connection, plan: Plan, letter: str, ahead: int, at_work: Mapping[int, bool]) -> Wait:
        """The expected wait in an area with so many people before, by the clock."""
        now = self.clock()
        return by_hours(expect(ahead, self.paces.of(sql, plan, letter, now, at_work)), letter, plan, now)


def _with_holidays(plan: Plan) -> Calendar:
    """The country's days off and moved workdays of every year, under the office's own table, which wins."""
    return replace(plan.calendar, of_year=_holidays) if plan.holidays else plan.calendar


@lru_cache
def _holidays(year: int) -> Mapping[date, bool]:
    """The days off of a year, and the weekend days worked in exchange for some."""
    import holidays

    calendar = holidays.country_holidays("VN", years=year)
    return {**dict.fromkeys(calendar, False), **{day: True for day in calendar.weekend_workdays if day.year == year}}
