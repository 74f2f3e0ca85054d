"""A real office day out of a list of ticket calls: arrivals and calls, derived.

A row says: at this minute ticket N of a letter was called and W people waited. The tickets of a letter are
sequential, so N + W were issued by then; a number skipped between two rows was called between them, too.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.errors import BadFile
from kiosk.domain.queue.numbering import parse
from kiosk.domain.rows import Flaw

COLUMNS = {"office", "date", "time_seen", "letter", "ticket_called", "waiting", "open_counters", "queue"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One row: what was on the office's board at a minute."""

    at: datetime
    called: int
    waiting: int
    counters: int


@dataclass(slots=True)
class RecordedQueue:
    """One letter's day: when each ticket (1, 2, …) came and was called, and how many counters it had at most."""

    letter: str
    name: str
    counters: int
    arrivals: list[datetime] = field(default_factory=list)
    calls: list[datetime] = field(default_factory=list)


Skipped = tuple[int, str, str]  # line, ticket, and the letter in whose queue it stands


@dataclass(frozen=True, slots=True)
class RealDay:
    """The queues of one office on one day, and the rows that could not be used."""

    queues: list[RecordedQueue]
    skipped: list[Skipped]


def read(file: Path, office: str, day: str, zone: ZoneInfo) -> RealDay:
    """The day of an office; BadFile when the file cannot be read or holds no such day."""
    rows, skipped = _rows(file, office, day), list[Skipped]()
    letters: dict[str, list[Seen]] = defaultdict(list)
    names: dict[str, str] = {}
    for line, row in rows:
        ticket = parse(row["ticket_called"])
        if ticket is None or ticket[0] != row["letter"]:
            skipped.append((line, row["ticket_called"], row["letter"]))
            continue
        letters[row["letter"]].append(_seen(row, day, ticket[1], zone))
        names.setdefault(row["letter"], row["queue"])
    if not letters:
        raise BadFile(file=file, detail=Flaw("no-rows-of", office=office, day=day))
    return RealDay([_queue(letter, names[letter], seen) for letter, seen in sorted(letters.items())], skipped)


def _rows(file: Path, office: str, day: str) -> list[tuple[int, dict[str, str]]]:
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8", newline="") as text:
            rows = csv.DictReader(text)
            if missing := COLUMNS - set(rows.fieldnames or ()):
                raise BadFile(file=file, detail=Flaw("no-columns", columns=", ".join(sorted(missing))))
            return [(rows.line_num, row) for row in rows if row["office"] == office and row["date"] == day]
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


def _seen(row: dict[str, str], day: str, called: int, zone: ZoneInfo) -> Seen:
    at = datetime.combine(datetime.fromisoformat(day), time.fromisoformat(row["time_seen"]), zone)
    return Seen(at, called, int(row["waiting"] or 0), int(row["open_counters"] or 0))


def _queue(letter: str, name: str, seen: Iterable[Seen]) -> RecordedQueue:
    rows = sorted(seen, key=lambda row: (row.at, row.called))
    queue = RecordedQueue(letter, name, max(1, *(row.counters for row in rows)))
    last = max(row.called for row in rows)
    before = Seen(rows[0].at, 0, 0, 0)
    for former, row in pairwise([before, *rows]):
        queue.calls += [row.at] * max(0, row.called - len(queue.calls))
        newcomers = max(0, min(last, row.called + row.waiting) - len(queue.arrivals))
        queue.arrivals += _spread(former.at, row.at, newcomers)
    return queue


def _spread(start: datetime, end: datetime, count: int) -> list[datetime]:
    """So many arrivals evenly over the time between two rows, the last at its end."""
    step = (end - start) / count if count else timedelta(0)
    return [start + step * (i + 1) for i in range(count)]
