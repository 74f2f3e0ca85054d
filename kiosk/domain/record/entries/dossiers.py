"""Entries about dossiers, and what they rest on."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class ProceduresImported(Entry):
    """`digest` is the SHA-256 of the whole catalogue as it then was."""

    new: int
    changed: int
    refused: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class AgencyAdded(Entry):
    """`digest` is the SHA-256 of the agency's row."""

    agency: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class UnitAdded(Entry):
    """A unit that receives dossiers; `digest` is the SHA-256 of its row."""

    unit: int
    digest: str


@dataclass(frozen=True, slots=True)
class DossierEntry(Entry):
    """What happened to one dossier, named by its internal number; `digest` is of all that is then known of it."""

    dossier: int
    state: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class DossierAdded(DossierEntry):
    """Received at a counter ("desk"), or taken over with its past ("import")."""

    via: str
    counter: int | None = None
    officer: int | None = None
    leg: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class DossierChanged(DossierEntry):
    """A step of a dossier, or a fact about it; `change` is the verb, `reason` a code."""

    change: str
    reason: str | None = None
    counter: int | None = None
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class ApplicantErased(Entry):
    """Who filed a dossier, and every free word about it, is forgotten."""

    dossier: int
    reason: str
    officer: int | None = None
