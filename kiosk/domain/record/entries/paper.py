"""Entries about what was printed."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class SlipQueued(Entry):
    """A slip waits for the printer once more, as staff wished; copy 1 is the first such."""

    job: int
    ticket: int
    number: str
    copy: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class SlipEnded(Entry):
    """A print job came to an end: printed, expired, failed or unknown."""

    job: int
    ticket: int
    number: str
    outcome: str


@kind
@dataclass(frozen=True, slots=True)
class ReceiptQueued(Entry):
    """Form 01 of a dossier waits for the printer; copy 0 is the first."""

    job: int
    dossier: int
    copy: int
    counter: int | None
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class ReceiptEnded(Entry):
    """A receipt's print job came to an end: printed, expired, failed or unknown."""

    job: int
    dossier: int
    outcome: str
