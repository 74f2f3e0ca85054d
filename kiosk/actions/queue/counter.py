"""The frame of what staff do: at a counter, from its newest page, or with any ticket of the day."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.actions.work import Work, working
from kiosk.domain.errors import UnknownReason
from kiosk.domain.office.refusals import NotYourCounter
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.numbering import parse
from kiosk.domain.queue.refusals import NobodyAtCounter, NumberOnPaper, StalePage, UnknownTicket
from kiosk.domain.queue.ticket import AT_COUNTER, Leg
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.queue import TicketCalled, TicketRecalled, about
from kiosk.office import Office
from kiosk.storage.hall import announcements
from kiosk.storage.queue import desks, legs, out_of_turn, tickets
from kiosk.storage.queue.desks import Desk


@dataclass(slots=True)
class Step:
    """A step in progress: the ticket it is about, and every leg as it was before (None: it began here) and is now."""

    work: Work
    by: Actor
    desk: Desk | None
    leg: Leg | None
    changes: list[tuple[Leg | None, Leg]] = field(default_factory=list)

    @property
    def counter(self) -> int | None:
        return self.desk.counter if self.desk else None

    def subject(self) -> Leg:
        """The leg the step is about; refused when nobody is at the counter."""
        if self.leg is None:
            raise NobodyAtCounter(counter=self.counter)
        return self.leg

    def move(self, before: Leg, after: Leg) -> Leg:
        """Store what became of a leg."""
        legs.save(self.work.sql, after)
        self.changes.append((before, after))
        return after

    def begin(self, leg: Leg) -> Leg:
        """Store a leg that begins here."""
        begun = legs.add(self.work.sql, leg)
        self.changes.append((None, begun))
        return begun

    def call(self, leg: Leg, counter: int, reason: str | None = None) -> Leg:
        """Call one who waits to a counter, for a reason code when it is not their turn."""
        called = self.move(leg, leg.call_to(counter, self.work.now, reason))
        if why := called.why_out_of_turn:
            out_of_turn.note(self.work.sql, called, why)
        self.announce(called, "call", reason)
        return called

    def announce(self, leg: Leg, kind: str, reason: str | None = None) -> None:
        """Call a leg out in every zone where its area waits, and log it."""
        zones, number = self.work.plan.area(leg.area).zones, leg.counter or 0
        announced = announcements.add(self.work.sql, leg, zones, kind, self.work.now)
        facts = (*about(leg), number, self.by.person, announced)
        self.log(TicketCalled(*facts, reason) if kind == "call" else TicketRecalled(*facts))

    def log(self, entry: Entry) -> None:
        """Log what was done, and through which device."""
        self.work.log(entry)


@contextmanager
def stepping(office: Office, where: int | str, by: Actor, version: int | None) -> Iterator[Step]:
    """A step at a counter (its number), or with a ticket of today (`A012`) wherever it is.

    Refuses a page of the counter older than its last step.
    """
    with working(office, by) as work:
        step = _at_counter(work, where, by) if isinstance(where, int) else _with_ticket(work, where, by)
        if version is not None and step.desk and version != step.desk.version:
            raise StalePage(counter=step.desk.counter)
        _require_own(step)
        yield step
        if step.desk:
            there = isinstance(where, int)  # who acts on a ticket by its number may be anywhere
            desks.step(work.sql, step.desk.counter, work.now, _memory(step.changes), there=there)


def _require_own(step: Step) -> None:
    """A device of one counter takes no step at another."""
    own = step.by.counter if step.by.person is None and step.by.device is not None else None
    if own is not None and step.desk and step.desk.counter != own:
        raise NotYourCounter(counter=own)


def leg_of(work: Work, number: str) -> Leg:
    """The stretch that a ticket of today, named by its number, is in."""
    day = work.today.isoformat()
    ticket = tickets.of_day(work.sql, day, number)
    if ticket is None:
        if (parsed := parse(number)) and tickets.is_skipped(work.sql, day, *parsed):
            raise NumberOnPaper(number=number)
        raise UnknownTicket()
    return legs.newest_of(work.sql, ticket.id)


def known_reason(code: str | None, codes: tuple[str, ...]) -> str:
    """A reason code among those of its kind; refused otherwise, for reasons are counted."""
    if code not in codes:
        raise UnknownReason(reason=code or "", reasons=", ".join(codes))
    return code


def remembered(desk: Desk) -> list[tuple[Leg | None, Leg]]:
    """What the last step of a counter changed, each leg before and after."""
    changes = json.loads(desk.last or "[]")
    return [(legs.read(before) if before else None, legs.read(after)) for before, after in changes]


def _memory(changes: Sequence[tuple[Leg | None, Leg]]) -> str | None:
    pairs = [(legs.as_facts(before) if before else None, legs.as_facts(after)) for before, after in changes]
    return json.dumps(pairs, ensure_ascii=False) if pairs else None


def _at_counter(work: Work, number: int, by: Actor) -> Step:
    work.plan.counter(number)
    desk = desks.load(work.sql, number, work.seen_since, itself=True)
    return Step(work, by, desk, desk.leg)


def _with_ticket(work: Work, number: str, by: Actor) -> Step:
    leg = leg_of(work, number)
    there = leg.counter if leg.state in AT_COUNTER else None
    return Step(work, by, desks.load(work.sql, there) if there else None, leg)
