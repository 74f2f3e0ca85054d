"""Messages to the hall, and apart from them their free words, which may be erased."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from kiosk.domain.hall.message import ALARM, Message
from kiosk.domain.instants import from_text, to_text

_MESSAGE = (
    "SELECT m.id, m.kind, m.zones, m.officer, m.at, m.ended_at, coalesce(t.vi, ''), coalesce(t.en, '') "
    "FROM messages m LEFT JOIN message_texts t ON t.message = m.id"
)


def add(sql: sqlite3.Connection, message: Message) -> Message:
    """Store a new message (its id is ignored) and its free words, if it has any; answers it with its id."""
    values = (message.kind, ",".join(message.zones), message.officer, to_text(message.at))
    cursor = sql.execute("INSERT INTO messages(kind, zones, officer, at) VALUES (?, ?, ?, ?)", values)
    stored = replace(message, id=cursor.lastrowid or 0)
    if stored.text_vi:
        sql.execute("INSERT INTO message_texts VALUES (?, ?, ?)", (stored.id, stored.text_vi, stored.text_en))
    return stored


def end(sql: sqlite3.Connection, message: int, at: datetime) -> None:
    sql.execute("UPDATE messages SET ended_at = ? WHERE id = ?", (to_text(at), message))


def open_ones(sql: sqlite3.Connection) -> list[Message]:
    """The messages not ended, newest first."""
    return [_read(row) for row in sql.execute(f"{_MESSAGE} WHERE m.ended_at IS NULL ORDER BY m.id DESC")]


def alarmed(sql: sqlite3.Connection) -> bool:
    """Whether everybody, or a part of the hall, is asked to leave the building."""
    row = sql.execute("SELECT 1 FROM messages WHERE ended_at IS NULL AND kind = ? LIMIT 1", (ALARM,)).fetchone()
    return row is not None


def load(sql: sqlite3.Connection, message: int) -> Message | None:
    row = sql.execute(f"{_MESSAGE} WHERE m.id = ?", (message,)).fetchone()
    return _read(row) if row else None


def _read(row: sqlite3.Row) -> Message:
    message, kind, zones, officer, at, ended_at, vi, en = row
    codes = tuple(zones.split(",")) if zones else ()
    return Message(message, kind, codes, officer, from_text(at), from_text(ended_at) if ended_at else None, vi, en)
