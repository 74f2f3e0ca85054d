"""Commands of the queue: issue, call, finish, and a slip as a picture."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk import verbs
from kiosk.actions.queue import assisting, officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.cli import Refused
from kiosk.cli.days import ID
from kiosk.cli.opening import with_office
from kiosk.domain import reasons
from kiosk.domain.queue.assist import KINDS
from kiosk.domain.queue.needs import NEEDS
from kiosk.domain.queue.refusals import NobodyWaiting
from kiosk.domain.queue.ticket import Leg
from kiosk.files import writing
from kiosk.office import Office
from kiosk.views.queue import ticket as ticket_view


class Nobody(Refused):
    """Nobody waits: no fault, so that a script can tell it from one."""

    exit_code = 3


@click.command()
@click.argument("area")
@click.option("--priority", help="A priority class, e.g. elderly.")
@click.option("--lang", type=click.Choice(visitor.LANGUAGES), help="The visitor's own language.")
@click.option("--need", "needs", multiple=True, type=click.Choice(NEEDS), help="A special need; may be repeated.")
@click.option("--json", "as_json", is_flag=True)
@with_office
def issue(office: Office, area: str, as_json: bool, **wish: Any) -> None:
    """Issue a ticket in AREA."""
    done = visitor.issue(office, Wish(area, via="cli", **wish))
    click.echo(json.dumps(visitor.facts(done)) if as_json else done.ticket.number)


@click.command()
@click.argument("counter", type=int)
@click.option("--number", help="A chosen ticket instead of the next.")
@click.option("--reason", type=click.Choice(reasons.OUT_OF_TURN), help="Why a chosen ticket goes out of turn.")
@click.option("--json", "as_json", is_flag=True)
@with_office
def call(office: Office, counter: int, number: str | None, reason: str | None, as_json: bool) -> None:
    """Call the next ticket to COUNTER; exit code 3 when nobody waits."""
    try:
        chosen = officer.call_number(office, counter, number, reason) if number else None
        _say(chosen or officer.call_next(office, counter), as_json)
    except NobodyWaiting as nobody:
        raise Nobody(nobody) from nobody


@click.command()
@click.argument("counter", type=int)
@click.option("--json", "as_json", is_flag=True)
@with_office
def finish(office: Office, counter: int, as_json: bool) -> None:
    """End the ticket at COUNTER; one only called is started and ended."""
    _say(officer.finish(office, counter), as_json)


@click.command()
@click.argument("number")
@click.option("--png", "file", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--width", type=click.Choice(["80", "58"]), default="80", help="Paper width in mm (576 or 384 dots).")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi")
@with_office
def slip(office: Office, number: str, file: Path, width: str, lang: str) -> None:
    """Write the slip of today's NUMBER as a picture."""
    from kiosk.paper.slips import compose
    from kiosk.paper.typeset import slip_png

    ticket = office.see(ticket_view.slip, number)
    words_of_it = compose(office.present_plan(), ticket, office.config.public_url, lang)
    writing.write(file, slip_png(words_of_it, 80 if width == "80" else 58))


def _say(leg: Leg, as_json: bool) -> None:
    click.echo(json.dumps(verbs.call_of(leg)) if as_json else f"{leg.number} -> {leg.counter}")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--number", default="", help="Whom it was given: a number of today.")
@click.option("--take-back", "taken_back", type=ID, metavar="ID", help="Take back what was noted under ID instead.")
@with_office
def assist(office: Office, kind: str, number: str, taken_back: int | None) -> None:
    """Note help that was given: filing online, an account, VNeID, a bank account, other; prints its ID."""
    if taken_back is None:
        click.echo(f"{assisting.note(office, kind, number)}")
    else:
        assisting.take_back(office, taken_back)


COMMANDS = (issue, call, finish, slip, assist)
