"""The command line speaks the language of its terminal: help, and complaints about what was typed."""

import unicodedata
from inspect import cleandoc

import click

from display.cli import display
from kiosk.cli import kiosk, load_commands
from kiosk.tongue import every, texts

load_commands()


def told() -> set[str]:
    """Every sentence of the help, as it is written in the commands."""
    commands = [*every(kiosk), *every(display)]
    options = [each for command in commands for each in command.params if isinstance(each, click.Option)]
    texts_of = [*(command.help for command in commands), *(option.help for option in options)]
    return {cleandoc(text) for text in texts_of if text}


def test_every_sentence_of_the_help_has_its_translation() -> None:
    known = texts("vi")
    assert told() - known.keys() == set()
    assert [key for key, text in known.items() if not text or unicodedata.normalize("NFC", text) != text] == []
    kept = {"SQLite", "One JSON object."}
    assert [key for key, text in known.items() if key == text and key not in kept] == []


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    ours = {key for key in texts("vi") if key.endswith(".") and "{" not in key}
    clicks = {"Show this message and exit.", "Missing command.", "Error: The two entered values do not match."}
    assert ours - told() <= clicks
