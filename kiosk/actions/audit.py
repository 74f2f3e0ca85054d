"""Whether the log is whole and the tables agree with it."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kiosk.domain import history
from kiosk.domain.errors import Refusal
from kiosk.domain.history import History
from kiosk.domain.instants import from_text
from kiosk.office import Office
from kiosk.storage import facts, log, plans


def verify(office: Office, everything: bool = False) -> list[str]:
    """Every damage found, a sentence each; from the last sealed day on, or from the first entry."""
    with office.db.reading() as sql:
        return list(_damages(sql, everything))


def _damages(sql: sqlite3.Connection, everything: bool) -> Iterator[str]:
    for name in facts.missing_triggers(sql):
        yield f"The trigger {name} that keeps the log append-only is missing or changed."
    last = None if everything else log.last_seal(sql)
    logged = list(log.since(sql, last.seq if last else 0))
    if broken := _broken_chain(logged, last):
        yield broken
        return
    yield from _seals(sql, [each for each in logged if each.kind == "DaySealed"])
    try:
        told = history.replay((each.entry, from_text(each.at)) for each in logged)
    except (Refusal, KeyError, TypeError, ValueError) as error:
        yield f"The log tells of a step the rules do not allow ({type(error).__name__}: {error})."
        return
    yield from _disagreements(sql, told, everything or last is None)


def _broken_chain(logged: Iterable[log.Logged], last: log.Logged | None) -> str | None:
    head, seq, at = (last.hash, last.seq, last.at) if last else (log.GENESIS, 0, "")
    for each in logged:
        if each.seq != seq + 1:
            return f"Log entry {seq + 1} is missing."
        if each.hash != log.seal(head, each.seq, each.at, each.kind, each.body):
            return f"Log entry {each.seq} does not match its seal: it or the one before was changed."
        if each.at < at and each.kind != "ClockAccepted":
            return f"Log entry {each.seq} is earlier than the one before."
        head, seq, at = each.hash, each.seq, each.at
    return None


def _seals(sql: sqlite3.Connection, seals: Iterable[log.Logged]) -> Iterator[str]:
    for each in seals:
        head = sql.execute("SELECT hash FROM log WHERE seq = ?", (each.seq - 1,)).fetchone()
        if head is None or json.loads(each.body)["head"] != head[0]:
            yield f"The seal of {json.loads(each.body)['day']} (entry {each.seq}) names another head."


def _disagreements(sql: sqlite3.Connection, told: History, whole: bool) -> Iterator[str]:
    days = None if whole else told.days
    yield from _differences("ticket", facts.tickets(sql, days), told.tickets)
    yield from _differences("leg", facts.legs_of(sql, days), told.legs)
    yield from _differences("announcement", facts.announcements(sql, days), told.announcements)
    # A slip of yesterday may end after its day was sealed; only a whole verification can place it.
    slips = {job: told_of for job, told_of in told.slips.items() if whole or told_of[0] in told.tickets}
    yield from _differences("print job", facts.slips(sql, days), slips)
    for day, area in facts.last_numbers(sql):
        yield f"The counter of numbers of area {area} on {day} is not the highest number given."
    if whole and (facts.officers(sql) != told.officers or facts.devices(sql) != told.devices):
        yield "The officers or devices are not those the log tells of."
    if (body := facts.configured(sql)) and json.loads(body)["digest"] != digest(sql):
        yield "The office's plan (areas, counters, zones, hours, printers) was changed outside the program."


def _differences(noun: str, present: Mapping[Any, object], told: Mapping[Any, object]) -> Iterator[str]:
    for key in sorted(present.keys() | told.keys()):
        if key not in told:
            yield f"The {noun} {key} is in its table, but the log tells nothing of it."
        elif key not in present:
            yield f"The {noun} {key} is in the log, but missing from its table."
        elif present[key] != told[key]:
            yield f"The {noun} {key} is not as the log tells it: {present[key]} instead of {told[key]}."


def digest(sql: sqlite3.Connection) -> str:
    """The SHA-256 of the plan's canonical text."""
    return hashlib.sha256(plans.canonical(sql).encode()).hexdigest()
