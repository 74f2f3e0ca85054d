"""Days, instants and the numbers of things as people type them on the command line."""

import re
from datetime import UTC, date, datetime
from typing import Any

import click

from kiosk.domain.instants import from_local
from kiosk.i18n import words
from kiosk.tongue import language

ID = click.IntRange(1, 2**63 - 1)  # what a row can be numbered
ISO = re.compile(r"\d{4}-\d\d-\d\d")


class Day(click.ParamType[date]):
    """A day, 2026-07-03 or 03/7/2026."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            # A year of four digits is that year, also 0001; of two it is one of this century.
            return date.fromisoformat(value) if ISO.fullmatch(value) else from_local(value, UTC).date()
        except ValueError:
            self.fail(words(language())("cli.no_day", text=value), param, ctx)


class Instant(click.ParamType[datetime]):
    """An instant or a date, ISO 8601; without a zone it is UTC."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = datetime.fromisoformat(value)
            return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.fail(words(language())("cli.no_instant", text=value), param, ctx)
