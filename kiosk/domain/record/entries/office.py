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
    """`digest` is the SHA-256 of the officer's row, so that a hand edit of it is found and no name is here."""

    officer: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class OfficerChanged(Entry):
    """`what`: password, pin, removed or returned; `digest` as in OfficerAdded."""

    officer: int
    what: str
    digest: str


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
