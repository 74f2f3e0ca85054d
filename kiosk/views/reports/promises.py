"""How did the waits promised at issue come true?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.numbering import day_start
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.queue import TicketIssued
from kiosk.domain.reports.promises import GuessBasis, Kept, Verdict, judge
from kiosk.i18n import Words
from kiosk.moment import Moment
from kiosk.storage.record import log
from kiosk.storage.reports import hall_figures
from kiosk.views import read_by
from kiosk.views.reports.tables import decimal

BEFORE = timedelta(days=1)  # what services took the day before is known in the morning


@read_by("manager", long=True)
def verdict(moment: Moment, first: date | None = None, last: date | None = None) -> Verdict:
    """The promises made from one business day to another (None: from the beginning, to the end)."""
    plan, sql, days = moment.plan, moment.sql, ((first or date.min).isoformat(), (last or date.max).isoformat())
    since = to_text(day_start(first, plan.day_starts_at, plan.zone_info) - BEFORE) if first else ""
    services = iter(hall_figures.measured_services(sql, since))
    record = _Record(plan, days, services, hall_figures.first_waits(sql, *days))
    for each in log.since_instant(sql, since):
        record.take(each.entry, from_text(each.at))
    return judge(record.kept, hall_figures.not_measured(sql, *days))


def verdict_line(t: Words, verdict: Verdict) -> str:
    """A verdict on one line."""
    said = t("report.waits.none") if verdict.median_abs_error_s is None else _errors(t, verdict)
    silent = t("report.waits.not_measured", count=verdict.not_measured)
    return f"{said}; {silent}" if verdict.not_measured else said


def _errors(t: Words, verdict: Verdict) -> str:
    guess = verdict.baseline_median_abs_error_s
    return t(
        "report.waits.verdict",
        count=verdict.n,
        within=f"{100 * (verdict.coverage or 0):.0f}",
        error=decimal(t, verdict.median_abs_error_s or 0, 1),
        guess=t("report.waits.no_guess") if guess is None else t("report.waits.guess", seconds=decimal(t, guess, 1)),
    )


@dataclass(slots=True)
class _Record:
    """The days as they are read: what is known at a moment, and the promises that had their first call.

    `services`: those measured, as they ended; `waits`: by leg the wait (s) until its first call.
    """

    plan: Plan
    days: tuple[str, str]
    services: Iterator[tuple[datetime, str, float]]
    waits: dict[int, float]
    basis: GuessBasis = field(default_factory=GuessBasis)
    kept: list[Kept] = field(default_factory=list)
    _next: tuple[datetime, str, float] | None = None

    def __post_init__(self) -> None:
        self._next = next(self.services, None)

    def take(self, entry: Entry, at: datetime) -> None:
        counter = getattr(entry, "counter", None)
        if isinstance(counter, int):
            self.basis.stepped(counter, at)
        if isinstance(entry, TicketIssued) and self.days[0] <= entry.day <= self.days[1]:
            self._issued(entry, at)

    def _issued(self, entry: TicketIssued, at: datetime) -> None:
        if entry.low_s is None or entry.high_s is None or entry.leg not in self.waits:
            return
        self._learn(until=at)
        pool = self.plan.pools.get(entry.area, frozenset({entry.area}))
        guess = self.basis.guess(pool, self.plan.counters_of(pool), entry.ahead, at)
        self.kept.append(Kept(entry.low_s, entry.high_s, guess, self.waits[entry.leg]))

    def _learn(self, until: datetime) -> None:
        """What services took that ended by an instant is known then."""
        while self._next and self._next[0] <= until:
            _, area, took_s = self._next
            self.basis.served(area, timedelta(seconds=took_s))
            self._next = next(self.services, None)
