"""The command `display …`: hear what the hall will hear."""

import sys
from pathlib import Path

import click

from display import phrases, speech


class Failure(click.ClickException):
    """What went wrong, in one sentence; exit status 1."""


@click.group()
def display() -> None:
    """The boards and the voice of the hall."""


def _ticket(_context: click.Context, _parameter: click.Parameter, number: str) -> str:
    try:
        phrases.spoken_ticket(number, "vi")
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return number


@display.command()
@click.argument("number", callback=_ticket)
@click.argument("counter", type=click.IntRange(1, 9999))
@click.option("--lang", type=click.Choice(phrases.LANGUAGES), default="vi", show_default=True, help="Language spoken.")
@click.option("--text", is_flag=True, help="Also print the sentence and the name of the voice.")
@click.option("--wav", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where the speech goes.")
def say(number: str, counter: int, lang: str, text: bool, wav: Path) -> None:
    """Speak the call of ticket NUMBER (A012) to COUNTER (3) into a WAV file."""
    sentence, voice = phrases.call(number, counter, lang), speech.find_voice()
    try:
        speech.speak(voice, sentence, lang, wav)
    except speech.NoVoice as error:
        raise Failure(str(error)) from error
    if text and voice:
        click.echo(f"{sentence}\n{voice.name}")


def main() -> None:
    """The entry point: exit status 2 for a wrong command and 1 for a failure, each with one sentence on stderr."""
    try:
        sys.exit(display.main(prog_name="display", standalone_mode=False))
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)


if __name__ == "__main__":
    main()
