"""What a scanner read: one line of text from a paper, a phone or a card, told apart by its form alone."""

import re
from dataclasses import dataclass

from kiosk.domain.dossiers.dossier import parse_code
from kiosk.domain.dossiers.keyed import OFFICE_CODE
from kiosk.domain.dossiers.refusals import BadDossierCode

MOST = 512  # letters; a code with more of them is none of ours
TOKEN = r"[A-Za-z0-9_-]{22}"  # what a ticket is named by to its holder: 128 bits in base 64
# With any host and folder before it: what is read is looked up here, never opened, and the address may have changed.
_BEFORE = r"https?://[^/\s]+(?:/[^/\s?#]+)*"
_BEHIND = r"/?(?:[?#]\S*)?"
_SLIP = re.compile(rf"(?:{_BEFORE}/t/)?({TOKEN}){_BEHIND}", re.ASCII)
_RECEIPT = re.compile(rf"(?:{_BEFORE}/lookup/r/|{OFFICE_CODE})([0-9A-Z.]{{20,60}}){_BEHIND}", re.ASCII | re.IGNORECASE)
# ID, old number or none, name, date of birth (of the old ones the year alone), …; later cards append more.
_CARD = re.compile(r"(\d{12})\|(?:\d{9}|\d{12})?\|([^|]+)\|(?:\d{8}|\d{6}|\d{4})?\|[^|]*\|([^|]*)\|.*", re.ASCII)
# What kind of bar code it was, which some scanners tell first (ISO/IEC 15424).
_KIND = re.compile(r"\][A-Za-z][0-9A-Za-z]\s*")


@dataclass(frozen=True, slots=True)
class ScannedSlip:
    """The code on a slip, or the page it opens on a phone."""

    token: str


@dataclass(frozen=True, slots=True)
class ScannedReceipt:
    """The code on a receipt of a dossier, which is its own proof."""

    token: str


@dataclass(frozen=True, slots=True)
class FiledAs:
    """A dossier's code."""

    code: str


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """A citizen's card, not read any further until its bearer agrees."""

    text: str

    @property
    def id_number(self) -> str:
        """The number: all that is taken from it where nobody reads what a citizen files."""
        return self._fields[0]

    @property
    def name(self) -> str:
        """Whose card it is."""
        return self._fields[1]

    @property
    def address(self) -> str:
        """Where the bearer lived when it was made."""
        return self._fields[2]

    @property
    def _fields(self) -> tuple[str, str, str]:
        match = _CARD.fullmatch(self.text)
        assert match
        return match[1], match[2].strip(), match[3].strip()

    def __repr__(self) -> str:
        return "CitizenCard()"  # no trace may tell what stands on it


Scanned = ScannedSlip | ScannedReceipt | FiledAs | CitizenCard


def holds_card(text: str) -> bool:
    """Whether a card was scanned into a text that is for something else."""
    return _CARD.search(text) is not None


def read(*readings: str) -> Scanned | None:
    """What was read of the same code in several ways: by the keys' places, and by what they typed."""
    return next((scanned for each in readings if (scanned := classify(each))), None)


def classify(text: str) -> Scanned | None:
    """What was read; None when it is nothing the office knows."""
    if len(text) > MOST:
        return None
    plain = "".join(each for each in text if each.isprintable()).strip()
    plain = plain[kind.end() :] if (kind := _KIND.match(plain)) else plain
    if slip := _SLIP.fullmatch(plain):
        return ScannedSlip(slip[1])
    if receipt := _RECEIPT.fullmatch(plain):
        return ScannedReceipt(receipt[1])
    if _CARD.fullmatch(plain):
        return CitizenCard(plain)
    try:
        return FiledAs(str(parse_code(plain)))
    except BadDossierCode:
        return None
