"""The words of an announcement, in pieces that are spoken apart: a number's are the same at every counter."""

from display.speech import phrases
from kiosk.domain.hall.announcement import Saying


def pieces(saying: Saying, lang: str, short: bool = False) -> tuple[str, ...]:
    """What is said of an announcement in a language."""
    said, message = saying.announcement, saying.message
    if said.kind == "message":
        return (phrases.message(message.kind, lang, message.text(lang)),) if message else ()
    if said.kind == "withdrawn":
        return phrases.apology(said.number, lang)
    return phrases.call_pieces(said.number, said.counter, lang, short)
