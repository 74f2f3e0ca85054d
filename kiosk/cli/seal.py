"""Commands about what proves the record: seals, witnesses, keys, and a copy that becomes the office again."""

from pathlib import Path

import click

from kiosk import config
from kiosk.actions.record import restore as restoring
from kiosk.cli.opening import folder_of, with_office
from kiosk.cli.telling import tell, told
from kiosk.domain.errors import NotWritten
from kiosk.domain.file_flaws import flaw_of, require_no_offices
from kiosk.domain.office.refusals import NoOffice
from kiosk.office import Office
from kiosk.storage.record import keys as key_files
from kiosk.views.record import queries, witnesses


@click.group()
def seal() -> None:
    """What the log ends with, to be kept outside this machine."""


@seal.command("show")
@with_office
def seal_show(office: Office) -> None:
    """The newest entry, the code that stands for it, and the seal of the last day that is over, both signed."""
    now = witnesses.present(office)
    tell("said.seal_office", office=now.office, public=now.public)
    tell("said.seal_entry", seq=f"{now.seq}", at=now.at, hash=now.hash)
    tell("said.seal_code", code=now.code)
    tell("said.seal_signature", signature=now.signature)
    if day := witnesses.last_day(office):
        tell("said.seal_day", day=day.day, seq=f"{day.seq}", hash=day.hash)
        tell("said.seal_signature", signature=day.signature)


@seal.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def seal_export(office: Office, file: Path) -> None:
    """Write the head of the log, signed, to FILE, which must not be there yet."""
    _write(file, witnesses.exported(office))
    tell("said.seal_exported", file=file)


@click.group()
def keys() -> None:
    """The office's secrets, which no backup holds."""


@keys.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_office
def keys_export(office: Office, file: Path) -> None:
    """Write the key card to FILE, which must not be there yet: whoever restores the office needs it."""
    record = queries.record_of(office)
    if record is None:
        raise NoOffice(folder=office.config.folder)
    _write(file, key_files.card(office.config.folder, record.prints, record.unit))
    tell("said.keys_exported", file=file)


@keys.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_context
def keys_import(ctx: click.Context, file: Path) -> None:
    """Lay the keys of a key card into the data folder; other keys that are there already are refused."""
    folder = folder_of(ctx)
    folder.mkdir(parents=True, exist_ok=True)
    laid = key_files.take_card(folder, file.read_text("utf-8", "replace"))
    click.echo("\n".join(f"{name}.key" for name in laid) or told("said.keys_there"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--last", multiple=True, help="The highest number on paper of an area, like A057; once for each area.")
@click.option("--without-keys", is_flag=True, help="Go on under new keys: receipts get new PINs.")
@click.pass_context
def restore(ctx: click.Context, file: Path, last: tuple[str, ...], without_keys: bool) -> None:
    """Let the backup FILE be the office of the data folder; what lies there now is kept beside it."""
    office = Office(config.load(folder_of(ctx)))
    try:
        done = restoring.restore(office, file, last, without_keys=without_keys)
    finally:
        office.db.close()
    tell("said.restored", file=file)
    click.echo("\n".join(_advice(done)))


def _advice(done: restoring.Restored) -> list[str]:
    """What whoever restored must know."""
    lines = [told("said.kept", file=done.kept)] if done.kept else []
    if done.new_keys:
        lines.append(told("said.new_keys", keys=", ".join(done.new_keys)))
    if "digest" in done.new_keys:
        lines.append(told("said.new_pins"))
    return lines + ([told("said.forgotten_again", count=done.erased)] if done.erased else [])


def _write(file: Path, text: str) -> None:
    try:
        require_no_offices(file)
        key_files.write_private(file.absolute(), text.encode())
    except OSError as error:
        raise NotWritten(file=file, why=flaw_of(error)) from error


COMMANDS: tuple[click.Command, ...] = (seal, keys, restore)
