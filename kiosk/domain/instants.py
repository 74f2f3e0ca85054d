"""Instants: UTC, to the millisecond, `YYYY-MM-DDTHH:MM:SS.mmmZ` as text (text order is time order)."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from kiosk.domain import dates

_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?")


@lru_cache(4096)  # a register tells the same instant many times: in a row, in its trace, in its digest
def to_text(at: datetime) -> str:
    """The stored form of an aware instant."""
    return at.astimezone(UTC).isoformat("T", "milliseconds").removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    """The instant of its stored form; ValueError when it is no instant."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return at.astimezone(UTC)


@lru_cache(4096)
def from_local(text: str, zone: tzinfo) -> datetime:
    """The instant that people or spreadsheets wrote by the clock of a zone; a day alone is its midnight.

    `2026-07-03 08:30`, `8h30 ngày 03/7/2026`, a spreadsheet's day number, or ISO 8601 with an offset; else ValueError.
    """
    try:
        if _ISO.fullmatch(text):  # a register holds hundreds of thousands of these
            at = datetime.fromisoformat(f"{text}Z")
            return at - (zone.utcoffset(at) or timedelta())
        written = dates.read(text)
        at = written.at if written else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date or time") from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=zone).astimezone(UTC)


def to_ms(at: datetime) -> datetime:
    """The instant cut to whole milliseconds, as it will be stored."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000) if at.microsecond % 1000 else at
