"""Recorded clips, the natural voice: a folder of at most 45 short WAV files, joined into what is said."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from display.speech import sound
from display.speech.sound import Sound
from display.speech.speech import NoVoice
from kiosk.domain.rows import Flaw

# File name without ".wav" → what the speaker says. File names are ASCII, so that no memory stick garbles them.
WORDS: Mapping[str, str] = {
    "xin-moi": "xin mời công dân có số thứ tự",
    "den-quay": "đến quầy số",
    "moi-so": "mời số",
    "quay-so": "quầy số",
    "so": "số",
    "xin-loi": "xin lỗi ông bà, vui lòng chờ gọi lại",
    **{str(n): word for n, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])},
    **{"10": "mười", "muoi": "mươi", "mot": "mốt", "tu": "tư", "lam": "lăm"},
    **{letter.casefold(): letter for letter in "ABCDEGHIKLMNOPQRSTUVXY"},
    "dd": "Đ",
}
# Counters from 100 on and letters that are no Vietnamese ones; without them another voice says these calls.
SELDOM: Mapping[str, str] = {"tram": "trăm", "linh": "linh", **{letter.casefold(): letter for letter in "FJWZ"}}
LONGEST_S = 5.0
SILENT = -45.0  # dBFS of the highest peak
CLIPPED = 4  # samples at full scale in a row: a recording turned up too far


@dataclass(frozen=True, slots=True)
class Clip:
    """A file of the folder and what is wrong with it, if anything is."""

    name: str
    says: str
    fault: Flaw | None
    sound: Sound | None = None


def check(folder: Path) -> list[Clip]:
    """Every clip that calls need, and of the seldom ones those that are there; each with its fault."""
    there = {name: says for name, says in SELDOM.items() if (folder / f"{name}.wav").exists()}
    return _of_one_rate([look(folder, name, says) for name, says in {**WORDS, **there}.items()])


def look(folder: Path, name: str, says: str) -> Clip:
    """One clip, ready to be joined, or its fault."""
    path = folder / f"{name}.wav"
    try:
        recorded = sound.read(path)
    except FileNotFoundError:
        return Clip(name, says, Flaw("clip-missing"))
    except (ValueError, OSError):
        return Clip(name, says, Flaw("clip-no-wav"))
    fault = _fault(recorded)
    return Clip(name, says, fault, None if fault else sound.evened(sound.trimmed(recorded, margin=0.005)))


def _fault(recorded: Sound) -> Flaw | None:
    if recorded.peak < SILENT:
        return Flaw("clip-silent")
    if _full_scale_run(recorded) >= CLIPPED:
        return Flaw("clip-too-loud")
    if recorded.seconds > LONGEST_S:
        return Flaw("clip-too-long", seconds=f"{recorded.seconds:.1f}")
    return None


def _full_scale_run(recorded: Sound) -> int:
    """The most samples in a row that lie at full scale."""
    if recorded.peak < 0:
        return 0
    longest = run = 0
    for sample in recorded.samples:
        run = run + 1 if abs(sample) >= sound.FULL_SCALE else 0
        longest = max(longest, run)
    return longest


def _of_one_rate(clips: list[Clip]) -> list[Clip]:
    """The rate that most have is the folder's; the others cannot be joined to them."""
    rates = [clip.sound.rate for clip in clips if clip.sound]
    usual = max(set(rates), key=rates.count, default=0)
    return [
        Clip(clip.name, clip.says, Flaw("clip-other-rate", rate=f"{clip.sound.rate}", usual=f"{usual}"))
        if clip.sound and clip.sound.rate != usual
        else clip
        for clip in clips
    ]


@dataclass(frozen=True)
class Clips:
    """The voice of a folder of clips; it says what its clips together say, and nothing else."""

    folder: Path

    @property
    def name(self) -> str:
        """Another name whenever a file was replaced, so that what was joined of the former is not kept."""
        files = sorted((path.name, path.stat().st_mtime_ns) for path in self.folder.glob("*.wav"))
        return f"clips-{hashlib.sha256(repr(files).encode()).hexdigest()[:12]}"

    def speak(self, text: str, lang: str, wav: Path) -> None:
        if lang != "vi":
            raise NoVoice("voice-language", "other_language", name=self.folder.name, lang=lang)
        clips = [look(self.folder, name, says) for name, says in named(text)]
        for clip in clips:
            if clip.fault:
                raise NoVoice("clip-missing", "bad_clip", file=f"{clip.name}.wav", why=clip.fault)
        sound.write(sound.joined([clip.sound for clip in clips if clip.sound]), wav)


def named(text: str) -> Iterator[tuple[str, str]]:
    """The clips that make up a text, the longest first that fits; raise NoVoice when there are none for it."""
    rest = _plain(text)
    while rest:
        clip = next((each for each in _LONGEST_FIRST if re.match(rf"{each[2]}(?!\w)", rest)), None)
        if clip is None:
            raise NoVoice("clip-missing", "no_clip", text=rest)
        name, says, plain = clip
        yield name, says
        rest = rest[len(plain) :].strip()


def _plain(text: str) -> str:
    words = re.sub(r"[.,:;!?]", " ", unicodedata.normalize("NFC", text).casefold())
    return " ".join(words.split())


_LONGEST_FIRST = sorted(
    ((name, says, _plain(says)) for name, says in {**WORDS, **SELDOM}.items()), key=lambda each: -len(each[2])
)
