"""A file of dossiers (CSV, CSV.GZ or XLSX), in the columns of the import or, by a mapping file, in somebody else's.

A mapping file (TOML) says `[columns]` ours = "theirs", `[constants]` ours = "value", `[values.OURS]` "their word" =
"our word". `[code]` makes codes of another shape ours: `column`, `unit`, and the day of `received_at` or
`submitted_at`. With `[events]` (`case`, `at`, `name`, and `[events.states]` name = state) each row is an event of a
case, the rows of a case stand together, and the events become the dossier's trace. `received_by_end = true`: a case
that was noted only after it had ended was received by then.
"""

import gzip
import re
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.dossiers.filing import COLUMNS
from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw, Row
from kiosk.files import sheet_file, table_file
from kiosk.files.table_file import LARGEST, TOO_LARGE, Table

TABLES = {"columns", "constants", "values", "code", "events", "received_by_end"}
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Columns:
    """How somebody else's columns become ours."""

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, Any] = field(default_factory=dict)
    received_by_end: bool = False


@contextmanager
def opened(file: Path, map_file: Path | None = None) -> Iterator[tuple[Iterator[Row], int]]:
    """The dossiers of a file, one after the other, and about how many; BadFile when it is none, or is too large."""
    mapping = _mapping(map_file) if map_file else None
    heading = _heading(mapping)
    with _plain(file) as plain:
        table = sheet_file.read(plain, heading) if plain.suffix.lower() == ".xlsx" else table_file.read(plain)
        table.require(file, *_needed(mapping, heading))
        yield _mapped(table, mapping) if mapping else table.rows, table.size


@contextmanager
def _plain(file: Path) -> Iterator[Path]:
    """The file itself, or what a .gz holds, unpacked beside nothing and no larger than a file may be."""
    if file.suffix.lower() != ".gz":
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / file.stem
        try:
            with gzip.open(file) as packed, plain.open("wb") as out:
                while chunk := packed.read(_CHUNK):
                    out.write(chunk)
                    if out.tell() > LARGEST:
                        raise BadFile(file=file, detail=TOO_LARGE)
        except (OSError, EOFError) as error:
            raise BadFile(file=file, detail=Flaw("no-gzip")) from error
        yield plain


def _mapping(file: Path) -> Columns:
    try:
        told = tomllib.loads(file.read_text("utf-8-sig"))
        if flat := [name for name, table in _tables(told) if not isinstance(table, dict)]:
            raise BadFile(file=file, detail=Flaw("no-tables", keys=", ".join(flat)))
        if wrong := (told.keys() - TABLES) | (told.get("columns", {}).keys() - set(COLUMNS)):
            raise BadFile(file=file, detail=Flaw("unknown-keys", keys=", ".join(sorted(wrong))))
        if needed := {"column", "unit"} - told["code"].keys() if "code" in told else None:
            raise BadFile(file=file, detail=Flaw("lacks-keys", table="code", keys=", ".join(sorted(needed))))
        if needed := {"case", "at", "name"} - told["events"].keys() if "events" in told else None:
            raise BadFile(file=file, detail=Flaw("lacks-keys", table="events", keys=", ".join(sorted(needed))))
        if wrong := [key for key, value in _leaves(told) if not isinstance(value, str)]:
            raise BadFile(file=file, detail=Flaw("no-texts", keys=", ".join(wrong)))
        return Columns(**{"columns": {}, **told})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile(file=file, detail=Flaw("no-mapping", error=f"{error}")) from error
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


def _tables(told: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What must be a table, by its name."""
    for name in told.keys() & (TABLES - {"received_by_end"}):
        yield name, told[name]
        if isinstance(told[name], dict):
            inner = told[name] if name == "values" else {"states": told[name].get("states", {})}
            yield from ((f"{name}.{key}", table) for key, table in inner.items())


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """What a table holds that must be text, by its name."""
    for name, value in table.items():
        if above == "events.states.":
            yield f"{above}{name}", "" if value in set(DossierState) else value
        elif isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        elif f"{above}{name}" != "received_by_end":
            yield f"{above}{name}", value


def _heading(mapping: Columns | None) -> str:
    """The column by which the heading is known."""
    if mapping is None:
        return "code"
    return (mapping.code.get("column") or mapping.columns.get("code", "code")).lower()


def _needed(mapping: Columns | None, heading: str) -> set[str]:
    """The columns a file must have: missing ones of ours are allowed, but what a mapping names must be there."""
    if mapping is None:
        return {heading}
    events = [mapping.events[key] for key in ("case", "at", "name")] if mapping.events else []
    return {heading, *(each.lower() for each in (*mapping.columns.values(), *events))}


def _mapped(table: Table, mapping: Columns) -> Iterator[Row]:
    if not mapping.events:
        for row in table.rows:
            yield Row(row.line, _ours(row, mapping), row.fault, received_by_end=mapping.received_by_end)
        return
    case = mapping.events["case"].lower()
    for _, group in groupby(table.rows, key=lambda row: row.cells.get(case, "")):
        rows = list(group)
        events = [_event(row, mapping.events) for row in rows]
        fault = next((row.fault for row in rows if row.fault), None)
        yield Row(rows[0].line, _ours(rows[0], mapping), fault, events, mapping.received_by_end)


def _ours(row: Row, mapping: Columns) -> Mapping[str, str]:
    cells = dict(mapping.constants)
    for ours, theirs in mapping.columns.items():
        text = row.cells.get(theirs.lower(), "")
        cells[ours] = mapping.values.get(ours, {}).get(text, text)
    if mapping.code:
        cells["code"] = _code(row.cells.get(mapping.code["column"].lower(), ""), cells, mapping.code)
    return cells


def _code(theirs: str, cells: Mapping[str, str], rule: Mapping[str, str]) -> str:
    """A code of ours: the unit, the day of reception, the digits of theirs as the serial."""
    day = cells.get("received_at") or cells.get("submitted_at") or ""
    written = re.match(r"(\d{4})-(\d\d)-(\d\d)", day)
    serial = re.sub(r"\D", "", theirs)
    return f"{rule['unit']}-{''.join(written.groups())[2:]}-{serial:0>4}" if written and serial else theirs


def _event(row: Row, rule: Mapping[str, Any]) -> tuple[str, int, str]:
    name = row.cells.get(rule["name"].lower(), "")
    state = rule.get("states", {}).get(name, DossierState.IN_HAND.value)
    return row.cells.get(rule["at"].lower(), ""), int(state), _slug(name)


def _slug(name: str) -> str:
    """An event's name as a reason code."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60]
