"""The step that gave the record its seams, and blanked in old entries what may no longer be known.

Classes of priority, special needs and what anybody rated stood in the log and led to people. They are taken out of the
old bodies, whose hashes are kept; one entry then lists exactly which bodies were blanked, and `verify` takes those and
no others. From the entry before it on, every entry has a keyed seal beside its hash.
"""

import json
import re
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.instants import from_text
from kiosk.domain.record import seal
from kiosk.storage.marks import marks_for
from kiosk.storage.record import keys as secret
from kiosk.storage.record import records
from kiosk.storage.record.signing import public_of

SEAMS = """
ALTER TABLE log ADD COLUMN mac TEXT;
CREATE TABLE record (
    id INTEGER PRIMARY KEY CHECK (id = 1), unit TEXT NOT NULL,
    digest TEXT NOT NULL, seal TEXT NOT NULL, sign TEXT NOT NULL, imported TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE bookmarks (follower TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
DROP TABLE ratings;
CREATE TABLE ratings (
    key TEXT PRIMARY KEY, counter INTEGER, officer INTEGER, agency INTEGER, day TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('very_satisfied', 'satisfied', 'not_satisfied')), answer TEXT NOT NULL,
    reasons TEXT, source TEXT NOT NULL CHECK (source IN ('pad', 'phone', 'kiosk', 'paper')), taken_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_counted ON ratings (day, level, source, counter);
CREATE INDEX ratings_explained ON ratings (day, reasons) WHERE reasons > '';
CREATE INDEX ratings_taken ON ratings (taken_on);
CREATE TABLE rating_marks (mark TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE complaints (counter INTEGER PRIMARY KEY) STRICT;
CREATE TABLE care_sums (
    day TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('class', 'need')), code TEXT NOT NULL,
    tickets INTEGER NOT NULL, PRIMARY KEY (day, kind, code)
) STRICT, WITHOUT ROWID;
DELETE FROM alerts;
ALTER TABLE tickets ADD COLUMN entry INTEGER;
CREATE INDEX tickets_care ON tickets (day) WHERE (priority IS NOT NULL OR needs IS NOT NULL);
"""

REMEMBERS = 1  # the database's mark that its pages and copies may still hold what was blanked
BLANKED = {  # by kind: the fields that go; None for all of them
    "TicketIssued": ("priority", "needs"),
    "TicketCarried": ("priority", "needs"),
    "PriorityChanged": ("priority",),
    "RatingGiven": None,
    "RatingExplained": None,
    "RatingsImported": None,
    "AlertRaised": None,  # of all kinds: that one of them was blanked would tell what it was about
    "AlertEnded": None,
}


def never_again(sql: sqlite3.Connection, table: str) -> None:
    """Let no number of a table be given twice: it is made anew, with all that it holds and all that is made of it."""
    (made,) = sql.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    rest = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = [statement for (statement,) in sql.execute(rest, (table,))]
    body = made.split("(", 1)[1].replace("id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT", 1)
    sql.execute(f"CREATE TABLE fresh_{table} ({body}")
    sql.execute(f"INSERT INTO fresh_{table} SELECT * FROM {table}")
    sql.execute(f"DROP TABLE {table}")
    sql.execute(f"ALTER TABLE fresh_{table} RENAME TO {table}")
    for statement in indexes:
        sql.execute(statement)


def begin(sql: sqlite3.Connection, rows: list[sqlite3.Row]) -> None:
    """Blank the old entries of an office that worked, begin the keyed seals and say so in the log.

    `rows`: its old ratings.
    """
    keys = secret.load(Path(sql.execute("PRAGMA database_list").fetchone()[2]).parent, None)
    sql.execute(f"PRAGMA user_version = {REMEMBERS}")
    _forget_care(sql)
    _number_legs(sql)
    listed, bodies = _blank(sql)
    marks = _keep_ratings(sql, rows, keys.digest)
    office = sql.execute("SELECT day FROM office").fetchone()
    day = office[0] if office else ""
    unit = records.new_unit()
    tail = Tail(sql, keys.seal)
    tail.add("SealBegan", began(unit, keys, "upgrade"))
    records.name(sql, unit, keys)
    tail.add(
        "EntriesRedacted",
        {
            "entries": seal.runs_to_text(listed),
            "digest": seal.digest_of_bodies(bodies),
            "day": day,
            "ratings": seal.sum_of(own_ratings(sql, "taken_on < ?", day)),
            "imported": seal.sum_of(imported_ratings(sql)),
            "marks": seal.sum_of(sorted(marks)),
        },
    )


def began(unit: str, keys: secret.Keys, why: str) -> dict[str, str]:
    """What the log says of the keys it is sealed with from now on."""
    return {"unit": unit, **secret.fingerprints(keys), "public": public_of(keys.sign), "why": why}


_OWN = "SELECT key, counter, officer, agency, day, level, answer, reasons, source, taken_on FROM ratings"


def own_ratings(sql: sqlite3.Connection, where: str, *values: object) -> Iterator[list[object]]:
    """Ratings that were given here, by their keys."""
    yield from map(list, sql.execute(f"{_OWN} WHERE taken_on IS NOT NULL AND {where} ORDER BY key", values))


def imported_ratings(sql: sqlite3.Connection) -> Iterator[list[object]]:
    """Ratings that were taken over from files, by their keys."""
    yield from map(list, sql.execute(f"{_OWN} WHERE taken_on IS NULL ORDER BY key"))


def _forget_care(sql: sqlite3.Connection) -> None:
    """Keep of former days only how many tickets had each class and need."""
    former = "day < (SELECT day FROM office)"
    sql.execute(
        "INSERT INTO care_sums SELECT day, 'class', priority, count(*) FROM tickets "
        f"WHERE priority IS NOT NULL AND {former} GROUP BY day, priority"
    )
    needs: Counter[tuple[str, str]] = Counter()
    for day, codes in sql.execute(f"SELECT day, needs FROM tickets WHERE needs IS NOT NULL AND {former}"):
        needs.update((day, need) for need in codes.split(","))
    sql.executemany("INSERT INTO care_sums VALUES (?, 'need', ?, ?)", [(*each, n) for each, n in needs.items()])
    sql.execute(f"UPDATE tickets SET priority = NULL, needs = NULL WHERE {former}")
    sql.execute(
        f"UPDATE legs SET priority = NULL, needs = NULL WHERE ticket IN (SELECT id FROM tickets WHERE {former})"
    )


def _number_legs(sql: sqlite3.Connection) -> None:
    """The highest number of a leg that the log tells of was given, though the leg be gone."""
    number = "max(coalesce(json_extract(body, '$.leg'), 0), coalesce(json_extract(body, '$.next_leg'), 0))"
    newest = sql.execute(f"SELECT max({number}) FROM log").fetchone()[0] or 0
    if not sql.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'legs'", (newest,)).rowcount:
        sql.execute("INSERT INTO sqlite_sequence VALUES ('legs', ?)", (newest,))


class Tail:
    """The end of the log, to which a step adds what it did, at the instant of the entry before."""

    def __init__(self, sql: sqlite3.Connection, key: bytes) -> None:
        self._sql, self._key = sql, key
        self.seq, self._hash, self._at = sql.execute(
            "SELECT seq, hash, at FROM log ORDER BY seq DESC LIMIT 1"
        ).fetchone()

    def add(self, kind: str, facts: dict[str, Any]) -> None:
        self.seq += 1
        body = seal.canonical({"v": 2, **facts})
        self._hash = seal.chain(self._hash, self.seq, self._at, kind, body)
        row = (self.seq, self._at, kind, body, self._hash, seal.mac(self._key, self._hash))
        self._sql.execute("INSERT INTO log(seq, at, kind, body, hash, mac) VALUES (?, ?, ?, ?, ?, ?)", row)


def _blank(sql: sqlite3.Connection) -> tuple[list[int], list[str]]:
    """Blank the old bodies; answers the numbers of the entries and what is left of each."""
    triggers = sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'").fetchall()
    for name, _ in triggers:
        sql.execute(f"DROP TRIGGER {name}")
    marks = marks_for(BLANKED)
    rows = sql.execute(f"SELECT seq, kind, body FROM log WHERE kind IN ({marks}) ORDER BY seq", tuple(BLANKED))
    left = [(seq, _left(kind, body)) for seq, kind, body in rows.fetchall()]
    sql.executemany("UPDATE log SET body = ? WHERE seq = ?", [(body, seq) for seq, body in left])
    for _, statement in triggers:
        sql.execute(statement)
    return [seq for seq, _ in left], [body for _, body in left]


def _left(kind: str, body: str) -> str:
    """What is left of a body."""
    gone = BLANKED[kind]
    rest = {} if gone is None else {name: value for name, value in json.loads(body).items() if name not in gone}
    return seal.canonical(rest)


def _keep_ratings(sql: sqlite3.Connection, rows: list[sqlite3.Row], key: bytes) -> list[str]:
    """Keep old ratings without what leads to anybody; answers the marks of what was rated, for nobody rates twice."""
    zone = sql.execute("SELECT time_zone FROM office").fetchone()
    here = ZoneInfo(zone[0] if zone else "UTC")
    agencies = dict(sql.execute("SELECT id, agency FROM dossiers").fetchall())
    marks = []
    for row in rows:
        imported = bool(re.match("(ref|row):", row["ref"] or ""))
        name = keyed(key, "rating", row["ref"])[:32] if imported else secrets.token_hex(16)
        day = from_text(row["rated_at"]).astimezone(here).date().isoformat()
        facts = (row["level"], row["answer"], row["reasons"], row["source"], None if imported else row["taken_on"])
        place = (row["counter"], None, agencies.get(row["dossier"]), day)
        sql.execute(
            "INSERT INTO ratings(key, counter, officer, agency, day, level, answer, reasons, source, taken_on) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, *place, *facts),
        )
        marks += [] if imported else [keyed(key, "rated", _subject(row))[:32]]
    sql.executemany("INSERT INTO rating_marks VALUES (?)", [(mark,) for mark in sorted(marks)])
    return marks


def _subject(row: sqlite3.Row) -> str:
    """What was rated."""
    if row["leg"] is not None:
        return f"leg {row['leg']}"
    return f"dossier {row['dossier']}" if row["dossier"] is not None else f"form {row['ref'].removeprefix('paper:')}"
