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


def printer_states(sql: sqlite3.Connection, now: datetime) -> dict[str, str]:
    """How each printer was told to be lately, by its name; one without news is not among them."""
    rows = sql.execute("SELECT name, state, at FROM printer_states ORDER BY name")
    return {name: state for name, state, at in rows if now - from_text(at) < STATE_HOLDS}
