"""The voice: real synthesis, each sentence by a process of its own, and what happens when that process fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from display import cli
from display.speech import phrases, sound, speech, speech_child
from display.speech.clips import Clips
from display.speech.speech import Pyttsx3
from display.speech.speech_store import SpeechStore, find_voices
from tests.display.speech import test_clips
from tests.display.speech.test_speech import CALL, RATE, at_once, refused
from tests.display.test_cli import run

pytestmark = pytest.mark.journey
recorded, pack = test_clips.recorded, test_clips.pack


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> SpeechStore:
    return SpeechStore(tmp_path_factory.mktemp("speech"))


def pauses(spoken: sound.Sound, least: float = 0.06) -> list[float]:
    """The lengths in seconds of the quiet stretches inside a sentence."""
    step = RATE // 100
    loud = [max(map(abs, spoken.samples[i : i + step])) > 500 for i in range(0, len(spoken.samples), step)]
    runs = "".join(".#"[it] for it in loud).strip(".").split("#")
    return [len(run) / 100 for run in runs if len(run) / 100 >= least]


@pytest.mark.parametrize(
    ("lang", "sentence", "seconds"),
    [
        ("vi", CALL, 4.9),
        ("vi", phrases.call("B555", 21, "vi"), 5.2),
        ("vi", phrases.call("A012", 3, "vi", short=True), 2.9),
        ("en", phrases.call("A012", 3, "en"), 3.8),
        ("en", phrases.call("M999", 12, "en", short=True), 3.4),
    ],
)
def test_a_call_is_whole_even_and_starts_at_once(store: SpeechStore, lang: str, sentence: str, seconds: float) -> None:
    spoken = sound.read(store.wav(sentence, lang))
    assert spoken.seconds == pytest.approx(seconds, rel=0.15)
    assert spoken.loudness == pytest.approx(sound.LOUDNESS, abs=0.5)
    assert spoken.peak <= sound.CEILING + 0.01
    first = next(i for i, sample in enumerate(spoken.samples) if abs(sample) > 200)
    assert first / spoken.rate < 0.06
    last = next(i for i, sample in enumerate(reversed(spoken.samples)) if abs(sample) > 200)
    assert last / spoken.rate < 0.1


@pytest.mark.parametrize("number", ["A012", "B555", "K007", "M999"])
def test_the_comma_is_the_only_pause_of_a_call(store: SpeechStore, number: str) -> None:
    inside = sorted(pauses(sound.read(store.wav(phrases.call(number, 3, "vi"), "vi"))))
    assert 0.2 <= inside[-1] <= 0.4, "the comma before the counter"
    assert inside[-2] <= 0.18, "a closed lip or tongue, not a pause"


@pytest.mark.parametrize(("number", "counter"), [("A012", 3), ("B555", 21), ("Đ907", 115)])
def test_a_call_of_two_pieces_sounds_like_one(store: SpeechStore, number: str, counter: int) -> None:
    joined = sound.read(store.joined(phrases.call_pieces(number, counter, "vi"), "vi"))
    whole = sound.read(store.wav(phrases.call(number, counter, "vi"), "vi"))
    assert joined.seconds == pytest.approx(whole.seconds, rel=0.1)
    assert joined.loudness == pytest.approx(sound.LOUDNESS, abs=0.5)
    inside = sorted(pauses(joined))
    assert 0.2 <= inside[-1] <= 0.4, "the comma before the counter"
    assert inside[-2] <= 0.18, "a closed lip or tongue, not a pause"


def test_an_apology_is_polite_and_has_a_voice(store: SpeechStore) -> None:
    pieces = phrases.apology("A012", "vi")
    assert pieces == ("Số A không một hai,", "xin lỗi Ông/Bà, vui lòng chờ gọi lại.")
    assert 3 < sound.read(store.joined(pieces, "vi")).seconds < 6
    assert phrases.apology("A012", "en")[1] == "sorry, please wait to be called again."


def test_both_languages_have_a_voice_of_their_own(store: SpeechStore) -> None:
    vietnamese, english = (sound.read(store.wav("hai ba năm", lang)) for lang in ("vi", "en"))
    assert vietnamese.samples != english.samples


@pytest.mark.parametrize("voices", [{"vi": "no-such-voice"}, {"vi": "en-us"}, {"en": "en-us"}])
def test_vietnamese_is_never_spoken_by_an_english_voice(tmp_path: Path, voices: dict[str, str]) -> None:
    assert refused(Pyttsx3(voices=voices), tmp_path / "x.wav").code == "voice-language"
    assert not [*tmp_path.iterdir()]


def test_a_machine_without_a_voice_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3", None)
    assert find_voices() == ()
    assert refused(None, tmp_path / "x.wav").code == "voice-missing"
    assert speech_child.main("x.wav", "vi", "vi") == speech_child.NO_ENGINE
    child(f"sys.exit({speech_child.NO_ENGINE})", tmp_path, monkeypatch)
    assert refused(Pyttsx3(), tmp_path / "x.wav").code == "voice-missing"


def test_a_kept_sentence_starts_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SpeechStore(tmp_path).wav(CALL, "vi")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a process was started"))
    assert SpeechStore(tmp_path).wav(CALL, "vi") == first
    assert SpeechStore(tmp_path / "." / "").wav(f" {CALL}\n", "vi") == first


def test_different_sentences_at_the_same_time_are_all_right(tmp_path: Path, store: SpeechStore) -> None:
    texts = [phrases.call(f"A{n:03}", n + 1, "vi", short=True) for n in range(8)]
    together = SpeechStore(tmp_path)
    sounds = at_once(lambda i: together.wav(texts[i], "vi").read_bytes())
    assert sounds == [store.wav(text, "vi").read_bytes() for text in texts]
    assert len({*sounds}) == 8


# A voice that fails


def child(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put `code` in the place of the process that speaks; sys.argv[1] is the file it should write."""
    script = folder / "child.py"
    script.write_text(f"import os, sys, time\n{code}\n", encoding="utf-8")
    monkeypatch.setattr(speech, "CHILD", script)


def test_a_voice_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child("open(sys.argv[1] + '.pid', 'w').write(str(os.getpid())); time.sleep(60)", tmp_path, monkeypatch)
    started = time.monotonic()
    assert refused(Pyttsx3(limit=0.5), tmp_path / "x.wav").code == "voice-timeout"
    assert time.monotonic() - started < 30  # half of what it would take by itself
    (pid,) = (int(path.read_text()) for path in tmp_path.glob(".*.pid"))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getpid(), 9)",
        "raise SystemExit(1)",
        "pass",  # wrote nothing
        "open(sys.argv[1], 'w').write('no sound')",
        "import wave; f = wave.open(sys.argv[1], 'wb'); f.setparams((1, 2, 22050, 0, 'NONE', '')); f.close()",
        "import wave; f = wave.open(sys.argv[1], 'wb'); f.setparams((2, 2, 22050, 0, 'NONE', '')); f.close()",
    ],
)
def test_a_voice_that_dies_or_writes_no_sound_is_refused(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(code, tmp_path, monkeypatch)
    (tmp_path / "x.wav").write_text("what was there")
    assert refused(Pyttsx3(), tmp_path / "x.wav").code == "voice-failed"
    assert (tmp_path / "x.wav").read_text() == "what was there"


# Beside recorded clips


def test_what_the_clips_cannot_say_another_voice_says_whole(pack: Path, tmp_path: Path) -> None:
    (pack / "9.wav").unlink()
    store = SpeechStore(tmp_path / "speech")
    assert [voice.name for voice in store.voices] == [Clips(pack).name, "pyttsx3"]
    clipped, other = (sound.read(store.joined(phrases.call_pieces(n, 3, "vi"), "vi")) for n in ("A012", "A912"))
    alone = SpeechStore(tmp_path / "alone", Pyttsx3())
    assert other.samples == sound.read(alone.joined(phrases.call_pieces("A912", 3, "vi"), "vi")).samples
    assert clipped.samples != other.samples


# The command `display say`


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Xin mời công dân có số thứ tự A không một hai, đến quầy số ba."),
        ("en", "Number A zero one two, please go to counter three."),
    ],
)
def test_a_call_is_spoken_and_its_sentence_printed(
    lang: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wav = tmp_path / "call.wav"
    assert run(monkeypatch, "say", "A012", "3", "--lang", lang, "--text", "--wav", wav) == 0
    assert capsys.readouterr() == (f"{sentence}\npyttsx3\n", "")
    assert sound.read(wav).seconds > 2
    assert [*tmp_path.iterdir()] == [wav]


def test_without_text_nothing_is_printed_and_vietnamese_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "say", "A012", "3", "--wav", tmp_path / "call.wav") == 0
    assert run(monkeypatch, "say", "A012", "3", "--lang", "vi", "--wav", tmp_path / "again.wav") == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "call.wav").read_bytes() == (tmp_path / "again.wav").read_bytes()


def test_a_voice_that_crashes_is_a_failure_without_a_stack_trace(tmp_path: Path) -> None:
    crash = (
        "from pathlib import Path; from display import cli; from display.speech import speech; "
        "speech.CHILD = Path('no-such-child.py'); cli.main()"
    )
    command = [sys.executable, "-c", crash, "say", "A012", "3", "--wav", str(tmp_path / "x.wav")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cli_root())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The voice pyttsx3 stopped before it had spoken (status 2).\n"


def test_help_is_there() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "display.cli", "--help"], capture_output=True, text=True, check=True, cwd=cli_root()
    ).stdout
    assert "say" in shown and "Usage: display " in shown


def cli_root() -> Path:
    """The folder that holds the package, wherever the tests were started."""
    return Path(cli.__file__).parents[1]
