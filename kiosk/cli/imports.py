"""Commands that take lists over from files: good rows are kept, bad ones are named with their line."""

import sys
from pathlib import Path

import click

from kiosk.actions import manager, rating_import
from kiosk.actions.dossier_import import Imported, import_dossiers
from kiosk.cli.opening import with_office
from kiosk.connectors import dossier_file, table_file
from kiosk.i18n import words
from kiosk.office import Office


@click.group("import")
def import_() -> None:
    """Take over lists from files."""


@import_.command("procedures")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def import_procedures(office: Office, file: Path) -> None:
    """Take the catalogue of procedures from a CSV file."""
    done = manager.import_procedures(office, file)
    for line, reason in done.refused:
        click.echo(f"line {line}: {reason}", err=True)
    t = words("vi")
    for area, count in manager.procedures_by_area(office):
        click.echo(f"{area or t('area.none')}: {count}")
    click.echo(f"read {done.read} new {len(done.new)} changed {len(done.changed)} refused {len(done.refused)}")


@import_.command("ratings")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def import_ratings(office: Office, file: Path) -> None:
    """Take ratings from a CSV file: ref, rated_at, level, source, counter."""
    table = table_file.read(file)
    table.require(file, *rating_import.NEEDED)
    done = rating_import.import_ratings(office, table.rows)
    for line, reason in done.refused:
        click.echo(f"line {line}: {reason}", err=True)
    click.echo(f"read {done.read} new {done.new} changed {done.changed} refused {len(done.refused)}")


@import_.command("dossiers")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="A TOML file: their columns to ours.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@with_office
def import_a_register(office: Office, file: Path, map_file: Path | None, dry_run: bool) -> None:
    """Take dossiers from a CSV or XLSX file, by our columns or by a mapping file."""
    with dossier_file.opened(file, map_file) as (cases, rows):
        label = "checking" if dry_run else "importing"
        with click.progressbar(length=rows, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = import_dossiers(office, cases, dry_run, lambda read: bar.update(read - bar.pos))
    for line, reason in sorted(done.refused):
        click.echo(f"line {line}: {reason}", err=True)
    click.echo(_summary(done, dry_run))


def _summary(done: Imported, dry_run: bool) -> str:
    told = f"read {done.read} new {done.new} changed {done.changed} refused {len(done.refused)}"
    told += f" events {done.events}" if done.events else ""
    return f"dry run, nothing written: {told}" if dry_run else told


COMMANDS: tuple[click.Command, ...] = (import_,)
