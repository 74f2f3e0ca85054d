"""The reports: for the person in charge, with a picker of the period and a spreadsheet of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, request, url_for

from kiosk.domain.errors import BadPeriod, NotFound
from kiosk.domain.reports.report import (
    CUTS,
    FIRST_YEAR,
    FORMS,
    KINDS,
    LAST_YEAR,
    Form,
    Period,
    form_at,
    period_between,
    period_of,
)
from kiosk.files import workbook
from kiosk.i18n import words
from kiosk.views.reports import tables
from kiosk.views.reports.report import REPORTS, Report, as_of, report_of
from kiosk.web.context import language, local_now, page, the_plan
from kiosk.web.reading import require_reader, see

bp = Blueprint("report", __name__, url_prefix="/report")
PERIOD = ("kind", "year", "part", "cut", "from", "to")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Picked:
    """What the picker asks for; `kind` "free" takes its days from two fields."""

    name: str
    kind: str
    year: int
    part: int
    cut: str
    period: Period
    form: Form


@bp.get("/", defaults={"name": "summary"})
@bp.get("/<name>")
def show(name: str) -> str:
    """A report of the period asked for."""
    require_reader(report_of)
    choice = _choice(name)
    choices = {"kinds": (*KINDS, "free"), "cuts": CUTS, "forms": FORMS}
    made = _made(choice)
    facts = {"choice": choice, "report": made, "as_of": as_of(words(language()), made), "plan": the_plan()}
    return page("report/page.html", **facts, in_tongue=_in_tongue, under=_under, write=tables, **choices)


@bp.get("/<name>.xlsx")
def sheet(name: str) -> Response:
    """The same as a spreadsheet."""
    require_reader(report_of)
    choice, t = _choice(name), words(language())
    span = t("report.span", first=t.day(choice.period.first), last=t.day(choice.period.last))
    made = _made(choice)
    answer = make_response(workbook.made(t.of(the_plan()), t(f"report.tab.{name}"), span, made.tables, as_of(t, made)))
    answer.headers["Content-Type"] = XLSX
    named = f"{name}-{choice.period.first}-{choice.period.last}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer


def _made(choice: Picked) -> Report:
    return see(report_of, choice.name, words(language()), choice.period, choice.form)


def _under(name: str) -> str:
    """The address of another report of the same period, when one was chosen."""
    kept: dict[str, Any] = {key: value for key, value in request.args.items() if key in PERIOD}
    return url_for("report.show", name=name, **kept, lang=language())


def _in_tongue(lang: str) -> str:
    """The query of this page in another language."""
    return urlencode({**request.args.to_dict(), "lang": lang})


def _choice(name: str) -> Picked:
    """What the address asks for; a day's report is of today unless it says otherwise."""
    if name not in REPORTS:
        raise NotFound()
    query, today = request.args, local_now().date()
    kind = query.get("kind", "free" if name == "day" else "year")
    try:
        year, part = int(query.get("year", _year_of(today))), int(query.get("part", 1))
        cut = query.get("cut", CUTS[0])
        period = _free(today) if kind == "free" else _cut(kind, year, part, cut)
    except ValueError as error:
        raise BadPeriod(first=query.get("from", "–"), last=query.get("to", "–")) from error
    form = FORMS.get(query.get("form", "")) or form_at(period.last)
    return Picked(name, kind, year, part, cut, period, form)


def _cut(kind: str, year: int, part: int, cut: str) -> Period:
    if kind not in KINDS or cut not in CUTS or not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= part <= 12:
        raise ValueError(kind)
    if kind == "quarter" and part > 4:  # the picker offers one list for months and quarters
        part = (part + 2) // 3
    return period_of(kind, year, part, cut)


def _free(today: date) -> Period:
    first = date.fromisoformat(request.args.get("from") or today.isoformat())
    return period_between(first, date.fromisoformat(request.args.get("to") or max(first, today).isoformat()))


def _year_of(today: date) -> int:
    """The reporting year of a day: from the 15th of December it is the next."""
    return (today + timedelta(days=17)).year
