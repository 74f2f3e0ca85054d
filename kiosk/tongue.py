"""The terminal's language; help and complaints of commands in it: their English text is the key of the others."""

import atexit
import gettext
import os
from functools import cache
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kiosk.assets import translations

DOMAIN = "kiosk-help"


def language() -> str:
    """Vietnamese on a Vietnamese terminal, else English."""
    return "vi" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("vi") else "en"


def speak(group: click.Group, lang: str) -> None:
    """Let a group of commands, and click itself, speak a language; they speak English unless told otherwise."""
    if lang == "en":
        return
    help_texts = texts(lang)
    _click_speaks(lang)
    for command in every(group):
        if command.help:
            command.help = help_texts.get(cleandoc(command.help), command.help)
        for each in command.params:
            if isinstance(each, click.Option) and each.help:
                each.help = help_texts.get(each.help, each.help)


@cache
def texts(lang: str) -> dict[str, str]:
    """The help in a language, by the English text."""
    return {str(each.id): str(each.string) for each in _read(lang) if each.id and isinstance(each.id, str)}


def every(command: click.Command) -> list[click.Command]:
    """A command and all below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [command, *(descendant for each in below for descendant in every(each))]


def _click_speaks(lang: str) -> None:
    """Click asks the standard library for its words, which wants a compiled catalogue as long as the command runs."""
    folder = TemporaryDirectory(prefix="kiosk-help-")
    atexit.register(folder.cleanup)
    place = Path(folder.name, lang, "LC_MESSAGES")
    place.mkdir(parents=True)
    with (place / f"{DOMAIN}.mo").open("wb") as file:
        write_mo(file, _read(lang))
    gettext.bindtextdomain(DOMAIN, folder.name)
    gettext.textdomain(DOMAIN)


def _read(lang: str) -> Catalog:
    with (translations() / lang / "LC_MESSAGES" / "help.po").open("rb") as file:
        return read_po(file, locale=lang)
