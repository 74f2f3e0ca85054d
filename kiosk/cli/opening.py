"""Opening the office of a data folder for a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kiosk import config
from kiosk.office import Office
from kiosk.storage import migrations
from kiosk.storage.db import FILE

DEFAULT = Path("data")


def folder_of(ctx: click.Context) -> Path:
    """The folder named before the command, else `data` here."""
    return (ctx.obj or DEFAULT).absolute()


@contextmanager
def opened(ctx: click.Context) -> Iterator[Office]:
    """The office of the folder, its database brought up to date."""
    folder = folder_of(ctx)
    settings = config.load(folder)
    if (folder / FILE).exists():
        migrations.upgrade(folder)
    office = Office(settings)
    try:
        yield office
    finally:
        office.db.close()


def with_office(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose first argument is the opened office."""

    @click.pass_context
    def run(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        with opened(ctx) as office:
            return function(office, *args, **kwargs)

    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run
