"""Voices behind one protocol, and the store that keeps what they said.

A recorded or a neural voice is one more class beside `Pyttsx3` and one more line in `find_voice`.
"""

import hashlib
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Protocol
from uuid import uuid4

from display import phrases, sound, speech_child
from display.respelling import respelled

CHILD = Path(speech_child.__file__)
SETTINGS = 1  # part of every cached name: raise it when the rate, the respelling or the evening out changes

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


def find_voice() -> Voice | None:
    """The best voice of this machine; None means that there is only the chime."""
    return Pyttsx3() if find_spec("pyttsx3") else None


def speak(voice: Voice | None, text: str, lang: str, wav: Path) -> None:
    """Speak `text` into `wav`, checked, trimmed and evened out; raise NoVoice and leave `wav` as it was."""
    if voice is None:
        raise NoVoice("voice-missing", "No voice is installed on this machine, so only the chime can be played.")
    with _replacing(wav) as part:
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
def _replacing(wav: Path) -> Iterator[Path]:
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


class SpeechStore:
    """A folder of spoken sentences by content hash; safe for threads and processes; the oldest beyond `limit` go."""

    def __init__(self, folder: Path, voice: Voice | None = None, limit: int = 2_000) -> None:
        self.folder = folder
        self.voice = voice or find_voice()
        self.limit = limit
        self._lock = Lock()
        self._making: dict[Path, Future[None]] = {}

    def wav(self, text: str, lang: str) -> Path:
        """The file in which `text` is spoken, made if need be (60 ms and more); raise NoVoice."""
        said = phrases.aloud(text, lang)
        name = self.voice.name if self.voice else ""
        return self._kept(lambda path: speak(self.voice, said, lang, path), "speech", said, name, lang)

    def chime(self) -> Path:
        """The file of the two-tone chime, 0.9 s; raise NoVoice when the folder cannot be written."""
        return self._kept(_write_chime, "chime")

    def _kept(self, make: Callable[[Path], None], *what: str) -> Path:
        key = json.dumps([*what, SETTINGS], ensure_ascii=False).encode()
        path = self.folder / f"{hashlib.sha256(key).hexdigest()[:32]}.wav"
        if not _recent(path):
            self._once(path, make)
        return path

    def _once(self, path: Path, make: Callable[[Path], None]) -> None:
        """Make `path`, or wait for the thread that is making it and share its success or its NoVoice."""
        with self._lock:
            first = path not in self._making
            future = self._making.setdefault(path, Future())
        if first:
            self._make(path, make, future)
        future.result()

    def _make(self, path: Path, make: Callable[[Path], None], future: Future[None]) -> None:
        try:
            if not _recent(path):  # another thread may have finished between the look and the lock
                self._folder_made()
                make(path)
                self._tidy()
            future.set_result(None)
        except BaseException as error:
            future.set_exception(error)
        finally:
            with self._lock:
                del self._making[path]

    def _folder_made(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoVoice("voice-unwritable", f"{self.folder} cannot be made: {error.strerror}.") from error

    def _tidy(self) -> None:
        """Delete the sounds unused for longest beyond the limit, and what a killed process left half-made."""
        parts = [part for part in self.folder.glob(".*.part") if _used(part) < time.time() - 60]
        sounds = sorted(self.folder.glob("*.wav"), key=_used)
        for path in [*parts, *sounds[: max(0, len(sounds) - self.limit)]]:
            with suppress(OSError):
                path.unlink()


def _write_chime(wav: Path) -> None:
    with _replacing(wav) as part:
        sound.write(sound.chime(), part)


def _recent(path: Path) -> bool:
    """Whether there is a sound at `path`; the look makes it the youngest, so what is often said stays."""
    if not path.is_file():
        return False
    with suppress(OSError):  # it may belong to another user, or have been tidied away just now
        os.utime(path)
    return path.is_file()


def _used(path: Path) -> float:
    """When a file was last used, in seconds since 1970; 0 when it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
