"""One sentence from pyttsx3 to a WAV file, in a process of its own: `speech_child.py WAV VOICE LANG`, text on stdin.

pyttsx3 2.99 swallows the second of two queued files, turns an unknown voice into English without a word and deadlocks
between threads; a process that speaks once and is gone has none of that.
"""

import ctypes
import os
import signal
import sys
from threading import Event
from typing import Any

RATE = 140  # words a minute: 3.3 Vietnamese syllables a second, for a hall that echoes and for old ears
PITCH = 50  # of 100; set so that no default decides
VOLUME = 0.8  # of 1; louder, espeak-ng starts to clip the peaks
LIFETIME = 30  # seconds, should nobody be left to kill a process that hangs

SPOKEN, NO_ENGINE, WRONG_VOICE, UNFINISHED = 0, 3, 4, 5  # exit status


def main(wav: str, voice: str, lang: str) -> int:
    """Speak standard input to `wav` in `voice` ("en-us"), which must turn out to be of `lang` ("en"): exit status."""
    try:
        engine = start_engine()
    except (ImportError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return NO_ENGINE
    finished = speak(engine, sys.stdin.read(), wav, voice)
    if language(str(engine.getProperty("voice"))) != lang:
        return WRONG_VOICE
    return SPOKEN if finished else UNFINISHED


def start_engine() -> Any:
    """pyttsx3 with the espeak-ng of the espeakng_loader wheel, or with the system's where there is no wheel."""
    try:
        load_espeak()
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
    import pyttsx3  # it takes the espeak-ng that is already loaded

    return pyttsx3.init("espeak")


def load_espeak() -> None:
    """Load the wheel's library first: pyttsx3 asks for it by the same soname and so needs no system package."""
    import espeakng_loader  # the wheel may be missing

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path())


def speak(engine: Any, text: str, wav: str, voice: str) -> bool:
    """Speak into `wav`; whether the utterance was finished, which is after the file was written.

    The plain loop ends with the utterance. runAndWait would return before, and on its way cancel what espeak-ng has
    not yet read of the rate, pitch and volume (seen in 1 of 20 sentences, which came out a third too fast).
    """
    finished = Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    for name, value in {"voice": voice, "rate": RATE, "pitch": PITCH, "volume": VOLUME}.items():
        engine.setProperty(name, value)
    engine.save_to_file(text, wav)
    engine.startLoop()
    return finished.is_set()


def language(voice: str) -> str:
    """The language of a voice by its path: "aav/vi" → "vi", "gmw/en-us" → "en"."""
    return voice.rpartition("/")[2].partition("-")[0]


if __name__ == "__main__":
    signal.alarm(LIFETIME)
    status = main(*sys.argv[1:])
    sys.stderr.flush()
    os._exit(status)  # espeak-ng's thread is still there, and an orderly exit may crash in it
