"""Whether the log is whole and the tables agree with it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from kiosk.domain.errors import Refusal
from kiosk.domain.instants import from_text
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record import history
from kiosk.domain.record.history import History
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers
from kiosk.storage.record import facts, head_file, keys, log, records
from kiosk.views.record import chain, editions, rating_audit

# What these tell of outlives its day, so they are read from the first entry on.
STANDING = (
    "OfficeConfigured",
    "OfficerAdded",
    "OfficerChanged",
    "SeatTaken",
    "SeatLeft",
    "DeviceAdded",
    "DevicePlaced",
    "DeviceRemoved",
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
    "RatingsImported",
    "EntriesRedacted",
    "SealBegan",
)


def verify(office: Office, everything: bool = False) -> list[str]:
    """Every damage found, a sentence each; from the last sealed day on, or from the first entry."""
    key, faults = None, list[str]()
    head = head_file.read(office.config.folder)  # before the log is looked at, which goes on meanwhile
    with office.db.reading() as sql:
        try:
            key = office_keys.seal if (office_keys := office.db.keys(sql)) else None
        except Refusal as refusal:
            faults.append(f"The keyed seals cannot be looked at ({refusal.code}: {refusal.facts.get('file')}).")
        if head and not head_file.holds(sql, *head):
            faults.append(f"Log entry {head[0]} was written and is not there: the log's end was cut off or changed.")
        return [*faults, *damages(sql, everything, key)]


def damages(sql: sqlite3.Connection, everything: bool, key: bytes | None) -> Iterator[str]:
    """The damages found in one state of a database, one after the other; without `key` the keyed seals stay unread."""
    for name in facts.missing_triggers(sql):
        yield f"The trigger {name} that keeps the log append-only is missing or changed."
    try:
        standing = _history(log.of_kinds(sql, STANDING))
        sealed = None if everything or _came_twice(standing.days) else log.last_seal(sql)
        first = sealed.seq - 1 if sealed else 1
        logged = list(log.since(sql, first - 1))
        if broken := chain.broken(logged, first, facts.newest_ever(sql), chain.Seals.of(sql, standing, key)):
            yield broken
            return
        yield from _seals(logged)
        yield from editions.faults(log.of_kinds(sql, editions.KINDS))
        past = _history(each for each in logged if sealed is None or each.seq > sealed.seq)
    except (Refusal, KeyError, TypeError, ValueError) as error:
        yield f"The log tells of a step the rules do not allow ({type(error).__name__}: {error})."
        return
    yield from _disagreements(sql, past, None if sealed is None else past.days)
    yield from _register(sql, past, sealed)
    yield from _standing(sql, standing)
    yield from rating_audit.damages(sql, past, standing, None if sealed is None else sealed.entry)


def _history(logged: Iterable[log.Logged]) -> History:
    return history.replay((each.entry, from_text(each.at)) for each in logged)


def _came_twice(days: Sequence[str]) -> bool:
    """A day was opened again after a later one, as after a clock set back: its tickets lie on both sides of a seal."""
    return list(days) != sorted(set(days))


def _seals(logged: Sequence[log.Logged]) -> Iterator[str]:
    for before, each in pairwise(logged):
        if each.kind == "DaySealed" and json.loads(each.body)["head"] != before.hash:
            yield f"The seal of {json.loads(each.body)['day']} (entry {each.seq}) names another head."


def _disagreements(sql: sqlite3.Connection, past: History, days: Sequence[str] | None) -> Iterator[str]:
    yield from _differences("ticket", lambda: facts.tickets(sql, days), past.tickets)
    yield from _differences("leg", lambda: _legs(sql, days), past.legs)
    if facts.last_leg(sql) < past.last_leg:
        yield f"A leg's number up to {past.last_leg} may be given a second time."
    yield from _differences("call out of turn", lambda: facts.out_of_turn(sql, days), past.out_of_turn)
    yield from _differences("announcement", lambda: facts.announcements(sql, days), past.announcements)
    yield from _differences("gap of numbers", lambda: facts.gaps(sql, days), past.gaps)
    yield from _differences("print job", lambda: facts.slips(sql, days), past.slips)
    yield from _differences("offer of a rating", lambda: facts.offers(sql, days), past.offers)


def _legs(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, Leg]:
    """The legs without what the log tells nothing of: class and needs."""
    return {leg.id: replace(leg, priority=None, needs=()) for leg in facts.legs_of(sql, days).values()}


def _register(sql: sqlite3.Connection, past: History, sealed: log.Logged | None) -> Iterator[str]:
    """The dossiers the entries tell of, and since a seal that none came or went unseen among the others."""
    chosen = None if sealed is None else past.dossiers
    yield from _differences("dossier", lambda: facts.digests_of_dossiers(sql, past.dossiers, chosen), past.dossiers)
    since = sealed.at if sealed else ""
    yield from _differences("receipt", lambda: facts.receipts(sql, since), past.receipts)
    before = json.loads(sealed.body).get("dossiers") if sealed else 0
    if before is not None and dossiers.count(sql) != before + past.added:
        yield f"The register holds {dossiers.count(sql)} dossiers instead of {before + past.added}."


def _standing(sql: sqlite3.Connection, past: History) -> Iterator[str]:
    """What is not of a day: the plan, the people, the messages, the procedures, the counters of numbers."""
    for ticket in facts.misnamed(sql):
        yield f"The ticket {ticket} names another log entry as the one that gave it."
    yield from _keys(sql, past)
    for table, parent in facts.orphans(sql):
        yield f"A row of {table} refers to one of {parent} that is not there."
    for day, area in facts.last_numbers(sql):
        yield f"The counter of numbers of area {area} on {day} is not the highest number given."
    yield from _differences("batch of rating forms", lambda: facts.rating_batches(sql), past.batches)
    yield from _differences("message", lambda: facts.messages(sql), past.messages)
    yield from _differences("announced message", lambda: facts.messages_said(sql), past.messages_said)
    yield from _differences("person or device", lambda: facts.digests_of_people(sql, past.people), past.people)
    yield from _differences("seat", lambda: facts.seats(sql), past.seats)
    yield from _differences("alert", lambda: facts.alerts(sql), past.alerts)
    yield from _differences("agency or unit", lambda: facts.digests_of_bodies(sql, past.bodies), past.bodies)
    if facts.standing(sql) != (len(past.plans), past.days[-1] if past.days else ""):
        yield "The open day or the version of the plan is not the one the log tells of."
    if past.plans and past.plans[-1] != facts.digest_of_plan(sql, past.plans[-1]):
        yield "The office's plan (areas, counters, zones, hours, printers) was changed outside the program."
    catalogue = past.catalogues[-1] if past.catalogues else None
    if catalogue != (facts.digest_of_procedures(sql, catalogue) if facts.any_procedure(sql) else None):
        yield "The procedures were changed outside the program."


def _keys(sql: sqlite3.Connection, past: History) -> Iterator[str]:
    """What the record says of the office's name and keys must be what the log says."""
    record = records.load(sql)
    said = {name: getattr(past.began, name) for name in keys.NAMES} if past.began else None
    if (record.prints if record else None) != said or (record and past.began and record.unit != past.began.unit):
        yield "The name or the keys of the record are not those the log tells of."


def _differences(noun: str, read: Callable[[], Mapping[Any, object]], past: Mapping[Any, object]) -> Iterator[str]:
    try:
        present = read()
    except ValueError as error:
        yield f"A {noun} is not readable in its table ({error})."
        return
    for key in sorted(present.keys() | past.keys()):
        if key not in past:
            yield f"The {noun} {key} is in its table, but the log tells nothing of it."
        elif key not in present:
            yield f"The {noun} {key} is in the log, but missing from its table."
        elif present[key] != past[key]:
            yield f"The {noun} {key} is not as the log tells it: {present[key]} instead of {past[key]}."
