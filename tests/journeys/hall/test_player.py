"""The loudspeaker on the server: it plays what it is told, through any command that plays a file."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from display.loudspeaker.player import Player
from display.speech import sound
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore
from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.office import manager
from kiosk.domain.office.settings import ZoneSound
from kiosk.office import Office
from kiosk.storage.hall import loudspeakers
from tests.conftest import call, issue, rows, sample_plan
from tests.display.speech.test_speech import Whistle

pytestmark = pytest.mark.journey


class Mute(Whistle):
    def speak(self, text: str, lang: str, wav: Path) -> None:
        raise NoVoice("voice-failed", "not_started", name="hoarse")


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """Keeps each sound it shall play, and is done at once."""
    (tmp_path / "played").mkdir()
    script = tmp_path / "play"
    script.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/played/$(ls {tmp_path}/played | wc -l).wav"\n')
    script.chmod(0o700)
    return [str(script)]


@contextmanager
def playing(office: Office, command: list[str], store: SpeechStore | None = None) -> Iterator[Player]:
    player = Player(office, "1", store or SpeechStore(office.config.folder / "speech", Whistle()), command)
    thread = threading.Thread(target=player.run)
    thread.start()
    try:
        yield player
    finally:
        player.stopping.set()
        thread.join(10)
        assert not thread.is_alive()


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def played(folder: Path) -> list[sound.Sound]:
    return [sound.read(path) for path in sorted((folder / "played").iterdir())]


def outcomes(office: Office) -> list[tuple[object, ...]]:
    return rows(office, "SELECT no, outcome, ended_at IS NOT NULL FROM sayings ORDER BY no")


def test_calls_are_played_one_after_the_other_chime_first(office: Office, tmp_path: Path, command: list[str]) -> None:
    for counter in (1, 2):
        issue(office)
        call(office, counter)
    with playing(office, command):
        until(lambda: outcomes(office) == [(1, "said", 1), (2, "said", 1)])
    chime, first, again, second = played(tmp_path)
    assert chime.samples == again.samples
    assert chime.seconds == pytest.approx(0.7)
    assert first.seconds > 2 < second.seconds
    with office.reading() as (sql, _):
        assert loudspeakers.load(sql, "1").owner is None  # it left in order


def test_while_it_speaks_no_board_does(office: Office, command: list[str]) -> None:
    with playing(office, command):
        until(lambda: rows(office, "SELECT owner FROM zone_sounds"))
        assert not attend(office, SoundReport("1", "a board", trusted=True)).owner


def test_it_is_as_loud_as_the_hour_allows(office: Office, tmp_path: Path, command: list[str]) -> None:
    plan = sample_plan()
    zones = {code: replace(zone, sound=ZoneSound(volume=50)) for code, zone in plan.zones.items()}
    manager.set_up(office, replace(plan, zones=zones), replace=True)
    issue(office)
    call(office, 1)
    with playing(office, command):
        until(lambda: outcomes(office) == [(1, "said", 1)])
    for each in played(tmp_path):
        assert each.loudness == pytest.approx(sound.LOUDNESS - 6, abs=0.5)


@pytest.mark.parametrize("script", ["exit 1", "rm -f /nowhere/x; exit 3"])
def test_a_sound_card_that_fails_leaves_the_zone_to_another(office: Office, tmp_path: Path, script: str) -> None:
    broken = tmp_path / "broken"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o700)
    issue(office)
    call(office, 1)
    with playing(office, [str(broken)]):
        until(lambda: rows(office, "SELECT muted_at IS NOT NULL FROM zone_sounds") == [(1,)])
        answer = attend(office, SoundReport("1", "a board"))
        assert answer.turn.announcement
        assert answer.turn.announcement.no == 1  # what it could not say is said there


def test_without_a_voice_the_chime_alone_is_played(office: Office, tmp_path: Path, command: list[str]) -> None:
    issue(office)
    call(office, 1)
    with playing(office, command, SpeechStore(tmp_path / "speech", Mute())):
        until(lambda: outcomes(office) == [(1, "said", 1)])
    assert [each.seconds for each in played(tmp_path)] == [pytest.approx(0.7)]
