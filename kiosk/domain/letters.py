"""Letters of former times: text set for the fonts of TCVN3 or VNI, and text that was coded twice, told and converted.

Such text looks like Western letters (`NguyÔn`, `Nguyeãn`, `Nguyá»…n`); whether it is one of them is told by whether
its words become Vietnamese syllables.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

FORMS = ("twice", "TCVN3", "VNI")
# TCVN 5712:1993, VN3: one byte a letter; capitals with accents are the small ones in a font of capitals.
_TCVN3_CODES = (
    *((0xA1, 0xAF), (0xB5, 0xBA), (0xBB, 0xBF), (0xC6, 0xCD), (0xCE, 0xD9)),
    *((0xDC, 0xE0), (0xE1, 0xF0), (0xF1, 0xFF)),
)
_TCVN3 = str.maketrans(
    dict(
        zip(
            bytes(code for first, end in _TCVN3_CODES for code in range(first, end)).decode("latin-1"),
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
)
# VNI: a letter with its mark behind it; ơ, ư, đ and the i of four tones are letters of their own.
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVES = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
_VNI = re.compile("([aeouyôöAEOUYÔÖ])([ùøûõïáàåãäâéèúüëêÙØÛÕÏÁÀÅÃÄÂÉÈÚÜËÊ])|[ôöñæóòîÔÖÑÆÓÒÎ]")
_PUNCTUATION = re.compile("[–—“”‘’…₫°²³×·•№§«»€]")
_BETWEEN = re.compile(r"[\s,;:()/.\"'\[\]{}+&\-\d_]+")
_LOST = re.compile("[\u0080-\u009f\ufffd\ue000-\uf8ff\udc80-\udcff]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:ngh?|nh|gh?|gi|kh|ph|qu|th|tr|ch|[kbdgph]r|đr|bl|pl|ks|mđ|[bcdđhklmnprstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|uyu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|"
    "uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|ya|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnptklrh])?")


def lost(text: str) -> bool:
    """Whether letters of a text are lost for good: no form of former times explains them."""
    return _LOST.search(text) is not None


def sound(text: str) -> bool:
    """Whether every word with letters beyond ASCII is a Vietnamese syllable."""
    return all(map(_is_syllable, words(text)))


def words(text: str) -> list[str]:
    """The words of a text that hold letters beyond ASCII."""
    return [each for each in _BETWEEN.split(_PUNCTUATION.sub(" ", text)) if not each.isascii()]


def form_of(text: str) -> str | None:
    """The form of former times that makes Vietnamese of a text which is none as it stands."""
    return None if sound(text) else next((form for form in FORMS if _makes_sense(converted(text, form))), None)


def converted(text: str, form: str) -> str:
    """A text of a form of former times in the letters of today."""
    if form == "twice":
        return _once(text)
    made = text.translate(_TCVN3) if form == "TCVN3" else _VNI.sub(_vni, text)
    return " ".join(map(_capitals, text.split(" "), made.split(" ")))


class Spelling:
    """What a column's texts, or a whole file's, say of the letters they are written in."""

    def __init__(self) -> None:
        self.certain, self.forms = 0, Counter[str]()

    def hear(self, text: str) -> None:
        """Take a text with letters beyond ASCII into account."""
        form, certain = _heard(text)
        self.certain += certain
        if form:
            self.forms[form] += 1

    def add(self, other: "Spelling") -> None:
        self.certain += other.certain
        self.forms += other.forms

    def form(self) -> str | None:
        """The form that all texts are in; None when some are certainly of today, or none is of another."""
        return None if self.certain or not self.forms else self.forms.most_common(1)[0][0]


def mended(text: str, form: str | None) -> str:
    """A text in the letters of today: of the form that its column has, or of the one that it alone shows."""
    if form and _makes_sense(made := converted(text, form)):
        return made
    own = form_of(text)
    return converted(text, own) if own else text


def plausible(texts: Iterable[str]) -> int:
    """How many words with letters beyond ASCII are Vietnamese syllables."""
    return sum(_is_syllable(word) for text in texts for word in words(text))


def _makes_sense(text: str) -> bool:
    return bool(words(text)) and not lost(text) and sound(text)


@lru_cache(16_384)
def _heard(text: str) -> tuple[str | None, bool]:
    """The form of former times a text is in, and whether its letters are certainly of today."""
    whole = sound(text)
    form = None if whole else form_of(text)
    return form, whole and max(text) > "\u00ff"


@lru_cache(65_536)
def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    plain, tones = _TONES.subn("", apart)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)) is not None


def _once(text: str) -> str:
    try:
        return b"".join(map(_byte, text)).decode()
    except (UnicodeError, ValueError):
        return text


def _byte(letter: str) -> bytes:
    """The byte that a letter stood for when bytes were taken for Western letters."""
    return bytes([ord(letter)]) if letter <= "\u00ff" else letter.encode("cp1252")


def _vni(match: "re.Match[str]") -> str:
    letter, mark = match[1] or match[0], (match[2] or "").lower()
    base = letter.translate(_VNI_LETTERS)
    if mark in _MARKS:
        return unicodedata.normalize("NFC", base + _MARKS[mark])
    if mark in _HATS:
        return unicodedata.normalize("NFC", base + "\u0302" + _HATS[mark])
    return unicodedata.normalize("NFC", base + "\u0306" + _BREVES[mark]) if mark else base


def _capitals(old: str, made: str) -> str:
    """A word set in a font of capitals, whose letters without accents are capitals."""
    plain = [letter for letter in old if letter.isascii() and letter.isalpha()]
    return made.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else made
