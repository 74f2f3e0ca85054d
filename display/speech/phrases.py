"""What is said in the hall, in Vietnamese and English: pure text, no sound."""

import re
import unicodedata
from collections.abc import Mapping

from kiosk.domain.hall.announcement import LANGUAGES

_DIGITS: Mapping[str, list[str]] = {
    "vi": ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

# (language, short?) → the sentence, in the two pieces that are spoken apart.
_CALLS = {
    ("vi", False): ("Xin mời công dân có số thứ tự {number},", "đến quầy số {counter}."),
    ("vi", True): ("Mời số {number},", "quầy số {counter}."),
    ("en", False): ("Number {number},", "please go to counter {counter}."),
    ("en", True): ("Number {number},", "counter {counter}."),
}
_APOLOGIES = {
    "vi": ("Số {number},", "xin lỗi Ông/Bà, vui lòng chờ gọi lại."),
    "en": ("Number {number},", "sorry, please wait to be called again."),
}
_MESSAGES = {
    ("vi", "outage"): "Xin thông báo: Trung tâm đang mất điện. Kính mời quý công dân ngồi chờ. "
    "Số thứ tự đã lấy vẫn được giữ nguyên.",
    ("vi", "trouble"): "Xin thông báo: hệ thống đang gặp sự cố. Kính mời quý công dân chờ trong giây lát. "
    "Số thứ tự đã lấy vẫn được giữ nguyên.",
    ("vi", "evacuation"): "Xin mọi người chú ý. Đề nghị bình tĩnh rời khỏi tòa nhà theo lối thoát hiểm gần nhất. "
    "Không dùng thang máy.",
    ("vi", "closing"): "Xin thông báo: sắp hết giờ làm việc. Kính mời quý công dân đã lấy số tiếp tục chờ gọi.",
    ("en", "outage"): "Attention please. The power is out. Please stay seated. Your number keeps its place.",
    ("en", "trouble"): "Attention please. Our system has a problem. Please wait a moment. Your number keeps its place.",
    ("en", "evacuation"): "Attention please. Leave the building calmly by the nearest exit. Do not use the lifts.",
    ("en", "closing"): "Attention please. We close soon. If you have a number, please keep waiting for your call.",
}
_TICKET = r"([A-ZĐ])([0-9]{3,})"
# A whole number standing alone: no part of a code, a date, a time, a percentage or a number with separators.
_ALONE = re.compile(r"(?<![\w.,:/-])[0-9]{1,4}(?![\w%]|[.,:/-][0-9])")


def call(number: str, counter: int, lang: str, short: bool = False) -> str:
    """The sentence that calls ticket `number` ("A012") to `counter`; raise ValueError for what cannot be said."""
    return " ".join(call_pieces(number, counter, lang, short))


def call_pieces(number: str, counter: int, lang: str, short: bool = False) -> tuple[str, str]:
    """The sentence in two pieces, parted at its comma: the ticket's and the counter's."""
    return ticket_piece(number, lang, short), counter_piece(counter, lang, short)


def ticket_piece(number: str, lang: str, short: bool = False) -> str:
    """The piece that is the same at every counter."""
    ticket = spoken_ticket(number, lang)
    return _CALLS[lang, short][0].format(number=ticket)


def counter_piece(counter: int, lang: str, short: bool = False) -> str:
    """The piece that is the same for every ticket."""
    if counter < 1:
        raise ValueError(f"There is no counter {counter}.")
    place = whole_number(counter, lang)
    return _CALLS[lang, short][1].format(counter=place)


def apology(number: str, lang: str) -> tuple[str, str]:
    """What is said when the call of a ticket was taken back after the hall heard it."""
    ticket = spoken_ticket(number, lang)
    head, sorry = _APOLOGIES[lang]
    return head.format(number=ticket), sorry


def message(kind: str, lang: str, text: str = "") -> str:
    """What the person in charge tells the hall: the sentence of its kind, or free words as they are read aloud."""
    return _MESSAGES.get((lang, kind)) or aloud(text, lang)


def spoken_ticket(number: str, lang: str) -> str:
    """ "A012" → "A không một hai": a letter stays a letter in the text, each voice knows its name."""
    match = re.fullmatch(_TICKET, unicodedata.normalize("NFC", number))
    if match is None:
        raise ValueError(f"{number!r} is not a ticket number: a capital letter and at least three digits.")
    digits = _digits(lang)
    return " ".join([match[1], *(digits[int(digit)] for digit in match[2])])


def whole_number(n: int, lang: str) -> str:
    """A whole number from 0 to 9999 in words; raise ValueError outside."""
    if not 0 <= n <= 9999:
        raise ValueError(f"{n} is not between 0 and 9999.")
    digits = _digits(lang)
    if n < 10:
        return digits[n]
    return " ".join(_vietnamese(n) if lang == "vi" else _english(n))


def aloud(text: str, lang: str) -> str:
    """A text of the screen as it is read aloud: "Ông/Bà", ticket numbers and whole numbers become words; NFC."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if lang not in _DIGITS:
        return text
    text = re.sub("ông/bà", "ông bà", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b{_TICKET}\b", lambda match: spoken_ticket(match[0], lang), text)
    return _ALONE.sub(lambda match: whole_number(int(match[0]), lang), text)


def _digits(lang: str) -> list[str]:
    if lang not in _DIGITS:
        raise ValueError(f"Nothing is said in {lang!r}, only in {' and '.join(LANGUAGES)}.")
    return _DIGITS[lang]


def _vietnamese(n: int) -> list[str]:
    """The words of 1–9999: once a thousand is said, "không trăm" holds an empty hundred's place."""
    digits = _DIGITS["vi"]
    thousands, rest = divmod(n, 1000)
    hundreds, pair = divmod(rest, 100)
    words = [digits[thousands], "nghìn"] if thousands else []
    if hundreds or (thousands and pair):
        words += [digits[hundreds], "trăm"]
    return words + _vietnamese_pair(pair, after_hundreds=bool(words))


def _vietnamese_pair(pair: int, *, after_hundreds: bool) -> list[str]:
    """The words of the last two digits: mười/mươi, linh for an empty ten, mốt, tư and lăm for 1, 4 and 5."""
    tens, unit = divmod(pair, 10)
    word = _DIGITS["vi"][unit]
    if tens == 0:
        return (["linh", word] if after_hundreds else [word]) if unit else []
    ten = ["mười"] if tens == 1 else [_DIGITS["vi"][tens], "mươi"]
    if unit == 5:
        word = "lăm"
    elif tens > 1:
        word = {1: "mốt", 4: "tư"}.get(unit, word)
    return [*ten, word] if unit else ten


def _english(n: int) -> list[str]:
    digits = _DIGITS["en"]
    thousands, rest = divmod(n, 1000)
    hundreds, pair = divmod(rest, 100)
    words = [digits[thousands], "thousand"] if thousands else []
    words += [digits[hundreds], "hundred"] if hundreds else []
    return words + ([_english_pair(pair)] if pair else [])


def _english_pair(pair: int) -> str:
    tens, unit = divmod(pair, 10)
    if tens == 1:
        return _TEENS[unit]
    words = [_TENS[tens]] if tens else []
    return "-".join(words + ([_DIGITS["en"][unit]] if unit else []))
