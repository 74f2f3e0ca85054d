"""Entries about ratings."""

from dataclasses import dataclass
from typing import Any

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class RatingOffered(Entry):
    """A served leg was asked for a rating, on its counter's pad, the phone or the touch screen."""

    leg: int
    via: str


@kind
@dataclass(frozen=True, slots=True)
class RatingGiven(Entry):
    """A judgement, of a leg or a dossier, or of none on paper; who served is not here.

    `ref` is the SHA-256 of a paper form's number, `reasons` codes with commas, `rated_at` when it was not now.
    """

    rating: int
    level: str
    answer: str
    source: str
    counter: int | None
    leg: int | None
    dossier: int | None
    ref: str | None
    reasons: str | None
    rated_at: str


@kind
@dataclass(frozen=True, slots=True)
class RatingExplained(Entry):
    """Who was not satisfied said why; "" when they would not."""

    rating: int
    reasons: str


@kind
@dataclass(frozen=True, slots=True)
class RatingsImported(Entry):
    """Rows of a file, new or changed: the fields of `RatingGiven` in their order, without names."""

    rows: list[list[Any]]


@kind
@dataclass(frozen=True, slots=True)
class RatingFormsPrinted(Entry):
    """A batch of numbered paper forms."""

    batch: int
    forms: int
