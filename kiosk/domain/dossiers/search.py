"""Which procedures did somebody mean by a few typed words: whole words, and accents where accents were typed."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.texts import alike, clean, folded

_WORD = re.compile(r"\w+")
DIGITS = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}  # a tone as people type it
_TONES = re.compile(f"[{''.join(DIGITS)}]")


def matching(query: str, procedures: Iterable[Procedure], first: Collection[str] = ()) -> list[Procedure]:
    """The procedures whose code begins so, or whose name has all these words, those of `first` ministries in front.

    Names with the very accents that were typed come first, and the phrase before its words. The last word may be
    unfinished; only where nothing else is found, each may.
    """
    phrase, code = clean(query), clean(query).upper()
    words = [_WORD.findall(form(phrase)) for form in FORMS]
    if not words[0]:
        return []
    ranked = [(_rank(code, words, each), each) for each in procedures]
    likely = [pair for pair in ranked if pair[0] < UNFINISHED]
    hits = likely or [pair for pair in ranked if pair[0] == UNFINISHED]
    return [each for _, each in sorted(hits, key=lambda pair: _order(pair[0], pair[1], words[-1][0], code, first))]


def _order(
    rank: int, each: Procedure, word: str, code: str, first: Collection[str]
) -> tuple[bool, int, bool, int, int]:
    name = _lines(each.name)[-1]
    return each.code != code, rank, each.ministry not in first, name.find(word), len(name)


def _rank(code: str, words: Sequence[Sequence[str]], each: Procedure) -> int:
    """0 for a code or the phrase with its accents, then its words with theirs, then both with fewer of them."""
    if each.code.startswith(code):
        return 0
    for rank, (line, typed_words) in enumerate(zip(_lines(each.name), words, strict=True)):
        if f" {typed_words[-1]}" in line:  # the last may be unfinished
            if f" {' '.join(typed_words)}" in line:
                return 2 * rank
            if all(f" {word} " in line for word in typed_words[:-1]):
                return 2 * rank + 1
    return UNFINISHED if all(f" {word}" in line for word in typed_words) else NOTHING


@lru_cache(4096)
def _lines(name: str) -> tuple[str, ...]:
    """The words of a name between blanks, in each form."""
    return tuple(f" {' '.join(_WORD.findall(form(name)))} " for form in FORMS)


def _toned(text: str) -> str:
    """A text with its accents, each syllable's tone at its end: hoà and hòa are one word."""
    return _WORD.sub(lambda word: _with_tone_last(word[0]), unicodedata.normalize("NFC", text.casefold()))


def _with_tone_last(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(DIGITS[tone] for tone in _TONES.findall(apart))
    return unicodedata.normalize("NFC", _TONES.sub("", apart)) + tones


FORMS: tuple[Callable[[str], str], ...] = (alike, _toned, folded)
UNFINISHED = 2 * len(FORMS)  # no word of it may be whole
NOTHING = UNFINISHED + 1
