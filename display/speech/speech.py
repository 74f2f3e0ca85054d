"""Voices behind one protocol; the recorded and the neural one are in `clips.py` and `piper.py`."""

import errno
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from display.speech import sound, speech_child
from display.speech.respelling import respelled
from kiosk.domain.file_flaws import flaw_of, require_no_offices
from kiosk.i18n import Words, words

CHILD = Path(speech_child.__file__)

log = logging.getLogger(__name__)


class NoVoice(Exception):
    """A text that could not be spoken: `code` for programs, for people `voice.<saying>` of the catalogue.

    `str()` is that sentence in the language of logs.
    """

    def __init__(self, code: str, saying: str, /, **facts: object) -> None:
        self.code, self.saying, self.facts = code, saying, facts
        super().__init__(self.said(words("en")))

    def said(self, t: Words) -> str:
        """The sentence in a language."""
        return t(f"voice.{self.saying}", **self.facts)


class Voice(Protocol):
    """Whatever can speak a text into a 16-bit mono WAV file; it may leave rubbish behind when it raises NoVoice."""

    @property
    def name(self) -> str: ...

    def speak(self, text: str, lang: str, wav: Path) -> None: ...


@dataclass(frozen=True)
class Pyttsx3:
    """espeak-ng through pyttsx3, one short-lived process a sentence, killed after `limit` seconds."""

    name: str = "pyttsx3"
    limit: float = 15.0
    voices: Mapping[str, str] = field(default_factory=lambda: {"vi": "vi", "en": "en-us"})

    def speak(self, text: str, lang: str, wav: Path) -> None:
        if lang not in self.voices:
            raise NoVoice("voice-language", "other_language", name=self.name, lang=lang)
        status = self._run(respelled(text, lang), lang, wav)
        if status == speech_child.NO_ENGINE:
            raise NoVoice("voice-missing", "no_espeak")
        if status == speech_child.WRONG_VOICE:
            raise NoVoice("voice-language", "no_espeak_voice", voice=self.voices[lang], lang=lang)
        if status != speech_child.SPOKEN:
            raise NoVoice("voice-failed", "stopped", name=self.name, status=f"{status}")

    def _run(self, text: str, lang: str, wav: Path) -> int:
        # -P: the folder of the child must not shadow other modules; utf8: pyttsx3 prints the file's name, which
        # may not exist in the machine's own encoding.
        command = [sys.executable, "-P", "-X", "utf8", str(CHILD), str(wav), self.voices[lang], lang]
        try:
            done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=self.limit, check=False)
        except subprocess.TimeoutExpired as error:
            raise NoVoice("voice-timeout", "too_slow", name=self.name, seconds=f"{self.limit:g}") from error
        except OSError as error:
            raise NoVoice("voice-failed", "not_started", name=self.name) from error
        if done.returncode:  # for who looks into it; everybody else gets NoVoice's sentence
            log.info("the voice's process ended with %d: %s", done.returncode, done.stderr.decode(errors="replace"))
        return done.returncode


def speak(voice: Voice | None, text: str, lang: str, wav: Path) -> None:
    """Speak `text` into `wav`, checked, trimmed and evened out; raise NoVoice and leave `wav` as it was."""
    if voice is None:
        raise NoVoice("voice-missing", "none")
    with replacing(wav) as part:
        voice.speak(text, lang, part)
        sound.write(_checked(part, text, voice.name), part)


def _checked(wav: Path, text: str, name: str) -> sound.Sound:
    """What a voice left in `wav`, ready for the hall; raise NoVoice when it cannot be the whole of `text`."""
    try:
        spoken = sound.trimmed(sound.read(wav))
    except ValueError as error:
        raise NoVoice("voice-failed", "no_sound", name=name) from error
    # Measured: 0.05–0.09 s a character; a wide band, since a number or a code takes longer to say than to write.
    if spoken.peak < -50 or not 0.02 * len(text) <= spoken.seconds <= 1 + 0.5 * len(text):
        raise NoVoice("voice-failed", "other_sound", name=name, seconds=f"{spoken.seconds:.1f}")
    return sound.evened(spoken)


@contextmanager
def replacing(wav: Path) -> Iterator[Path]:
    """A new file beside `wav` that takes its place when all went well; raise NoVoice where nothing can be written."""
    part = wav.parent / f".{uuid4().hex}.part"
    try:
        if wav.exists() and not wav.is_file():  # never replace a folder, nor /dev/null
            raise OSError(errno.EISDIR if wav.is_dir() else errno.EEXIST, "not an ordinary file")
        require_no_offices(wav)
        part.touch()  # before a voice is started for nothing
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())  # after a power cut a name must not stand for an empty file
        part.replace(wav)
    except OSError as error:
        raise NoVoice("voice-unwritable", "unwritable", file=wav, why=flaw_of(error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
