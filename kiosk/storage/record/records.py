"""What the office is called in its record, and which keys its log is sealed with."""

import json
import secrets
import sqlite3
from dataclasses import dataclass

from kiosk.storage.record.keys import NAMES, Fingerprints, Keys, fingerprints

UNIT_BYTES = 10


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """The office's own name in the record, and the fingerprints of its keys."""

    unit: str
    prints: Fingerprints


def new_unit() -> str:
    """A name for an office in the record, which no other has."""
    return secrets.token_hex(UNIT_BYTES)


def name(sql: sqlite3.Connection, unit: str, keys: Keys) -> None:
    """Note what the office is called in the record, and its keys' fingerprints."""
    prints = fingerprints(keys)
    sql.execute(
        "INSERT INTO record(id, unit, digest, seal, sign) VALUES (1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "digest = excluded.digest, seal = excluded.seal, sign = excluded.sign",
        (unit, *(prints[name] for name in NAMES)),
    )


def load(sql: sqlite3.Connection) -> OfficeRecord | None:
    """What is known of the record; None before the first entry."""
    row = sql.execute(f"SELECT unit, {', '.join(NAMES)} FROM record").fetchone()
    return OfficeRecord(row[0], dict(zip(NAMES, tuple(row)[1:], strict=True))) if row else None


def public_keys(sql: sqlite3.Connection) -> set[str]:
    """The public keys of every stretch of the record."""
    return {json.loads(body)["public"] for (body,) in sql.execute("SELECT body FROM log WHERE kind = 'SealBegan'")}
