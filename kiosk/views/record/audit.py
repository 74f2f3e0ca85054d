"""Whether the log is whole and the tables agree with it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from kiosk.domain.errors import Refusal
from kiosk.domain.instants import from_text
from kiosk.domain.record import history
from kiosk.domain.record.history import History
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.record import facts, log

# What these tell of outlives its day, so they are read from the first entry on.
STANDING = (
    "OfficeConfigured",
    "OfficerAdded",
    "OfficerChanged",
    "SeatTaken",
    "SeatLeft",
    "DeviceAdded",
    "ProceduresImported",
    "DayOpened",
    "AlertRaised",
    "AlertEnded",
    "MessageShown",
    "MessageRepeated",
    "MessageEnded",
    "AgencyAdded",
    "UnitAdded",
    "RatingFormsPrinted",
)


def verify(office: Office, everything: bool = False) -> list[str]:
    """Every damage found, a sentence each; from the last sealed day on, or from the first entry."""
    with office.db.reading() as sql:
        return list(damages(sql, everything))


def damages(sql: sqlite3.Connection, everything: bool) -> Iterator[str]:
    """The damages found in one state of a database, one after the other."""
    for name in facts.missing_triggers(sql):
        yield f"The trigger {name} that keeps the log append-only is missing or changed."
    try:
        standing = _told(log.of_kinds(sql, STANDING))
        sealed = None if everything or _came_twice(standing.days) else log.last_seal(sql)
        first = sealed.seq - 1 if sealed else 1
        logged = list(log.since(sql, first - 1))
        if broken := _broken_chain(logged, first, facts.newest_ever(sql)):
            yield broken
            return
        yield from _seals(logged)
        told = _told(each for each in logged if sealed is None or each.seq > sealed.seq)
    except (Refusal, KeyError, TypeError, ValueError) as error:
        yield f"The log tells of a step the rules do not allow ({type(error).__name__}: {error})."
        return
    yield from _disagreements(sql, told, None if sealed is None else told.days)
    yield from _register(sql, told, sealed)
    yield from _standing(sql, standing)


def _told(logged: Iterable[log.Logged]) -> History:
    return history.replay((each.entry, from_text(each.at)) for each in logged)


def _came_twice(days: Sequence[str]) -> bool:
    """A day was opened again after a later one, as after a clock set back: its tickets lie on both sides of a seal."""
    return list(days) != sorted(set(days))


def _broken_chain(logged: Sequence[log.Logged], first: int, newest: int) -> str | None:
    """What is wrong with the log from entry `first` to `newest`; the first is taken as it is, but for entry 1."""
    head, seq, at = log.GENESIS, first - 1, ""
    for each in logged:
        if each.seq != seq + 1:
            return f"Log entry {seq + 1} is missing."
        if (each.seq > first or first == 1) and each.hash != log.seal(head, each.seq, each.at, each.kind, each.body):
            return f"Log entry {each.seq} does not match its seal: it or the one before was changed."
        if each.at < at and each.kind != "ClockAccepted":
            return f"Log entry {each.seq} is earlier than the one before."
        head, seq, at = each.hash, each.seq, each.at
    return f"Log entry {seq + 1} is missing." if seq != newest else None


def _seals(logged: Sequence[log.Logged]) -> Iterator[str]:
    for before, each in pairwise(logged):
        if each.kind == "DaySealed" and json.loads(each.body)["head"] != before.hash:
            yield f"The seal of {json.loads(each.body)['day']} (entry {each.seq}) names another head."


def _disagreements(sql: sqlite3.Connection, told: History, days: Sequence[str] | None) -> Iterator[str]:
    yield from _differences("ticket", lambda: facts.tickets(sql, days), told.tickets)
    yield from _differences("leg", lambda: facts.legs_of(sql, days), told.legs)
    yield from _differences("announcement", lambda: facts.announcements(sql, days), told.announcements)
    yield from _differences("gap of numbers", lambda: facts.gaps(sql, days), told.gaps)
    yield from _differences("print job", lambda: facts.slips(sql, days), told.slips)
    yield from _differences("rating", lambda: facts.ratings(sql, days), told.ratings)
    yield from _differences("offer of a rating", lambda: facts.offers(sql, days), told.offers)


def _register(sql: sqlite3.Connection, told: History, sealed: log.Logged | None) -> Iterator[str]:
    """The dossiers the entries tell of, and since a seal that none came or went unseen among the others."""
    chosen = None if sealed is None else told.dossiers
    yield from _differences("dossier", lambda: facts.digests_of_dossiers(sql, chosen), told.dossiers)
    since = sealed.at if sealed else ""
    yield from _differences("receipt", lambda: facts.receipts(sql, since), told.receipts)
    before = json.loads(sealed.body).get("dossiers") if sealed else 0
    if before is not None and dossiers.count(sql) != before + told.added:
        yield f"The register holds {dossiers.count(sql)} dossiers instead of {before + told.added}."


def _standing(sql: sqlite3.Connection, told: History) -> Iterator[str]:
    """What is not of a day: the plan, the people, the messages, the procedures, the counters of numbers."""
    for table, parent in facts.orphans(sql):
        yield f"A row of {table} refers to one of {parent} that is not there."
    for day, area in facts.last_numbers(sql):
        yield f"The counter of numbers of area {area} on {day} is not the highest number given."
    yield from _differences("batch of rating forms", lambda: facts.rating_batches(sql), told.batches)
    yield from _differences("message", lambda: facts.messages(sql), told.messages)
    yield from _differences("announced message", lambda: facts.messages_said(sql), told.messages_said)
    yield from _differences("person or device", lambda: facts.digests_of_people(sql), told.people)
    yield from _differences("seat", lambda: facts.seats(sql), told.seats)
    yield from _differences("alert", lambda: facts.alerts(sql), told.alerts)
    yield from _differences("agency or unit", lambda: facts.digests_of_bodies(sql), told.bodies)
    if facts.standing(sql) != (len(told.plans), told.days[-1] if told.days else ""):
        yield "The open day or the version of the plan is not the one the log tells of."
    if told.plans and told.plans[-1] != facts.digest_of_plan(sql):
        yield "The office's plan (areas, counters, zones, hours, printers) was changed outside the program."
    if told.catalogues[-1:] != ([facts.digest_of_procedures(sql)] if facts.any_procedure(sql) else []):
        yield "The procedures were changed outside the program."


def _differences(noun: str, read: Callable[[], Mapping[Any, object]], told: Mapping[Any, object]) -> Iterator[str]:
    try:
        present = read()
    except ValueError as error:
        yield f"A {noun} is not readable in its table ({error})."
        return
    for key in sorted(present.keys() | told.keys()):
        if key not in told:
            yield f"The {noun} {key} is in its table, but the log tells nothing of it."
        elif key not in present:
            yield f"The {noun} {key} is in the log, but missing from its table."
        elif present[key] != told[key]:
            yield f"The {noun} {key} is not as the log tells it: {present[key]} instead of {told[key]}."
