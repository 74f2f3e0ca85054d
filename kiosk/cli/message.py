"""Commands of the messages to the hall."""

from typing import Any

import click

from kiosk.actions.hall import messages
from kiosk.cli.days import ID
from kiosk.cli.opening import with_office
from kiosk.cli.telling import tell, told
from kiosk.domain.hall.message import KINDS, Message
from kiosk.office import Office
from kiosk.views.hall import news


@click.group()
def message() -> None:
    """Tell the whole hall something: every board shows it until it is ended."""


@message.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--zone", "zones", multiple=True, help="Only in this zone; may be given more than once.")
@click.option("--text", "vi", default="", help="The words of a free message, in Vietnamese.")
@click.option("--text-en", "en", default="", help="The same in English.")
@with_office
def show(office: Office, kind: str, zones: tuple[str, ...], vi: str, en: str) -> None:
    """Show a message and speak it; its number is printed."""
    _say(messages.show(office, kind, zones, (vi, en)))


@message.command()
@click.argument("number", type=ID)
@with_office
def repeat(office: Office, number: int) -> None:
    """Speak message NUMBER once more."""
    _say(messages.repeat(office, number))


@message.command()
@click.argument("number", type=ID)
@with_office
def end(office: Office, number: int) -> None:
    """Take message NUMBER off the boards."""
    messages.end(office, number)
    tell("said.message_ended", id=f"{number}")


@message.command("list")
@with_office
def list_(office: Office) -> None:
    """The messages shown now, newest first."""
    for each in office.see(news.messages):
        _say(each)


def _say(message: Message) -> None:
    facts: list[Any] = [message.id, message.kind, ",".join(message.zones) or told("said.all_zones"), message.text_vi]
    click.echo("  ".join(f"{fact}" for fact in facts if fact))


COMMANDS = (message,)
