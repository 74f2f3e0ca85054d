"""Ticket numbers and the business day they are counted in."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.queue.refusals import UnknownTicket

LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXYFJWZ"
_NUMBER = re.compile(rf"([{LETTERS}])(\d{{1,6}})")


def number(letter: str, serial: int) -> str:
    """A number as people read it: `A012`; at least three digits."""
    return f"{letter}{serial:03d}"


def parse(text: str) -> tuple[str, int] | None:
    """Letter and serial of a number, small letters, blanks and zeros left out forgiven; None when it is no number."""
    match = _NUMBER.fullmatch("".join(text.split()).upper())
    return (match[1], int(match[2])) if match else None


def serial_upto(area: str, text: str) -> int:
    """The serial that "A045" or "45" names in an area."""
    parsed = parse(f"{area}{text.strip().zfill(3)}" if text.strip().isdecimal() else text)
    if parsed is None or parsed[0] != area:
        raise UnknownTicket()
    return parsed[1]


def business_day(now: datetime, starts_at: time, zone: ZoneInfo) -> date:
    """The day an instant counts to: what happens before `starts_at` local time belongs to the day before."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= starts_at else local.date() - timedelta(days=1)


def day_start(day: date, starts_at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) a business day begins."""
    return datetime.combine(day, starts_at, zone).astimezone(UTC)
