"""The frame of every action: the write lock, the plan, and a business day that is today's."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from sqlite3 import Connection

from kiosk.domain.instants import to_text
from kiosk.domain.office.clock import DRIFT
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.calling import turn
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.queue.presence import seen_since
from kiosk.domain.queue.priority import head_start_min
from kiosk.domain.queue.ticket import Leg, State, Ticket
from kiosk.domain.record.entries.day import DayOpened, DaySealed
from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.entries.hall import MessageEnded
from kiosk.domain.record.entries.office import SeatLeft
from kiosk.domain.record.entries.queue import TicketCarried, TicketLeft, about
from kiosk.domain.record.refusals import ClockAhead
from kiosk.office import Office
from kiosk.storage.db import SHORT_MS, Writing, writing
from kiosk.storage.dossiers import dossiers
from kiosk.storage.hall import messages
from kiosk.storage.office import clocks, seats
from kiosk.storage.queue import care, desks, figures, legs, notes, tickets
from kiosk.storage.ratings import ratings
from kiosk.storage.record import log


@dataclass(frozen=True, slots=True)
class Work:
    """A write in progress: everything an action decides on is read through it."""

    writing: Writing
    plan: Plan
    today: date
    device: int | None = None  # that it is done through

    @property
    def sql(self) -> Connection:
        return self.writing.sql

    @property
    def now(self) -> datetime:
        return self.writing.now

    @property
    def next_entry(self) -> int:
        """The number of the log entry that is written next."""
        return self.writing.head.seq + 1

    @property
    def seen_since(self) -> datetime:
        """Since when a desk must have been seen for its counter to be open."""
        return seen_since(self.now, self.plan)

    def log(self, entry: Entry) -> None:
        """Write what happened."""
        self.writing.log(self._through(entry))

    def log_all(self, entries: Sequence[Entry]) -> None:
        """The same of many things that happened at once."""
        self.writing.log_all([self._through(entry) for entry in entries])

    def _through(self, entry: Entry) -> Entry:
        return entry if self.device is None else replace(entry, device=self.device)


@contextmanager
def working(office: Office, by: Actor = CONSOLE, *, clock_accepted: bool = False) -> Iterator[Work]:
    """Lock, load the plan, begin the day when this is its first write; what is logged names the device of `by`."""
    with writing(office.db, office.clock, clock_accepted=clock_accepted) as tx:
        yield begun(office, tx, opens=not clock_accepted, device=by.device)


def begun(office: Office, tx: Writing, *, opens: bool = True, device: int | None = None) -> Work:
    """The work of an open write, through a device or none; its day is begun unless `opens` is false."""
    plan = office.plan(tx.sql, tx.version)
    today = business_day(tx.now, plan.day_starts_at, plan.zone_info)
    if opens and tx.day != today.isoformat():
        turning = Work(tx, plan, today)  # which no device does
        _require_word(office, turning)
        turn_day(office, turning, tx.day)
    return Work(tx, plan, today, device)


def begin_day(office: Office) -> None:
    """Begin the business day though nobody came yet, so that no screen shows yesterday's queue."""
    with working(office) as work:
        _note_clock(office, work)
        turned = any(isinstance(entry, DayOpened) for entry in work.writing.logged)
    if turned:
        office.db.scrub(SHORT_MS)


def _require_word(office: Office, work: Work) -> None:
    """Refuse to end a day by a clock that leapt ahead, before somebody said that it is right."""
    new = clocks.new_day(work.sql, work.plan, work.now, office.stopwatch(work.now))
    if new and new.needs_word:
        raise ClockAhead(day=new.day, former=new.former)


def _note_clock(office: Office, work: Work) -> None:
    """Keep what a leap will be told from; what a clock drifts, or is put right by, is none."""
    running, noted = office.stopwatch(work.now), clocks.noted(work.sql)
    ahead = running.ahead(noted) if running else None
    if running and (ahead is None or abs(ahead) > DRIFT):
        clocks.note(work.sql, running)


def turn_day(office: Office, work: Work, former: str) -> None:
    """End the open legs of the former day, seal it, and open today with those the office carries over."""
    carried = []
    for leg in legs.open_legs(work.sql):
        stays = work.plan.carries and leg.state is State.WAITING and leg.area in work.plan.areas
        carried += [leg] if stays else []
        ended = leg.leave("carried", work.now) if stays else leg.end_with_day(work.now)
        legs.save(work.sql, ended)
        work.log(TicketLeft(*about(leg), ended.reason or ""))
    _end_messages(work)
    _clear_seats(work)
    if former:
        tickets.forget_keys(work.sql, work.now)
        counts = figures.day_counts(work.sql, former)
        ratings.lay_anew(work.sql, former)
        facts = (*counts, dossiers.count(work.sql), ratings.digest_of_day(work.sql, former))
        edition = log.next_edition(work.sql, former)
        work.log(DaySealed(former, work.writing.head.hash, *facts, edition=edition))
    ratings.end_complaints(work.sql)
    care.forget(work.sql, min(former, work.today.isoformat()))
    work.sql.execute("UPDATE office SET day = ?", (work.today.isoformat(),))
    work.log(DayOpened(work.today.isoformat()))
    desks.end_day(work.sql)
    for leg in sorted(carried, key=turn):
        _carry(work, leg)
    notes.forget(work.sql, work.today.isoformat())
    _note_clock(office, work)


def _clear_seats(work: Work) -> None:
    """Who sat down on the former day has gone home."""
    for counter in seats.all_counters(work.sql):
        seats.leave(work.sql, counter)
        work.log(SeatLeft(counter))


def _end_messages(work: Work) -> None:
    """That the office closes soon is over with its day; other messages stay until somebody ends them."""
    for message in messages.open_ones(work.sql):
        if message.kind == "closing":
            messages.end(work.sql, message.id, work.now)
            work.log(MessageEnded(message.id, None))


def _carry(work: Work, leg: Leg) -> None:
    """A new number for one who waited in vain; the old turn time puts them at the head of the day."""
    day, token = work.today.isoformat(), secrets.token_urlsafe(16)
    serial = tickets.next_serial(work.sql, day, leg.area)
    fresh = Ticket(0, work.today, leg.area, serial, token, leg.priority, leg.unsure, work.now, leg.ticket)
    ticket = tickets.add(work.sql, replace(fresh, lang=leg.lang, needs=leg.needs), work.next_entry)
    notes.pass_on(work.sql, leg.ticket, ticket.id)
    work.log(
        TicketCarried(
            ticket=ticket.id,
            leg=legs.add(work.sql, ticket.first_leg(leg.turn_at)).id,
            number=ticket.number,
            area=ticket.area,
            day=day,
            turn_at=to_text(leg.turn_at),
            unsure=leg.unsure,
            token_digest=hashlib.sha256(token.encode()).hexdigest(),
            former=leg.ticket,
            lang=leg.lang,
            head_start_min=head_start_min(work.plan.classes.get(leg.priority or "")),
        )
    )
