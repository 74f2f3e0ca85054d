"""The loudspeaker on the server: which command plays a file; that it plays is a journey."""

import pytest

from display.player import NoPlayer, find_player


def test_a_command_that_is_not_there_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoPlayer, match="no-such-player"):
        find_player("no-such-player -q")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoPlayer, match="pw-play, paplay, aplay, ffplay"):
        find_player()


def test_the_command_s_own_options_come_before_the_file() -> None:
    assert find_player("sh -e")[-2:] == ["sh", "-e"]
