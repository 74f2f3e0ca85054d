"""What the log keeps of things it must not name: a digest, by their named facts as JSON.

The first programs made digests of Python's own words for a row; what was sealed so is still compared so.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.record.seal import DIGESTS, canonical, digest
from kiosk.storage.record.lasting import lasting

# The fields of a procedure when the log first held a digest of the catalogue.
_PROCEDURE = (
    *("code", "name", "ministry", "field", "level", "kind", "decision", "audience", "agency", "channels"),
    *("duration", "unit", "free", "fee", "results"),
)


def as_told(log_digest: str | None, what: str, facts: Mapping[str, object], first: Iterable[str]) -> str:
    """The digest of what stands, made as the log tells it: by named facts, or of one of the `first` words for it."""
    if log_digest is None or log_digest.startswith(DIGESTS):
        return digest(what, facts)
    earlier = [hashlib.sha256(text.encode()).hexdigest() for text in first]
    return log_digest if log_digest in earlier else earlier[0]


def of_row(log_digest: str | None, what: str, table: str, row: sqlite3.Row) -> str:
    """The digest of a row of a table."""
    return as_told(log_digest, what, dict(zip(row.keys(), tuple(row), strict=True)), [repr(lasting(table, row))])


def of_dossier(log_digest: str | None, row: Mapping[str, object], steps: Sequence[tuple[object, ...]]) -> str:
    """The digest of a dossier's row with its trace."""
    facts = {**row, "steps": steps}
    if log_digest is None or log_digest.startswith(DIGESTS):
        return digest("dossier", facts)
    pairs = [pair for pair in row.items() if pair[1] is not None]
    # A duration that an office wrote as a whole number was told so, and came back as 3.0.
    whole = [(name, int(value) if isinstance(value, float) and value.is_integer() else value) for name, value in pairs]
    return as_told(log_digest, "dossier", facts, [repr((each, list(steps))) for each in (pairs, whole)])


def of_procedures(log_digest: str | None, procedures: Mapping[str, Procedure]) -> str:
    """The digest of the whole catalogue."""
    facts = {code: {name: getattr(each, name) for name in _PROCEDURE} for code, each in procedures.items()}
    first = f"[{', '.join(f'({code!r}, {_in_words(procedures[code])})' for code in sorted(procedures))}]"
    return as_told(log_digest, "procedures", facts, [first])


def of_plan(log_digest: str | None, tables: Mapping[str, Sequence[Mapping[str, object]]], first: str) -> str:
    """The digest of the office's plan by the rows of its tables."""
    facts = {table: sorted(canonical(_said(row)) for row in rows) for table, rows in tables.items() if rows}
    return as_told(log_digest, "plan", facts, [first])


def _said(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def _in_words(procedure: Procedure) -> str:
    return f"Procedure({', '.join(f'{name}={getattr(procedure, name)!r}' for name in _PROCEDURE)})"
