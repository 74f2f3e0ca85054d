"""Classes of priority and special needs, which tell of people's health: kept while needed, then only counted."""

import sqlite3
from collections import Counter


def forget(sql: sqlite3.Connection, before: str) -> None:
    """Of the tickets of days before one (text) keep only how many had each class and each need."""
    rows = sql.execute(f"SELECT id, day, priority, needs FROM tickets WHERE {_TOLD} AND day < ?", (before,)).fetchall()
    sums: Counter[tuple[str, str, str]] = Counter()
    for _, day, priority, needs in rows:
        sums.update([(day, "class", priority)] if priority else [])
        sums.update((day, "need", need) for need in (needs or "").split(",") if need)
    sql.executemany(_ADD, [(*each, n) for each, n in sorted(sums.items())])
    tickets = [(row[0],) for row in rows]
    sql.executemany("UPDATE legs SET priority = NULL, needs = NULL WHERE ticket = ?", tickets)
    sql.executemany("UPDATE tickets SET priority = NULL, needs = NULL WHERE id = ?", tickets)


_TOLD = "(priority IS NOT NULL OR needs IS NOT NULL)"  # as the index of those tickets says it
_ADD = "INSERT INTO care_sums VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET tickets = tickets + excluded.tickets"
