"""Commands that mirror the desk: what is done with one ticket, named by its number or by the counter it is at."""

import json
from collections.abc import Callable

import click

from kiosk.actions.queue import holder, moving, officer, particulars, skipping, undoing
from kiosk.actions.queue.moving import PLACES, To
from kiosk.cli import language
from kiosk.cli.opening import with_office
from kiosk.domain import reasons
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import UnknownTicket
from kiosk.domain.queue.ticket import Leg
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.views.queue import explanations


class Where(click.ParamType):  # type: ignore[type-arg]
    """A counter's number, or a ticket's."""

    name = "NUMBER|COUNTER"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        return int(value) if str(value).isdigit() else str(value)


def reason(codes: tuple[str, ...], required: bool = True) -> Callable[..., Callable[..., None]]:
    return click.option("--reason", required=required, type=click.Choice(codes))


as_json = click.option("--json", "as_json", is_flag=True)
where = click.argument("where", metavar="NUMBER|COUNTER", type=Where())


def plain(name: str, verb: Callable[[Office, int | str], Leg], does: str) -> click.Command:
    """A command whose verb wants nothing but the place."""

    @with_office
    def run(office: Office, where: int | str, as_json: bool) -> None:
        say(verb(office, where), as_json)

    return click.command(name, help=does)(where(as_json(run)))


@click.command()
@where
@click.option("--to", "area", metavar="AREA")
@click.option("--counter", type=int, help="The counter it is sent to.")
@click.option("--place", type=click.Choice(PLACES), default="turn", help="In turn, first (with a reason), to the end.")
@reason(reasons.OUT_OF_TURN, required=False)
@as_json
@with_office
def transfer(office: Office, where: int | str, as_json: bool, **to: str) -> None:
    """Send a ticket to another area or counter, its turn kept."""
    say(moving.transfer(office, where, To(**to)), as_json)  # type: ignore[arg-type]


@click.command()
@where
@reason(reasons.PARK)
@click.option("--remind", "minutes", type=click.IntRange(1, reasons.LONGEST_REMINDER_MIN), help="Remind in minutes.")
@as_json
@with_office
def park(office: Office, where: int | str, reason: str, minutes: int | None, as_json: bool) -> None:
    """Set a ticket aside until it is resumed, its turn kept."""
    say(moving.park(office, where, reason, remind_min=minutes), as_json)


@click.command()
@where
@click.option("--area", help="The area of the next service.")
@as_json
@with_office
def again(office: Office, where: int | str, area: str | None, as_json: bool) -> None:
    """End this service and begin the next of the same visit."""
    say(officer.next_service(office, where, area), as_json)


@click.command()
@click.argument("counter", type=int)
@as_json
@with_office
def undo(office: Office, counter: int, as_json: bool) -> None:
    """Take back the last step of COUNTER, within 10 s."""
    for leg in undoing.undo(office, counter):
        say(leg, as_json)


@click.command(name="break")
@click.argument("counter", type=int)
@reason(reasons.BREAK, required=False)
@click.option("--end", is_flag=True, help="End the break.")
@with_office
def pause(office: Office, counter: int, reason: str | None, end: bool) -> None:
    """Close COUNTER for a while, or open it again."""
    if end:
        officer.end_break(office, counter)
    else:
        officer.begin_break(office, counter, reason or "")


@click.command()
@where
@click.option("--priority", metavar="CLASS", help="Without it the class is withdrawn.")
@reason(reasons.GRADE)
@as_json
@with_office
def grade(office: Office, where: int | str, priority: str | None, reason: str, as_json: bool) -> None:
    """Grant a ticket a priority class, or withdraw it."""
    say(particulars.grade(office, where, priority, reason), as_json)


@click.command()
@click.argument("area")
@click.argument("number")
@reason(reasons.SKIP)
@as_json
@with_office
def skip(office: Office, area: str, number: str, reason: str, as_json: bool) -> None:
    """Give no number of AREA up to NUMBER, as after an outage."""
    first, last = skipping.skip(office, area, number, reason)
    click.echo(json.dumps({"first": first, "last": last}) if as_json else f"{first} - {last}")


@click.command()
@click.argument("number")
@click.option("--minutes", type=click.Choice(list(map(str, holder.LATE_MIN))), default="10", show_default=True)
@as_json
@with_office
def late(office: Office, number: str, minutes: str, as_json: bool) -> None:
    """The holder of NUMBER will be late: called later, once."""
    if not parse(number):
        raise UnknownTicket()
    say(holder.run_late(office, number, "cli", int(minutes)), as_json)


@click.command()
@click.argument("number")
@as_json
@with_office
def why(office: Office, number: str, as_json: bool) -> None:
    """Say why NUMBER has its place in the queue."""
    explained = explanations.why(office, number)
    if as_json:
        click.echo(json.dumps(explanations.facts(explained), ensure_ascii=False))
        return
    for each in explained.reasons:
        click.echo(words(language()).because(each))


def say(leg: Leg, as_json: bool) -> None:
    """What a ticket has become, on one line."""
    told = officer.told(leg)
    click.echo(json.dumps(told) if as_json else f"{leg.number} {leg.area} {leg.state} {leg.counter or ''}".rstrip())


COMMANDS = (
    plain("recall", officer.recall, "Call the ticket at a counter once more."),
    plain("start", officer.start, "Begin the service: the citizen came."),
    plain("absent", officer.absent, "Nobody came to the call."),
    plain("put-back", moving.put_back, "Put a ticket back into the queue at its old turn."),
    plain("return", moving.take_back, "One who missed the call waits again."),
    plain("resume", moving.resume, "A parked ticket waits again."),
    transfer,
    park,
    again,
    undo,
    pause,
    grade,
    skip,
    late,
    why,
)
