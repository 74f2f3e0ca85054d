"""Officers: who works here."""

import sqlite3

from kiosk.domain.office.people import Officer

_OFFICER = "SELECT id, login, name, password_hash, coalesce(role, 'officer'), pin_hash FROM officers"


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


def officers(sql: sqlite3.Connection) -> list[Officer]:
    """Those who work here, by login."""
    return [Officer(*row) for row in sql.execute(f"{_OFFICER} WHERE active ORDER BY login")]


def left_officer(sql: sqlite3.Connection, login: str) -> int | None:
    """The id of an officer of a login who was removed."""
    row = sql.execute("SELECT id FROM officers WHERE login = ? AND NOT active", (login,)).fetchone()
    return row["id"] if row else None


def return_officer(sql: sqlite3.Connection, officer: int, name: str, password_hash: str, role: str) -> None:
    """One who was removed works here again."""
    sql.execute(
        "UPDATE officers SET active = 1, name = ?, password_hash = ?, role = ? WHERE id = ?",
        (name, password_hash, None if role == "officer" else role, officer),
    )


def set_password(sql: sqlite3.Connection, officer: int, password_hash: str) -> None:
    """A new password; the PIN that was set under the old one is void."""
    sql.execute("UPDATE officers SET password_hash = ?, pin_hash = NULL WHERE id = ?", (password_hash, officer))


def set_pin(sql: sqlite3.Connection, officer: int, pin_hash: str) -> None:
    sql.execute("UPDATE officers SET pin_hash = ? WHERE id = ?", (pin_hash, officer))


def remove_officer(sql: sqlite3.Connection, officer: int) -> None:
    """Who no longer works here keeps the row, for the log names its number."""
    sql.execute("UPDATE officers SET active = 0, pin_hash = NULL WHERE id = ?", (officer,))


def any_officer(sql: sqlite3.Connection) -> bool:
    return sql.execute("SELECT 1 FROM officers WHERE active LIMIT 1").fetchone() is not None
