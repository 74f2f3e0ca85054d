"""What form 01 says of a dossier, in the words of a language."""

from dataclasses import replace

from kiosk.domain.dossiers.keyed import OFFICE_CODE
from kiosk.domain.office.plan import Plan
from kiosk.i18n import Words, words
from kiosk.paper.typeset import Form01
from kiosk.views.dossiers.receipt import Receipt

SHOWN_PAPERS = 40


def compose(plan: Plan, receipt: Receipt, public_url: str, copy: int = 0, lang: str = "vi") -> Form01:
    """Form 01 of a dossier; without a public address its code is for the office's own scanners, and says so."""
    t, dossier, who = words(lang), receipt.dossier, receipt.applicant
    received = t.on_forms(dossier.received_at.astimezone(plan.zone_info)) if dossier.received_at else ""
    due = dossier.promised_at
    token = f"{public_url}/lookup/r/{receipt.token}" if public_url else f"{OFFICE_CODE}{receipt.token}"
    return Form01(
        heading=t("slip.reprint") if copy else "",
        office=t.of(plan),
        title=t("form.01"),
        nation=t("form.nation"),
        motto=t("form.motto"),
        code_label=t("form.code"),
        code=dossier.code,
        rows=_rows(t, receipt, received),
        papers_label=t("form.papers"),
        papers=_papers(t, receipt.papers),
        due_label=t("form.due"),
        due=t.on_forms(due.astimezone(plan.zone_info)) if due else t("form.by_rule"),
        pin_label=t("form.pin"),
        pin=f"{receipt.pin[:3]} {receipt.pin[3:]}",
        scan=t("form.scan" if public_url else "form.scan_here"),
        keep=t("form.keep"),
        book=t("form.book", serial=dossier.code.rsplit("-", 1)[-1]),
        place=received,
        citizen=t("form.citizen"),
        name=who.name,
        receiver=t("form.receiver"),
        officer=receipt.officer,
        sign=t("form.sign"),
        qr=token,
        lang=lang,
    )


def short(form: Form01) -> Form01:
    """The copy on thermal paper: a single list of papers would be a metre long."""
    return replace(form, papers=form.papers[:10])


def _rows(t: Words, receipt: Receipt, received: str) -> tuple[tuple[str, str], ...]:
    """The labelled lines of the form that say something."""
    who, dossier = receipt.applicant, receipt.dossier
    # An ID number is printed by its last four digits only: the whole of it is kept nowhere.
    lines = {
        "form.from": who.name,
        "form.id": f"{'•' * 8}{who.id_last4}" if who.id_last4 else "",
        "form.address": who.address,
        "form.phone": who.phone,
        "form.email": who.email,
        "form.procedure": receipt.procedure,
        "form.request": receipt.request,
        "form.agency": receipt.agency,
        "form.term": _term(t, dossier.duration, dossier.measure),
        "form.sets": t("form.one_set"),
        "form.received": received,
        "form.where": t("form.by_post") if dossier.post_back else receipt.unit,
    }
    return tuple((t(key), value) for key, value in lines.items() if value)


def _term(t: Words, amount: float | None, measure: str | None) -> str:
    """The time by regulation, never 0."""
    if not amount or not measure:
        return t("form.by_rule")
    if measure == "same_day":
        return t("form.term.same_day")
    return t(f"form.term.{measure}", n=int(amount) if amount == int(amount) else t.decimal(amount))


def _papers(t: Words, papers: str) -> tuple[str, ...]:
    """The papers filed, a line each, and how many more there are."""
    lines = [line.strip() for line in papers.splitlines() if line.strip()]
    more = (t("form.more", n=len(lines) - SHOWN_PAPERS),) if len(lines) > SHOWN_PAPERS else ()
    return (*lines[:SHOWN_PAPERS], *more)
