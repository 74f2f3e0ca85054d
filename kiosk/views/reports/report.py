"""Each report by its name: its figures, for programs as they are and for people as tables in their language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from kiosk.domain.instants import to_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.assist import KINDS
from kiosk.domain.ratings.rating import COUNTED, SOURCES
from kiosk.domain.reports.hall_report import Workload
from kiosk.domain.reports.report import SUMMED, Counts, Form, Period, Summary, percent, total
from kiosk.i18n import Words
from kiosk.moment import Moment
from kiosk.views import read_by
from kiosk.views.reports import reports
from kiosk.views.reports.reports import AgencyLine, HallFigures, RatingSums
from kiosk.views.reports.tables import Cell, Minutes, Percent, ReportRow, ReportTable

Facts = Mapping[str, Any]
Figures = tuple[Facts, Sequence[ReportTable]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what programs read, the tables people read, and as of when (local time) its figures are."""

    facts: Facts
    tables: Sequence[ReportTable]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a report: in whose words, of which days, on which form, as of which instant."""

    t: Words
    period: Period
    form: Form
    as_of: datetime


@read_by("manager", long=True)
def report_of(moment: Moment, name: str, t: Words, period: Period, form: Form) -> Report:
    """A report by its name, as of now."""
    facts, tables = REPORTS[name](moment, Question(t, period, form, moment.local))
    return Report({**facts, "as_of": to_text(moment.now)}, tables, moment.local)


def as_of(t: Words, made: Report) -> str:
    """As of when its figures are, in words: they may be of a period that is not over."""
    return t("report.as_of", moment=t.moment(made.as_of))


def summary(moment: Moment, question: Question) -> Figures:
    """The periodic summary, the same period of the year before beside it."""
    t, period = question.t, question.period
    now, before = (reports.summary(moment, each, question.as_of) for each in (period, period.a_year_before))
    rows = [
        ReportRow(
            (t(f"report.summary.{name}"), _figure(now, name), _figure(before, name)), name in ("received", "returned")
        )
        for name in SUMMED
    ]
    headings = (t("report.figure"), t("report.period"), t("report.before"))
    return asdict(now), [ReportTable(t("report.tab.summary"), headings, rows)]


def periodic(moment: Moment, question: Question) -> Figures:
    """The periodic form: a line for each field of each agency, and their sums."""
    t, period, form = question.t, question.period, question.form
    lines, former = (reports.lines(moment, each, question.as_of) for each in (period, period.a_year_before))
    summed = form.line(total(line.counts for line in lines))
    before = form.line(total(line.counts for line in former))
    facts = {
        "form": form.code,
        "from": f"{period.first}",
        "to": f"{period.last}",
        "lines": [{"agency": line.agency, "field": line.field, **form.line(line.counts)} for line in lines],
        "total": summed,
        "a_year_before": before,
    }
    columns = [f"({each.number}) {t(f'report.column.{each.name}')}" for each in form.columns]
    rows = [row for agency, own in groupby(lines, lambda line: line.agency) for row in _agency(form, agency, [*own])]
    rows = [ReportRow((number, *row.cells), row.strong) for number, row in _numbered(rows)]
    rows += [
        ReportRow(("", t("report.total"), *summed.values()), True),
        ReportRow(("", t("report.before"), *before.values())),
    ]
    headings = (f"(1) {t('report.no')}", f"(2) {t('report.agency_field')}", *columns)
    return facts, [ReportTable(t("report.form", form=form.code), headings, rows, _groups(t, form))]


def _groups(t: Words, form: Form) -> tuple[tuple[str, int], ...]:
    """The upper headings of a form; none over number and name."""
    over = [(t(f"report.group.{name}"), len([*own])) for name, own in groupby(form.columns, lambda each: each.group)]
    return (("", 2), *over)


def day(moment: Moment, question: Question) -> Figures:
    """The hall on a day or several: tickets, legs, waits, ratings, seals."""
    t, period = question.t, question.period
    now, before = reports.hall(moment, period), reports.hall(moment, period.a_year_before)
    areas = [
        ReportRow((area_named(t, moment.plan, each), now.tickets.get(each, 0), *_work(now.areas[each])))
        for each in now.areas
    ]
    sums = [
        ReportRow((t("report.total"), sum(now.tickets.values()), *_work(now.total)), True),
        ReportRow((t("report.before"), sum(before.tickets.values()), *_work(before.total))),
    ]
    counters = [ReportRow((t("desk.title", counter=each), *_work(work))) for each, work in now.counters.items()]
    headings = tuple(t(f"report.work.{name}") for name in _WORK)
    tables = [
        ReportTable(t("report.areas"), (t("report.area"), t("report.tickets"), *headings), [*areas, *sums]),
        ReportTable(t("report.counters"), (t("report.counter"), *headings), counters),
        _levels(t, now.ratings, before.ratings),
        ReportTable(t("assist.title"), (t("assist.kind"), t("assist.count")), _assists(t, now.assists)),
        ReportTable(
            t("report.seals"),
            (t("report.day"), t("report.seal_code"), t("report.seal"), t("report.signature")),
            [ReportRow((seal.day, seal.code, seal.hash, seal.signature)) for seal in now.seals],
        ),
    ]
    return _hall_facts(period, now), tables


def ratings(moment: Moment, question: Question) -> Figures:
    """The ratings of a period: by level, source and counter, the reasons, and who was never asked."""
    t, period = question.t, question.period
    now, before = reports.ratings(moment, period), reports.ratings(moment, period.a_year_before)
    sources = [ReportRow((t(f"report.source.{name}"), now.sources.get(name, 0))) for name in SOURCES]
    counters = [
        ReportRow((t("report.other_counters") if each is None else t("desk.title", counter=each), *_of_levels(levels)))
        for each, levels in now.counters.items()
    ]
    pads = [ReportRow((t("desk.title", counter=each), *counts)) for each, counts in now.served_and_asked.items()]
    levels = tuple(t(f"report.level.{name}") for name in COUNTED)
    tables = [
        _levels(t, now.levels, before.levels),
        ReportTable(t("report.sources"), (t("report.source"), t("report.ratings")), sources),
        ReportTable(t("report.by_counter"), (t("report.counter"), *levels), counters),
        ReportTable(t("report.reasons"), (t("report.reason"), t("report.ratings")), _reasons(moment, t, now)),
        ReportTable(
            t("report.asked"), (t("report.counter"), t("report.work.served"), t("report.work.not_asked")), pads
        ),
    ]
    return _rating_facts(period, now), tables


REPORTS: Mapping[str, Callable[[Moment, Question], Figures]] = {
    "summary": summary,
    "ii06a": periodic,
    "day": day,
    "ratings": ratings,
}
_WORK = (
    *("served", "left", "transferred", "open", "out_of_turn", "not_asked"),
    *("wait_p50_s", "wait_p90_s", "service_p50_s", "service_p90_s", "not_measured"),
    *("waited_again", "later_wait_p50_s"),
)


def _figure(summed: Summary, name: str) -> Cell:
    value = getattr(summed, name)
    return Percent(value) if name.endswith("_pct") else value


def _agency(form: Form, agency: str, lines: Sequence[AgencyLine]) -> list[ReportRow]:
    """An agency's sum, and below it a line for each of its fields."""
    summed = form.line(total(line.counts for line in lines))
    fields = [ReportRow((line.field or agency, *form.line(line.counts).values())) for line in lines]
    return [ReportRow((agency, *summed.values()), True), *fields]


def _numbered(rows: Sequence[ReportRow]) -> list[tuple[str, ReportRow]]:
    """Agencies I, II, …; under each its fields 1, 2, …"""
    numbered_rows, agency, field = [], 0, 0
    for row in rows:
        agency, field = (agency + 1, 0) if row.strong else (agency, field + 1)
        numbered_rows.append((_roman(agency) if row.strong else f"{field}", row))
    return numbered_rows


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        while number >= value:
            text, number = text + letters, number - value
    return text + "I" * number


def _assists(t: Words, counts: Counts) -> list[ReportRow]:
    rows = [ReportRow((t(f"assist.{kind}"), counts[kind])) for kind in KINDS if counts.get(kind)]
    return [*rows, ReportRow((t("report.total"), sum(counts.values())), True)] if rows else []


def area_named(t: Words, plan: Plan, letter: str) -> str:
    """An area by its letter and name; by its letter alone when the plan has it no longer."""
    return f"{letter} {t.of(plan.areas[letter])}" if letter in plan.areas else letter


def _work(work: Workload) -> tuple[Cell, ...]:
    figures = asdict(work)
    return tuple(Minutes(figures[name]) if name.endswith("_s") else figures[name] for name in _WORK)


def _levels(t: Words, now: Mapping[str, int], before: Mapping[str, int]) -> ReportTable:
    all_now, all_before = sum(now.values()), sum(before.values())
    rows = [
        ReportRow((t(f"report.level.{name}"), *_share(now, name, all_now), *_share(before, name, all_before)))
        for name in COUNTED
    ]
    rows.append(ReportRow((t("report.total"), all_now, None, all_before, None), True))
    headings = (t("report.level"), t("report.period"), "%", t("report.before"), "%")
    return ReportTable(t("report.ratings"), headings, rows)


def _share(counts: Mapping[str, int], name: str, whole: int) -> tuple[Cell, Cell]:
    return counts.get(name, 0), Percent(percent(counts.get(name, 0), whole))


def _of_levels(counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts.get(name, 0) for name in COUNTED)


def _reasons(moment: Moment, t: Words, now: RatingSums) -> list[ReportRow]:
    names = {reason.code: t.of(reason) for reason in moment.plan.ratings.reasons}
    ordered = sorted(now.reasons.items(), key=lambda each: (-each[1], each[0]))
    return [ReportRow((names.get(code, code), count)) for code, count in ordered]


def _hall_facts(period: Period, now: HallFigures) -> Facts:
    return {
        "from": f"{period.first}",
        "to": f"{period.last}",
        "tickets": sum(now.tickets.values()),
        **asdict(now.total),
        "areas": {each: {"tickets": now.tickets.get(each, 0), **asdict(work)} for each, work in now.areas.items()},
        "counters": {f"{each}": asdict(work) for each, work in now.counters.items()},
        "ratings": {name: now.ratings.get(name, 0) for name in COUNTED},
        "seals": [asdict(seal) for seal in now.seals],
        "assists": {kind: now.assists.get(kind, 0) for kind in KINDS},
    }


def _rating_facts(period: Period, now: RatingSums) -> Facts:
    everything = sum(now.levels.values())
    return {
        "from": f"{period.first}",
        "to": f"{period.last}",
        "ratings": everything,
        **{name: now.levels.get(name, 0) for name in COUNTED},
        **{f"{name}_pct": percent(now.levels.get(name, 0), everything) for name in COUNTED},
        "sources": {name: now.sources.get(name, 0) for name in SOURCES},
        "reasons": dict(now.reasons),
        "counters": {f"{each or 'other'}": dict(levels) for each, levels in now.counters.items()},
        "asked": {
            f"{each}": {"served": served, "not_asked": silent}
            for each, (served, silent) in now.served_and_asked.items()
        },
    }
