"""Entries about help that was given."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class AssistGiven(Entry):
    """`what`: the kind of help; `ticket`: of whom, None without a number; `officer`: who helped, if they signed in."""

    assist: int
    day: str
    what: str
    ticket: int | None
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class AssistTakenBack(Entry):
    """It was noted by mistake."""

    assist: int
    officer: int | None
