"""Says ahead, into the store, what is likely to be called next: when the call comes, its sound is there."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime

from display.speech import phrases
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore
from kiosk.domain.errors import Refusal
from kiosk.domain.hall.message import KINDS
from kiosk.domain.office.plan import Plan, Zone
from kiosk.office import Office
from kiosk.storage.hall import loudspeakers
from kiosk.storage.queue import legs

LOOK_S = 1.0
REST_S = 0.2  # after each sentence, so that making them leaves the machine to its visitors
AHEAD = 12  # visitors of a zone who may be called next
Sentence = tuple[str, str]  # text, language


class Rehearsal:
    """Makes the pieces of the next calls of every zone that has a loudspeaker."""

    def __init__(self, office: Office, store: SpeechStore) -> None:
        self.office, self.store = office, store
        self._known: set[Sentence] = set()

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
            self._known.add((text, lang))
            stopping.wait(REST_S)

    def missing(self) -> list[Sentence]:
        """What was not made yet, the likeliest first."""
        with self.office.reading() as (sql, plan):
            wanted = dict.fromkeys(_wanted(sql, plan, self.office.clock()))
        self._known &= wanted.keys()  # what nobody waits for any more is forgotten here; the store keeps it
        return [each for each in wanted if each not in self._known]


def _wanted(sql: sqlite3.Connection, plan: Plan, now: datetime) -> Iterator[Sentence]:
    zones = [zone for code, zone in plan.zones.items() if loudspeakers.load(sql, code).alive(now)]
    for short in (False, True):
        for zone in zones:
            yield from _of_calls(sql, plan, zone, short)
    for kind in KINDS if zones else ():
        if text := phrases.message(kind, "vi"):
            yield text, "vi"


def _of_calls(sql: sqlite3.Connection, plan: Plan, zone: Zone, short: bool) -> Iterator[Sentence]:
    areas = frozenset(area.letter for area in plan.areas_in(zone.code))
    langs = ("vi", "en") if zone.sound.english else ("vi",)
    for counter in plan.counters_in(zone.code):
        yield from ((phrases.counter_piece(counter, lang, short), lang) for lang in langs)
    for leg in legs.waiting(sql, areas, AHEAD):
        spoken = dict.fromkeys((*langs, leg.lang or "vi"))
        yield from ((phrases.ticket_piece(leg.number, lang, short), lang) for lang in spoken)
