"""What does the person in charge want to know before the doors open?

Figures that a report tells too are that report's own: dossiers overdue are those of the periodic form as of now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.domain.errors import BadPeriod
from kiosk.domain.instants import to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.reports.hall_report import by_area
from kiosk.domain.reports.report import FIRST_YEAR, Counts, Period
from kiosk.domain.reports.staffing import Rush, rush_of
from kiosk.i18n import Words
from kiosk.moment import Moment
from kiosk.storage.dossiers import agencies
from kiosk.storage.reports import bulletin_figures, hall_figures
from kiosk.storage.reports.bulletin_figures import LongWait
from kiosk.views import read_by
from kiosk.views.reports import reports
from kiosk.views.reports.report import area_named
from kiosk.views.reports.tables import Cell, Minutes, ReportRow, ReportTable

WEEKS, MOST_WAITS = 4, 5
MONTH = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class AreaToday:
    """What an area may expect, and the counters it wants for that; None while no service was measured."""

    rush: Rush
    wanted: int | None
    serving: int  # counters of the plan that call from it


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One morning's page: of the business day before what was worst, of this one what is to come.

    `ratings` by level, none where fewer than five were given. `overdue`, `due_today`, `due_next` by agency; `next_day`:
    the working day after.
    """

    day: date
    before: date | None
    waits: Sequence[LongWait]
    ratings: Counts
    overdue: Counts
    due_today: Counts
    due_next: Counts
    next_day: date
    areas: Mapping[str, AreaToday]
    as_of: datetime

    @property
    def facts(self) -> dict[str, Any]:
        """The same for programs."""
        days = {
            "day": f"{self.day}",
            "before": f"{self.before}" if self.before else None,
            "next_day": f"{self.next_day}",
        }
        return asdict(self) | days | {"as_of": to_text(self.as_of)}


@read_by("manager", long=True)
def bulletin(moment: Moment, day: date | None = None) -> Bulletin:
    """The bulletin of a business day, today unless named; of a past one as it stood when that day was over."""
    if (day := day or moment.today) > moment.today or day.year < FIRST_YEAR:
        raise BadPeriod(first=f"{day}", last=f"{day}")
    before, next_day = bulletin_figures.day_before(moment.sql, day), _next_day(moment, day)
    return Bulletin(
        day=day,
        before=before,
        waits=bulletin_figures.longest_waits(moment.sql, before, MOST_WAITS) if before else (),
        ratings=reports.ratings(moment, Period(before, before)).levels if before else {},
        overdue=_overdue(moment, day),
        due_today=_due(moment, day, day),
        due_next=_due(moment, day, next_day),
        next_day=next_day,
        areas=_areas(moment, day),
        as_of=_as_of(moment, day),
    )


def tables(t: Words, plan: Plan, bulletin: Bulletin) -> list[ReportTable]:
    """The bulletin as tables."""
    before = t.day(bulletin.before) if bulletin.before else t("bulletin.day_before")
    due = t("bulletin.due_today"), t("bulletin.due_next", day=t.day(bulletin.next_day))
    waits, expected = ("number", "area", "counter", "wait"), ("area", "tickets", "hour", "wanted", "serving")
    return [
        ReportTable(t("bulletin.waits", day=before), _headings(t, *waits), _waits(t, plan, bulletin)),
        ReportTable(t("bulletin.ratings", day=before), _headings(t, "level", "count"), _ratings(t, bulletin)),
        ReportTable(t("bulletin.dossiers"), (*_headings(t, "agency", "overdue"), *due), _dossiers(t, bulletin)),
        ReportTable(t("bulletin.areas"), _headings(t, *expected), _expected(t, plan, bulletin)),
    ]


def _as_of(moment: Moment, day: date) -> datetime:
    """Now, or the end of a day that is over (local time)."""
    zone = moment.plan.zone_info
    return Period(day, day).until(moment.now, zone)[1].astimezone(zone)


def _next_day(moment: Moment, day: date) -> date:
    """The working day after; the next date where no day of the coming year is worked."""
    coming = (day + timedelta(days=n) for n in range(1, 366))
    return next((each for each in coming if moment.plan.works_on(each)), day + timedelta(days=1))


def _overdue(moment: Moment, day: date) -> Counts:
    counts: dict[str, int] = {}
    for line in reports.lines(moment, Period(day, day), moment.now):
        if late := line.counts.get("open_late", 0):
            counts[line.agency] = counts.get(line.agency, 0) + late
    return counts


def _due(moment: Moment, day: date, due: date) -> Counts:
    """By agency what was in hand on a day and falls due on another."""
    names, span = agencies.all_agencies(moment.sql), Period(due, due).instants(moment.plan.zone_info)
    counts = bulletin_figures.due(moment.sql, *span, _as_of(moment, day))
    return {names[agency].name: count for agency, count in counts.items()}


def _areas(moment: Moment, day: date) -> dict[str, AreaToday]:
    """What like days were like; the plan's areas only."""
    days = bulletin_figures.like_days(moment.sql, day, WEEKS)
    offset = moment.local.utcoffset() or timedelta()
    rushes = rush_of(bulletin_figures.arrivals(moment.sql, days, offset), len(days))
    work = by_area(hall_figures.legs(moment.sql, day - MONTH, day - timedelta(days=1))) if rushes else {}
    services = {letter: each.service_p50_s for letter, each in work.items()}
    return {
        letter: AreaToday(rush, rush.counters(services.get(letter)), len(moment.plan.counters_of(frozenset({letter}))))
        for letter, rush in rushes.items()
        if letter in moment.plan.areas
    }


def _headings(t: Words, *names: str) -> tuple[str, ...]:
    return tuple(t(f"bulletin.column.{name}") for name in names)


def _waits(t: Words, plan: Plan, bulletin: Bulletin) -> list[ReportRow]:
    return [
        ReportRow(
            (each.number, area_named(t, plan, each.area), t("desk.title", counter=each.counter), Minutes(each.seconds))
        )
        for each in bulletin.waits
    ]


def _ratings(t: Words, bulletin: Bulletin) -> list[ReportRow]:
    return [ReportRow((t(f"report.level.{level}"), count)) for level, count in bulletin.ratings.items()]


def _dossiers(t: Words, bulletin: Bulletin) -> list[ReportRow]:
    counted = (bulletin.overdue, bulletin.due_today, bulletin.due_next)
    names = sorted({name for counts in counted for name in counts})
    rows = [ReportRow((name, *(counts.get(name, 0) for counts in counted))) for name in names]
    return [*rows, ReportRow((t("report.total"), *(sum(counts.values()) for counts in counted)), True)] if rows else []


def _expected(t: Words, plan: Plan, bulletin: Bulletin) -> list[ReportRow]:
    def cells(letter: str, today: AreaToday) -> tuple[Cell, ...]:
        rush = today.rush
        return area_named(t, plan, letter), round(rush.tickets), f"{rush.hour}:00", today.wanted, today.serving

    return [ReportRow(cells(*each)) for each in bulletin.areas.items()]
