"""What was guessed at in vain: in memory until the house is kept, then on the disk: a restart forgives nothing.

What the office has (`dossier/12/pin`, `slip/2026-07-02/A012`) is kept while it matters, a row each. What it has not
is remembered as long as there is room: nothing can be found there.
"""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.guessing import Aim, Wrong, once_more, wait
from kiosk.domain.instants import from_text, to_text
from kiosk.storage.db import Database

MOST_UNKNOWN = 4_096
KEPT = timedelta(days=400)  # longer than any delay takes to fade


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that counts as wrong until it is taken back: what it was before, and after."""

    aim: Aim
    before: Wrong | None
    after: Wrong


class Guesses:
    """The wrong tries at everything of one office."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._lock = threading.Lock()
        self._new: dict[str, Wrong | None] = {}
        self._unknown: dict[str, Wrong] = {}

    def take(self, aim: Aim, now: datetime, place: str) -> Attempt | timedelta:
        """Count a try before it is made; or how long this place has to wait."""
        with self._lock:
            before = self._wrong(aim)
            if left := wait(before, aim.allowance, now, place):
                return left
            after = once_more(before, aim.allowance, now, place)
            self._keep(aim, after)
        return Attempt(aim, before, after)

    def give_back(self, tried: Attempt) -> None:
        """It was no wrong try."""
        with self._lock:
            now = self._wrong(tried.aim)
            if now == tried.after:
                self._keep(tried.aim, tried.before)
            elif now and now.count > 1:  # others tried meanwhile
                self._keep(tried.aim, Wrong(now.count - 1, now.at, now.places))

    def store(self) -> None:
        """Keep what changed since the last time; what long faded is forgotten."""
        with self._lock:
            changed = dict(self._new)
        if not changed:
            return
        newest = max((each.at for each in changed.values() if each), default=None)
        with self.db.turn() as sql:
            if newest:
                sql.execute("DELETE FROM guesses WHERE at < ?", (to_text(newest - KEPT),))
            _put(sql, changed.items())
        with self._lock:
            for name, wrong in changed.items():
                if self._new.get(name) is wrong:
                    self._new.pop(name, None)

    def _wrong(self, aim: Aim) -> Wrong | None:
        stored = self._stored(aim.name)  # looked for whether the office has it or not: the time tells nothing
        if not aim.known:
            return self._unknown.get(aim.name)
        return self._new.get(aim.name, stored)

    def _stored(self, name: str) -> Wrong | None:
        with self.db.reading() as sql:
            return _read(sql.execute("SELECT wrong, at, places FROM guesses WHERE what = ?", (name,)).fetchone())

    def _keep(self, aim: Aim, wrong: Wrong | None) -> None:
        if aim.known:
            self._new[aim.name] = wrong
            return
        self._unknown.pop(aim.name, None)
        if wrong:
            self._unknown[aim.name] = wrong
        while len(self._unknown) > MOST_UNKNOWN:
            del self._unknown[next(iter(self._unknown))]


def newest(sql: sqlite3.Connection, since: datetime, least: int, most: int) -> list[tuple[str, Wrong]]:
    """What was guessed at so often since an instant, by name, the newest first."""
    rows = sql.execute(
        "SELECT what, wrong, at, places FROM guesses WHERE at >= ? AND wrong >= ? ORDER BY at DESC LIMIT ?",
        (to_text(since), least, most),
    )
    return [(what, Wrong(wrong, from_text(at), frozenset(places.split()))) for what, wrong, at, places in rows]


def _put(sql: sqlite3.Connection, changed: Iterable[tuple[str, Wrong | None]]) -> None:
    for name, wrong in changed:
        sql.execute("DELETE FROM guesses WHERE what = ?", (name,))
        if wrong:
            values = (name, wrong.count, to_text(wrong.at), " ".join(sorted(wrong.places)))
            sql.execute("INSERT INTO guesses(what, wrong, at, places) VALUES (?, ?, ?, ?)", values)


def _read(row: sqlite3.Row | None) -> Wrong | None:
    return Wrong(row["wrong"], from_text(row["at"]), frozenset(row["places"].split())) if row else None
