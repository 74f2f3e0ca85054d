"""`kiosk …`: the office from the command line, over the same actions as the pages."""

import sqlite3
from pathlib import Path
from typing import Any

import click

from kiosk.domain.errors import Faulted, Refusal
from kiosk.output import Unread, to_the_end
from kiosk.storage import trouble
from kiosk.tongue import language, speak


class OfficeCommands(click.Group):
    """A group whose commands end in a sentence and an exit code, never in a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Refused(refusal) from refusal
        except BrokenPipeError as error:
            raise Unread from error
        except sqlite3.Error as error:
            raise Refused(
                trouble.refusal(error, (ctx.obj or Path("data")).absolute() / "office.db") or Faulted()
            ) from error


class Refused(click.ClickException):
    """A refusal in the language of the terminal."""

    def __init__(self, refusal: Refusal) -> None:
        from kiosk.i18n import words

        super().__init__(words(language()).refusal(refusal))

    def show(self, file: Any = None) -> None:
        click.echo(f"kiosk: {self.message}", err=True)


@click.group(cls=OfficeCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", "folder", envvar="KIOSK_DATA", type=click.Path(path_type=Path), help="The data folder.")
@click.version_option(package_name="one-stop-queue")
@click.pass_context
def kiosk(ctx: click.Context, folder: Path | None) -> None:
    """The queue of a one-stop public-service office."""
    ctx.obj = folder


def load_commands() -> None:
    """Add every command to the group."""
    # They import this module's group.
    from kiosk.cli import access, dossier, figures, imports, message, office, queue, record, run, seal, verbs

    for module in (access, dossier, figures, imports, message, office, queue, record, run, seal, verbs):
        for command in module.COMMANDS:
            kiosk.add_command(command)


def main() -> None:
    """The entry point."""
    load_commands()
    speak(kiosk, language())
    to_the_end("kiosk", lambda: kiosk(prog_name="kiosk"))
