"""Recorded clips: what a folder lacks, what cannot be used, and how the rest is joined."""

import math
import re
import shutil
import sys
import types
from array import array
from pathlib import Path
from typing import Any, ClassVar

import pytest

from display import cli
from display.speech import phrases, piper, sound
from display.speech.clips import SELDOM, WORDS, Clips, check, named
from display.speech.sound import Sound
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore, find_voices, first_that_speaks
from kiosk.i18n import words

RATE = 22_050


def tone(seconds: float = 0.3, hertz: float = 440, height: float = 9_000, rate: int = RATE) -> Sound:
    samples = [round(height * math.sin(math.tau * hertz * i / rate)) for i in range(round(rate * seconds))]
    return Sound([*([0] * round(0.2 * rate)), *samples, *([0] * round(0.2 * rate))], rate)  # as people press buttons


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every clip, each as loud as it happened to be recorded."""
    folder = tmp_path_factory.mktemp("recorded")
    for i, name in enumerate(WORDS):
        sound.write(tone(height=3_000 + 500 * (i % 12), hertz=200 + 10 * i), folder / f"{name}.wav")
    return folder


@pytest.fixture
def pack(recorded: Path, tmp_path: Path) -> Path:
    """That folder, for this test alone."""
    return Path(shutil.copytree(recorded, tmp_path / "voices" / "clips"))


def faults(folder: Path) -> dict[str, str]:
    return {clip.name: words("en").flaw(clip.fault) for clip in check(folder) if clip.fault}


def test_a_pack_is_at_most_45_files_and_its_names_suit_any_memory_stick() -> None:
    assert len(WORDS) <= 45
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in {**WORDS, **SELDOM})


@pytest.mark.parametrize("short", [False, True])
def test_every_call_of_a_usual_office_can_be_said_with_the_pack(short: bool) -> None:
    for letter in "ABCDĐEGHIKLMNOPQRSTUVXY":
        for number in ("012", "345", "678", "9999"):
            ticket = phrases.ticket_piece(f"{letter}{number}", "vi", short)
            assert {name for name, _ in named(ticket)} <= WORDS.keys()
    for counter in range(1, 100):
        assert {name for name, _ in named(phrases.counter_piece(counter, "vi", short))} <= WORDS.keys()
    apology = [phrases.aloud(piece, "vi") for piece in phrases.apology("A012", "vi")]
    assert {name for piece in apology for name, _ in named(piece)} <= WORDS.keys()


def test_seldom_words_are_known_too() -> None:
    assert [name for name, _ in named(phrases.counter_piece(105, "vi"))] == ["den-quay", "1", "tram", "linh", "5"]


def test_five_is_nam_in_a_ticket_and_lam_in_a_counter() -> None:
    ticket, counter = phrases.call_pieces("B555", 25, "vi")
    assert [name for name, _ in named(ticket)] == ["xin-moi", "b", "5", "5", "5"]
    assert [name for name, _ in named(counter)] == ["den-quay", "2", "muoi", "lam"]


def test_a_good_pack_has_no_fault(pack: Path) -> None:
    assert faults(pack) == {}


def test_each_fault_is_named(pack: Path) -> None:
    (pack / "0.wav").unlink()
    (pack / "1.wav").write_bytes(b"RIFF this is no sound at all")
    sound.write(tone(height=20), pack / "2.wav")
    overdriven = [max(-32_767, min(32_767, 4 * each)) for each in tone(height=20_000).samples]
    sound.write(Sound(overdriven, RATE), pack / "3.wav")
    sound.write(tone(seconds=6), pack / "4.wav")
    sound.write(tone(rate=16_000), pack / "5.wav")
    found = faults(pack)
    assert found.keys() == {"0", "1", "2", "3", "4", "5"}
    assert [found["0"], found["2"]] == ["missing", "silent"]
    assert found["1"].startswith("no WAV to use")
    assert found["3"].startswith("clipped")
    assert "cut it" in found["4"]
    assert "16000 Hz" in found["5"]


def test_clips_are_joined_without_gaps_and_evenly_loud(pack: Path, tmp_path: Path) -> None:
    wav = tmp_path / "call.wav"
    assert first_that_speaks([Clips(pack)], phrases.call_pieces("A012", 3, "vi"), "vi", wav).name.startswith("clips-")
    spoken = sound.read(wav)
    said, comma = 7, 0.2  # xin-moi a 0 1 2, den-quay 3
    assert spoken.seconds == pytest.approx(said * 0.31 + comma, abs=0.1)
    assert spoken.loudness == pytest.approx(sound.LOUDNESS, abs=1)
    assert spoken.peak < sound.CEILING
    size = RATE // 100  # 10 ms
    frames = [spoken.samples[i : i + size] for i in range(0, len(spoken.samples), size)]
    quiet = [frame for frame in frames if max(map(abs, frame)) < 30]
    assert len(quiet) * 0.01 == pytest.approx(comma + 2 * sound.MARGIN, abs=0.03)  # the comma alone


@pytest.mark.parametrize("lang", ["en"])
def test_clips_speak_no_other_language(pack: Path, tmp_path: Path, lang: str) -> None:
    with pytest.raises(NoVoice):
        Clips(pack).speak("one", lang, tmp_path / "x.wav")


def test_a_new_recording_is_heard_at_once(pack: Path, tmp_path: Path) -> None:
    store = SpeechStore(tmp_path / "speech", Clips(pack))
    before = store.joined(("A không",), "vi").read_bytes()
    sound.write(tone(hertz=900, seconds=0.5), pack / "a.wav")
    assert store.joined(("A không",), "vi").read_bytes() != before


def test_the_command_lists_what_is_wrong_and_fails(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "clips", "check", pack) == 0
    assert capsys.readouterr().out == f"All {len(WORDS)} clips are good.\n"
    (pack / "dd.wav").unlink()
    sound.write(tone(height=20), pack / "xin-moi.wav")
    assert run(monkeypatch, "clips", "check", pack) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == ['xin-moi.wav  "xin mời công dân có số thứ tự": silent', 'dd.wav  "Đ": missing']
    assert err == f"2 of {len(WORDS)} clips cannot be used.\n"


def test_the_command_previews_a_call(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wav = tmp_path / "preview.wav"
    assert run(monkeypatch, "clips", "preview", pack, "A012", "3", "--wav", wav) == 0
    assert sound.read(wav).seconds > 2
    (pack / "3.wav").unlink()
    assert run(monkeypatch, "clips", "preview", pack, "A012", "3", "--wav", wav) == 1
    assert capsys.readouterr().err == "The clip 3.wav cannot be used: missing.\n"


def test_a_folder_that_is_not_there_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "clips", "check", tmp_path / "nowhere") == 2
    assert capsys.readouterr().err.count("\n") == 1


# Piper


class Model:
    """The double of a neural voice's model: it says a tone as long as the text."""

    loaded: ClassVar[list[str]] = []

    @classmethod
    def load(cls, file: str) -> "Model":
        cls.loaded.append(file)
        return cls()

    def synthesize_wav(self, text: str, wav: Any) -> None:
        if "hỏng" in text:
            raise RuntimeError("no such phoneme")
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        wav.writeframes(array("h", tone(0.07 * len(text)).samples).tobytes())


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("piper")
    module.__spec__ = types.SimpleNamespace(name="piper")  # type: ignore[assignment]
    module.PiperVoice = Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "piper", module)
    Model.loaded.clear()


def test_a_piper_voice_dropped_into_the_folder_is_used(installed: None, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "vi_VN-thu-medium.onnx").touch()
    store = SpeechStore(tmp_path / "speech")
    assert [voice.name for voice in store.voices] == ["piper-vi_VN-thu-medium", "pyttsx3"]
    for number in ("A012", "A013"):
        store.joined(phrases.call_pieces(number, 3, "vi"), "vi")
    assert Model.loaded == [str(tmp_path / "voices" / "vi_VN-thu-medium.onnx")]
    assert store.joined(("One.",), "en")  # the other voice has English
    assert store.joined(("Máy hỏng.",), "vi")


def test_without_piper_its_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vi_VN-thu-medium.onnx").touch()
    assert piper.find(tmp_path) == []
    assert [voice.name for voice in find_voices(tmp_path)] == ["pyttsx3"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The exit status of `display ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["display", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return int(caught.value.code or 0)
