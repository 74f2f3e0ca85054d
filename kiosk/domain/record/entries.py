"""The kinds of log entry, one dataclass each: codes and internal numbers only, no person and no free text."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened; its kind in the log is the name of its class."""

    kinds: ClassVar[dict[str, type["Entry"]]] = {}

    def body(self) -> str:
        """The body as canonical JSON: sorted keys, no blanks, so that its hash is one."""
        facts = {name: getattr(self, name) for name in _names(type(self).__name__)}
        return _canonical.encode(facts)


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(Entry.kinds[kind]))


@cache
def _needed(kind: str) -> frozenset[str]:
    return frozenset(field.name for field in fields(Entry.kinds[kind]) if field.default is MISSING)


def kind(entry: type[Entry]) -> type[Entry]:
    Entry.kinds[entry.__name__] = entry
    return entry


def read(name: str, body: str) -> Entry:
    """The entry of a stored kind and body; ValueError when it is none.

    A field with a default came later than its kind: older entries lack it.
    """
    found: Mapping[str, Any] = json.loads(body)
    if name not in Entry.kinds or not _needed(name) <= found.keys() <= set(_names(name)):
        raise ValueError(f"not a {name} entry: {sorted(found)}")
    return Entry.kinds[name](**found)


@kind
@dataclass(frozen=True, slots=True)
class OfficeConfigured(Entry):
    """The plan was replaced; `digest` is the SHA-256 of its canonical text."""

    digest: str


@kind
@dataclass(frozen=True, slots=True)
class OfficerAdded(Entry):
    """`digest` is the SHA-256 of the officer's row, so that a hand edit of it is found and no name is here."""

    officer: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class OfficerChanged(Entry):
    """`what`: password, pin, removed or returned; `digest` as in OfficerAdded."""

    officer: int
    what: str
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class SeatTaken(Entry):
    """An officer sat down at a counter; `holder` is the digest of the browser's secret."""

    counter: int
    officer: int
    holder: str


@kind
@dataclass(frozen=True, slots=True)
class SeatLeft(Entry):
    counter: int


@kind
@dataclass(frozen=True, slots=True)
class DeviceAdded(Entry):
    device: int
    role: str
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class ProceduresImported(Entry):
    """`digest` is the SHA-256 of the whole catalogue as it then was."""

    new: int
    changed: int
    refused: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class TicketIssued(Entry):
    """A number was given, with the promise on its slip: people before, and the expected wait (s)."""

    ticket: int
    leg: int
    job: int
    number: str
    area: str
    day: str
    turn_at: str
    priority: str | None
    unsure: bool
    token_digest: str
    ahead: int
    low_s: int | None
    high_s: int | None
    via: str
    lang: str | None = None
    needs: str | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketCarried(Entry):
    """Who waited when the day ended waits on under a new number, the turn kept; `former` is their old ticket."""

    ticket: int
    leg: int
    number: str
    area: str
    day: str
    turn_at: str
    priority: str | None
    unsure: bool
    token_digest: str
    former: int
    lang: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class LegEntry(Entry):
    """What happened to one leg."""

    ticket: int
    leg: int
    number: str
    area: str


@kind
@dataclass(frozen=True, slots=True)
class TicketCalled(LegEntry):
    """`announced` maps each zone to the number of the announcement in its ledger; `reason` when out of turn."""

    counter: int
    officer: int | None
    announced: dict[str, int]
    reason: str | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketRecalled(LegEntry):
    counter: int
    officer: int | None
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class CallWithdrawn(LegEntry):
    """A call was taken back; `announced` maps each zone to the call that is not said, or to the apology for it."""

    counter: int
    announced: dict[str, int]


@kind
@dataclass(frozen=True, slots=True)
class CallRestored(LegEntry):
    """That a call was taken back is undone; `announced` maps each zone to the call that is said there after all."""

    counter: int
    announced: dict[str, int]


@dataclass(frozen=True, slots=True)
class DeskEntry(LegEntry):
    """A step at a counter."""

    counter: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class ServiceStarted(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class ServiceFinished(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketAbsent(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketPutBack(DeskEntry):
    pass


@kind
@dataclass(frozen=True, slots=True)
class TicketReturned(LegEntry):
    """One who missed the call waits again at a new turn."""

    turn_at: str
    counter: int | None = None
    officer: int | None = None
    via: str = "desk"


@kind
@dataclass(frozen=True, slots=True)
class TicketLate(LegEntry):
    """Who will come later than their turn waits on at a new one."""

    turn_at: str
    via: str


@kind
@dataclass(frozen=True, slots=True)
class TicketParked(LegEntry):
    """Set aside at a counter, or from elsewhere, for a reason code."""

    counter: int | None
    officer: int | None
    reason: str
    remind_at: str | None


@kind
@dataclass(frozen=True, slots=True)
class TicketResumed(LegEntry):
    counter: int | None
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class TicketTransferred(LegEntry):
    """A leg ended and the next waits in an area, maybe for one counter; `place` is turn, first or end."""

    counter: int | None
    officer: int | None
    next_leg: int
    to_area: str
    to_counter: int | None
    turn_at: str
    place: str
    reason: str | None


@kind
@dataclass(frozen=True, slots=True)
class ServiceContinued(LegEntry):
    """The next service of one visit begins where the leg `former` ended; or it waits again, not `serving`."""

    counter: int
    officer: int | None
    former: int
    turn_at: str
    serving: bool


@kind
@dataclass(frozen=True, slots=True)
class StepUndone(LegEntry):
    """A counter took its last step back: these legs are as they were before it, or gone when they began with it."""

    counter: int
    officer: int | None
    legs: list[int]


@kind
@dataclass(frozen=True, slots=True)
class PriorityChanged(LegEntry):
    """Staff granted a class, or withdrew it, for a reason code."""

    officer: int | None
    priority: str | None
    turn_at: str
    reason: str


@kind
@dataclass(frozen=True, slots=True)
class TicketNoted(Entry):
    """Staff wrote a short note, or took it away; what it says is not for the log."""

    ticket: int
    number: str
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class BreakBegan(Entry):
    counter: int
    officer: int | None
    reason: str


@kind
@dataclass(frozen=True, slots=True)
class BreakEnded(Entry):
    counter: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class NumbersSkipped(Entry):
    """The numbers from `first` to `last` were not given by the office, for a reason code."""

    day: str
    area: str
    first: int
    last: int
    reason: str
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class TicketLeft(LegEntry):
    reason: str
    via: str = "office"


@kind
@dataclass(frozen=True, slots=True)
class AlertRaised(Entry):
    """The staff was alerted: `what` is the kind of alert."""

    alert: int
    what: str
    counter: int | None


@kind
@dataclass(frozen=True, slots=True)
class AlertEnded(Entry):
    alert: int
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class SlipEnded(Entry):
    """A print job came to an end: printed, expired, failed or unknown."""

    job: int
    ticket: int
    number: str
    outcome: str


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


@kind
@dataclass(frozen=True, slots=True)
class DayOpened(Entry):
    """The first write of a business day."""

    day: str


@kind
@dataclass(frozen=True, slots=True)
class DaySealed(Entry):
    """A business day is over: the head of the chain before it, what the day held, and how many dossiers there are."""

    day: str
    head: str
    tickets: int
    done: int
    left: int
    dossiers: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class ClockAccepted(Entry):
    """The clock was set back on purpose; the office's time goes on from here."""

    reason: str
    behind_s: int


@kind
@dataclass(frozen=True, slots=True)
class AgencyAdded(Entry):
    """`digest` is the SHA-256 of the agency's row."""

    agency: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class UnitAdded(Entry):
    """A unit that receives dossiers; `digest` is the SHA-256 of its row."""

    unit: int
    digest: str


@dataclass(frozen=True, slots=True)
class DossierEntry(Entry):
    """What happened to one dossier, named by its internal number; `digest` is of all that is then known of it."""

    dossier: int
    state: int
    digest: str


@kind
@dataclass(frozen=True, slots=True)
class DossierAdded(DossierEntry):
    """Received at a counter ("desk"), or taken over with its past ("import")."""

    via: str
    counter: int | None = None
    officer: int | None = None
    leg: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class DossierChanged(DossierEntry):
    """A step of a dossier, or a fact about it; `change` is the verb, `reason` a code."""

    change: str
    reason: str | None = None
    counter: int | None = None
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class ApplicantErased(Entry):
    """Who filed a dossier, and every free word about it, is forgotten."""

    dossier: int
    reason: str
    officer: int | None = None


@kind
@dataclass(frozen=True, slots=True)
class ReceiptQueued(Entry):
    """Form 01 of a dossier waits for the printer; copy 0 is the first."""

    job: int
    dossier: int
    copy: int
    counter: int | None
    officer: int | None


@kind
@dataclass(frozen=True, slots=True)
class ReceiptEnded(Entry):
    """A receipt's print job came to an end: printed, expired, failed or unknown."""

    job: int
    dossier: int
    outcome: str
