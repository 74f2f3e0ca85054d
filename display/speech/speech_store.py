"""A folder that keeps what was said, so that it is quick the next time; the best voice that can say it does."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from display.speech import phrases, piper, sound
from display.speech.clips import Clips
from display.speech.speech import NoVoice, Pyttsx3, Voice, replacing, speak
from kiosk.domain.file_flaws import flaw_of

SETTINGS = 2  # part of every kept name: raise it when the chime, the rate, the respelling or the evening out changes
COMMA_S = 0.2  # between the two pieces of a sentence, beside what is left of silence at their ends


def find_voices(folder: Path | None = None) -> tuple[Voice, ...]:
    """The voices of this machine, the most natural first: clips and voice files of a folder, then pyttsx3.

    None at all means that there is only the chime.
    """
    recorded = [Clips(folder / "clips")] if folder and (folder / "clips").is_dir() else []
    neural = piper.find(folder) if folder else []
    return (*recorded, *neural, *([Pyttsx3()] if find_spec("pyttsx3") else []))


def first_that_speaks(voices: Sequence[Voice], pieces: Sequence[str], lang: str, wav: Path) -> Voice:
    """Speak pieces into `wav`, all in the first voice that can; answers that voice; raise NoVoice."""
    said, failure = [phrases.aloud(piece, lang) for piece in pieces], NoVoice("voice-missing", "none")
    for voice in voices:
        try:
            with replacing(wav) as part, TemporaryDirectory() as folder:
                files = [Path(folder) / str(number) for number in range(len(said))]
                for file, text in zip(files, said, strict=True):
                    speak(voice, text, lang, file)
                _join(files, part)
            return voice
        except NoVoice as error:
            failure = error
    raise failure


class SpeechStore:
    """A folder of spoken sentences by content hash; safe for threads and processes; the oldest beyond `limit` go."""

    def __init__(self, folder: Path, *voices: Voice, limit: int = 4_000) -> None:
        self.folder = folder
        self.voices = voices or find_voices(folder.parent / "voices")
        self.limit = limit
        self._lock = Lock()
        self._making: dict[Path, Future[None]] = {}

    def wav(self, text: str, lang: str) -> Path:
        """The file in which `text` is spoken, made if need be (60 ms and more); raise NoVoice."""
        return self.joined((text,), lang)

    def joined(self, pieces: Sequence[str], lang: str) -> Path:
        """The file in which pieces are spoken one after another, all in the first voice that can; raise NoVoice."""
        said, failure = [phrases.aloud(piece, lang) for piece in pieces], NoVoice("voice-missing", "none")
        for voice in self.voices:
            try:
                return self._in(voice, said, lang)
            except NoVoice as error:
                failure = error
        raise failure

    def chime(self) -> Path:
        """The file of the two-tone chime, 0.7 s; raise NoVoice when the folder cannot be written."""
        return self._kept(_write_chime, "chime")

    def _in(self, voice: Voice, said: Sequence[str], lang: str) -> Path:
        files = [self._piece(voice, text, lang) for text in said]
        if len(files) == 1:
            return files[0]
        return self._kept(lambda path: _write_joined(files, path), "joined", *said, voice.name, lang)

    def _piece(self, voice: Voice, text: str, lang: str) -> Path:
        return self._kept(lambda path: speak(voice, text, lang, path), "speech", text, voice.name, lang)

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
            raise NoVoice("voice-unwritable", "no_folder", file=self.folder, why=flaw_of(error)) from error

    def _tidy(self) -> None:
        """Delete the sounds unused for longest beyond the limit, and what a killed process left half-made."""
        parts = [part for part in self.folder.glob(".*.part") if _used(part) < time.time() - 60]
        sounds = sorted(self.folder.glob("*.wav"), key=_used)
        for path in [*parts, *sounds[: max(0, len(sounds) - self.limit)]]:
            with suppress(OSError):
                path.unlink()


def _join(files: Sequence[Path], wav: Path) -> None:
    """Join files into a part of a file that is being made."""
    sound.write(sound.joined([sound.read(file) for file in files], COMMA_S), wav)


def _write_joined(files: Sequence[Path], wav: Path) -> None:
    with replacing(wav) as part:
        _join(files, part)


def _write_chime(wav: Path) -> None:
    with replacing(wav) as part:
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
