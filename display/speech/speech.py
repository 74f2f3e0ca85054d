"""Voices behind one protocol; the recorded and the neural one are in `clips.py` and `piper.py`."""

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

CHILD = Path(speech_child.__file__)

log = logging.getLogger(__name__)


class NoVoice(Exception):
    """A text that could not be spoken: `code` for programs, `str()` one sentence for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


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
            raise NoVoice("voice-language", f"The voice {self.name} does not speak {lang!r}.")
        status = self._run(respelled(text, lang), lang, wav)
        if status == speech_child.NO_ENGINE:
            raise NoVoice("voice-missing", "The voice pyttsx3 finds no espeak-ng; install the espeakng-loader package.")
        if status == speech_child.WRONG_VOICE:
            raise NoVoice("voice-language", f"espeak-ng has no voice {self.voices[lang]!r} for {lang!r}.")
        if status != speech_child.SPOKEN:
            raise NoVoice("voice-failed", f"The voice {self.name} stopped before it had spoken (status {status}).")

    def _run(self, text: str, lang: str, wav: Path) -> int:
        # -P: the folder of the child must not shadow other modules; utf8: pyttsx3 prints the file's name, which
        # may not exist in the machine's own encoding.
        command = [sys.executable, "-P", "-X", "utf8", str(CHILD), str(wav), self.voices[lang], lang]
        try:
            done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=self.limit, check=False)
        except subprocess.TimeoutExpired as error:
            raise NoVoice("voice-timeout", f"The voice {self.name} took more than {self.limit:g} s.") from error
        except OSError as error:
            raise NoVoice("voice-failed", f"The voice {self.name} cannot be started: {error.strerror}.") from error
        if done.returncode:  # for who looks into it; everybody else gets NoVoice's sentence
            log.info("the voice's process ended with %d: %s", done.returncode, done.stderr.decode(errors="replace"))
        return done.returncode


def speak(voice: Voice | None, text: str, lang: str, wav: Path) -> None:
    """Speak `text` into `wav`, checked, trimmed and evened out; raise NoVoice and leave `wav` as it was."""
    if voice is None:
        raise NoVoice("voice-missing", "No voice is installed on this machine, so only the chime can be played.")
    with replacing(wav) as part:
        voice.speak(text, lang, part)
        sound.write(_checked(part, text, voice.name), part)


def _checked(wav: Path, text: str, name: str) -> sound.Sound:
    """What a voice left in `wav`, ready for the hall; raise NoVoice when it cannot be the whole of `text`."""
    try:
        spoken = sound.trimmed(sound.read(wav))
    except ValueError as error:
        raise NoVoice("voice-failed", f"The voice {name} left no usable sound: {error}.") from error
    # Measured: 0.05–0.09 s a character; a wide band, since a number or a code takes longer to say than to write.
    if spoken.peak < -50 or not 0.02 * len(text) <= spoken.seconds <= 1 + 0.5 * len(text):
        raise NoVoice("voice-failed", f"The voice {name} left {spoken.seconds:.1f} s of sound, not the sentence.")
    return sound.evened(spoken)


@contextmanager
def replacing(wav: Path) -> Iterator[Path]:
    """A new file beside `wav` that takes its place when all went well; raise NoVoice where nothing can be written."""
    part = wav.parent / f".{uuid4().hex}.part"
    try:
        if wav.exists() and not wav.is_file():  # never replace a folder, nor /dev/null
            raise OSError(0, "not an ordinary file")
        part.touch()  # before a voice is started for nothing
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())  # after a power cut a name must not stand for an empty file
        part.replace(wav)
    except OSError as error:
        raise NoVoice("voice-unwritable", f"The sound cannot be written to {wav}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink()
