"""What the office stands on: machine, database, clock, devices; each a finding with its cure."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import timedelta
from importlib.util import find_spec

from kiosk.actions.office.health import try_out
from kiosk.domain.errors import Faulted, Refusal
from kiosk.domain.hall.loudspeaker import SoundRecord
from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record.refusals import BadSessionKey
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage import trouble
from kiosk.storage.db import CLOCK_TOLERANCE_S
from kiosk.storage.record.keys import LENGTH
from kiosk.views.hall import board, sound
from kiosk.views.hall.reach import reach
from kiosk.views.office import devices, people
from kiosk.views.record import audit
from kiosk.web.guard import network

SOUND = {
    "on": "a loudspeaker speaks",
    "muted": "a board's browser forbids sound: touch its crossed loudspeaker",
    "off": "nobody speaks: open its board, or run display speak",
}
SESSION_KEY = "secret.key"
WARNED_BEFORE = timedelta(days=60)
LEAST_FREE = 512 * 1024 * 1024
LARGEST_WAL = 64 * 1024 * 1024  # several times what a server lets it grow to
WAL_FIXED = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    well: bool = True


def examine(office: Office) -> Iterator[Finding]:
    """Everything worth knowing before a day begins."""
    if not office.db.path.exists():
        raise NoOffice(folder=office.config.folder)
    yield _sqlite()
    yield _disk(office)
    yield _write_ahead_log(office)
    yield from _keys(office)
    yield _work(office)
    damages = audit.verify(office)
    yield Finding("log and tables", damages[0] if damages else "whole", not damages)
    with suppress(NoOffice):  # not set up yet, as the work above says
        yield from _of_plan(office)
    yield Finding("voice", "pyttsx3" if find_spec("pyttsx3") else "none: the boards play the chime only")
    phones = office.config.public_url or "no public_url: slips carry a code for the office's own scanners only"
    yield Finding("phones", phones)
    yield from _names(office)


def _of_plan(office: Office) -> Iterator[Finding]:
    """People, printer, boards and loudspeakers of an office that is set up."""
    named, printer = bool(office.see(people.officers)), office.see(devices.devices).printer
    yield Finding("officers", "named" if named else "none yet: run kiosk officer add", named)
    yield Finding("slip printer", f"{printer}" if printer != "unknown" else "unknown: is kiosk print-agent running?")
    yield from _boards(office)
    yield from _notices(office)
    yield from _sounds(office)
    yield from _tokens(office)


def _boards(office: Office) -> Iterator[Finding]:
    """From how far each zone's boards are read, by the panel and the distance the office told."""
    zones = office.present_plan().zones
    for code, it in office.see(reach).items():
        wanted = zones[code].rules.distance_m
        read = f"calls are read from {it.call_m:.1f} m, lists from {it.list_m:.1f} m"
        cure = "" if min(it.call_m, it.list_m) >= wanted else f"; who stands {wanted} m away needs a larger panel"
        yield Finding(f"board of zone {code}", read + cure, it.call_m >= wanted)


def _notices(office: Office) -> Iterator[Finding]:
    """The files of the side panel that the boards do not show, and why."""
    for each in office.see(board.faulty_notices):
        yield Finding(f"notice {each.name}", each.fault, False)


def _sounds(office: Office) -> Iterator[Finding]:
    """Who speaks in each zone, and what became of today's announcements."""
    for zone, (state, record) in office.see(sound.records).items():
        counted = ", ".join(f"{number} {outcome}" for outcome, number in record.outcomes.items())
        waits = "".join(f"; {name}: {_waits(waits)}" for name, waits in _by_kind(record) if waits)
        yield Finding(f"sound of zone {zone}", f"{SOUND[state]}; today {counted or 'nothing said'}{waits}")


def _by_kind(record: SoundRecord) -> tuple[tuple[str, Sequence[float]], ...]:
    return ("into silence after", record.silent), ("behind others after", record.busy)


def _waits(waits: Sequence[float]) -> str:
    """The median and the 99th percentile of waits (s)."""
    ranked = sorted(waits)
    return f"{ranked[len(ranked) // 2]:.1f} s, p99 {ranked[min(len(ranked) - 1, len(ranked) * 99 // 100)]:.1f} s"


def _tokens(office: Office) -> Iterator[Finding]:
    """The devices whose token ends soon or has ended: their screens would go dark one morning."""
    for each in office.see(people.admitted):
        if each.expires_at is not None and each.expires_at - office.clock() < WARNED_BEFORE:
            cure = f"its token ends {each.expires_at:%Y-%m-%d}: kiosk token add, then token remove {each.id}"
            yield Finding(f"device {each.id} ({each.name or each.role})", cure, False)


def _names(office: Office) -> Iterator[Finding]:
    """The names in the machine's file that lead nowhere: nobody can ask for them."""
    for name in network.names_of_nobody(office.config):
        yield Finding(f"hosts: {name}", "no resolver here knows it: mend the line hosts in kiosk.toml", False)


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version_info
    note = "" if version >= WAL_FIXED else " (before 3.51.3: only one connection folds its write-ahead log, as it must)"
    return Finding("SQLite", f"{sqlite3.sqlite_version}{note}")


def _disk(office: Office) -> Finding:
    free = shutil.disk_usage(office.config.folder).free
    return Finding("free space", f"{free // 2**20} MB", free >= LEAST_FREE)


def _write_ahead_log(office: Office) -> Finding:
    """What was written and is not in the file yet: it grows as long as one program reads on and on."""
    size = office.db.wal_size()
    cure = "" if size < LARGEST_WAL else ": a program has been reading for long; end it, and it shrinks by itself"
    return Finding("write-ahead log", f"{size / 2**20:.1f} MB{cure}", not cure)


def _keys(office: Office) -> Iterator[Finding]:
    """The secrets beside the database: those its record names, and the one that seals the sessions."""
    try:
        kept = office.keys
        yield Finding("keys", f"{len(fields(kept))} as the record names them")
    except Refusal as refusal:
        yield Finding(f"keys, {refusal.facts.get('file', '')}", words("en").refusal(refusal), False)
    session = office.config.folder / SESSION_KEY
    if session.exists() and session.stat().st_size < LENGTH:
        yield Finding(f"keys, {SESSION_KEY}", words("en").refusal(BadSessionKey(file=SESSION_KEY)), False)


def _work(office: Office) -> Finding:
    try:
        try_out(office)
    except Refusal as refusal:
        return Finding("issue and call", words("en").refusal(refusal), False)
    except sqlite3.Error as error:
        known = trouble.refusal(error, office.db.path) or Faulted()
        return Finding("issue and call", words("en").refusal(known), False)
    return Finding("issue and call", f"possible; the clock is at most {CLOCK_TOLERANCE_S} s behind the log")
