"""Says ahead, into the store, what is likely to be called next: when the call comes, its sound is there."""

import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence

from display.speech import phrases
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore
from kiosk.domain.errors import Refusal
from kiosk.domain.hall.message import KINDS
from kiosk.office import Office
from kiosk.views.hall import sound
from kiosk.views.hall.sound import SpeakingZone

LOOK_S = 1.0
REST_S = 0.2  # after each sentence, so that making them leaves the machine to its visitors
AHEAD = 12  # visitors of a zone who may be called next
Sentence = tuple[str, str]  # text, language


class Rehearsal:
    """Makes the pieces of the next calls of every zone that has a loudspeaker."""

    def __init__(self, office: Office, store: SpeechStore) -> None:
        self.office, self.store = office, store
        self._sentences: set[Sentence] = set()

    def run(self, stopping: threading.Event) -> None:
        """Go on until stopped."""
        while not stopping.wait(LOOK_S):
            try:
                self.once(stopping)
            except (Refusal, sqlite3.Error) as error:  # before the set-up, or while another process holds the database
                logging.getLogger(__name__).debug("nothing is said ahead: %s", error)
            except NoVoice as error:
                logging.getLogger(__name__).warning("nothing is said ahead: %s", error)
                stopping.wait(60)

    def once(self, stopping: threading.Event) -> None:
        """Make what is missing now."""
        for text, lang in self.missing():
            if stopping.is_set():
                return
            self.store.wav(text, lang)
            self._sentences.add((text, lang))
            stopping.wait(REST_S)

    def missing(self) -> list[Sentence]:
        """What was not made yet, the likeliest first."""
        sentences = dict.fromkeys(_sentences_of(self.office.see(sound.next_sayings, AHEAD)))
        self._sentences &= sentences.keys()  # what nobody waits for any more is forgotten here; the store keeps it
        return [each for each in sentences if each not in self._sentences]


def _sentences_of(zones: Sequence[SpeakingZone]) -> Iterator[Sentence]:
    for short in (False, True):
        for zone in zones:
            yield from _of_calls(zone, short)
    for kind in KINDS if zones else ():
        if text := phrases.message(kind, "vi"):
            yield text, "vi"


def _of_calls(there: SpeakingZone, short: bool) -> Iterator[Sentence]:
    langs = ("vi", "en") if there.zone.sound.english else ("vi",)
    for counter in there.counters:
        yield from ((phrases.counter_piece(counter, lang, short), lang) for lang in langs)
    for leg in there.next_up:
        spoken = dict.fromkeys((*langs, leg.lang or "vi"))
        yield from ((phrases.ticket_piece(leg.number, lang, short), lang) for lang in spoken)
