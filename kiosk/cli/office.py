"""Commands of the person in charge: set-up, officers, clock, copies."""

from pathlib import Path

import click

from kiosk import config
from kiosk.actions.office import clock as clocks
from kiosk.actions.office import manager, staff
from kiosk.cli.opening import folder_of, with_office
from kiosk.cli.telling import tell, told
from kiosk.demo import SAMPLES
from kiosk.domain import reasons
from kiosk.domain.office.roles import CONSOLE, PEOPLE, in_order
from kiosk.files import plan_file, plan_writing, writing
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.tongue import language
from kiosk.views.office import people
from kiosk.views.record import queries


@click.command()
@click.option("--office", "file", type=click.Path(path_type=Path), help="An office file (TOML).")
@click.option(
    "--sample",
    type=click.Choice([*SAMPLES]),
    is_flag=False,
    flag_value="province",
    help="A sample office: of a province (the default), or of a commune.",
)
@click.pass_context
def setup(ctx: click.Context, file: Path | None, sample: str | None) -> None:
    """Set the office up, or change its plan with --office."""
    if file and sample:
        raise click.UsageError(words(language())("cli.office_or_sample"))
    tree = plan_file.tree_of(file or SAMPLES[sample or "province"])
    plan = plan_file.plan_of(tree)
    office = Office(config.load(folder_of(ctx)))
    fresh = not office.db.path.exists()
    manager.set_up(office, plan, replace=file is not None, unit=plan_file.unit_of(tree))
    office.db.close()
    if fresh:
        tell("said.key_card")
    for section, key in plan_file.outgrown(tree):
        click.echo(told("said.outgrown", key=f"{section}.{key}"), err=True)
    counts = {"areas": len(plan.areas), "counters": len(plan.counters), "zones": len(plan.zones)}
    tell("said.set_up", name=plan.name_vi, **counts)


@click.group("office")
def whole_office() -> None:
    """The office as it was decided: areas, counters, hours, printers, rules."""


@whole_office.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def office_export(office: Office, file: Path) -> None:
    """Write the office to FILE, as kiosk setup --office reads it; the same office is always the same bytes."""
    text = plan_writing.text_of(office.present_plan(), queries.name_of_record(office))
    writing.write(file, text.encode())
    tell("said.office_exported", file=file)


@click.group()
def officer() -> None:
    """The people who serve."""


@officer.command("add")
@click.argument("login")
@click.option("--name", default="", help="The name shown on the desk.")
@click.option("--role", "roles", type=click.Choice(PEOPLE), multiple=True, help="May be given several times.")
@click.password_option(help="Asked for when not given.")
@with_office
def officer_add(office: Office, login: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add somebody who signs in with LOGIN and a password; the first manager is also administrator."""
    given = manager.add_officer(office, login, name, password, *roles)
    tell("said.officer_added", role=", ".join(in_order(given)), login=login)


@officer.command("list")
@with_office
def officer_list(office: Office) -> None:
    """Those who work here: login, roles, name, and whether they have a PIN."""
    for each in office.see(people.officers):
        click.echo(f"{each.login}\t{','.join(in_order(each.roles))}\t{each.name}\t{'PIN' if each.pin_hash else '-'}")


@officer.command("role")
@click.argument("login")
@click.argument("roles", metavar="ROLE...", type=click.Choice(PEOPLE), nargs=-1, required=True)
@with_office
def officer_role(office: Office, login: str, roles: tuple[str, ...]) -> None:
    """Give LOGIN these roles and no others: greeter, officer, manager (in charge), administrator."""
    given = staff.give_roles(office, login, set(roles)).roles
    click.echo(f"{login}: {', '.join(in_order(given))}")


@officer.command("password")
@click.argument("login")
@click.password_option(help="Asked for when not given.")
@with_office
def officer_password(office: Office, login: str, password: str) -> None:
    """Give LOGIN a new password; their PIN is void and they sign in anew."""
    staff.reset_password(office, login, password)
    tell("said.new_password", login=login)


@officer.command("remove")
@click.argument("login")
@with_office
def officer_remove(office: Office, login: str) -> None:
    """LOGIN works here no longer; a ticket at their counter stays there for who takes it over."""
    staff.remove(office, login)
    tell("said.officer_removed", login=login)


@click.group()
def clock() -> None:
    """The office's clock."""


@clock.command("accept")
@click.option("--reason", type=click.Choice(reasons.CLOCK), required=True)
@with_office
def clock_accept(office: Office, reason: str) -> None:
    """Go on from a clock that was set back on purpose, or begin the day of one that leapt ahead."""
    tell("said.goes_on", at=clocks.accept(office, reason, CONSOLE).isoformat())


@click.group()
def day() -> None:
    """The office's business day."""


@day.command("reopen")
@with_office
def day_reopen(office: Office) -> None:
    """Take today up again, which ended by a clock that was wrong: those who waited wait on."""
    waiting = clocks.reopen_day(office, CONSOLE)
    tell("said.wait_again", n=len(waiting), numbers=", ".join(leg.number for leg in waiting))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def backup(office: Office, file: Path) -> None:
    """Copy the office to FILE while it works; the copy is checked."""
    manager.back_up(office, file)
    tell("said.backed_up", file=file, size=f"{file.stat().st_size}")


COMMANDS: tuple[click.Command, ...] = (setup, whole_office, officer, clock, day, backup)
