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


def nearest(name: str, names: Collection[str], said: Mapping[str, str] | None = None) -> str | None:
    """The known name that somebody most likely meant; `said` holds other words for known names."""
    bare_name = _bare(name)
    by_bare = {_bare(each): each for each in names} | {_bare(word): each for word, each in (said or {}).items()}
    likeness = {each: _likeness(bare_name, each) for each in by_bare}
    best = max(likeness, key=likeness.__getitem__, default="")
    return by_bare[best] if best and likeness[best] >= LIKENESS else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", folded(clean(name)).replace("_", " ")))


def _likeness(name: str, other: str) -> float:
    """From 0 to 1; a name whose words are all among the other's is nearer than its letters say."""
    inside = bool(name) and (set(name.split()) <= set(other.split()) or set(other.split()) <= set(name.split()))
    ratio = SequenceMatcher(None, name, other).ratio()
    return max(ratio, 0.61 + ratio / 10) if inside else ratio
