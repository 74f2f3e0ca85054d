"""The frame of every action: the write lock, the plan, and a business day that is today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Connection

from kiosk.domain.entries import DayOpened, DaySealed, Entry, TicketLeft
from kiosk.domain.numbering import business_day
from kiosk.domain.plan import Plan
from kiosk.office import Office
from kiosk.storage import figures, legs, tickets
from kiosk.storage.db import Writing, writing


@dataclass(frozen=True, slots=True)
class Work:
    """A write in progress: everything an action decides on is read through it."""

    writing: Writing
    plan: Plan
    today: date

    @property
    def sql(self) -> Connection:
        return self.writing.sql

    @property
    def now(self) -> datetime:
        return self.writing.now

    def log(self, entry: Entry) -> None:
        self.writing.log(entry)


@contextmanager
def working(office: Office, *, clock_accepted: bool = False) -> Iterator[Work]:
    """Lock, load the plan, and begin the day when this is its first write."""
    with writing(office.db, office.clock, clock_accepted=clock_accepted) as tx:
        yield begun(office, tx, turn=not clock_accepted)


def begun(office: Office, tx: Writing, *, turn: bool = True) -> Work:
    """The work of an open write; its day is begun unless `turn` is false."""
    plan = office.plan(tx.sql, tx.version)
    work = Work(tx, plan, business_day(tx.now, plan.day_starts_at, plan.zone_info))
    if turn and tx.day != work.today.isoformat():
        _turn_day(work, tx.day)
    return work


def begin_day(office: Office) -> None:
    """Begin the business day though nobody came yet, so that no screen shows yesterday's queue."""
    with working(office):
        pass


def _turn_day(work: Work, former: str) -> None:
    """End the open legs of the former day, seal it, and open today."""
    for leg in legs.open_legs(work.sql):
        ended = leg.end_with_day(work.now)
        legs.save(work.sql, ended)
        work.log(TicketLeft(leg.ticket, leg.id, leg.number, leg.area, "day-ended"))
    if former:
        tickets.forget_keys(work.sql, work.now)
        work.log(DaySealed(former, work.writing.head.hash, *figures.day_counts(work.sql, former)))
    work.sql.execute("UPDATE office SET day = ?", (work.today.isoformat(),))
    work.log(DayOpened(work.today.isoformat()))
