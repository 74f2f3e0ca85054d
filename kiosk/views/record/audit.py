"""Whether the log is whole and the tables agree with it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from kiosk.domain.errors import Refusal
from kiosk.domain.instants import from_text
from kiosk.domain.queue.ticket import Leg
from kiosk.domain.record import history
from kiosk.domain.record.damage import Damage
from kiosk.domain.record.history import History
from kiosk.office import Office
from kiosk.storage import health
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


# What comes of data that no program wrote; text in no encoding is an error of the database's reader.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, sqlite3.OperationalError)


def verify(office: Office, everything: bool = False) -> list[Damage]:
    """Every damage found; from the last sealed day on, or from the first entry."""
    key, faults = None, list[Damage]()
    head = head_file.read(office.config.folder)  # before the log is looked at, which goes on meanwhile
    with office.db.reading() as sql:
        try:
            key = office_keys.seal if (office_keys := office.db.keys(sql)) else None
        except Refusal as refusal:
            faults.append(Damage.of("keys-unread", why=refusal))
        if head and not head_file.holds(sql, *head):
            faults.append(Damage.of("log-cut", seq=f"{head[0]}"))
        return [*faults, *damages(sql, everything, key)]


def damages(sql: sqlite3.Connection, everything: bool, key: bytes | None) -> Iterator[Damage]:
    """The damages found in one state of a database, one after the other; without `key` the keyed seals stay unread."""
    if everything and (tables := health.damaged_tables(sql)):
        yield from (Damage.of("table", table=table) for table in tables)
        return  # what stands in them is told by nobody any more
    for name in facts.missing_triggers(sql):
        yield Damage.of("trigger", name=name)
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
    except Refusal as refusal:
        yield Damage.of("log-step", why=refusal)
        return
    except UNREADABLE as error:
        yield Damage.of("log-step", why=_kind_of(error))
        return
    yield from _told(_disagreements(sql, past, None if sealed is None else past.days))
    yield from _told(_register(sql, past, sealed))
    yield from _told(_standing(sql, standing))
    yield from _told(rating_audit.damages(sql, past, standing, None if sealed is None else sealed.entry))


def _told(found: Iterator[Damage]) -> Iterator[Damage]:
    """What is found; data that cannot be read are a damage too."""
    try:
        yield from found
    except UNREADABLE as error:
        yield Damage.of("unread", why=_kind_of(error))


def _kind_of(error: Exception) -> str:
    """What cannot be read is called by; what SQLite itself says of its file is for who opened it."""
    if getattr(error, "sqlite_errorcode", None) is not None:
        raise error
    return type(error).__name__


def _history(logged: Iterable[log.Logged]) -> History:
    return history.replay((each.entry, from_text(each.at)) for each in logged)


def _came_twice(days: Sequence[str]) -> bool:
    """A day was opened again after a later one, as after a clock set back: its tickets lie on both sides of a seal."""
    return list(days) != sorted(set(days))


def _seals(logged: Sequence[log.Logged]) -> Iterator[Damage]:
    for before, each in pairwise(logged):
        if each.kind == "DaySealed" and json.loads(each.body)["head"] != before.hash:
            yield Damage.of("seal-head", day=json.loads(each.body)["day"], seq=f"{each.seq}")


def _disagreements(sql: sqlite3.Connection, past: History, days: Sequence[str] | None) -> Iterator[Damage]:
    yield from _differences("ticket", lambda: facts.tickets(sql, days), past.tickets)
    yield from _differences("leg", lambda: _legs(sql, days), past.legs)
    if facts.last_leg(sql) < past.last_leg:
        yield Damage.of("leg-number", last=f"{past.last_leg}")
    yield from _differences("chosen-call", lambda: facts.out_of_turn(sql, days), past.out_of_turn)
    yield from _differences("announcement", lambda: facts.announcements(sql, days), past.announcements)
    yield from _differences("gap", lambda: facts.gaps(sql, days), past.gaps)
    yield from _differences("assist", lambda: facts.assists(sql, days), past.assists)
    yield from _differences("slip", lambda: facts.slips(sql, days), past.slips)
    yield from _differences("offer", lambda: facts.offers(sql, days), past.offers)


def _legs(sql: sqlite3.Connection, days: Sequence[str] | None) -> dict[int, Leg]:
    """The legs without what the log tells nothing of: class and needs."""
    return {leg.id: replace(leg, priority=None, needs=()) for leg in facts.legs_of(sql, days).values()}


def _register(sql: sqlite3.Connection, past: History, sealed: log.Logged | None) -> Iterator[Damage]:
    """The dossiers the entries tell of, and since a seal that none came or went unseen among the others."""
    chosen = None if sealed is None else past.dossiers
    yield from _differences("dossier", lambda: facts.digests_of_dossiers(sql, past.dossiers, chosen), past.dossiers)
    since = sealed.at if sealed else ""
    yield from _differences("receipt", lambda: facts.receipts(sql, since), past.receipts)
    before = json.loads(sealed.body).get("dossiers") if sealed else 0
    if before is not None and dossiers.count(sql) != before + past.added:
        yield Damage.of("register", held=dossiers.count(sql), told=before + past.added)


def _standing(sql: sqlite3.Connection, past: History) -> Iterator[Damage]:
    """What is not of a day: the plan, the people, the messages, the procedures, the counters of numbers."""
    for ticket in facts.misnamed(sql):
        yield Damage.of("ticket-entry", ticket=f"{ticket}")
    yield from _keys(sql, past)
    for table, parent in facts.orphans(sql):
        yield Damage.of("orphan", table=table, parent=parent)
    for day, area in facts.last_numbers(sql):
        yield Damage.of("last-number", area=area, day=day)
    yield from _differences("rating-forms", lambda: facts.rating_batches(sql), past.batches)
    yield from _differences("message", lambda: facts.messages(sql), past.messages)
    yield from _differences("message-said", lambda: facts.messages_said(sql), past.messages_said)
    yield from _differences("person", lambda: facts.digests_of_people(sql, past.people), past.people)
    yield from _differences("seat", lambda: facts.seats(sql), past.seats)
    yield from _differences("alert", lambda: facts.alerts(sql), past.alerts)
    yield from _differences("body", lambda: facts.digests_of_bodies(sql, past.bodies), past.bodies)
    if facts.standing(sql) != (len(past.plans), past.days[-1] if past.days else ""):
        yield Damage.of("standing")
    if past.plans and past.plans[-1] != facts.digest_of_plan(sql, past.plans[-1]):
        yield Damage.of("plan")
    catalogue = past.catalogues[-1] if past.catalogues else None
    if catalogue != (facts.digest_of_procedures(sql, catalogue) if facts.any_procedure(sql) else None):
        yield Damage.of("procedures")


def _keys(sql: sqlite3.Connection, past: History) -> Iterator[Damage]:
    """What the record says of the office's name and keys must be what the log says."""
    record = records.load(sql)
    said = {name: getattr(past.began, name) for name in keys.NAMES} if past.began else None
    if (record.prints if record else None) != said or (record and past.began and record.unit != past.began.unit):
        yield Damage.of("record-keys")


def _differences(noun: str, read: Callable[[], Mapping[Any, object]], past: Mapping[Any, object]) -> Iterator[Damage]:
    try:
        present = read()
    except UNREADABLE as error:
        _kind_of(error)
        yield Damage.of("unreadable", noun)
        return
    for key in sorted(present.keys() | past.keys()):
        if key not in past:
            yield Damage.of("not-told", noun, key=_name(key))
        elif key not in present:
            yield Damage.of("missing", noun, key=_name(key))
        elif present[key] != past[key]:
            yield Damage.of("differs", noun, key=_name(key), **_apart(present[key], past[key]))


def _name(key: object) -> str:
    """What somebody finds a row of a table by."""
    return " ".join(f"{each}" for each in key) if isinstance(key, tuple) else f"{key}"


def _apart(present: object, past: object) -> dict[str, str]:
    """What is and what was told, as far as they differ."""
    pairs = [(name, *each) for name, *each in zip(_names(past), _parts(present), _parts(past), strict=True)]
    differing = [(name, now, then) for name, now, then in pairs if now != then]
    return {
        "present": ", ".join(f"{name}{now}" for name, now, _ in differing),
        "past": ", ".join(f"{name}{then}" for name, _, then in differing),
    }


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, Leg):
        return tuple(getattr(value, each.name) for each in fields(value))
    return value if isinstance(value, tuple) else (value,)


def _names(value: object) -> list[str]:
    """What the parts of a row are called, where that says more than they do."""
    return [f"{each.name}=" for each in fields(value)] if isinstance(value, Leg) else [""] * len(_parts(value))
