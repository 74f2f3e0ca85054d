"""What the office stands on: library, disk, keys, database, and the names it answers to."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import fields

from kiosk.actions.office.health import try_out
from kiosk.cli.doctor.finding import Finding, looked
from kiosk.domain.errors import Faulted, Refusal
from kiosk.domain.record.refusals import BadSessionKey
from kiosk.i18n import Words
from kiosk.office import Office
from kiosk.storage import trouble
from kiosk.storage.db import CLOCK_TOLERANCE_S
from kiosk.storage.record.keys import LENGTH
from kiosk.views.record import audit
from kiosk.web.guard import network

SESSION_KEY = "secret.key"
LEAST_FREE = 512 * 1024 * 1024
LARGEST_WAL = 64 * 1024 * 1024  # several times what a server lets it grow to
WAL_FIXED = (3, 51, 3)


def findings(office: Office, t: Words) -> Iterator[Finding]:
    """The machine, as far as the office needs it."""
    yield _sqlite(t)
    yield _disk(office, t)
    yield _write_ahead_log(office, t)
    yield from _keys(office, t)
    yield _work(office, t)
    damages = audit.verify(office)
    yield Finding(t("doctor.what.log"), t.damage(damages[0]) if damages else t("doctor.log.whole"), not damages)
    address = office.config.public_url
    yield Finding(t("doctor.what.phones"), address or t("doctor.phones.none"))
    for name in network.names_of_nobody(office.config):
        yield looked(t, "host", "unknown", False, name=name)


def _sqlite(t: Words) -> Finding:
    fixed = sqlite3.sqlite_version_info >= WAL_FIXED
    return looked(t, "sqlite", "fixed" if fixed else "before", version=sqlite3.sqlite_version)


def _disk(office: Office, t: Words) -> Finding:
    free = shutil.disk_usage(office.config.folder).free
    return looked(t, "disk", "free", free >= LEAST_FREE, mb=f"{free // 2**20}")


def _write_ahead_log(office: Office, t: Words) -> Finding:
    """What was written and is not in the file yet: it grows as long as one program reads on and on."""
    size = office.db.wal_size()
    well = size < LARGEST_WAL
    return looked(t, "wal", "small" if well else "large", well, mb=t.decimal(round(size / 2**20, 1)))


def _keys(office: Office, t: Words) -> Iterator[Finding]:
    """The secrets beside the database: those its record names, and the one that seals the sessions."""
    try:
        yield looked(t, "keys", "known", n=len(fields(office.keys)))
    except Refusal as refusal:
        yield Finding(t("doctor.what.key", file=refusal.facts.get("file", "")), t.refusal(refusal), False)
    session = office.config.folder / SESSION_KEY
    if session.exists() and session.stat().st_size < LENGTH:
        sentence = t.refusal(BadSessionKey(file=SESSION_KEY))
        yield Finding(t("doctor.what.key", file=SESSION_KEY), sentence, False)


def _work(office: Office, t: Words) -> Finding:
    try:
        try_out(office)
    except (Refusal, sqlite3.Error) as error:
        refusal = error if isinstance(error, Refusal) else trouble.refusal(error, office.db.path)
        return Finding(t("doctor.what.work"), t.refusal(refusal or Faulted()), False)
    return looked(t, "work", "possible", seconds=CLOCK_TOLERANCE_S)
