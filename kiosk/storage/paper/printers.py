"""How the printers are, as their agents report it."""

import sqlite3
from datetime import datetime, timedelta

from kiosk.domain.instants import from_text, to_text

STATE_HOLDS = timedelta(seconds=20)  # an agent reports every 5 s; older news is no news


def report(sql: sqlite3.Connection, printer: str, state: str, at: datetime) -> None:
    """How a printer said it is."""
    sql.execute(
        "INSERT INTO printer_states VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at",
        (printer, state, to_text(at)),
    )


def printer_state(sql: sqlite3.Connection, now: datetime) -> str:
    """How the slip printer is: its newest report, "unknown" when that is old or there is none."""
    row = sql.execute("SELECT state, at FROM printer_states ORDER BY at DESC LIMIT 1").fetchone()
    return str(row["state"]) if row and now - from_text(row["at"]) < STATE_HOLDS else "unknown"
