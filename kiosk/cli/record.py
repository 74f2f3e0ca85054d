"""Commands about the record: the log, its verification, and the doctor."""

import json
import re
import sys
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from kiosk.cli.days import Instant
from kiosk.cli.doctor import examine
from kiosk.cli.opening import with_office
from kiosk.domain.instants import to_text
from kiosk.followers.bookmark import following
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.tongue import language
from kiosk.views.record import audit, queries, witnesses


class Follower(click.ParamType[str]):
    """The name of who follows the log."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", value):
            self.fail(words(language())("cli.no_follower", text=value), param, ctx)
        return str(value)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--since", type=Instant(), help="Only entries from this instant on.")
@click.option("--follow", type=Follower(), help="Only what the follower of this name has not read; its bookmark moves.")
@with_office
def log(office: Office, as_json: bool, since: datetime | None, follow: str | None) -> None:
    """Print the log, oldest first."""
    if since and follow:
        raise click.UsageError(words(language())("cli.since_or_follow"))
    unit, read = queries.name_of_record(office), queries.log_entries
    with (
        following(office, follow) if follow else nullcontext(read(office, to_text(since) if since else None)) as entries
    ):
        for each in entries:
            click.echo(_as_json(unit, **asdict(each)) if as_json else _as_text(each.at, each.kind, each.body))
        sys.stdout.flush()  # what could not be written is read again


def _as_json(unit: str, seq: int, at: str, kind: str, body: str, **seal: str | None) -> str:
    facts = {"office": unit, "seq": seq, "at": at, "kind": kind, **json.loads(body), **seal}
    return json.dumps(facts, ensure_ascii=False)


def _as_text(at: str, kind: str, body: str) -> str:
    said = "  ".join(f"{name}={fact}" for name, fact in json.loads(body).items() if fact is not None and name != "v")
    return f"{at}  {kind:<18} {said}"


@click.command()
@click.option("--all", "everything", is_flag=True, help="From the first entry, not only since the last sealed day.")
@click.option("--witness", metavar="CODE|FILE", help="Also ask whether the log holds what a witness says.")
@with_office
def verify(office: Office, everything: bool, witness: str | None) -> None:
    """Check that the log is whole and the tables agree with it.

    Exit codes: 1 on any damage; of a witness 0 contained, 3 of another office, 4 mistyped, 5 missing.
    """
    t, damages = words(language()), audit.verify(office, everything)
    for damage in damages:
        click.echo(t.damage(damage), err=True)
    testimony = witnesses.ask(office, witness) if witness else witnesses.Testimony.CONTAINED
    if witness:
        click.echo(
            t("verify.witness", testimony=t(f"verify.witness.{testimony.name.lower()}")), err=testimony in TESTIMONIES
        )
    if damages or testimony in TESTIMONIES:
        sys.exit(TESTIMONIES.get(testimony, 1))
    click.echo(t("verify.whole"))


TESTIMONIES = {
    witnesses.Testimony.ANOTHER: 3,
    witnesses.Testimony.MISTYPED: 4,
    witnesses.Testimony.MISSING: 5,
}


@click.command()
@with_office
def doctor(office: Office) -> None:
    """Look at what the office stands on, a line each; exit code 1 when something needs a cure."""
    t = words(language())
    findings = list(examine(office, t))
    for finding in findings:
        click.echo(f"{t('doctor.well' if finding.well else 'doctor.cure'):<4}  {finding.what}: {finding.state}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


COMMANDS = (log, verify, doctor)
