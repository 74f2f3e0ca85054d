"""Officers: who works here, and in which roles.

Roles are kept with a blank between; a row from before there were several says only who was in charge.
"""

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from kiosk.domain.office.people import Officer
from kiosk.domain.office.roles import in_order

COLUMNS = (
    "officers.id, officers.login, officers.name, officers.password_hash, "
    "coalesce(officers.roles, iif(officers.role = 'manager', 'manager administrator', 'officer')), officers.pin_hash"
)
_OFFICER = f"SELECT {COLUMNS} FROM officers"


def read(row: Sequence[Any]) -> Officer:
    """The officer of a row of the columns above."""
    number, login, name, password_hash, roles, pin_hash = row
    return Officer(number, login, name, password_hash, frozenset(roles.split()), pin_hash)


def add_officer(sql: sqlite3.Connection, login: str, name: str, password_hash: str, roles: Collection[str]) -> int:
    values = (login, name, password_hash, as_text(roles))
    statement = "INSERT INTO officers(login, name, password_hash, roles) VALUES (?, ?, ?, ?)"
    return sql.execute(statement, values).lastrowid or 0


def officer_by_login(sql: sqlite3.Connection, login: str) -> Officer | None:
    row = sql.execute(f"{_OFFICER} WHERE login = ? AND active", (login,)).fetchone()
    return read(row) if row else None


def officer(sql: sqlite3.Connection, officer: int) -> Officer | None:
    row = sql.execute(f"{_OFFICER} WHERE id = ? AND active", (officer,)).fetchone()
    return read(row) if row else None


def officers(sql: sqlite3.Connection) -> list[Officer]:
    """Those who work here, by login."""
    return [read(row) for row in sql.execute(f"{_OFFICER} WHERE active ORDER BY login")]


def left_officer(sql: sqlite3.Connection, login: str) -> int | None:
    """The id of an officer of a login who was removed."""
    row = sql.execute("SELECT id FROM officers WHERE login = ? AND NOT active", (login,)).fetchone()
    return row["id"] if row else None


def return_officer(
    sql: sqlite3.Connection, officer: int, name: str, password_hash: str, roles: Collection[str]
) -> None:
    """One who was removed works here again."""
    sql.execute(
        "UPDATE officers SET active = 1, name = ?, password_hash = ?, roles = ? WHERE id = ?",
        (name, password_hash, as_text(roles), officer),
    )


def set_roles(sql: sqlite3.Connection, officer: int, roles: Collection[str]) -> None:
    sql.execute("UPDATE officers SET roles = ? WHERE id = ?", (as_text(roles), officer))


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


def as_text(roles: Collection[str]) -> str:
    """Somebody's roles as they are kept and logged."""
    return " ".join(in_order(roles))
