"""Commands that take lists over from files: good rows are kept, bad ones are named with their line."""

import gc
import sys
from pathlib import Path

import click

from kiosk.actions.dossiers import procedure_import
from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.ratings import rating_import
from kiosk.cli.opening import with_office
from kiosk.domain.dossiers import procedure
from kiosk.domain.rows import Imported, Notes
from kiosk.files import dossier_file, table_file
from kiosk.files.heading import Requirements
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.tongue import language
from kiosk.views.record import imported

CATALOGUE = Requirements("ma_thu_tuc", procedure.COLUMNS, procedure.COLUMNS)
RATINGS = Requirements("rated_at", rating_import.NEEDED, rating_import.COLUMNS, ("rated_at",))
_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_dry_run = click.option("--dry-run", is_flag=True, help="Show the first rows as they would be stored; write nothing.")


@click.group("import")
def import_() -> None:
    """Take over lists from files: CSV, XLSX, XLSM, the pages that portals name .xls; each also as .gz."""


@import_.command("procedures")
@_file
@_dry_run
@with_office
def import_procedures(office: Office, file: Path, dry_run: bool) -> None:
    """Take the catalogue of procedures."""
    with table_file.opened(file, CATALOGUE) as table:
        done = procedure_import.import_procedures(office, table.rows, dry_run)
    t = words("vi")
    for area, count in procedure_import.by_area(office):
        click.echo(f"{area or t('area.none')}: {count}")
    _tell(done, table.notes, dry_run)


@import_.command("ratings")
@_file
@_dry_run
@with_office
def import_ratings(office: Office, file: Path, dry_run: bool) -> None:
    """Take ratings: ref, rated_at, level, source, counter."""
    with table_file.opened(file, RATINGS) as table:
        done = rating_import.import_ratings(office, table.rows, dry_run)
    _tell(done, table.notes, dry_run)


@import_.command("dossiers")
@_file
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="A TOML file: their columns to ours.")
@_dry_run
@with_office
def import_a_register(office: Office, file: Path, map_file: Path | None, dry_run: bool) -> None:
    """Take dossiers by our columns or by a mapping file."""
    gc.freeze()
    gc.set_threshold(100_000)  # a register makes millions of things, and none that only the collector can let go
    t = words(language())
    with dossier_file.opened(file, map_file) as (rows, size, notes):
        label = t("import.checking") if dry_run else t("import.taking")
        with click.progressbar(length=size, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = import_dossiers(office, rows, dry_run, lambda read: bar.update(read - bar.pos))
    _tell(done, notes, dry_run)


def _tell(done: Imported, notes: Notes, dry_run: bool) -> None:
    """What came of a file and what was not used of it; the last line is for programs too."""
    report = imported.report(words(language()), done, notes, dry_run)
    for line in report.lines:
        click.echo(line, err=True)
    click.echo(report.summary)


COMMANDS: tuple[click.Command, ...] = (import_,)
