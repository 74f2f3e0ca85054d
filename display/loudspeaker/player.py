"""Plays a zone's announcements on this machine's own sound card, for halls whose loudspeaker hangs on the server."""

import logging
import shlex
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from display.speech import sound, wording
from display.speech.speech import NoVoice
from display.speech.speech_store import SpeechStore
from kiosk.actions.hall.loudspeaker import Answer, SoundReport, attend
from kiosk.domain.errors import Refusal
from kiosk.domain.hall import announcer
from kiosk.domain.hall.loudspeaker import BEAT
from kiosk.i18n import Words, words
from kiosk.office import Office
from kiosk.views.hall import sound as views

# Each plays the file that is its last argument and ends with it.
PLAYERS = ("pw-play", "paplay", "aplay -q", "ffplay -nodisp -autoexit -loglevel error")
LOOK_S = 0.05
MEND_S = 20.0  # a sound card that failed is left alone so long: a board of the zone speaks meanwhile
HANG_S = 2.0  # more than a sound's own length

log = logging.getLogger(__name__)


class NoPlayer(Exception):
    """Nothing on this machine can play a sound, or what should did not: `voice.<saying>` of the catalogue.

    `str()` is that sentence in the language of logs.
    """

    def __init__(self, saying: str, /, **facts: object) -> None:
        self.saying, self.facts = saying, facts
        super().__init__(self.said(words("en")))

    def said(self, t: Words) -> str:
        """The sentence in a language."""
        return t(f"voice.{self.saying}", **self.facts)


def find_player(command: str = "") -> list[str]:
    """The command that plays a file: the given one, else the first that is installed; raise NoPlayer."""
    for each in [command] if command else PLAYERS:
        parts = shlex.split(each)
        if parts and shutil.which(parts[0]):
            return parts
    commands = command or ", ".join(each.split()[0] for each in PLAYERS)
    raise NoPlayer("no_player", commands=commands)


class Player:
    """Holds a zone's loudspeaker like a board does, and plays what it is told to say."""

    def __init__(self, office: Office, zone: str, store: SpeechStore, command: Sequence[str]) -> None:
        self.office, self.zone, self.store, self.command = office, zone, store, command
        self.stopping = threading.Event()
        self._owner, self._done, self._heard = uuid4().hex, 0, True
        self._broken_until = 0.0
        self._volume = 1.0

    def run(self) -> None:
        """Speak until told to stop, then leave the loudspeaker to others."""
        with closing(self.office.db.watcher()) as watcher:
            while not self.stopping.is_set():
                answer = self._trying(self._ask)
                if answer is None or answer.turn.announcement is None:
                    self._wait(watcher)
                else:
                    self._say(answer)
        self._trying(lambda: attend(self.office, SoundReport(self.zone, self._owner, leaving=True)))

    def _ask(self, free: bool = True) -> Answer:
        audible = time.monotonic() >= self._broken_until
        report = SoundReport(self.zone, self._owner, True, "vi", audible, self._done, self._heard, free)
        answer = attend(self.office, report)
        self._done = 0
        return answer

    def _say(self, answer: Answer) -> None:
        """Play an announcement to its end; a failing sound card leaves it to another loudspeaker of the zone."""
        said = answer.turn.announcement
        assert said is not None
        self._volume, played = answer.volume / 100, 0
        try:
            for part in announcer.script(answer.turn, answer.langs):
                played += self._part(answer, part)
                self._hold(part.pause_ms / 1000)
        except NoPlayer as error:
            log.warning("zone %s is silent: %s", self.zone, error)
            self._broken_until = time.monotonic() + MEND_S
        except _Lost:
            log.warning("another loudspeaker has taken over zone %s", self.zone)
        else:
            self._done, self._heard = said.no, played > 0

    def _part(self, answer: Answer, part: announcer.Part) -> int:
        """Play one sound; 0 when there is none for it."""
        try:
            wav = self.store.chime() if part.sound == announcer.CHIME else self._speech(answer, part.sound)
        except NoVoice as error:
            log.warning("%s", error)
            return 0
        with TemporaryDirectory() as folder:
            self._play(self._at_volume(wav, Path(folder)))
        return 1

    def _speech(self, answer: Answer, lang: str) -> Path:
        assert answer.turn.announcement is not None
        saying = self.office.see(views.saying, self.zone, answer.turn.announcement.no)
        assert saying is not None  # no announcement is ever taken away
        return self.store.joined(wording.pieces(saying, lang, answer.turn.short), lang)

    def _at_volume(self, wav: Path, folder: Path) -> Path:
        if self._volume == 1:
            return wav
        softer = folder / wav.name
        sound.write(sound.softened(sound.read(wav), self._volume), softer)
        return softer

    def _play(self, wav: Path) -> None:
        with suppress(subprocess.TimeoutExpired), _started([*self.command, str(wav)]) as process:
            ends = time.monotonic() + sound.read(wav).seconds + HANG_S
            try:
                self._hold(ends - time.monotonic(), until=lambda: process.poll() is not None)
            finally:
                process.kill()
            if process.wait() != 0:
                raise NoPlayer("player_failed", command=self.command[0], status=f"{process.returncode}")

    def _hold(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Wait while the lease is renewed; raise _Lost when it went to another."""
        ends, beats = time.monotonic() + seconds, time.monotonic() + BEAT.total_seconds()
        while (now := time.monotonic()) < ends and not until() and not self.stopping.is_set():
            if now >= beats:
                beats = now + BEAT.total_seconds()
                answer = self._trying(lambda: self._ask(free=False))
                if answer is not None and not answer.owner:
                    raise _Lost
            time.sleep(min(0.01, ends - now))
        if self.stopping.is_set():
            raise _Lost

    def _wait(self, watcher: sqlite3.Connection) -> None:
        """Until the office changes, or the next beat."""
        seen, ends = watcher.execute("PRAGMA data_version").fetchone()[0], time.monotonic() + BEAT.total_seconds()
        while time.monotonic() < ends and not self.stopping.wait(LOOK_S):
            if watcher.execute("PRAGMA data_version").fetchone()[0] != seen:
                return

    def _trying(self, step: Callable[[], Answer]) -> Answer | None:
        """A step that a busy or closed database may refuse for a moment."""
        try:
            return step()
        except (Refusal, sqlite3.Error) as error:
            log.warning("the loudspeaker of zone %s waits: %s", self.zone, error)
            self.stopping.wait(1.0)
            return None


class _Lost(Exception):
    """The lease is another's, or the end has come: be silent at once."""


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise NoPlayer("player_not_started", command=command[0]) from error
