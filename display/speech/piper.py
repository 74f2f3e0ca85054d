"""Piper, a neural voice: its `.onnx` file is dropped into the folder of voices, and `piper-tts` is installed."""

import wave
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from display.speech.speech import NoVoice


def find(folder: Path) -> list["Piper"]:
    """The voices of a folder; none where `piper-tts` is not installed."""
    return [Piper(file) for file in sorted(folder.glob("*.onnx"))] if find_spec("piper") else []


@dataclass
class Piper:
    """One voice file; its name begins with its language: `vi_VN-….onnx`, with `….onnx.json` beside it."""

    file: Path
    _loaded: Any = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str:
        return f"piper-{self.file.stem}"

    def speak(self, text: str, lang: str, wav: Path) -> None:
        if self.file.name[:2] != lang:
            raise NoVoice("voice-language", "other_language", name=self.file.name, lang=lang)
        try:
            with self._lock, wave.open(str(wav), "wb") as file:  # one model, one sentence at a time
                self._model().synthesize_wav(text, file)
        except Exception as error:  # a model may fail in every way; another voice is asked then
            raise NoVoice("voice-failed", "failed", name=self.file.name, error=f"{error}") from error

    def _model(self) -> Any:
        """The model, loaded once: that takes a second."""
        if self._loaded is None:
            from piper import PiperVoice

            self._loaded = PiperVoice.load(str(self.file))
        return self._loaded
