"""The catalogue of procedures."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import astuple, fields

from kiosk.domain.dossiers.procedure import Procedure
from kiosk.storage.marks import marks_for

COLUMNS = [field.name for field in fields(Procedure)]


def load_all(sql: sqlite3.Connection) -> dict[str, Procedure]:
    """Every procedure by its code."""
    rows = sql.execute(f"SELECT {', '.join(COLUMNS)} FROM procedures")
    return {row["code"]: Procedure(**{**dict(row), "free": bool(row["free"])}) for row in rows}


def load(sql: sqlite3.Connection, code: str) -> Procedure | None:
    row = sql.execute(f"SELECT {', '.join(COLUMNS)} FROM procedures WHERE code = ?", (code,)).fetchone()
    return Procedure(**{**dict(row), "free": bool(row["free"])}) if row else None


def known(sql: sqlite3.Connection, codes: Collection[str]) -> set[str]:
    """Which of these codes the catalogue has."""
    marks = marks_for(codes)
    return {code for (code,) in sql.execute(f"SELECT code FROM procedures WHERE code IN ({marks})", tuple(codes))}


def save(sql: sqlite3.Connection, procedures: Iterable[Procedure]) -> None:
    marks = marks_for(COLUMNS)
    sql.executemany(f"INSERT OR REPLACE INTO procedures VALUES ({marks})", (astuple(each) for each in procedures))


def counts(sql: sqlite3.Connection) -> list[tuple[str | None, int]]:
    """How many procedures each area takes by its ministries; None is "chưa phân lĩnh vực"."""
    rows = sql.execute(
        "SELECT m.area, count(*) FROM procedures p LEFT JOIN area_ministries m ON m.ministry = p.ministry "
        "GROUP BY m.area ORDER BY m.area IS NULL, m.area"
    )
    return [(area, count) for area, count in rows]
