"""What a scanner read: one line of text from a paper, a phone or a card, told apart by its form alone."""

import re
from dataclasses import dataclass

MOST = 512  # letters; a code with more of them is none of ours
TOKEN = r"[A-Za-z0-9_-]{22}"  # what a ticket is named by to its holder: 128 bits in base 64
# With any host before it: what is read is looked up here, never opened, and the office's address may have changed.
_SLIP = re.compile(rf"(?:https?://[^/\s]+/t/)?({TOKEN})(?:\?\S*)?")


@dataclass(frozen=True, slots=True)
class Slip:
    """The code on a slip, or the page it opens on a phone."""

    token: str


def classify(text: str) -> Slip | None:
    """What was read; None when it is nothing the office knows."""
    if len(text) > MOST:
        return None
    slip = _SLIP.fullmatch("".join(each for each in text if each.isprintable()).strip())
    return Slip(slip[1]) if slip else None
