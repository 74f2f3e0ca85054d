"""Reports on the command line: as text, as JSON, or as a spreadsheet; both days are included."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk.cli.days import Day
from kiosk.cli.opening import with_office
from kiosk.domain.instants import to_text
from kiosk.domain.reports.report import FIRST_YEAR, FORMS, II_06A, LAST_YEAR, Form, Period, period_between
from kiosk.files import workbook, writing
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.paper import bulletin as bulletin_sheet
from kiosk.tongue import language
from kiosk.views.reports import bulletin as view
from kiosk.views.reports import promises
from kiosk.views.reports.report import as_of, report_of
from kiosk.views.reports.tables import plain


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What is asked of a report: its days, and how it is to be told."""

    period: Period
    as_json: bool
    file: Path | None


def _report_command(function: Callable[..., None]) -> Callable[..., Any]:
    """A command of one report, with its days and its ways to be told."""

    @click.option("--from", "first", type=Day(), required=True, help="The first day.")
    @click.option("--to", "last", type=Day(), required=True, help="The last day.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object.")
    @click.option("--xlsx", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write a spreadsheet.")
    @with_office
    def run(office: Office, first: date, last: date, as_json: bool, file: Path | None, **more: str) -> None:
        function(office, ReportOptions(period_between(first, last), as_json, file), **more)

    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run


@click.group()
def report() -> None:
    """What the office did, in figures."""


@report.command()
@click.option("--from", "first", type=Day(), metavar="D", help="The first business day, e.g. 2026-11-22.")
@click.option("--to", "last", type=Day(), metavar="D", help="The last business day.")
@click.option("--json", "as_json", is_flag=True)
@with_office
def waits(office: Office, first: date | None, last: date | None, as_json: bool) -> None:
    """How the promised waits came true, beside "average service x people before / open counters"."""
    as_of = to_text(office.clock())
    period = period_between(first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31))
    verdict = office.see(promises.verdict, period.first, period.last)
    facts = json.dumps({**asdict(verdict), "as_of": as_of})
    click.echo(facts if as_json else promises.verdict_line(words(language()), verdict))


@report.command()
@_report_command
def summary(office: Office, options: ReportOptions) -> None:
    """The periodic summary."""
    _tell(office, "summary", options)


@report.command()
@click.option("--form", type=click.Choice(list(FORMS)), default=II_06A.code, help="The layout.")
@_report_command
def ii06a(office: Office, options: ReportOptions, form: str) -> None:
    """The periodic form, by agency and field."""
    _tell(office, "ii06a", options, FORMS[form])


@report.command()
@_report_command
def day(office: Office, options: ReportOptions) -> None:
    """The hall: tickets, legs by area and counter, waits, ratings, seals."""
    _tell(office, "day", options)


@report.command()
@_report_command
def ratings(office: Office, options: ReportOptions) -> None:
    """Ratings by level, source and counter, their reasons, and who was never asked."""
    _tell(office, "ratings", options)


@click.command()
@click.option("--date", "day", type=Day(), metavar="D", help="The business day; today without it.")
@click.option("--pdf", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write one page of A4.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_office
def bulletin(office: Office, day: date | None, file: Path | None, as_json: bool) -> None:
    """What was worst on the day before, and what today brings."""
    t, plan = words(language()), office.present_plan()
    made = office.see(view.bulletin, day)
    if file:
        writing.write(file, bulletin_sheet.pdf(plan, made, t.lang))
    if as_json:
        click.echo(json.dumps(made.facts, ensure_ascii=False))
    elif not file:
        told = t("report.as_of", moment=t.moment(made.as_of))
        click.echo("\n\n".join([told, *(plain(t, table) for table in view.tables(t, plan, made))]))


def _tell(office: Office, name: str, options: ReportOptions, form: Form = II_06A) -> None:
    t = words(language())
    made = office.see(report_of, name, t, options.period, form)
    if options.file:
        span = t("report.span", first=t.day(options.period.first), last=t.day(options.period.last))
        named, as_of_words = t.of(office.present_plan()), as_of(t, made)
        writing.write(options.file, workbook.made(named, t(f"report.tab.{name}"), span, made.tables, as_of_words))
    if options.as_json:
        click.echo(json.dumps(made.facts, ensure_ascii=False))
    elif not options.file:
        click.echo("\n\n".join([as_of(t, made), *(plain(t, table) for table in made.tables)]))


COMMANDS: tuple[click.Command, ...] = (report, bulletin)
