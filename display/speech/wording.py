"""The words of an announcement, in pieces that are spoken apart: a number's are the same at every counter."""

from sqlite3 import Connection

from display.speech import phrases
from kiosk.domain.hall.announcement import Announcement
from kiosk.domain.office.plan import Zone
from kiosk.storage.hall import messages
from kiosk.storage.queue import legs


def pieces(sql: Connection, said: Announcement, lang: str, short: bool = False) -> tuple[str, ...]:
    """What is said of an announcement in a language."""
    if said.kind == "message":
        message = messages.load(sql, said.message or 0)
        return (phrases.message(message.kind, lang, message.text(lang)),) if message else ()
    if said.kind == "withdrawn":
        return phrases.apology(said.number, lang)
    return phrases.call_pieces(said.number, said.counter, lang, short)


def languages(sql: Connection, said: Announcement, zone: Zone, also: str = "vi") -> tuple[str, ...]:
    """Vietnamese first, then what the zone, the board and the ticket ask for."""
    if said.message and (told := messages.load(sql, said.message)) and told.alarm:
        return phrases.LANGUAGES  # everybody must understand it
    leg = legs.load(sql, said.leg) if said.leg else None
    asked = ["vi", "en" if zone.sound.english else "vi", also, (leg.lang if leg else None) or "vi"]
    return tuple(lang for lang in dict.fromkeys(asked) if lang in phrases.LANGUAGES)
