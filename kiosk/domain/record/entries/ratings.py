"""Entries about ratings: that something was asked or rated, never what anybody said."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class RatingOffered(Entry):
    """A served leg was asked for a rating, on its counter's pad, the phone or the touch screen."""

    leg: int
    via: str


@kind
@dataclass(frozen=True, slots=True)
class RatingTaken(Entry):
    """Something was rated, once and for all; `mark` is a keyed digest of what."""

    mark: str


@kind
@dataclass(frozen=True, slots=True)
class RatingTakenBack(Entry):
    """A slip of the finger: it was not rated after all."""

    mark: str


@kind
@dataclass(frozen=True, slots=True)
class RatingGiven(Entry):
    """A judgement, as it was told before ratings led to nobody; blanked since."""


@kind
@dataclass(frozen=True, slots=True)
class RatingExplained(Entry):
    """A reason, as it was told before ratings led to nobody; blanked since."""


@kind
@dataclass(frozen=True, slots=True)
class RatingsImported(Entry):
    """Rows of a file; `total` is the sum over every row taken over from files so far."""

    new: int = 0
    changed: int = 0
    total: str = ""


@kind
@dataclass(frozen=True, slots=True)
class RatingFormsPrinted(Entry):
    """A batch of numbered paper forms, and who printed it."""

    batch: int
    forms: int
    person: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class PaperRatingTyped(Entry):
    """Who typed a form of a batch in, and with whom where everybody is rated; never what it says."""

    batch: int
    person: int | None
    second: int | None = None
