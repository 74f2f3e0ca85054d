"""How did the waits promised at issue come true, by the log alone?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import day_start
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.queue import ServiceFinished, ServiceStarted, TicketCalled, TicketIssued
from kiosk.domain.reports.promises import GuessBasis, Kept, Verdict, judge
from kiosk.moment import Moment
from kiosk.storage.record import log
from kiosk.views import read_by

BEFORE = timedelta(days=1)  # what services took the day before is known in the morning


@read_by("manager", long=True)
def verdict(moment: Moment, first: date | None = None, last: date | None = None) -> Verdict:
    """The promises made from one business day to another (None: from the beginning, to the end)."""
    plan, days = moment.plan, ((first or date.min).isoformat(), (last or date.max).isoformat())
    since = to_text(day_start(first, plan.day_starts_at, plan.zone_info) - BEFORE) if first else ""
    record = _Record(plan, days)
    for each in log.since_instant(moment.sql, since):
        record.take(each.entry, from_text(each.at))
    return judge(record.kept)


@dataclass(slots=True)
class _Promise:
    """What was promised when a ticket was issued, until its first call."""

    low_s: int
    high_s: int
    guess_s: float
    at: datetime


@dataclass(slots=True)
class _Record:
    """The log as it is read: promises that wait for their call, and those that had it."""

    plan: Plan
    days: tuple[str, str]
    basis: GuessBasis = field(default_factory=GuessBasis)
    begun: dict[int, datetime] = field(default_factory=dict)
    open: dict[int, _Promise] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    def take(self, entry: Entry, at: datetime) -> None:
        counter = getattr(entry, "counter", None)
        if isinstance(counter, int):
            self.basis.stepped(counter, at)
        if read := _READ.get(type(entry)):
            read(self, entry, at)

    def issued(self, entry: TicketIssued, at: datetime) -> None:
        if entry.low_s is None or entry.high_s is None or not self.days[0] <= entry.day <= self.days[1]:
            return
        pool = self.plan.pools.get(entry.area, frozenset({entry.area}))
        guess = self.basis.guess(pool, self.plan.counters_of(pool), entry.ahead, at)
        if guess is not None:
            self.open[entry.leg] = _Promise(entry.low_s, entry.high_s, guess, at)

    def called(self, entry: TicketCalled, at: datetime) -> None:
        self.begun[entry.leg] = at
        if one := self.open.pop(entry.leg, None):
            self.kept.append(Kept(one.low_s, one.high_s, one.guess_s, (at - one.at).total_seconds()))

    def started(self, entry: ServiceStarted, at: datetime) -> None:
        self.begun[entry.leg] = at

    def finished(self, entry: ServiceFinished, at: datetime) -> None:
        if begun := self.begun.pop(entry.leg, None):
            self.basis.served(entry.area, at - begun)


_READ: dict[type[Entry], Callable[..., None]] = {
    TicketIssued: _Record.issued,
    TicketCalled: _Record.called,
    ServiceStarted: _Record.started,
    ServiceFinished: _Record.finished,
}
