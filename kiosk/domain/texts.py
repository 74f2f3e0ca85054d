"""Texts as people type them: one form for headings, fixed words, mapping files, passwords and searches."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

# Zero-width blanks and joiners, the soft hyphen, byte order marks: nobody sees them, and nobody typed them on purpose.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TONES = re.compile("[\u0300-\u036f]")
LIKENESS = 0.6  # below it two names have nothing to do with each other


def clean(text: str) -> str:
    """One line of NFC text; every kind of blank, line breaks too, is one blank."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def alike(text: str) -> str:
    """What is the same for two texts that people take for the same word."""
    return clean(text).casefold()


@lru_cache(8192)
def folded(text: str) -> str:
    """A text as people search it: without accents and capitals."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return _TONES.sub("", plain)


def nearest(name: str, known: Collection[str], said: Mapping[str, str] | None = None) -> str | None:
    """The known name that somebody most likely meant; `said` holds other words for known names."""
    asked = _bare(name)
    told = {_bare(each): each for each in known} | {_bare(word): each for word, each in (said or {}).items()}
    likeness = {each: _likeness(asked, each) for each in told}
    best = max(likeness, key=likeness.__getitem__, default="")
    return told[best] if best and likeness[best] >= LIKENESS else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", folded(clean(name)).replace("_", " ")))


def _likeness(asked: str, known: str) -> float:
    """From 0 to 1; a name whose words are all among the other's is nearer than its letters say."""
    inside = bool(asked) and (set(asked.split()) <= set(known.split()) or set(known.split()) <= set(asked.split()))
    ratio = SequenceMatcher(None, asked, known).ratio()
    return max(ratio, 0.61 + ratio / 10) if inside else ratio
