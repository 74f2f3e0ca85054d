"""What are the figures of a period?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection

from kiosk.domain.dossiers.deadline import Term
from kiosk.domain.instants import from_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.rating import FEWEST, apart
from kiosk.domain.reports.hall_report import Workload, by_area, by_counter, work_of
from kiosk.domain.reports.report import Counts, Period, Summary, summary_of
from kiosk.moment import Moment
from kiosk.storage.dossiers import agencies
from kiosk.storage.queue import assists
from kiosk.storage.reports import dossier_figures, hall_figures, rating_figures
from kiosk.storage.reports.dossier_figures import Key
from kiosk.storage.reports.hall_figures import Seal
from kiosk.storage.reports.rating_figures import Sums
from kiosk.views import read_by
from kiosk.views.record import witnesses

RECEPTION = Term(8, "hour")  # within which an application from afar is accepted or refused


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """What is counted of one agency's dossiers in one field."""

    agency: str
    field: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class HallFigures:
    """What a day, or several, was like; `ratings` by level, `seals` of the days that are over, `assists` by kind."""

    tickets: Mapping[str, int]
    total: Workload
    areas: Mapping[str, Workload]
    counters: Mapping[int, Workload]
    ratings: Counts
    seals: Sequence[Seal]
    assists: Counts


@dataclass(frozen=True, slots=True)
class RatingSums:
    """Ratings by level, source, reason and counter; the counters with so few that one knew whose are summed as None.

    `served_and_asked`: by counter, the legs served and of them those whose citizen was never asked.
    """

    levels: Counts
    sources: Counts
    reasons: Counts
    counters: Mapping[int | None, Counts]
    served_and_asked: Mapping[int, tuple[int, int]]


@read_by("manager", long=True)
def summary(moment: Moment, period: Period, as_of: datetime | None = None) -> Summary:
    """The periodic summary as of an instant: nothing is judged by a day that has not come (None: as at its end)."""
    zone = moment.plan.zone_info
    counted = dossier_figures.of_all(moment.sql, *period.until(as_of, zone), zone)
    return summary_of(counted, _ratings(moment.sql, period).levels)


@read_by("manager", long=True)
def lines(moment: Moment, period: Period, as_of: datetime | None = None) -> list[AgencyLine]:
    """The lines of the periodic form, by agency and field, as of an instant; None: as when the period was over."""
    sql, plan = moment.sql, moment.plan
    since, until = period.until(as_of, plan.zone_info)
    line_counts = dossier_figures.by_line(sql, since, until, plan.zone_info)
    for key, counts in _waiting(sql, plan, since, until).items():
        line_counts[key] |= counts
    names = agencies.all_agencies(sql)
    made = [AgencyLine(names[agency].name, field, counts) for (agency, field), counts in line_counts.items()]
    return sorted(made, key=lambda line: (line.agency, line.field))


@read_by("manager", long=True)
def hall(moment: Moment, period: Period) -> HallFigures:
    """The report of a day, or of several."""
    sql, days = moment.sql, (period.first, period.last)
    legs = list(hall_figures.legs(sql, *days))
    return HallFigures(
        tickets=hall_figures.tickets(sql, *days),
        total=work_of(legs),
        areas=by_area(legs),
        counters=by_counter(legs),
        ratings=_ratings(sql, period).levels,
        seals=[_signed(moment, seal) for seal in hall_figures.seals(sql, *days)],
        assists=assists.counts(sql, *days),
    )


def _signed(moment: Moment, seal: Seal) -> Seal:
    """A day's seal with what bears it out on paper."""
    head = witnesses.signed(moment, moment.sql, seal.seq, seal.at, seal.hash, seal.day)
    return replace(seal, code=head.code, signature=head.signature)


@read_by("manager", long=True)
def ratings(moment: Moment, period: Period) -> RatingSums:
    """The ratings of a period."""
    summed, span = _ratings(moment.sql, period), period.instants(moment.plan.zone_info)
    return RatingSums(
        levels=summed.levels,
        sources={source: sum(levels.values()) for source, levels in summed.sources.items()},
        reasons={reason: count for reason, count in summed.reasons.items() if count >= FEWEST},
        counters=_told_apart(summed.counters),
        served_and_asked=hall_figures.served_and_asked(moment.sql, *span),
    )


def _ratings(sql: Connection, period: Period) -> Sums:
    """The ratings of a period's days that are over; of fewer than five nothing is told."""
    summed = rating_figures.sums(sql, period.first, period.last)
    return summed if summed.total >= FEWEST else Sums({}, {}, {}, {})


def _waiting(sql: Connection, plan: Plan, since: datetime, until: datetime) -> dict[Key, dict[str, int]]:
    """Applications from afar that nobody had looked at yet, in time or too long ago."""
    line_counts: dict[Key, dict[str, int]] = {}
    for key, submitted in dossier_figures.waiting(sql, since, until, plan.zone_info):
        due = plan.shifts.due(RECEPTION, from_text(submitted))
        counts = line_counts.setdefault(key, {"waiting_in_time": 0, "waiting_late": 0})
        counts["waiting_late" if due and due < until else "waiting_in_time"] += 1
    return line_counts


def _told_apart(counted: Mapping[int | None, dict[str, int]]) -> dict[int | None, Counts]:
    counters_apart = apart({counter: sum(levels.values()) for counter, levels in counted.items()})
    sums: dict[int | None, dict[str, int]] = {}
    for counter, levels in counted.items():
        place = sums.setdefault(counter if counter in counters_apart else None, {})
        for level, count in levels.items():
            if count:
                place[level] = place.get(level, 0) + count
    return dict(sorted(sums.items(), key=lambda each: (each[0] is None, each[0] or 0)))
