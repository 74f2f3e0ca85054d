"""Commands that mirror the desk: what is done with one ticket, named by its number or by the counter it is at."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import click

from kiosk import verbs
from kiosk.cli.opening import with_office
from kiosk.domain import reasons
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.queue.ticket import Leg
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.tongue import language
from kiosk.verbs import VERBS, Field, On, Verb
from kiosk.views.queue import explanations

LATER = ("leg",)  # what only a page can name
NAMED = ("recall", "start", "absent", "put-back", "return", "resume", "transfer", "park", "again", "undo", "grade")


class Where(click.ParamType):  # type: ignore[type-arg]
    """A counter's number, or a ticket's."""

    name = "NUMBER|COUNTER"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        return int(value) if str(value).isdigit() else str(value)


as_json = click.option("--json", "as_json", is_flag=True)


def command(verb: Verb) -> click.Command:
    """The command of a verb: where it is done, then an option for each thing it is told."""

    @with_office
    def run(office: Office, where: int | str, as_json: bool, **arguments: Any) -> None:
        fields = {name: value for name, value in arguments.items() if value is not None}
        say(verbs.perform(verb, office, where, CONSOLE, fields=fields), as_json)

    options = [option(field) for field in verb.takes if field.name not in LATER]
    for decorate in reversed([_where(verb), *options, as_json]):
        run = decorate(run)
    return click.command(verb.name, help=verb.does)(run)


def option(field: Field) -> Callable[..., Any]:
    """The option by which a field is told."""
    choices: tuple[Any, ...] = field.codes or field.numbers
    number: Any = click.IntRange(1, field.most) if field.most else field.kind
    kind = click.Choice(choices) if choices else number
    flag = f"--{field.option or field.name}"
    return click.option(flag, field.name, type=kind, required=field.required, help=field.help or None)


def say(done: Leg | list[Leg], as_json: bool) -> None:
    """Each ticket as it then is, on a line of its own."""
    for leg in [done] if isinstance(done, Leg) else done:
        line = f"{leg.number} {leg.area} {leg.state} {leg.counter or ''}".rstrip()
        click.echo(json.dumps(verbs.state_of(leg)) if as_json else line)


@click.command(name="break")
@click.argument("counter", type=int)
@click.option("--reason", type=click.Choice(reasons.BREAK))
@click.option("--end", is_flag=True, help="End the break.")
@with_office
def pause(office: Office, counter: int, reason: str | None, end: bool) -> None:
    """Close COUNTER for a while, or open it again."""
    fields: Mapping[str, Any] = {} if end else {"reason": reason or ""}
    verbs.perform(VERBS["end-break" if end else "break"], office, counter, CONSOLE, fields=fields)


@click.command()
@click.argument("area")
@click.argument("number")
@click.option("--reason", required=True, type=click.Choice(reasons.SKIP))
@as_json
@with_office
def skip(office: Office, area: str, as_json: bool, **fields: str) -> None:
    """Give no number of AREA up to NUMBER, as after an outage."""
    verb = VERBS["skip"]
    numbers = verbs.perform(verb, office, area, CONSOLE, fields=fields)
    click.echo(json.dumps(verb.answers(area, numbers)) if as_json else " - ".join(numbers))


@click.command(name="undo-skip")
@click.argument("area")
@as_json
@with_office
def undo_skip(office: Office, area: str, as_json: bool) -> None:
    """Give the numbers of AREA that were skipped last after all."""
    verb = VERBS["undo-skip"]
    numbers = verbs.perform(verb, office, area, CONSOLE, fields={})
    click.echo(json.dumps(verb.answers(area, numbers)) if as_json else " - ".join(numbers))


@click.command()
@click.argument("number")
@as_json
@with_office
def why(office: Office, number: str, as_json: bool) -> None:
    """Say why NUMBER has its place in the queue."""
    explained = office.see(explanations.why, number)
    if as_json:
        click.echo(json.dumps(explanations.facts(explained), ensure_ascii=False))
        return
    for each in explained.reasons:
        click.echo(words(language()).because(each))


def _where(verb: Verb) -> Callable[..., Any]:
    if On.TICKET not in verb.on:
        return click.argument("where", metavar="COUNTER", type=int)
    if On.COUNTER not in verb.on:
        return click.argument("where", metavar="NUMBER")
    return click.argument("where", metavar="NUMBER|COUNTER", type=Where())


COMMANDS = (*(command(VERBS[name]) for name in (*NAMED, "late")), pause, skip, undo_skip, why)
