"""Commands about who may do what: tokens of devices, sessions of officers, and the security journal."""

import json
from datetime import datetime

import click

from kiosk.actions.office import manager, staff
from kiosk.cli.days import ID, Instant
from kiosk.cli.opening import with_office
from kiosk.cli.telling import tell
from kiosk.domain.instants import to_text
from kiosk.office import Office
from kiosk.views.office import people


@click.group()
def token() -> None:
    """Tokens of kiosks, desks and boards."""


@token.command("add")
@click.option("--role", type=click.Choice(manager.ROLES), required=True)
@click.option("--name", help="What the list calls it, e.g. where it stands.")
@click.option("--counter", type=click.IntRange(1, 9999), help="It acts at this counter only.")
@click.option("--days", type=click.IntRange(1, manager.MOST_DAYS), default=manager.DEVICE_DAYS, show_default=True)
@with_office
def token_add(office: Office, role: str, name: str | None, counter: int | None, days: int) -> None:
    """Admit a device; its token stands alone on the last line and is shown only now."""
    made = manager.add_device(office, role, name, counter=counter, days=days)
    tell("said.token", role=role)
    click.echo(made)


@token.command("list")
@with_office
def token_list(office: Office) -> None:
    """Devices that were admitted: number, role, name, counter, last use (to the hour), end."""
    used = office.journal.last_use()
    for each in office.see(people.admitted):
        until = to_text(each.expires_at) if each.expires_at else "-"
        cells = (each.id, each.role, each.name or "-", each.counter or "-", used.get(each.id, "-"), until)
        click.echo("\t".join(map(str, cells)))


@token.command("remove")
@click.argument("number", metavar="ID", type=ID)
@with_office
def token_remove(office: Office, number: int) -> None:
    """Withdraw the token of device ID; what listens with it hears no more."""
    manager.remove_device(office, number)
    tell("said.device_withdrawn", id=f"{number}")


@click.group()
def session() -> None:
    """Officers who are signed in."""


@session.command("list")
@with_office
def session_list(office: Office) -> None:
    """The sessions of now: number, login, device, since when, last use, end."""
    for each in office.see(people.sessions_now):
        times = map(to_text, (each.began_at, each.seen_at, each.ends_at))
        click.echo("\t".join((str(each.id), each.officer.login, str(each.device or "-"), *times)))


@session.command("end")
@click.argument("number", metavar="ID", type=ID)
@with_office
def session_end(office: Office, number: int) -> None:
    """End session ID at once, wherever its browser is."""
    staff.end_session(office, number)
    tell("said.session_ended", id=f"{number}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--since", type=Instant(), help="Only what happened from this instant on.")
@with_office
def journal(office: Office, as_json: bool, since: datetime | None) -> None:
    """Print the security journal: sign-ins, refusals, devices, readings of persons; oldest first."""
    logins = {each.id: each.login for each in office.see(people.officers)}
    for each in office.journal.read(to_text(since) if since else ""):
        if as_json:
            click.echo(json.dumps(each, ensure_ascii=False))
            continue
        fields = {name: value for name, value in each.items() if value is not None}
        at, kind, who = fields.pop("at"), fields.pop("kind"), fields.pop("person", None)
        facts = "  ".join(f"{name}={value}" for name, value in fields.items())
        click.echo(f"{at}  {kind:<18} {logins.get(int(who or 0), who or '-'):<12} {facts}".rstrip())


COMMANDS = (token, session, journal)
