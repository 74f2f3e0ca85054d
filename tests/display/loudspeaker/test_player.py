"""The loudspeaker on the server: which command plays a file, and what is between two sounds; playing is a journey."""

from collections.abc import Callable
from pathlib import Path

import pytest

from display.loudspeaker.player import NoPlayer, Player, find_player
from display.speech import sound
from display.speech.speech_store import SpeechStore
from kiosk.domain.hall.announcer import AFTER_MS, CHIME_TO_VOICE_MS
from kiosk.office import Office
from tests.conftest import call, issue
from tests.display.speech.test_speech import Whistle


class Noting(Player):
    """Plays nothing and waits for nothing, but notes how long (s) each sound and each pause would be."""

    noted: list[float]

    def _play(self, wav: Path) -> None:
        self.noted.append(sound.read(wav).seconds)

    def _hold(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        self.noted.append(seconds)


def test_a_command_that_is_not_there_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoPlayer, match="no-such-player"):
        find_player("no-such-player -q")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoPlayer, match="pw-play, paplay, aplay, ffplay"):
        find_player()


def test_the_command_s_own_options_come_before_the_file() -> None:
    assert find_player("sh -e")[-2:] == ["sh", "-e"]


def test_between_the_chime_and_the_voice_is_a_breath_and_nothing_else(office: Office, tmp_path: Path) -> None:
    issue(office)
    call(office)
    player = Noting(office, "1", SpeechStore(tmp_path / "speech", Whistle()), ["true"])
    player.noted = []
    player._say(player._ask())
    chime, breath, voice, after = player.noted
    assert (breath, after) == (CHIME_TO_VOICE_MS / 1000, AFTER_MS / 1000)
    assert chime < voice
