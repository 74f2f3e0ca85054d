"""Entries about alerts and messages."""

from dataclasses import dataclass

from kiosk.domain.record.entries.entry import Entry, kind


@kind
@dataclass(frozen=True, slots=True)
class AlertRaised(Entry):
    """The staff was alerted: `what` is the kind of alert ("": it is not told any more)."""

    alert: int = 0
    what: str = ""
    counter: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class AlertEnded(Entry):
    alert: int = 0
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class MessageEntry(Entry):
    """A message of the person in charge to the hall; its words, when they are free, are not here."""

    message: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class MessageShown(MessageEntry):
    """`sort` is what it is about, `zones` where it is shown ("" everywhere); `announced` as of a call."""

    sort: str
    zones: str
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class MessageRepeated(MessageEntry):
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class MessageEnded(MessageEntry):
    pass
