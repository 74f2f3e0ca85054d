"""Instants: UTC, to the millisecond, `YYYY-MM-DDTHH:MM:SS.mmmZ` as text (text order is time order)."""

from datetime import UTC, datetime


def to_text(at: datetime) -> str:
    """The stored form of an aware instant."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def from_text(text: str) -> datetime:
    """The instant of its stored form; ValueError when it is no instant."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return at.astimezone(UTC)


def to_ms(at: datetime) -> datetime:
    """The instant cut to whole milliseconds, as it will be stored."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
