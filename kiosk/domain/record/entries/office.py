"""Entries about the office, its officers, seats and devices."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class OfficeConfigured(Entry):
    """The plan was replaced; `digest` is the SHA-256 of its canonical text."""

    digest: str


@kind
@dataclass(frozen=True, slots=True)
class OfficerAdded(Entry):
    """`digest` is the SHA-256 of the officer's row, so that a hand edit of it is found and no name is here.

    `roles`: what they may do, with a blank between; entries from before there were several lack it.
    """

    officer: int
    digest: str
    roles: str = ""


@kind
@dataclass(frozen=True, slots=True)
class OfficerChanged(Entry):
    """`what`: password, pin, roles, removed or returned; `digest` and `roles` as in OfficerAdded.

    `by`: the administrator who changed it; None at the command line, and of one's own secrets.
    """

    officer: int
    what: str
    digest: str
    roles: str = ""
    by: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class SeatTaken(Entry):
    """An officer sat down at a counter; `holder` is the digest of the browser's secret."""

    counter: int
    officer: int
    holder: str


@kind
@dataclass(frozen=True, slots=True)
class SeatLeft(Entry):
    counter: int


@kind
@dataclass(frozen=True, slots=True)
class DeviceAdded(Entry):
    device: int
    role: str
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class DevicePlaced(Entry):
    """The device stands at a counter from now on; `digest` as in OfficerAdded."""

    device: int
    counter: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class DeviceRemoved(Entry):
    """The device's token was withdrawn; `digest` as in OfficerAdded."""

    device: int
    digest: str
