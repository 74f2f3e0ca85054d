"""One entry of the ledger from which a zone is called."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Zone

LANGUAGES = ("vi", "en")


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


@dataclass(frozen=True, slots=True)
class Saying:
    """An announcement with what its words need: its message, or the language of its ticket (None: Vietnamese)."""

    announcement: Announcement
    message: Message | None = None
    lang: str | None = None

    def languages(self, zone: Zone, also: str = "vi") -> tuple[str, ...]:
        """Vietnamese first, then what the zone, the board and the ticket ask for."""
        if self.message and self.message.alarm:
            return LANGUAGES  # everybody must understand it
        wishes = ["vi", "en" if zone.sound.english else "vi", also, self.lang or "vi"]
        return tuple(lang for lang in dict.fromkeys(wishes) if lang in LANGUAGES)
