"""The keys of the pages that filed dossiers: a second press files nothing."""

import sqlite3
from datetime import datetime, timedelta

from kiosk.domain.instants import to_text

KEYS_HOLD = timedelta(days=1)


def filed_under(sql: sqlite3.Connection, key: str) -> int | None:
    """The dossier that a page with this key filed."""
    row = sql.execute("SELECT dossier FROM filing_keys WHERE key = ?", (key,)).fetchone()
    return int(row["dossier"]) if row else None


def remember_key(sql: sqlite3.Connection, key: str, dossier: int, at: datetime) -> None:
    """What a page filed; pages of yesterday file nothing twice any more."""
    sql.execute("DELETE FROM filing_keys WHERE at < ?", (to_text(at - KEYS_HOLD),))
    sql.execute("INSERT INTO filing_keys VALUES (?, ?, ?)", (key, dossier, to_text(at)))
