"""The command `display …`: hear what the hall will hear."""

import logging
import signal
import sys
from pathlib import Path

import click

from display.loudspeaker.player import NoPlayer, Player, find_player
from display.speech import clips, phrases
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore, find_voices, first_that_speaks
from kiosk import config
from kiosk.domain.errors import Refusal
from kiosk.domain.hall.announcement import LANGUAGES
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.output import to_the_end
from kiosk.tongue import language, speak

DEFAULT = Path("data")


class Failure(click.ClickException):
    """What went wrong, in one sentence in the terminal's language; exit status 1."""


@click.group()
def display() -> None:
    """The boards and the voice of the hall."""


def _ticket(_context: click.Context, _parameter: click.Parameter, number: str) -> str:
    try:
        phrases.spoken_ticket(number, "vi")
    except ValueError as error:
        raise click.BadParameter(words(language())("cli.no_ticket", text=number)) from error
    return number


@display.command()
@click.argument("number", callback=_ticket)
@click.argument("counter", type=click.IntRange(1, 9999))
@click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True, help="Language spoken.")
@click.option("--text", is_flag=True, help="Also print the sentence and the name of the voice.")
@click.option("--data", "folder", envvar="KIOSK_DATA", type=click.Path(path_type=Path), help="The data folder.")
@click.option("--wav", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where the speech goes.")
def say(number: str, counter: int, *, lang: str, text: bool, folder: Path | None, wav: Path) -> None:
    """Speak the call of ticket NUMBER (A012) to COUNTER (3) into a WAV file."""
    pieces = phrases.call_pieces(number, counter, lang)
    try:
        voice = first_that_speaks(find_voices((folder or DEFAULT) / "voices"), pieces, lang, wav)
    except NoVoice as error:
        raise Failure(error.said(words(language()))) from error
    if text:
        click.echo(f"{' '.join(pieces)}\n{voice.name}")


@display.command(name="speak")
@click.option("--zone", required=True, metavar="Z", help="The waiting area whose loudspeaker this is.")
@click.option("--data", "folder", envvar="KIOSK_DATA", type=click.Path(path_type=Path), help="The data folder.")
@click.option("--player", default="", metavar="COMMAND", help="What plays a WAV file, its last argument.")
def speak_zone(zone: str, folder: Path | None, player: str) -> None:
    """Speak the calls of a zone on this machine's own loudspeaker, until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    office = _opened((folder or DEFAULT).absolute())
    try:
        command = find_player(player)
        office.present_plan().zone(zone)
        speaker = Player(office, zone, SpeechStore(office.config.folder / "speech"), command)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: speaker.stopping.set())
        speaker.run()
    except NoPlayer as error:
        raise Failure(error.said(words(language()))) from error
    except Refusal as refusal:
        raise Failure(words(language()).refusal(refusal)) from refusal
    finally:
        office.db.close()


def _opened(folder: Path) -> Office:
    try:
        return Office(config.load(folder))
    except Refusal as refusal:
        raise Failure(words(language()).refusal(refusal)) from refusal


@display.group(name="clips")
def recordings() -> None:
    """A folder of recorded words, the natural voice."""


@recordings.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """List the clips that are missing or cannot be used, with the words to record."""
    t, looked = words(language()), clips.check(folder)
    wrong = [clip for clip in looked if clip.fault]
    for clip in wrong:
        click.echo(f'{clip.name}.wav  "{clip.says}": {t.in_words(clip.fault)}')
    if wrong:
        raise Failure(t("voice.clips_bad", bad=len(wrong), n=len(looked)))
    click.echo(t("voice.clips_good", n=len(looked)))


@recordings.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("number", callback=_ticket)
@click.argument("counter", type=click.IntRange(1, 9999))
@click.option("--wav", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where the speech goes.")
def preview(folder: Path, number: str, counter: int, wav: Path) -> None:
    """Join the call of ticket NUMBER to COUNTER from the clips alone."""
    try:
        first_that_speaks([clips.Clips(folder)], phrases.call_pieces(number, counter, "vi"), "vi", wav)
    except NoVoice as error:
        raise Failure(error.said(words(language()))) from error


def main() -> None:
    """The entry point: exit status 2 for a wrong command and 1 for a failure, each with one sentence on stderr."""
    speak(display, language())
    to_the_end("display", _run)


def _run() -> None:
    try:
        sys.exit(display.main(prog_name="display", standalone_mode=False))
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)


if __name__ == "__main__":
    main()
