"""Sound as samples: WAV files are read, trimmed, evened out and written, and the chime is computed."""

import math
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul
from pathlib import Path

FULL_SCALE = 32_767
LOUDNESS = -20.0  # dBFS of what sounds; espeak-ng's peaks lie at most 18.4 dB above it, so nothing is ever clipped
CEILING = -1.0  # dBFS of the highest peak, whatever the loudness
AUDIBLE = -45.0  # dB below the loudest moment: what is softer at either end is cut off
MARGIN = 0.03  # seconds kept before the first and after the last audible moment
_FRAME = 0.01  # seconds
_CHIME = ((659.26, 0.0), (523.25, 0.25))  # Hz and start in seconds: E5, then C5, a doorbell's ding-dong
_OVERTONES = (1.0, 0.3, 0.1)


@dataclass(frozen=True)
class Sound:
    """Mono sound: 16-bit samples, `rate` of them a second."""

    samples: Sequence[int]
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        """The highest sample in dBFS; -inf for silence."""
        return _decibels(max(map(abs, self.samples), default=0) ** 2)

    @property
    def loudness(self) -> float:
        """RMS in dBFS over the 10 ms frames within 40 dB of the loudest one, so that pauses do not count."""
        powers = _powers(self)
        sounding = [power for power in powers if power >= max(powers) * 1e-4]
        return _decibels(sum(sounding) / len(sounding)) if sounding else -math.inf


def read(path: Path) -> Sound:
    """The sound of a 16-bit mono WAV file; raise ValueError when it is anything else."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise ValueError("not 16-bit mono")
            return Sound(array("h", file.readframes(file.getnframes())), file.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(str(error) or "cut short") from error


def write(sound: Sound, path: Path) -> None:
    """Write a WAV file; raise OSError."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, sound.rate, 0, "NONE", ""))
        file.writeframes(array("h", sound.samples).tobytes())


def trimmed(sound: Sound, margin: float = MARGIN) -> Sound:
    """Without the silence before and after, but for `margin` seconds."""
    powers = _powers(sound)
    floor = max(powers, default=0) * 10 ** (AUDIBLE / 10)
    audible = [i for i, power in enumerate(powers) if power > floor]
    if not audible:
        return replace(sound, samples=sound.samples[:0])
    first, end = audible[0] * _FRAME - margin, (audible[-1] + 1) * _FRAME + margin
    return replace(sound, samples=sound.samples[max(0, round(first * sound.rate)) : round(end * sound.rate)])


def evened(sound: Sound) -> Sound:
    """At the loudness that every sound of the hall has, or as near as its peaks allow."""
    if sound.peak == -math.inf:
        return sound
    gain = 10 ** (min(LOUDNESS - sound.loudness, CEILING - sound.peak) / 20)
    return replace(sound, samples=[round(sample * gain) for sample in sound.samples])


def joined(sounds: Sequence[Sound], pause: float = 0.0) -> Sound:
    """One after another, with `pause` seconds between; raise ValueError when their rates differ."""
    if len({each.rate for each in sounds}) != 1:
        raise ValueError("sounds of different rates cannot be joined")
    rate, samples = sounds[0].rate, array("h", sounds[0].samples)
    for each in sounds[1:]:
        samples.extend([0] * round(pause * rate))
        samples.extend(each.samples)
    return Sound(samples, rate)


def softened(sound: Sound, volume: float) -> Sound:
    """At a part of its loudness, 0 to 1."""
    return replace(sound, samples=[round(sample * volume) for sample in sound.samples])


def chime(rate: int = 22_050, seconds: float = 0.7) -> Sound:
    """A soft two-tone chime."""
    times = [i / rate for i in range(round(rate * seconds))]
    wave_ = [sum(_bell(hertz, t - start, seconds - start) for hertz, start in _CHIME) for t in times]
    return evened(Sound([round(value * FULL_SCALE / 4) for value in wave_], rate))


def _bell(hertz: float, t: float, length: float) -> float:
    """A struck bell `t` seconds after the stroke: 5 ms to swell, then fading to nothing at `length`."""
    if t < 0:
        return 0.0
    tone = sum(part * math.sin(math.tau * hertz * n * t) for n, part in enumerate(_OVERTONES, 1))
    return tone * min(t / 0.005, 1.0) * math.exp(-5 * t) * (1 - t / length)


def _powers(sound: Sound) -> list[float]:
    """The mean square of each 10 ms frame."""
    size = round(sound.rate * _FRAME)
    frames = (sound.samples[i : i + size] for i in range(0, len(sound.samples), size))
    return [sum(map(mul, frame, frame)) / len(frame) for frame in frames]


def _decibels(power: float) -> float:
    """A mean square in dB below full scale."""
    return 10 * math.log10(power / FULL_SCALE**2) if power > 0 else -math.inf
