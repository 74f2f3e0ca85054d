"""Officers and devices: who may act."""

import hashlib
import sqlite3
from dataclasses import dataclass

_OFFICER = "SELECT id, login, name, password_hash, coalesce(role, 'officer') FROM officers"


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who works here: `role` is officer, or manager for a person in charge, who may do all an officer may."""

    id: int
    login: str
    name: str
    password_hash: str
    role: str = "officer"


@dataclass(frozen=True, slots=True)
class Device:
    """A machine or program with a token: `role` is kiosk, desk or board."""

    id: int
    role: str


def add_officer(sql: sqlite3.Connection, login: str, name: str, password_hash: str, role: str = "officer") -> int:
    values = (login, name, password_hash, None if role == "officer" else role)
    statement = "INSERT INTO officers(login, name, password_hash, role) VALUES (?, ?, ?, ?)"
    return sql.execute(statement, values).lastrowid or 0


def officer_by_login(sql: sqlite3.Connection, login: str) -> Officer | None:
    row = sql.execute(f"{_OFFICER} WHERE login = ? AND active", (login,)).fetchone()
    return Officer(*row) if row else None


def officer(sql: sqlite3.Connection, officer: int) -> Officer | None:
    row = sql.execute(f"{_OFFICER} WHERE id = ? AND active", (officer,)).fetchone()
    return Officer(*row) if row else None


def any_officer(sql: sqlite3.Connection) -> bool:
    return sql.execute("SELECT 1 FROM officers WHERE active LIMIT 1").fetchone() is not None


def add_device(sql: sqlite3.Connection, role: str, token: str) -> int:
    """Admit a device; of its token only the hash is kept."""
    return sql.execute("INSERT INTO devices(role, token_hash) VALUES (?, ?)", (role, _hash(token))).lastrowid or 0


def device_by_token(sql: sqlite3.Connection, token: str) -> Device | None:
    row = sql.execute("SELECT id, role FROM devices WHERE token_hash = ? AND active", (_hash(token),)).fetchone()
    return Device(*row) if row else None


def device(sql: sqlite3.Connection, device: int) -> Device | None:
    row = sql.execute("SELECT id, role FROM devices WHERE id = ? AND active", (device,)).fetchone()
    return Device(*row) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
