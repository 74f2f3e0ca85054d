"""A message of the person in charge: it lies over everything the boards of its zones show, until it is ended."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hall.refusals import BadMessage

KINDS = ("outage", "trouble", "evacuation", "closing", "free")
ALARM = "evacuation"  # over this no call is shown, and none is spoken
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Message:
    """What is told; `zones` is empty for the whole hall, the texts are empty unless the words are free."""

    id: int
    kind: str
    zones: tuple[str, ...]
    officer: int | None
    at: datetime
    ended_at: datetime | None = None
    text_vi: str = ""
    text_en: str = ""

    @property
    def alarm(self) -> bool:
        return self.kind == ALARM

    def text(self, lang: str) -> str:
        """Its free words in a language; in Vietnamese when it has no others."""
        return (self.text_en if lang == "en" else "") or self.text_vi

    def is_in(self, zone: str) -> bool:
        return not self.zones or zone in self.zones


def shown_in(zone: str, messages: Iterable[Message]) -> Message | None:
    """The one message a zone shows."""
    return shown_to((zone,), messages)


def shown_to(zones: Collection[str], messages: Iterable[Message]) -> Message | None:
    """The one message for who is in any of these zones."""
    return foremost(each for each in messages if any(map(each.is_in, zones)))


def foremost(messages: Iterable[Message]) -> Message | None:
    """The one message to show where only one can be: one to leave the building before all others, then the newest."""
    there = (each for each in messages if each.ended_at is None)
    return max(there, key=lambda each: (each.alarm, each.id), default=None)


def free_text(text: str, required: bool) -> str:
    """Free words fit to be shown: one line, at most 200 characters, no control characters."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    words = "".join(each for each in words if unicodedata.category(each)[0] != "C")
    if len(words) > LONGEST or (required and not words):
        raise BadMessage(longest=LONGEST)
    return words
