"""The voice: what must not pass for speech, and the store under threads; the real one is a journey."""

import ctypes
import math
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from display.speech import phrases, sound, speech, speech_child
from display.speech.respelling import respelled
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore

CALL = phrases.call("A012", 3, "vi")
RATE = 22_050


class Whistle:
    """A voice for tests: a tone as long as the text, and a count of what it was asked."""

    name = "whistle"

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(self, text: str, lang: str, wav: Path) -> None:
        self.spoken.append(text)
        sound.write(tone(0.07 * len(text), rate=8_000), wav)


class Broken(Whistle):
    def speak(self, text: str, lang: str, wav: Path) -> None:
        super().speak(text, lang, wav)
        time.sleep(0.1)
        raise NoVoice("voice-failed", "not_started", name="broken")


def tone(seconds: float, height: float = 8_000, before: float = 0.0, rate: int = RATE) -> sound.Sound:
    wave = [round(height * math.sin(math.tau * i / 63)) for i in range(63)]
    samples = wave * (round(rate * seconds) // 63)
    return sound.Sound([0] * round(rate * before) + samples, rate)


def refused(voice: speech.Voice | None, wav: Path, text: str = CALL, lang: str = "vi") -> NoVoice:
    """The error of a text that must not be spoken; and nothing may be left behind beside `wav`."""
    with pytest.raises(NoVoice) as caught:
        speech.speak(voice, text, lang, wav)
    assert not [*wav.parent.glob(".*.part")]
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return caught.value


def test_a_ticket_is_spoken_once_for_all_counters(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, voice := Whistle())
    for counter in (1, 2, 3):
        store.joined(phrases.call_pieces("A012", counter, "vi"), "vi")
    assert len(voice.spoken) == 1 + 3


def test_a_store_without_a_voice_still_has_its_chime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("display.speech.speech_store.find_voices", lambda folder=None: ())
    store = SpeechStore(tmp_path)
    with pytest.raises(NoVoice, match="only the chime"):
        store.wav(CALL, "vi")
    assert sound.read(store.chime()).seconds == pytest.approx(0.7)


# A voice that fails


@pytest.mark.parametrize("left", [tone(4.0, height=20), tone(0.5), tone(60)], ids=["silent", "cut short", "endless"])
def test_a_sound_that_cannot_be_the_sentence_is_refused(left: sound.Sound, tmp_path: Path) -> None:
    class Odd(Whistle):
        def speak(self, text: str, lang: str, wav: Path) -> None:
            sound.write(left, wav)

    assert refused(Odd(), tmp_path / "x.wav").code == "voice-failed"


@pytest.mark.parametrize("where", ["missing/x.wav", ".", "/dev/null", "/proc/x.wav", "file/x.wav", "x" * 300])
def test_where_nothing_can_be_written_no_voice_is_started(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    voice = Whistle()
    assert refused(voice, tmp_path / where).code == "voice-unwritable"
    assert voice.spoken == [] and Path("/dev/null").is_char_device()


# The store


def test_text_voice_and_language_each_have_a_file_of_their_own(tmp_path: Path) -> None:
    store, other = SpeechStore(tmp_path, Whistle()), Whistle()
    other.name = "other"
    files = {store.wav("một hai", "vi"), store.wav("một ba", "vi"), store.wav("một hai", "en")}
    assert len(files | {SpeechStore(tmp_path, other).wav("một hai", "vi"), store.chime()}) == 5


def test_eight_threads_with_one_sentence_speak_it_once(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, voice := Whistle())
    assert len({*at_once(lambda _: store.wav(CALL, "vi"))}) == 1
    assert voice.spoken == [CALL]


def test_eight_threads_share_one_failure_and_the_next_call_tries_again(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, voice := Broken())

    def fails(_: int) -> str:
        with pytest.raises(NoVoice) as caught:
            store.wav(CALL, "vi")
        return caught.value.code

    assert at_once(fails) == ["voice-failed"] * 8
    assert voice.spoken == [CALL]
    fails(0)
    assert voice.spoken == [CALL, CALL]


def at_once(action: Callable[[int], object]) -> list[object]:
    """What `action(0)` … `action(7)` answer when eight threads start them together."""
    together = Barrier(8)

    def act(i: int) -> object:
        together.wait()
        return action(i)

    with ThreadPoolExecutor(8) as pool:
        return [*pool.map(act, range(8))]


def test_the_sounds_unused_for_longest_make_room(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, Whistle(), limit=3)
    files = []
    for i, text in enumerate(["một", "hai", "ba"]):
        files.append(store.wav(text, "vi"))
        os.utime(files[-1], (i, i))
    store.wav("một", "vi")  # used again
    newest = store.wav("bốn", "vi")
    assert {*tmp_path.iterdir()} == {files[0], files[2], newest}


def test_what_a_killed_process_left_is_tidied_away(tmp_path: Path) -> None:
    (old := tmp_path / ".old.part").touch()
    os.utime(old, (0, 0))
    (new := tmp_path / ".new.part").touch()
    SpeechStore(tmp_path, Whistle()).wav("một", "vi")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_store_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoVoice, match="cannot be made") as caught:
        SpeechStore(tmp_path / "file" / "speech", Whistle()).chime()
    assert caught.value.code == "voice-unwritable"


def test_ong_ba_and_numbers_are_words_before_a_voice_sees_them(tmp_path: Path) -> None:
    SpeechStore(tmp_path, voice := Whistle()).wav("Số A012: mời Ông/Bà đến quầy 3.", "vi")
    assert voice.spoken == ["Số A không một hai: mời ông bà đến quầy ba."]


# Sound


def test_the_chime_is_as_loud_as_the_voice_and_ends_softly(tmp_path: Path) -> None:
    store = SpeechStore(tmp_path, Whistle())
    chime = sound.read(store.chime())
    assert chime.seconds == pytest.approx(0.7)
    assert chime.loudness == pytest.approx(sound.LOUDNESS, abs=0.5)
    assert chime.peak < sound.CEILING
    assert max(map(abs, chime.samples[-100:])) < 100 and max(map(abs, chime.samples[:2])) < 100
    assert store.chime() == store.chime()


@pytest.mark.parametrize("height", [100, 2_000, 32_767])
def test_loud_and_soft_become_equal_and_silence_is_cut(height: int) -> None:
    even = sound.evened(sound.trimmed(tone(1.0, height, before=0.5)))
    assert even.loudness == pytest.approx(sound.LOUDNESS, abs=0.2)
    assert even.seconds == pytest.approx(1.0 + sound.MARGIN, abs=0.02)


def test_a_lone_peak_lowers_the_whole_rather_than_being_clipped() -> None:
    spiky = sound.Sound([*tone(1.0, 300).samples, 32_767], RATE)
    assert sound.evened(spiky).peak == pytest.approx(sound.CEILING, abs=0.01)


def test_silence_stays_silence() -> None:
    silence = sound.Sound([0] * RATE, RATE)
    assert sound.evened(silence) == silence
    assert sound.trimmed(silence).seconds == 0


# Letters


@pytest.fixture(scope="session")
def phonemes() -> Callable[[str, str], str]:
    """What espeak-ng makes of a text, in IPA."""
    speech_child.load_espeak()
    espeak = ctypes.CDLL("libespeak-ng.so.1")
    espeak.espeak_Initialize(2, 0, None, 0)
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]

    def say(text: str, lang: str) -> str:
        espeak.espeak_SetVoiceByName({"vi": b"vi", "en": b"en-us"}[lang])
        rest = ctypes.c_char_p(respelled(text, lang).encode())
        return str(espeak.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2).decode())

    return say


@pytest.mark.parametrize(
    ("letter", "lang", "heard"),
    [
        ("A", "en", "ˈeɪ zˈ"),
        ("I", "en", "ˈaɪ zˈ"),
        ("B", "en", "bˈiː"),
        ("A", "vi", "ˈaː "),
        ("B", "vi", "bˈe "),
        ("D", "vi", "zˈe "),
        ("Đ", "vi", "ɗˈe "),
        ("G", "vi", "ɣˈəː2 "),
        ("H", "vi", "hˈaːɜt̪ "),
        ("K", "vi", "kˈaː "),
        ("M", "vi", "ˈɛmmˈəː2 "),
        ("T", "vi", "t̪ˈe "),
    ],
)
def test_a_letter_is_said_by_its_name(phonemes: Callable[[str, str], str], letter: str, lang: str, heard: str) -> None:
    assert heard in phonemes(phrases.call(f"{letter}012", 3, lang), lang)


@pytest.mark.parametrize(("lang", "letters"), [("vi", "ABCDĐEGHKLMNOPQRSTUVX"), ("en", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
def test_no_two_letters_sound_the_same(phonemes: Callable[[str, str], str], lang: str, letters: str) -> None:
    assert len({phonemes(phrases.spoken_ticket(f"{letter}012", lang), lang) for letter in letters}) == len(letters)


def test_what_is_no_letter_of_a_ticket_is_not_respelled() -> None:
    assert respelled("Bà con dân tộc H'Mông, Sở Y tế, lĩnh vực H.", "vi") == (
        "Bà con dân tộc H'Mông, Sở Y tế, lĩnh vực hát."
    )
    assert respelled("A person. I see one A4 sheet.", "en") == "A person. I see one A4 sheet."
