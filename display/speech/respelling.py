"""How espeak-ng must see a letter to say its name; the sentence on the screen keeps the letter."""

import re

# As people here name them. By itself espeak-ng's Vietnamese voice says T as "thê" and H as "hắt", and D,
# Đ and G in no Vietnamese way at all; A, E, I, O, U, Y it says right. F, J, W, Z: the names in common use.
_VIETNAMESE = {
    **{"B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "F": "ép-phờ", "G": "gờ", "H": "hát", "J": "di", "K": "ca"},
    **{"L": "e-lờ", "M": "em-mờ", "N": "en-nờ", "P": "pê", "Q": "quy", "R": "e-rờ", "S": "ét-sì", "T": "tê"},
    **{"V": "vê", "W": "vê-kép", "X": "ích-xì", "Z": "dét"},
}
# A lone consonant is never a Vietnamese word; the one in "H'Mông" is not alone.
_LONE_CONSONANT = re.compile(r"(?<![\w'’])[B-DF-HJ-NP-TV-XZĐ](?![\w'’])")
# Unless digits follow, "A" and "I" are English words.
_ENGLISH = {"A": "eh", "I": "eye"}
_ENGLISH_LETTER = re.compile(r"\b[AI](?=(?: (?:zero|one|two|three|four|five|six|seven|eight|nine)\b){2})")


def respelled(text: str, lang: str) -> str:
    """A text with its letters spelled so that espeak-ng says their names."""
    if lang == "vi":
        return _LONE_CONSONANT.sub(lambda letter: _VIETNAMESE[letter[0]], text)
    return _ENGLISH_LETTER.sub(lambda letter: _ENGLISH[letter[0]], text)
