"""Witnesses of the log: copies of its head that lie outside the machine, on slips, phones and signed files.

A code is 12 letters of Crockford's base 32 (32 digits and letters without I, L, O and U): three for the office, eight
for the head of the log when it was made (the first 40 bits of the hash), and one that tells a slip of the pen.
"""

import hashlib
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
OFFICE, HEAD = 3, 8
HEX = HEAD * 5 // 4  # hex digits of the hash that a code holds
_READ = {letter: value for value, letter in enumerate(LETTERS)} | {"O": 0, "I": 1, "L": 1}


@dataclass(frozen=True, slots=True)
class Witness:
    """What a code says: whose it is, and how the hash of one entry begins."""

    office: str
    head: str


def code_of(unit: str, sealed: str) -> str:
    """The code of an entry's hash in an office, in three groups of four."""
    letters = office_letters(unit) + _letters(int(sealed[:HEX], 16), HEAD)
    letters += LETTERS[_check(letters)]
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def read(typed: str) -> Witness | None:
    """What a typed code says; None when it was mistyped."""
    values = [_READ.get(letter) for letter in typed.upper() if letter not in "- \t\n"]
    letters = "".join(LETTERS[value] for value in values if value is not None)
    if None in values or len(letters) != OFFICE + HEAD + 1 or LETTERS[_check(letters[:-1])] != letters[-1]:
        return None
    return Witness(letters[:OFFICE], f"{_number(letters[OFFICE:-1]):0{HEX}x}")


def office_letters(unit: str) -> str:
    """What stands for an office in its codes: the first 15 bits of SHA-256 over its own name in the record."""
    return _letters(int.from_bytes(hashlib.sha256(unit.encode()).digest()[:2]) >> 1, OFFICE)


def _letters(number: int, count: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(letters: str) -> int:
    return sum(_READ[letter] << 5 * place for place, letter in enumerate(reversed(letters)))


def _check(letters: str) -> int:
    """Each letter's value times 1, 3, 5 … and so on: one wrong letter always changes the sum."""
    return sum(_READ[letter] * (2 * place + 1) for place, letter in enumerate(letters)) % 32
