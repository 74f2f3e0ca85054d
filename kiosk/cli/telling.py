"""What commands tell: sentences in the language of the terminal."""

import click

from kiosk.i18n import words
from kiosk.tongue import language


def told(key: str, /, **facts: object) -> str:
    """A sentence of the catalogue with its facts."""
    return words(language())(key, **facts)


def tell(key: str, /, **facts: object) -> None:
    """Print a sentence of the catalogue."""
    click.echo(told(key, **facts))
