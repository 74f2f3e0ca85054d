"""Commands of the register: a dossier with its trace and its receipt, what is amiss, and forgetting who filed."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import click

from kiosk.actions.dossiers import handling
from kiosk.cli.opening import with_office
from kiosk.cli.telling import tell
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.reasons import ERASED
from kiosk.files import writing
from kiosk.office import Office
from kiosk.tongue import language
from kiosk.views.dossiers import receipt as receipt_view
from kiosk.views.dossiers import register


@click.group()
def dossier() -> None:
    """The register of dossiers."""


@dossier.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True)
@with_office
def show(office: Office, code: str, as_json: bool) -> None:
    """Print the dossier CODE with its trace; who filed it is not told here."""
    dossier = office.see(register.by_code, code)
    facts = {"code": dossier.code, "state": dossier.state.value, "due_at": _text(dossier.promised_at)}
    steps = [{"at": to_text(each.at), "state": each.state.value, "reason": each.reason} for each in dossier.trace]
    if as_json:
        click.echo(json.dumps({**facts, "trace": steps}, ensure_ascii=False))
        return
    click.echo("  ".join(f"{name}={value}" for name, value in facts.items() if value is not None))
    for step in steps:
        click.echo(f"{step['at']}  {_words(step['state'])}  {step['reason'] or ''}".rstrip())


@dossier.command()
@click.option("--days", type=click.IntRange(1, 365), default=5, show_default=True, help="Without an entry for so long.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_office
def faults(office: Office, days: int, as_json: bool) -> None:
    """List what is due within a day, late without an apology, unreceipted, or without an entry."""
    for kind, each in office.see(register.faults, timedelta(days=days)):
        facts = {"fault": kind, "code": each.code, "state": each.state.value, "due_at": _text(each.promised_at)}
        click.echo(json.dumps(facts) if as_json else f"{kind:<10}  {each.code}  {facts['due_at'] or ''}".rstrip())


@dossier.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_office
def moved(office: Office, as_json: bool) -> None:
    """List the dossiers whose due date another calendar of days off moves, with the date they now would have."""
    for each, due in office.see(register.moved):
        facts = {"code": each.code, "due_at": _text(each.due_at), "by_calendar": to_text(due)}
        click.echo(json.dumps(facts) if as_json else f"{each.code}  {facts['due_at']}  {facts['by_calendar']}")


@dossier.command()
@click.argument("code")
@click.option("--reason", type=click.Choice(ERASED), required=True)
@with_office
def erase(office: Office, code: str, reason: str) -> None:
    """Forget who filed the dossier CODE, and every free word about it."""
    handling.erase(office, office.see(register.by_code, code).id, CONSOLE, reason)


@dossier.command()
@click.argument("code")
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Form 01 on A5.")
@click.option("--png", type=click.Path(path_type=Path, dir_okay=False), help="Its copy for an 80 mm printer.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi")
@with_office
def receipt(office: Office, code: str, pdf: Path | None, png: Path | None, lang: str) -> None:
    """Write the receipt of the dossier CODE, PIN and all, as a file."""
    from kiosk.paper.receipts import compose, short
    from kiosk.paper.typeset import form01_pdf, form01_png

    said = office.see(receipt_view.receipt, office.see(register.by_code, code).id)
    office.note("person-read", CONSOLE, dossier=said.dossier.id)
    form = compose(office.present_plan(), said, office.config.public_url, lang=lang)
    if pdf:
        writing.write(pdf, form01_pdf(form))
    if png:
        writing.write(png, form01_png(short(form), 80))


@dossier.command()
@click.option("--days", type=click.IntRange(30, 36_500), required=True, help="Ended at least so long ago.")
@with_office
def purge(office: Office, days: int) -> None:
    """Forget who filed the dossiers that ended long ago; what happened and when is kept."""
    tell("said.forgotten", count=handling.purge(office, timedelta(days=days)))


def _text(at: datetime | None) -> str | None:
    return to_text(at) if at else None


def _words(state: object) -> str:
    from kiosk.i18n import words

    return words(language())(f"dossier.state.{state}")


COMMANDS = (dossier,)
