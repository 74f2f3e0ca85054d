"""Rows as the log's digests see them: the same after an upgrade that gave their table more columns."""

import sqlite3

# How many columns each table had when the log first held a digest of its rows; tables not named here came later.
FIRST = {
    "officers": 5,
    "devices": 4,
    "zones": 4,
    "areas": 5,
    "area_zones": 2,
    "area_agencies": 4,
    "area_ministries": 2,
    "counters": 1,
    "counter_areas": 3,
    "priority_classes": 5,
    "calendar_days": 2,
    "printers": 3,
    "agencies": 3,
    "units": 2,
}


def lasting(table: str, row: sqlite3.Row) -> tuple[object, ...]:
    """The columns of the table's beginning, then by name those that came later and say something."""
    first = FIRST.get(table, len(row))
    later = zip(row.keys()[first:], tuple(row)[first:], strict=True)
    return (*tuple(row)[:first], *(each for each in later if each[1] is not None))
