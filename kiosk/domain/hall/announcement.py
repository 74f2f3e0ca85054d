"""One entry of the ledger from which a zone is called."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Announcement:
    """One numbered entry of a zone's ledger: of a leg, or of a message to everybody (no number, counter 0)."""

    zone: str
    no: int
    leg: int | None
    number: str
    counter: int
    kind: str
    priority: bool
    at: datetime
    withdrawn_at: datetime | None = None
    message: int | None = None
