"""Devices and programs with a token: which there are, and of whom a token is."""

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.instants import from_text, to_text

_DEVICE = "SELECT id, role, coalesce(name, ''), counter, expires_at FROM devices WHERE active"


@dataclass(frozen=True, slots=True)
class Device:
    """A machine or program with a token: `role` is kiosk, desk, board or pad; `counter` where it is bound to one."""

    id: int
    role: str
    name: str = ""
    counter: int | None = None
    expires_at: datetime | None = None

    def expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now


def add(sql: sqlite3.Connection, device: Device, token: str) -> int:
    """Admit a device; of its token only the hash is kept."""
    until = to_text(device.expires_at) if device.expires_at else None
    values = (device.role, _hash(token), device.name or None, device.counter, until)
    statement = "INSERT INTO devices(role, token_hash, name, counter, expires_at) VALUES (?, ?, ?, ?, ?)"
    return sql.execute(statement, values).lastrowid or 0


def by_token(sql: sqlite3.Connection, token: str) -> Device | None:
    """The device of a token."""
    return _read(sql.execute(f"{_DEVICE} AND token_hash = ?", (_hash(token),)).fetchone())


def load(sql: sqlite3.Connection, device: int) -> Device | None:
    """A device that was not withdrawn."""
    return _read(sql.execute(f"{_DEVICE} AND id = ?", (device,)).fetchone())


def admitted(sql: sqlite3.Connection) -> list[Device]:
    """Every device that was not withdrawn."""
    rows = sql.execute(f"{_DEVICE} ORDER BY id")
    return [device for row in rows if (device := _read(row))]


def place(sql: sqlite3.Connection, device: int, counter: int) -> None:
    """It stands at a counter from now on."""
    sql.execute("UPDATE devices SET counter = ? WHERE id = ?", (counter, device))


def withdraw(sql: sqlite3.Connection, device: int) -> None:
    """Its token is worth nothing any more; the row stays, for the log names its number."""
    sql.execute("UPDATE devices SET active = 0 WHERE id = ?", (device,))


def _read(row: sqlite3.Row | None) -> Device | None:
    if row is None:
        return None
    number, role, name, counter, until = row
    return Device(number, role, name, counter, from_text(until) if until else None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
