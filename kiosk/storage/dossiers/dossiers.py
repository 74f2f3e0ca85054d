"""The register of dossiers, with the trace of each: what it was at any instant of the past."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from kiosk.domain.dossiers.dossier import OPEN, Code, Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.keyed import proven
from kiosk.domain.instants import from_text, to_text
from kiosk.storage.marks import marks_for
from kiosk.storage.record.digests import of_dossier

COLUMNS = tuple(field.name for field in fields(Dossier) if field.name != "trace")
_FLAGS = frozenset({"non_local", "post_to_agency", "post_back", "on_the_spot", "digitised", "assisted"})
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM dossiers"
_INSERT = f"INSERT INTO dossiers({', '.join(COLUMNS)}) VALUES ({marks_for(COLUMNS)})"
_UPDATE = f"UPDATE dossiers SET {', '.join(f'{column} = ?' for column in COLUMNS[1:])} WHERE id = ?"
_STEP = "INSERT INTO dossier_steps(dossier, no, at, state, due_at, reason, officer) VALUES (?, ?, ?, ?, ?, ?, ?)"
_BATCH = 500
Key = TypeVar("Key", int, str)
_OPEN = "state NOT IN (3, 7, 8, 10)"  # as the index of the open ones says it
_VALUES: Callable[[Dossier], tuple[Any, ...]] = attrgetter(*COLUMNS)
_INSTANTS = tuple(i for i, column in enumerate(COLUMNS) if column.endswith("_at"))
_NUMBERS = tuple(i for i, column in enumerate(COLUMNS) if column in _FLAGS | {"state"})


def add_many(sql: sqlite3.Connection, dossiers: Iterable[Dossier]) -> list[tuple[int, str]]:
    """Store new dossiers (their ids are ignored); answers the id of each, and its digest for the log."""
    newest = sql.execute("SELECT coalesce(max(id), 0) FROM dossiers").fetchone()[0]
    numbered = [*enumerate(dossiers, newest + 1)]
    rows = [(ident, (ident, *_row(dossier)[1:]), _steps(dossier)) for ident, dossier in numbered]
    sql.executemany(_INSERT, [row for _, row, _ in rows])
    sql.executemany(_STEP, [(ident, *step) for ident, _, steps in rows for step in steps])
    return [(ident, of_dossier(None, _named(row), steps)) for ident, row, steps in rows]


def save(sql: sqlite3.Connection, dossier: Dossier) -> None:
    """Write what changed of a dossier and the steps its trace gained."""
    ident, *values = _row(dossier)
    sql.execute(_UPDATE, (*values, ident))
    stored_steps = sql.execute("SELECT count(*) FROM dossier_steps WHERE dossier = ?", (ident,)).fetchone()[0]
    sql.executemany(_STEP, [(ident, *step) for step in _steps(dossier)[stored_steps:]])


def load(sql: sqlite3.Connection, dossier: int) -> Dossier | None:
    return next(iter(_load_all(sql, f"{_SELECT} WHERE id = ?", (dossier,))), None)


def of_receipt(sql: sqlite3.Connection, key: bytes, token: str) -> Dossier | None:
    """The dossier that a receipt's code proves; None for a forged one, and one of an earlier edition."""
    proof = proven(key, token)
    dossier = load(sql, proof.dossier) if proof else None
    return dossier if proof and dossier and dossier.edition == proof.edition else None


def by_code(sql: sqlite3.Connection, code: str) -> Dossier | None:
    """The dossier of a code as `parse_code` writes it."""
    return next(iter(_load_all(sql, f"{_SELECT} WHERE code = ?", (code,))), None)


def by_codes(sql: sqlite3.Connection, codes: Sequence[str]) -> dict[str, Dossier]:
    """The dossiers of some codes, as `parse_code` writes them."""
    register: dict[str, Dossier] = {}
    for batch in _batches(codes):
        where = f"{_SELECT} WHERE code IN ({marks_for(batch)})"
        register |= {each.code: each for each in _load_all(sql, where, batch)}
    return register


def of_leg(sql: sqlite3.Connection, leg: int) -> list[Dossier]:
    """What was received while one leg was served, oldest first."""
    return _load_all(sql, f"{_SELECT} WHERE leg = ? ORDER BY id", (leg,))


def of_visit(sql: sqlite3.Connection, ticket: int) -> list[Dossier]:
    """What was received in a visit, whichever stretch of it, oldest first."""
    return _load_all(sql, f"{_SELECT} WHERE leg IN (SELECT id FROM legs WHERE ticket = ?) ORDER BY id", (ticket,))


def of_ids(sql: sqlite3.Connection, chosen: Collection[int]) -> list[Dossier]:
    """Some dossiers by their internal numbers, in their order."""
    return [each for batch in _batches(sorted(chosen)) for each in _load_all(sql, _where_id(batch), batch)]


def open_ones(sql: sqlite3.Connection) -> list[Dossier]:
    """What somebody still works on, the earliest date first."""
    states = ", ".join(str(int(state)) for state in sorted(OPEN))
    where = f"WHERE state IN ({states}) AND {_OPEN} ORDER BY due_at, id"
    return _load_all(sql, f"{_SELECT} INDEXED BY dossiers_open {where}", ())


def last_serial(sql: sqlite3.Connection, unit: str, day: date) -> int:
    """The highest serial a unit has given on a day; 0 when none."""
    prefix = str(Code(unit, day, ""))
    of_day, bounds = "FROM dossiers WHERE code > ? AND code < ?", (prefix, f"{prefix}:")
    newest = sql.execute(f"SELECT max(code) {of_day}", bounds).fetchone()[0] or f"{prefix}0000"
    serial = newest[len(prefix) :]
    if len(serial) == len("0000") and serial != "9999":  # the last in the index: no need to read the whole day
        return int(serial)
    rows = sql.execute(f"SELECT code {of_day}", bounds)
    return max((int(code[len(prefix) :]) for (code,) in rows), default=0)


def codes(sql: sqlite3.Connection, chosen: Collection[int]) -> list[tuple[int, str]]:
    """The codes of some dossiers, with their internal numbers."""
    marks = marks_for(chosen)
    return sql.execute(f"SELECT id, code FROM dossiers WHERE id IN ({marks})", tuple(chosen)).fetchall()


def count(sql: sqlite3.Connection) -> int:
    return int(sql.execute("SELECT count(*) FROM dossiers").fetchone()[0])


def digest(dossier: Dossier) -> str:
    """What the log keeps of a dossier: SHA-256 of all that is known of it, so that a hand edit of any part is found."""
    return of_dossier(None, _named(_row(dossier)), _steps(dossier))


def digests(
    sql: sqlite3.Connection, log_digests: Mapping[int, str], chosen: Collection[int] | None = None
) -> Iterator[tuple[int, str]]:
    """The digests of these dossiers (all when None) as their rows stand, readable or not, formed as `log_digests`."""
    if chosen is None:
        chosen = [row["id"] for row in sql.execute("SELECT id FROM dossiers")]
    for batch in _batches(sorted(chosen)):
        steps: dict[int, list[tuple[object, ...]]] = defaultdict(list)
        for dossier, *step in _rows_of_steps(sql, batch):
            steps[dossier].append(tuple(step))
        for row in sql.execute(_where_id(batch), batch):
            yield row["id"], of_dossier(log_digests.get(row["id"]), _named(tuple(row)), steps[row["id"]])


def _load_all(sql: sqlite3.Connection, select: str, values: Sequence[object]) -> list[Dossier]:
    rows = sql.execute(select, tuple(values)).fetchall()
    traces = _traces(sql, [row["id"] for row in rows])
    return [_read(row, tuple(traces[row["id"]])) for row in rows]


def _traces(sql: sqlite3.Connection, chosen: Sequence[int]) -> dict[int, list[TraceStep]]:
    traces: dict[int, list[TraceStep]] = defaultdict(list)
    for batch in _batches(chosen):
        for dossier, _, at, state, due, reason, officer in _rows_of_steps(sql, batch):
            traces[dossier].append(TraceStep(from_text(at), DossierState(state), _instant(due), reason, officer))
    return traces


def _rows_of_steps(sql: sqlite3.Connection, batch: Sequence[int]) -> sqlite3.Cursor:
    marks = marks_for(batch)
    return sql.execute(f"SELECT * FROM dossier_steps WHERE dossier IN ({marks}) ORDER BY dossier, no", batch)


def _named(row: Sequence[object]) -> dict[str, object]:
    return dict(zip(COLUMNS, row, strict=True))


def _where_id(batch: Sequence[int]) -> str:
    return f"{_SELECT} WHERE id IN ({marks_for(batch)}) ORDER BY id"


def _batches(chosen: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (chosen[start : start + _BATCH] for start in range(0, len(chosen), _BATCH))


def _row(dossier: Dossier) -> tuple[object, ...]:
    values = list(_VALUES(dossier))
    for i in _INSTANTS:
        if values[i] is not None:
            values[i] = to_text(values[i])
    for i in _NUMBERS:
        values[i] = int(values[i])
    return tuple(values)


def _steps(dossier: Dossier) -> list[tuple[object, ...]]:
    steps: list[tuple[object, ...]] = []
    for no, step in enumerate(dossier.trace, 1):
        due = to_text(step.due_at) if step.due_at else None
        steps.append((no, to_text(step.at), int(step.state), due, step.reason, step.officer))
    return steps


def _read(row: sqlite3.Row, trace: tuple[TraceStep, ...]) -> Dossier:
    facts: dict[str, Any] = {column: _fact(column, row[column]) for column in COLUMNS}
    return Dossier(**facts | {"state": DossierState(row["state"]), "trace": trace})


def _fact(column: str, value: Any) -> Any:
    if column in _FLAGS:
        return bool(value)
    return from_text(value) if column.endswith("_at") and isinstance(value, str) else value


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None
