"""Reports on the command line."""

import json
from dataclasses import asdict
from datetime import datetime

import click

from kiosk.cli.opening import with_office
from kiosk.domain.instants import to_text
from kiosk.domain.reports.promises import told
from kiosk.office import Office
from kiosk.views.reports import promises

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def report() -> None:
    """What the office did, in figures."""


@report.command()
@click.option("--from", "first", type=DAY, metavar="D", help="The first business day, e.g. 2026-11-22.")
@click.option("--to", "last", type=DAY, metavar="D", help="The last business day.")
@click.option("--json", "as_json", is_flag=True)
@with_office
def waits(office: Office, first: datetime | None, last: datetime | None, as_json: bool) -> None:
    """How the promised waits came true, beside "average service x people before / open counters"."""
    as_of = to_text(office.clock())
    found = office.see(promises.verdict, first.date() if first else None, last.date() if last else None)
    click.echo(json.dumps({**asdict(found), "as_of": as_of}) if as_json else told(found))


COMMANDS = (report,)
