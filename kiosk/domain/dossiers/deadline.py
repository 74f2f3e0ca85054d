"""When a dossier is due: counted over the office's shifts and days off.

Hours are hours of work. A working day is eight of them (the office may decide otherwise), whatever the shifts of a
weekday; a calendar day and a month run on over nights and days off. Received out of hours counts from the next
opening. Nothing is due on a day off: then the same time of the next working day. While papers or a payment are
awaited the clock stands still. Times are local; without a duration nothing is due: "theo quy định".
"""

import calendar as civil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from kiosk.domain.dossiers.dossier import PAUSED, Dossier, DossierState, TraceStep
from kiosk.domain.office.hours import ALWAYS, Calendar, Hours, Sessions

MEASURES = ("hour", "working_day", "day", "month", "same_day")
RESTARTED = "restarted"  # the reason of the step with which the time began anew
LONGEST = timedelta(days=3660)  # no shift for so long: the office never opens
_USUAL: Sessions = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
USUAL = Hours((_USUAL,) * 5 + ((), ()))
"""The hours of most offices (VIETNAM.md), for one whose queue is open day and night."""

Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Term:
    """How long the regulation gives; `measure` "same_day": the result the same working day."""

    amount: float
    measure: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """When the office works; received after `same_day_until`, a same-day procedure is due the next working day."""

    hours: Hours
    calendar: Calendar = field(default_factory=Calendar)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    day_minutes: int = 480
    same_day_until: time = time(15)

    def due(self, term: Term | None, start: datetime, pauses: Sequence[Pause] = ()) -> datetime | None:
        """The due instant of work received at `start` whose clock stood still during `pauses` (oldest first)."""
        if term is None:
            return None
        local = [(self._local(paused), self._opening(self._local(resumed))) for paused, resumed in pauses]
        first = self._opening(self._local(start))
        due = {"same_day": self._same_day, "day": self._civil, "month": self._civil}.get(term.measure, self._worked)
        return due(term, first, local).replace(tzinfo=self.zone)

    def shifted(self, due: datetime, pause: Pause) -> datetime:
        """A due instant that was given and not computed, after a pause: the hours of work left then are left now."""
        paused, resumed = self._local(pause[0]), self._opening(self._local(pause[1]))
        if paused >= self._local(due):
            return due
        return self._add(resumed, self._between(paused, self._local(due))).replace(tzinfo=self.zone)

    def _worked(self, term: Term, start: datetime, pauses: Sequence[Pause]) -> datetime:
        left = timedelta(minutes=term.amount * (60 if term.measure == "hour" else self.day_minutes))
        for paused, resumed in pauses:
            done = self._between(start, paused)
            if done >= left:
                break
            left, start = left - done, resumed
        return self._add(start, left)

    def _civil(self, term: Term, start: datetime, pauses: Sequence[Pause]) -> datetime:
        end = _months_later(start, term.amount) if term.measure == "month" else start + timedelta(days=term.amount)
        for paused, resumed in pauses:
            if paused >= self._on_workday(end):
                break
            end += resumed - paused
        return self._on_workday(end)

    def _same_day(self, term: Term, start: datetime, pauses: Sequence[Pause]) -> datetime:
        """The day begins anew when the papers are complete."""
        for paused, resumed in pauses:
            if paused >= self._day_of(start):
                break
            start = resumed
        return self._day_of(start)

    def _day_of(self, start: datetime) -> datetime:
        after = start.date() if start.time() <= self.same_day_until else start.date() + timedelta(days=1)
        day, sessions = next(self._workdays(after))
        return datetime.combine(day, sessions[-1][1])

    def _add(self, start: datetime, left: timedelta) -> datetime:
        """So many hours of work after an instant."""
        for opening, closing in self._sessions(start.date()):
            begun = max(start, opening)
            if begun > closing:
                continue
            if left <= closing - begun:
                return begun + left
            left -= closing - begun
        raise AssertionError("sessions never end")

    def _between(self, start: datetime, end: datetime) -> timedelta:
        """The hours of work between two instants."""
        total = timedelta()
        for opening, closing in self._sessions(start.date()):
            if opening >= end:
                break
            total += max(timedelta(), min(closing, end) - max(opening, start))
        return total

    def _opening(self, at: datetime) -> datetime:
        """The instant itself while the office works, else its next opening."""
        return next(max(at, opening) for opening, closing in self._sessions(at.date()) if at < closing)

    def _on_workday(self, at: datetime) -> datetime:
        """Off the days off, at the same time of day; out of hours there, at the next opening."""
        day, _ = next(self._workdays(at.date()))
        moved = datetime.combine(day, at.time())
        return next(max(moved, opening) for opening, closing in self._sessions(day) if moved <= closing)

    def _sessions(self, since: date) -> Iterator[Pause]:
        for day, sessions in self._workdays(since):
            for opening, closing in sessions:
                yield datetime.combine(day, opening), datetime.combine(day, closing)

    def _workdays(self, since: date) -> Iterator[tuple[date, Sessions]]:
        """The days on which the office works, from a date on."""
        day, barren = since, timedelta()
        while barren < LONGEST:
            sessions = self.hours.on(day, self.calendar)
            barren = timedelta() if sessions else barren + timedelta(days=1)
            if sessions:
                yield day, sessions
            day += timedelta(days=1)
        raise ValueError("the office never works")

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)


def working_hours(queue: Hours) -> Hours:
    """When the office works, by the hours of its queue; a queue that never closes says nothing of that."""
    return USUAL if all(day == ALWAYS for day in queue.week) else queue


def pauses(trace: Sequence[TraceStep], since: datetime) -> list[Pause]:
    """When the clock stood still after an instant, each stretch whole and past."""
    stretches: list[Pause] = []
    for step, following in pairwise(trace):
        if step.state not in PAUSED or step.at < since:
            continue
        if stretches and stretches[-1][1] == step.at:
            stretches[-1] = (stretches[-1][0], following.at)
        else:
            stretches.append((step.at, following.at))
    return stretches


def after_pause(dossier: Dossier, resumed: datetime, shifts: Shifts, restart: bool = False) -> datetime | None:
    """The new due instant of a dossier whose clock goes on: the time left, or with `restart` the whole time anew."""
    term, start = term_of(dossier), _counted_from(dossier)
    trace = (*dossier.trace, TraceStep(resumed, DossierState.IN_HAND))
    if term is None or start is None:
        stood = pauses(trace, trace[0].at)
        return shifts.shifted(dossier.due_at, stood[-1]) if dossier.due_at and stood else dossier.due_at
    return shifts.due(term, resumed) if restart else shifts.due(term, start, pauses(trace, start))


def recomputed(dossier: Dossier, shifts: Shifts) -> datetime | None:
    """The due instant by today's calendar of a dossier whose clock runs; its own when it was given, not computed."""
    term, start = term_of(dossier), _counted_from(dossier)
    if term is None or start is None:
        return dossier.due_at
    return shifts.due(term, start, pauses(dossier.trace, start))


def term_of(dossier: Dossier) -> Term | None:
    """The time the regulation gave when the dossier was received."""
    return Term(dossier.duration, dossier.measure) if dossier.duration and dossier.measure in MEASURES else None


def _counted_from(dossier: Dossier) -> datetime | None:
    """When the time given began to run: at reception, or anew with the last supplement."""
    anew = [step.at for step in dossier.trace if step.reason == RESTARTED]
    return anew[-1] if anew else dossier.received_at


def _months_later(start: datetime, months: float) -> datetime:
    """The same day of a later month, its last when it has no such day; a part of a month counts thirty days to one."""
    whole, part = divmod(months, 1)
    year, month = divmod(start.year * 12 + start.month - 1 + int(whole), 12)
    day = min(start.day, civil.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day) + timedelta(days=30 * part)
