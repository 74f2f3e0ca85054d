"""What is likely to be called next is said ahead, for zones that have a loudspeaker, and only once."""

import threading
from pathlib import Path

import pytest

from display.loudspeaker import rehearsal
from display.loudspeaker.rehearsal import AHEAD, Rehearsal
from display.speech import phrases
from display.speech.speech_store import SpeechStore
from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from tests.conftest import call, issue
from tests.display.speech.test_speech import Whistle

GO = threading.Event()  # never set


@pytest.fixture
def voice() -> Whistle:
    return Whistle()


@pytest.fixture
def ahead(office: Office, tmp_path: Path, voice: Whistle, monkeypatch: pytest.MonkeyPatch) -> Rehearsal:
    monkeypatch.setattr(rehearsal, "REST_S", 0)
    return Rehearsal(office, SpeechStore(tmp_path / "speech", voice))


def texts(ahead: Rehearsal) -> set[str]:
    return {text for text, _ in ahead.missing()}


def test_where_nobody_speaks_nothing_is_said_ahead(office: Office, ahead: Rehearsal) -> None:
    issue(office)
    assert ahead.missing() == []


def test_a_call_finds_its_sound_ready(office: Office, ahead: Rehearsal, voice: Whistle) -> None:
    attend(office, SoundReport("1", "a board"))
    issue(office)
    ahead.once(GO)
    voice.spoken.clear()
    leg = call(office, 3)
    for short in (False, True):
        ahead.store.joined(phrases.call_pieces(leg.number, 3, "vi", short), "vi")
    ahead.store.joined((phrases.message("outage", "vi"),), "vi")
    assert voice.spoken == []


def test_only_who_may_be_called_next_and_in_their_language(office: Office, ahead: Rehearsal) -> None:
    attend(office, SoundReport("1", "a board"))
    visitor.issue(office, Wish("A", None, lang="en"))
    for _ in range(AHEAD + 5):
        issue(office, "B")
    issue(office, "G")  # waits in the other zone
    wanted = texts(ahead)
    assert {phrases.ticket_piece("A001", lang) for lang in ("vi", "en")} <= wanted
    assert phrases.ticket_piece("B001", "vi") in wanted
    assert not {phrases.ticket_piece(number, "vi") for number in ("B017", "G001")} & wanted
    assert phrases.ticket_piece("B001", "en") not in wanted


def test_what_is_made_is_not_asked_for_again(office: Office, ahead: Rehearsal, voice: Whistle) -> None:
    attend(office, SoundReport("1", "a board"))
    issue(office)
    ahead.once(GO)
    made = len(voice.spoken)
    ahead.once(GO)
    assert len(voice.spoken) == made
    issue(office)
    assert texts(ahead) == {phrases.ticket_piece("A002", "vi"), phrases.ticket_piece("A002", "vi", short=True)}


def test_being_stopped_it_stops(office: Office, ahead: Rehearsal, voice: Whistle) -> None:
    attend(office, SoundReport("1", "a board"))
    stopped = threading.Event()
    stopped.set()
    ahead.once(stopped)
    ahead.run(stopped)
    assert voice.spoken == []
