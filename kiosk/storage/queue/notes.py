"""Short notes of staff to a ticket: free words, which the log must not hold and which may be erased."""

import sqlite3


def write(sql: sqlite3.Connection, ticket: int, text: str) -> None:
    """Note something to a ticket; nothing takes the note away."""
    if text:
        sql.execute("INSERT INTO notes VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text", (ticket, text))
    else:
        sql.execute("DELETE FROM notes WHERE ticket = ?", (ticket,))


def of_today(sql: sqlite3.Connection) -> dict[int, str]:
    """All notes, by ticket: those of former days are erased."""
    return dict(sql.execute("SELECT ticket, text FROM notes").fetchall())


def pass_on(sql: sqlite3.Connection, ticket: int, to: int) -> None:
    """A ticket carried over to the next day takes its note along."""
    sql.execute("UPDATE notes SET ticket = ? WHERE ticket = ?", (to, ticket))


def forget(sql: sqlite3.Connection, before: str) -> None:
    """Erase the notes to tickets of days before one (text)."""
    sql.execute("DELETE FROM notes WHERE ticket IN (SELECT id FROM tickets WHERE day < ?)", (before,))
