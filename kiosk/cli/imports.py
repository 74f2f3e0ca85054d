"""Commands that take lists over from files: good rows are kept, bad ones are named with their line."""

import gc
import sys
from operator import itemgetter
from pathlib import Path

import click

from kiosk.actions.dossiers import procedure_import
from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.ratings import rating_import
from kiosk.cli import language
from kiosk.cli.opening import with_office
from kiosk.domain.dossiers import procedure
from kiosk.domain.rows import Imported
from kiosk.files import dossier_file, table_file
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
    done = procedure_import.import_procedures(office, table_file.read(file, *procedure.COLUMNS).rows)
    t = words("vi")
    for area, count in procedure_import.by_area(office):
        click.echo(f"{area or t('area.none')}: {count}")
    _tell(done)


@import_.command("ratings")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def import_ratings(office: Office, file: Path) -> None:
    """Take ratings from a CSV file: ref, rated_at, level, source, counter."""
    _tell(rating_import.import_ratings(office, table_file.read(file, *rating_import.NEEDED).rows))


@import_.command("dossiers")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="A TOML file: their columns to ours.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@with_office
def import_a_register(office: Office, file: Path, map_file: Path | None, dry_run: bool) -> None:
    """Take dossiers from a CSV or XLSX file, by our columns or by a mapping file."""
    gc.freeze()
    gc.set_threshold(100_000)  # a register makes millions of things, and none that only the collector can let go
    t = words(language())
    with dossier_file.opened(file, map_file) as (rows, size):
        label = t("import.checking") if dry_run else t("import.taking")
        with click.progressbar(length=size, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = import_dossiers(office, rows, dry_run, lambda read: bar.update(read - bar.pos))
    if dry_run:
        click.echo(t("import.dry_run"), err=True)
    _tell(done)


def _tell(done: Imported) -> None:
    """Which rows were refused and why; the last line is for programs too."""
    t = words(language())
    for line, flaw in sorted(done.refused, key=itemgetter(0)):
        click.echo(t("import.row", line=f"{line}", flaw=flaw), err=True)
    events = f" events {done.events}" if done.events else ""
    click.echo(f"read {done.read} new {done.new} changed {done.changed} refused {len(done.refused)}{events}")


COMMANDS: tuple[click.Command, ...] = (import_,)
