"""The morning's bulletin: one page for the person in charge, on the screen and on A4."""

from datetime import date

from flask import Blueprint, Response, make_response, request

from kiosk.domain.errors import BadPeriod
from kiosk.i18n import words
from kiosk.paper import bulletin as sheet
from kiosk.views.reports import bulletin, tables
from kiosk.views.reports.bulletin import Bulletin
from kiosk.web.context import language, page, the_plan
from kiosk.web.reading import see

bp = Blueprint("bulletin", __name__, url_prefix="/bulletin")


@bp.get("/")
def show() -> str:
    """The bulletin of a day, today unless the address names another."""
    made, t = _asked(), words(language())
    facts = {"bulletin": made, "tables": bulletin.tables(t, the_plan(), made), "plan": the_plan(), "write": tables}
    return page("report/bulletin.html", **facts)


@bp.get("/bulletin.pdf")
def printed() -> Response:
    """The same on paper."""
    made = _asked()
    answer = make_response(sheet.pdf(the_plan(), made, language()))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="bulletin-{made.day}.pdf"'
    return answer


def _asked() -> Bulletin:
    text = request.args.get("date", "")
    try:
        return see(bulletin.bulletin, date.fromisoformat(text) if text else None)
    except ValueError as error:
        raise BadPeriod(first=text, last=text) from error
