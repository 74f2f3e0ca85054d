"""Numbers as people and spreadsheets write them: commas for points, powers of ten, an apostrophe before, lost zeros."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from kiosk.domain.rows import Flaw
from kiosk.domain.texts import folded

_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?(?:[eE]\+?(\d{1,2}))?")
_GROUPED = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*|\d{1,12})(?:[.,]0{1,2})?")
_CURRENCY = re.compile(r"đồng|vnđ|vnd|[\sđ₫]")
_POWER = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d{1,2}")
_SEVERAL = re.compile(r"[,;/]|\s-\s|\shoặc\s")
NONE = frozenset(
    (
        *("khong co", "khong", "ko", "ko co", "k co", "chua co", "trong", "khong ro", "n/a", "na", "none", "null"),
        *("-", "--", "---", "...", "…", "x", "0", "//"),
    )
)
FREE = frozenset(("mien phi", "khong thu phi", "khong thu", "khong", "khong co phi"))
LONGEST_AMOUNT = 12  # digits
SAID = dict.fromkeys(("true", "yes", "x", "v", "✓", "có", "co", "đúng", "dung"), True) | dict.fromkeys(
    ("false", "no", "không", "khong", "sai"), False
)


def bare(text: str) -> str:
    """A cell without what keeps a spreadsheet from taking it for a number: an apostrophe, or `="…"`."""
    if text[:1] in "'’‘`":
        return text[1:].lstrip()
    return text[2:-1] if text.startswith('="') and text.endswith('"') and len(text) > 2 else text


def number(text: str) -> Decimal | None:
    """A number written with a point, a comma or a power of ten; None when it is none."""
    if not (match := _PLAIN.fullmatch(text)):
        return None
    whole, part, power = match.groups()
    return Decimal(f"{whole}.{part or 0}").scaleb(int(power or 0))


def whole(text: str) -> int | None:
    """A whole number, however many zeros stand behind its point."""
    if text.isdecimal() and len(text) < 19:  # a register holds hundreds of thousands of these
        return int(text)
    decimal = number(text)
    return int(decimal) if decimal is not None and decimal == decimal.to_integral_value() and decimal < 10**18 else None


@lru_cache(256)
def flag(text: str) -> bool | None:
    """Yes or no, as people, checkboxes and spreadsheets say it."""
    one = whole(text)
    return bool(one) if one in (0, 1) else SAID.get(text.casefold())


def digits(text: str) -> str:
    """A number of digits as they were before a spreadsheet took it for a number; what lost digits stays as it is."""
    if not text.isascii():  # digits of full width, blanks of their own
        text = unicodedata.normalize("NFKC", text)
    if _POWER.fullmatch(text) and (decimal := number(text)) is not None and _has_all_digits(text, decimal):
        return f"{decimal:.0f}"
    return re.sub(r"[\s.()-]", "", re.sub(r"[.,]0+$", "", text))


def _has_all_digits(text: str, decimal: Decimal) -> bool:
    """Whether a power of ten was written with every digit of the number: 9.12E+08 lost six of nine."""
    return len(re.sub(r"\D", "", re.split("[eE]", text)[0])) >= len(f"{decimal:.0f}")


def is_none(text: str) -> bool:
    """Whether a cell says in words that there is no number."""
    return not (text.isdecimal() and len(text) > 1) and folded(text) in NONE


def phone(text: str) -> str:
    """A telephone number of Vietnam from 0 on, or of elsewhere from + on; Flaw when a text holds none.

    Of several in one cell it is the first.
    """
    phone_number = _phone(text) or _phone(first(text))
    if phone_number is None:
        raise Flaw("no-phone")
    return phone_number


def _phone(text: str) -> str | None:
    if text.isascii() and text.isdecimal() and len(text) == 10 and text[0] == "0" and text[1] > "1":
        return text
    phone_number = re.sub(r"^(?:\+|00)?84(?=[235789]\d{8,9}$)", "0", digits(text))
    phone_number = f"0{phone_number}" if re.fullmatch(r"[235789]\d{8}", phone_number) else phone_number
    return phone_number if re.fullmatch(r"0[2-9]\d{8,9}|1[89]00\d{4,6}|\+\d{8,15}", phone_number, re.ASCII) else None


def same_phone(kept: str, typed: str) -> bool:
    """Whether a whole number was typed, from 0 or + on, and it is the one that was kept."""
    return (
        len(typed) >= len("0123456789")
        and (phone_number := _phone(typed)) is not None
        and phone_number == _phone(first(kept))
    )


def is_one_of_several(text: str) -> bool:
    """Whether a phone's cell holds more than the number that is taken from it."""
    return _phone(text) is None and first(text) != text


def first(text: str) -> str:
    """The first of several numbers in one cell."""
    return next((part.strip() for part in _SEVERAL.split(text) if part.strip()), text)


def identity(text: str) -> str:
    """An identity number of 12 or 9 digits, zeros lost before it given back, a passport's or a tax code; else Flaw."""
    identity_number = text if text.isascii() and text.isdecimal() else digits(text)
    if len(identity_number) == 12 and identity_number.isascii() and identity_number.isdecimal():
        return identity_number
    if re.fullmatch(r"[1-9]\d{9,10}", identity_number):
        identity_number = f"{identity_number:0>12}"
    elif re.fullmatch(r"[1-9]\d{7}", identity_number):
        identity_number = f"0{identity_number}"
    if not re.fullmatch(r"\d{12}|\d{9}|0\d{9}(?:\d{3})?|[A-Z]{1,2}\d{6,8}", identity_number.upper(), re.ASCII):
        raise Flaw("no-identity")
    return identity_number.upper()


def amount(text: str) -> int:
    """An amount of dong; Flaw when it is none, or lost digits to a power of ten."""
    if text.isdecimal() and len(text) <= LONGEST_AMOUNT:
        return int(text)
    if folded(text) in FREE:
        return 0
    if _POWER.fullmatch(text):
        dong = whole(text)
        if dong is None or len(re.sub(r"\D", "", re.split("[eE]", text)[0]).rstrip("0")) > 5 or dong >= 10**12:
            raise Flaw("no-amount")
        return dong
    match = _GROUPED.fullmatch(text) or _GROUPED.fullmatch(_CURRENCY.sub("", text.casefold()))
    plain = re.sub("[.,]", "", match[1]) if match else ""
    if not plain or len(plain) > LONGEST_AMOUNT:
        raise Flaw("no-amount")
    return int(plain)
