"""Entries about the record itself."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class SealBegan(Entry):
    """From this entry on the log is sealed with these keys, told by their fingerprints; `public` checks signatures.

    `unit`: what the office is called in its record. `why`: set-up, upgrade, or without-keys after a loss.
    """

    unit: str
    digest: str
    seal: str
    sign: str
    public: str
    why: str


@kind
@dataclass(frozen=True, slots=True)
class EntriesRedacted(Entry):
    """What may no longer be known was taken out of the bodies of exactly these older entries; their hashes stand.

    `entries`: their numbers, like 3-5,8. `digest`: SHA-256 over what is left of them. The other sums are of what took
    the place of old ratings: those given before `day`, those from files, and the marks of what was rated.
    """

    entries: str
    digest: str
    day: str
    ratings: str
    imported: str
    marks: str


@kind
@dataclass(frozen=True, slots=True)
class OfficeRestored(Entry):
    """A copy became the office again: how many were forgotten anew, and which keys were lost."""

    erased: int
    lost: str
