"""The morning's bulletin on A4."""

from kiosk.domain.office.plan import Plan
from kiosk.i18n import words
from kiosk.paper.typeset import Section, TableSheet, sheet_pdf
from kiosk.views.reports.bulletin import Bulletin, tables
from kiosk.views.reports.tables import ReportTable, is_figure, written


def pdf(plan: Plan, bulletin: Bulletin, lang: str = "vi") -> bytes:
    """The bulletin in a language, as a PDF."""
    t = words(lang)

    def section(table: ReportTable) -> Section:
        rows = tuple(tuple(written(t, cell) for cell in row.cells) for row in table.rows)
        figures = tuple(map(is_figure, table.rows[-1].cells)) if table.rows else ()
        return Section(table.title, table.headings, rows, figures, t("report.none"))

    told = t("report.as_of", moment=t.moment(bulletin.as_of))
    return sheet_pdf(
        TableSheet(
            office=t.of(plan),
            title=t("bulletin.title"),
            subtitle=f"{t('bulletin.of', day=t.day(bulletin.day))} {told}",
            sections=tuple(map(section, tables(t, plan, bulletin))),
            lang=lang,
        )
    )
