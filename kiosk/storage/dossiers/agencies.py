"""Agencies that decide on dossiers, and the units that receive these: named once, kept as numbers."""

import sqlite3

from kiosk.domain.office.plan import Agency


def all_agencies(sql: sqlite3.Connection) -> dict[int, Agency]:
    """Every agency by its number."""
    return {row["id"]: Agency(row["name"], row["kind"]) for row in sql.execute("SELECT id, name, kind FROM agencies")}


def all_units(sql: sqlite3.Connection) -> dict[int, str]:
    """Every receiving unit's name by its number."""
    return dict(sql.execute("SELECT id, name FROM units").fetchall())


def agency_named(sql: sqlite3.Connection, name: str) -> int | None:
    row = sql.execute("SELECT id FROM agencies WHERE name = ?", (name,)).fetchone()
    return int(row["id"]) if row else None


def unit_named(sql: sqlite3.Connection, name: str) -> int | None:
    row = sql.execute("SELECT id FROM units WHERE name = ?", (name,)).fetchone()
    return int(row["id"]) if row else None


def add_agency(sql: sqlite3.Connection, agency: Agency) -> int:
    return sql.execute("INSERT INTO agencies(name, kind) VALUES (?, ?)", (agency.name, agency.kind)).lastrowid or 0


def add_unit(sql: sqlite3.Connection, name: str) -> int:
    return sql.execute("INSERT INTO units(name) VALUES (?)", (name,)).lastrowid or 0
