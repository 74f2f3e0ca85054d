"""What the log says the tables must hold: the rules of a leg run again over every entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.domain.instants import from_text, to_text
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.record.entries.assists import AssistGiven, AssistTakenBack
from kiosk.domain.record.entries.day import DayOpened, DayReopened, DaySealed
from kiosk.domain.record.entries.dossiers import (
    AgencyAdded,
    DossierAdded,
    DossierChanged,
    ProceduresImported,
    UnitAdded,
)
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.hall import AlertEnded, AlertRaised, MessageEnded, MessageRepeated, MessageShown
from kiosk.domain.record.entries.office import (
    DeviceAdded,
    DevicePlaced,
    DeviceRemoved,
    OfficeConfigured,
    OfficerAdded,
    OfficerChanged,
    SeatLeft,
    SeatTaken,
)
from kiosk.domain.record.entries.paper import ReceiptEnded, ReceiptQueued, SlipEnded, SlipQueued
from kiosk.domain.record.entries.queue import (
    CallRestored,
    CallWithdrawn,
    LegEntry,
    NumbersSkipped,
    PriorityChanged,
    ServiceContinued,
    ServiceFinished,
    ServiceStarted,
    SkipUndone,
    StepUndone,
    TicketAbsent,
    TicketCalled,
    TicketCarried,
    TicketIssued,
    TicketLate,
    TicketLeft,
    TicketParked,
    TicketPutBack,
    TicketRecalled,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
)
from kiosk.domain.record.entries.ratings import (
    RatingFormsPrinted,
    RatingOffered,
    RatingsImported,
    RatingTaken,
    RatingTakenBack,
)
from kiosk.domain.record.entries.record import EntriesRedacted, SealBegan
from kiosk.domain.record.moves import Moves
from kiosk.domain.record.row_facts import (
    AlertFacts,
    AnnouncementFacts,
    AssistFacts,
    MessageFacts,
    MessageSaid,
    Promise,
    ReceiptFacts,
    SeatFacts,
    SlipFacts,
    TicketFacts,
)


@dataclass(slots=True)
class History:
    """The present as the log tells it, keyed as the tables are."""

    legs: dict[int, Leg] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    tickets: dict[int, TicketFacts] = field(default_factory=dict)
    out_of_turn: dict[tuple[str, int], tuple[int, str]] = field(default_factory=dict)  # at, leg: counter and reason
    announcements: dict[tuple[str, int], AnnouncementFacts] = field(default_factory=dict)
    slips: dict[int, SlipFacts] = field(default_factory=dict)
    gaps: dict[tuple[str, str, int], tuple[int, str]] = field(default_factory=dict)  # last number and reason
    seats: dict[int, SeatFacts] = field(default_factory=dict)  # by counter
    alerts: dict[int, AlertFacts] = field(default_factory=dict)
    assists: dict[int, AssistFacts] = field(default_factory=dict)
    messages: dict[int, MessageFacts] = field(default_factory=dict)
    messages_said: dict[tuple[str, int], MessageSaid] = field(default_factory=dict)
    people: dict[tuple[str, int], str] = field(default_factory=dict)  # ("officer" or "device", id): digest
    plans: list[str] = field(default_factory=list)  # digests, the present plan last
    catalogues: list[str] = field(default_factory=list)  # digests of the procedures, the present ones last
    days: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)  # of what was rated: the business day
    ratings: dict[str, str] = field(default_factory=dict)  # by business day: the digest its seal tells
    imported: str | None = None  # the sum over all ratings from files
    redacted: EntriesRedacted | None = None
    began: SealBegan | None = None  # the newest
    last_leg: int = 0
    offers: dict[int, tuple[str, str]] = field(default_factory=dict)  # via, at
    batches: dict[int, tuple[int, str]] = field(default_factory=dict)  # forms, printed at
    dossiers: dict[int, str] = field(default_factory=dict)  # digests
    added: int = 0  # dossiers
    receipts: dict[int, ReceiptFacts] = field(default_factory=dict)
    bodies: dict[tuple[str, int], str] = field(default_factory=dict)  # ("agency" or "unit", id): digest

    def take(self, entry: Entry, at: datetime) -> None:
        """Apply one entry; a move the rules forbid raises, as it did not happen so."""
        for kind, apply in _APPLY:
            if isinstance(entry, kind):
                apply(self, entry, at)
                return

    def move(self, entry: LegEntry, change: Callable[[Leg], Leg]) -> None:
        before = self.legs[entry.leg]
        self.legs[entry.leg] = after = change(before)
        self.moves.note(before, after, getattr(entry, "counter", None))

    def begin(self, leg: Leg, counter: int | None) -> None:
        """A leg that was not there before."""
        self.last_leg = max(self.last_leg, leg.id)
        self.legs[leg.id] = leg
        self.moves.note(None, leg, counter)

    def take_back(self, leg: int, counter: int) -> None:
        """A leg is again what it was before a counter's step; a call out of turn was none."""
        move = self.moves.take_back(self.legs[leg], counter)
        if move.before is None:
            del self.legs[leg]
            return
        self.legs[leg] = move.before
        if (move.before.state, move.after.state) == (State.WAITING, State.CALLED) and move.after.called_at:
            self.out_of_turn.pop((to_text(move.after.called_at), leg), None)


def replay(logged: Iterable[tuple[Entry, datetime]]) -> History:
    """The history of entries in their order."""
    history = History()
    for entry, at in logged:
        history.take(entry, at)
    return history


def _issued(h: History, x: TicketIssued, at: datetime) -> None:
    h.slips[x.job] = (x.ticket, 0, to_text(at), "open", None)
    _begun(h, x, at, None, (x.ahead, x.low_s, x.high_s))


def _carried(h: History, x: TicketCarried, at: datetime) -> None:
    _begun(h, x, at, x.former, (None, None, None))


def _begun(h: History, x: TicketIssued | TicketCarried, at: datetime, former: int | None, promise: Promise) -> None:
    h.tickets[x.ticket] = (x.number, x.day, x.unsure, x.token_digest, to_text(at), former, x.lang, *promise)
    leg = Leg(x.leg, x.ticket, x.area, x.number, State.WAITING, from_text(x.turn_at), at, unsure=x.unsure)
    h.legs[x.leg] = replace(leg, lang=x.lang)
    h.last_leg = max(h.last_leg, x.leg)


def _called(h: History, x: TicketCalled, at: datetime) -> None:
    h.move(x, lambda leg: leg.call_to(x.counter, at, x.reason))
    if why := h.legs[x.leg].why_out_of_turn:
        h.out_of_turn[to_text(at), x.leg] = (x.counter, why)
    _announced(h, x, "call", at)


def _recalled(h: History, x: TicketRecalled, at: datetime) -> None:
    h.move(x, lambda leg: leg.recall())
    _announced(h, x, "recall", at)


def _announced(h: History, x: TicketCalled | TicketRecalled | CallRestored, kind: str, at: datetime) -> None:
    facts = (x.leg, x.number, x.counter, kind, to_text(at), None)
    h.announcements |= dict.fromkeys(x.announced.items(), facts)


def _withdrawn(h: History, x: CallWithdrawn, at: datetime) -> None:
    """What was not said yet is marked; a number that is new in its ledger is the apology."""
    for call in x.announced.items():
        if call in h.announcements:
            h.announcements[call] = (*h.announcements[call][:5], to_text(at))
        else:
            h.announcements[call] = (x.leg, x.number, x.counter, "withdrawn", to_text(at), None)


def _message_shown(h: History, x: MessageShown, at: datetime) -> None:
    h.messages[x.message] = (x.sort, x.zones, x.officer, to_text(at), None)
    _message_said(h, x, at)


def _message_said(h: History, x: MessageShown | MessageRepeated, at: datetime) -> None:
    h.messages_said |= dict.fromkeys(x.announced.items(), (None, "", 0, "message", 0, to_text(at), None, x.message))


def _message_ended(h: History, x: MessageEnded, at: datetime) -> None:
    h.messages[x.message] = (*h.messages[x.message][:4], to_text(at))


def _slip_ended(h: History, x: SlipEnded, at: datetime) -> None:
    if x.job in h.slips:  # else its ticket is of a day before the entries replayed
        h.slips[x.job] = (*h.slips[x.job][:3], x.outcome, to_text(at))


def _alert_ended(h: History, x: AlertEnded, at: datetime) -> None:
    if x.alert in h.alerts:  # else it was raised before the entries replayed
        h.alerts[x.alert] = (*h.alerts[x.alert][:3], to_text(at))


def _parked(h: History, x: TicketParked, at: datetime) -> None:
    remind = from_text(x.remind_at) if x.remind_at else None
    h.move(x, lambda leg: leg.park(at, x.reason, x.counter, remind))


def _transferred(h: History, x: TicketTransferred, at: datetime) -> None:
    h.move(x, lambda leg: leg.transfer(at))
    onward = h.legs[x.leg].onward(x.to_area, from_text(x.turn_at), at)
    h.begin(replace(onward, id=x.next_leg, meant_for=x.to_counter, out_of_turn=x.reason), x.counter)


def _continued(h: History, x: ServiceContinued, at: datetime) -> None:
    former, turn = h.legs[x.former], from_text(x.turn_at)
    fresh = former.again(x.area, at) if x.serving else former.onward(x.area, turn, at)
    h.begin(replace(fresh, id=x.leg, turn_at=turn), x.counter)


def _undone(h: History, x: StepUndone, _: datetime) -> None:
    for leg in reversed(x.legs):
        h.take_back(leg, x.counter)


def _regraded(h: History, x: PriorityChanged, _: datetime) -> None:
    h.legs[x.leg] = h.legs[x.leg].regrade(None, from_text(x.turn_at))  # no counter's step takes it back


def _day_opened(h: History, x: DayOpened, _: datetime) -> None:
    h.days.append(x.day)
    h.ratings.pop(x.day, None)  # taken up again, it may be rated on: its next seal tells
    h.moves.clear()


def _day_reopened(h: History, x: DayReopened, _: datetime) -> None:
    for leg in x.legs:
        h.legs[leg] = h.legs[leg].reopen()


def _late(h: History, x: TicketLate, at: datetime) -> None:
    h.move(x, lambda leg: leg.run_late(from_text(x.turn_at), from_text(x.until) if x.until else None))


def _left(h: History, x: TicketLeft, at: datetime) -> None:
    h.move(x, lambda leg: leg.end_with_day(at) if x.reason == "day-ended" else leg.leave(x.reason, at))


def _receipt_queued(h: History, x: ReceiptQueued, at: datetime) -> None:
    h.receipts[x.job] = (x.dossier, x.copy, x.counter, to_text(at), "open", None)


def _receipt_ended(h: History, x: ReceiptEnded, at: datetime) -> None:
    if x.job in h.receipts:  # else it was queued before the entries replayed
        h.receipts[x.job] = (*h.receipts[x.job][:4], x.outcome, to_text(at))


def _dossier_added(h: History, x: DossierAdded, at: datetime) -> None:
    h.added += 1
    h.dossiers[x.dossier] = x.digest


def _rated(h: History, x: RatingTaken, _: datetime) -> None:
    h.marks[x.mark] = h.days[-1] if h.days else ""


def _day_sealed(h: History, x: DaySealed, _: datetime) -> None:
    if x.ratings is not None:
        h.ratings[x.day] = x.ratings


def _imported(h: History, x: RatingsImported, _: datetime) -> None:
    if x.total:
        h.imported = x.total


def _redacted(h: History, x: EntriesRedacted, _: datetime) -> None:
    h.redacted, h.imported = x, x.imported


def _alert_raised(h: History, x: AlertRaised, at: datetime) -> None:
    if x.what:  # else it was taken out of the log, and out of its table
        h.alerts[x.alert] = (x.what, x.counter, to_text(at), None)


_APPLY: tuple[tuple[type[Entry] | tuple[type[Entry], ...], Callable[..., object]], ...] = (
    (TicketIssued, _issued),
    (TicketCarried, _carried),
    (TicketCalled, _called),
    (TicketRecalled, _recalled),
    (CallWithdrawn, _withdrawn),
    (CallRestored, lambda h, x, at: _announced(h, x, "call", at)),
    (ServiceStarted, lambda h, x, at: h.move(x, lambda leg: leg.start(at))),
    (ServiceFinished, lambda h, x, at: h.move(x, lambda leg: leg.finish(at))),
    (TicketAbsent, lambda h, x, at: h.move(x, lambda leg: leg.absent())),
    (TicketPutBack, lambda h, x, at: h.move(x, lambda leg: leg.put_back(at))),
    (TicketReturned, lambda h, x, at: h.move(x, lambda leg: leg.come_back(from_text(x.turn_at), at))),
    (TicketParked, _parked),
    (TicketResumed, lambda h, x, at: h.move(x, lambda leg: leg.resume(at))),
    (TicketTransferred, _transferred),
    (ServiceContinued, _continued),
    (StepUndone, _undone),
    (PriorityChanged, _regraded),
    (NumbersSkipped, lambda h, x, at: h.gaps.__setitem__((x.day, x.area, x.first), (x.last, x.reason))),
    (SkipUndone, lambda h, x, at: h.gaps.pop((x.day, x.area, x.first), None)),
    (TicketLate, _late),
    (TicketLeft, _left),
    (SlipQueued, lambda h, x, at: h.slips.__setitem__(x.job, (x.ticket, x.copy, to_text(at), "open", None))),
    (SlipEnded, _slip_ended),
    (AlertRaised, _alert_raised),
    (AlertEnded, _alert_ended),
    (AssistGiven, lambda h, x, at: h.assists.__setitem__(x.assist, (x.day, x.what, x.ticket, x.officer, to_text(at)))),
    (AssistTakenBack, lambda h, x, at: h.assists.pop(x.assist)),
    (MessageShown, _message_shown),
    (MessageRepeated, _message_said),
    (MessageEnded, _message_ended),
    ((OfficerAdded, OfficerChanged), lambda h, x, at: h.people.__setitem__(("officer", x.officer), x.digest)),
    (SeatTaken, lambda h, x, at: h.seats.__setitem__(x.counter, (x.officer, x.holder, to_text(at)))),
    (SeatLeft, lambda h, x, at: h.seats.pop(x.counter, None)),
    ((DeviceAdded, DevicePlaced, DeviceRemoved), lambda h, x, at: h.people.__setitem__(("device", x.device), x.digest)),
    (OfficeConfigured, lambda h, x, at: h.plans.append(x.digest)),
    (ProceduresImported, lambda h, x, at: h.catalogues.append(x.digest)),
    (RatingOffered, lambda h, x, at: h.offers.__setitem__(x.leg, (x.via, to_text(at)))),
    (RatingTaken, _rated),
    (RatingTakenBack, lambda h, x, at: h.marks.pop(x.mark, None)),
    (RatingsImported, _imported),
    (EntriesRedacted, _redacted),
    (SealBegan, lambda h, x, at: setattr(h, "began", x)),
    (DaySealed, _day_sealed),
    (RatingFormsPrinted, lambda h, x, at: h.batches.__setitem__(x.batch, (x.forms, to_text(at)))),
    (DayOpened, _day_opened),
    (DayReopened, _day_reopened),
    (AgencyAdded, lambda h, x, at: h.bodies.__setitem__(("agency", x.agency), x.digest)),
    (UnitAdded, lambda h, x, at: h.bodies.__setitem__(("unit", x.unit), x.digest)),
    (DossierAdded, _dossier_added),
    (ReceiptQueued, _receipt_queued),
    (ReceiptEnded, _receipt_ended),
    (DossierChanged, lambda h, x, at: h.dossiers.__setitem__(x.dossier, x.digest)),
)
