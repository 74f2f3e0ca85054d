"""What a scanner read: one line of text from a paper, a phone or a card, told apart by its form alone."""

import re
from dataclasses import dataclass

from kiosk.domain.dossiers.dossier import parse_code
from kiosk.domain.dossiers.keyed import OFFICE_CODE
from kiosk.domain.dossiers.refusals import BadDossierCode

MOST = 512  # letters; a code with more of them is none of ours
TOKEN = r"[A-Za-z0-9_-]{22}"  # what a ticket is named by to its holder: 128 bits in base 64
# With any host before it: what is read is looked up here, never opened, and the office's address may have changed.
_SLIP = re.compile(rf"(?:https?://[^/\s]+/t/)?({TOKEN})(?:\?\S*)?")
_RECEIPT = re.compile(rf"(?:https?://[^/\s]+/lookup/r/|{OFFICE_CODE})([0-9A-Za-z.]{{20,60}})(?:\?\S*)?")
# VIETNAM.md, "Citizen card": ID, old number or none, name, date of birth, …; later cards append more.
_CARD = re.compile(r"\d{12}\|(?:\d{9}|\d{12})?\|[^|]+\|\d{8}\|.*")


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
        """The number, all that is ever taken from it."""
        return self.text[:12]

    def __repr__(self) -> str:
        return "CitizenCard()"  # no trace may tell what stands on it


def classify(text: str) -> ScannedSlip | ScannedReceipt | FiledAs | CitizenCard | None:
    """What was read; None when it is nothing the office knows."""
    if len(text) > MOST:
        return None
    plain = "".join(each for each in text if each.isprintable()).strip()
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
