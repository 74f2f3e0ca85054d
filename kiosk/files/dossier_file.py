"""A file of dossiers, in the columns of the import or, by a mapping file, in somebody else's.

A mapping file (TOML) says `[columns]` ours = "theirs", `[constants]` ours = "value", `[values.OURS]` "their word" =
"our word", `[formats]` ours = "%H%M %d%m%y" for dates of a form of their own, and `dates = "day-first"` or
"month-first" where the file does not show it. `[code]` makes codes of another shape ours: `column`, `unit`, and the
day of `received_at` or `submitted_at`. With `[events]` (`case`, `at`, `name`, and `[events.states]` name = state) each
row is an event of a case, wherever it stands, and the events become the dossier's trace. `received_by_end = true`: a
case that was noted only after it had ended was received by then.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.domain import dates
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.dossiers.filing import COLUMNS, INSTANTS, SAID
from kiosk.domain.errors import BadFile
from kiosk.domain.file_flaws import toml_flaw
from kiosk.domain.rows import Flaw, Notes, Row
from kiosk.domain.texts import alike, clean
from kiosk.files import table_file
from kiosk.files.gathered import Gathered
from kiosk.files.heading import Requirements
from kiosk.files.table_file import Table

TABLES = {"columns", "constants", "values", "code", "events", "received_by_end", "formats", "dates"}
ORDERS = {"day-first": False, "month-first": True}
_SINGLE = {"received_by_end", "dates"}


@dataclass(frozen=True, slots=True)
class Columns:
    """How somebody else's columns become ours; their names and words are held as they are compared."""

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, Any] = field(default_factory=dict)
    received_by_end: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> "Columns":
        """A mapping file's own words, blanks and capitals apart."""
        columns = {ours: alike(theirs) for ours, theirs in tables.get("columns", {}).items()}
        values = {ours: _words(words) for ours, words in tables.get("values", {}).items()}
        constants = {ours: clean(value) for ours, value in tables.get("constants", {}).items()}
        code = dict(tables.get("code", {}))
        events = dict(tables.get("events", {}))
        for rule, keys in ((code, ("column",)), (events, ("case", "at", "name"))):
            rule.update({key: alike(rule[key]) for key in keys if key in rule})
        if "states" in events:
            events["states"] = _words(events["states"])
        parts = {"columns": columns, "values": values, "constants": constants, "code": code, "events": events}
        return cls(**{**tables, **parts})


def _words(table: Mapping[str, Any]) -> dict[str, Any]:
    return {alike(word): ours for word, ours in table.items()}


@contextmanager
def opened(file: Path, map_file: Path | None = None) -> Iterator[tuple[Iterator[Row], int, Notes]]:
    """The dossiers of a file one after the other, about how many, and what is to be told of it once they were read.

    BadFile when it is none, or is too large.
    """
    mapping = _mapping(map_file) if map_file else None
    with table_file.opened(file, _requirements(mapping) if mapping else OURS) as table:
        if mapping:
            table.notes.headings = {ours: table.labels[theirs] for ours, theirs in mapping.columns.items()}
        yield (_mapped(table, mapping) if mapping else table.rows), table.size, table.notes


OURS = Requirements("code", ("code",), COLUMNS, INSTANTS, "code", SAID)


def _requirements(mapping: Columns) -> Requirements:
    """What a mapping asks of a table: missing ones of ours are allowed, but what a mapping names must be there."""
    key = mapping.code.get("column") or mapping.columns.get("code", "code")
    events = [mapping.events[name] for name in ("case", "at", "name")] if mapping.events else []
    needed = tuple(dict.fromkeys((key, *mapping.columns.values(), *events)))
    days = [mapping.columns[name] for name in INSTANTS if name in mapping.columns]
    return Requirements(
        key,
        needed,
        needed,
        (*days, *([mapping.events["at"]] if mapping.events else [])),
        mapping.columns.get("code", ""),
        forms={mapping.columns[name]: form for name, form in mapping.formats.items()},
        month_first=ORDERS[mapping.dates] if mapping.dates else None,
    )


def _mapping(file: Path) -> Columns:
    try:
        tables = tomllib.loads(file.read_text("utf-8-sig"))
        if flat := [name for name, table in _tables(tables) if not isinstance(table, dict)]:
            raise BadFile(file=file, detail=Flaw("no-tables", keys=", ".join(flat)))
        if wrong := (tables.keys() - TABLES) | (tables.get("columns", {}).keys() - set(COLUMNS)) | _misplaced(tables):
            raise BadFile(file=file, detail=Flaw("unknown-keys", keys=", ".join(sorted(wrong))))
        if needed := {"column", "unit"} - tables["code"].keys() if "code" in tables else None:
            raise BadFile(file=file, detail=Flaw("lacks-keys", table="code", keys=", ".join(sorted(needed))))
        if needed := {"case", "at", "name"} - tables["events"].keys() if "events" in tables else None:
            raise BadFile(file=file, detail=Flaw("lacks-keys", table="events", keys=", ".join(sorted(needed))))
        if wrong := [key for key, value in _leaves(tables) if not isinstance(value, str)]:
            raise BadFile(file=file, detail=Flaw("no-texts", keys=", ".join(wrong)))
        return Columns.of(tables)
    except UnicodeDecodeError as error:
        raise BadFile(file=file, detail=Flaw("no-mapping", why=Flaw("no-utf8"))) from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(file=file, detail=Flaw("no-mapping", why=toml_flaw(error))) from error
    except OSError as error:
        raise BadFile(file=file, detail=Flaw("unreadable")) from error


def _misplaced(tables: Mapping[str, Any]) -> set[str]:
    """What says how a date is written that is none of the columns, or in which order that is none."""
    dated = tables.get("columns", {}).keys() & set(INSTANTS)
    wrong = {f"formats.{name}" for name in tables.get("formats", {}).keys() - dated}
    return wrong | ({"dates"} if f"{tables.get('dates', 'day-first')}" not in ORDERS else set())


def _tables(tables: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What must be a table, by its name."""
    for name in tables.keys() & (TABLES - _SINGLE):
        yield name, tables[name]
        if isinstance(tables[name], dict):
            inner = tables[name] if name == "values" else {"states": tables[name].get("states", {})}
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


def _mapped(table: Table, mapping: Columns) -> Iterator[Row]:
    if not mapping.events:
        for row in table.rows:
            yield replace(row, cells=_ours(row, mapping), received_by_end=mapping.received_by_end)
        return
    lines, month_first = Gathered(), False
    for row in table.rows:
        fault = [row.fault.code, row.fault.facts] if row.fault else None
        lines.add(row.cells.get(mapping.events["case"], ""), row.line, [row.line, row.cells, fault])
        month_first = row.month_first
    for case in lines.cases():
        yield _case(case, mapping, month_first)


def _case(lines: list[Any], mapping: Columns, month_first: bool) -> Row:
    """A dossier of the events of a case; a fault of one of them is a fault of it."""
    line, cells, _ = lines[0]
    fault = next((Flaw(flaw[0], **flaw[1]) for _, _, flaw in lines if flaw), None)
    events = [_event(each, mapping.events) for _, each, _ in lines]
    first = Row(line, cells, fault, events, mapping.received_by_end, month_first)
    return replace(first, cells=_ours(first, mapping))


def _ours(row: Row, mapping: Columns) -> Mapping[str, str]:
    theirs, cells = row.cells, dict(mapping.constants)
    for ours, column in mapping.columns.items():
        text = theirs.get(column, "")
        words = mapping.values.get(ours)
        cells[ours] = words.get(alike(text), text) if words else text
    if mapping.code:
        cells["code"] = _code(theirs.get(mapping.code["column"], ""), _day(cells, row.month_first), mapping.code)
    return cells


def _code(theirs: str, day: str, rule: Mapping[str, str]) -> str:
    """A code of ours: the unit, the day of reception, the digits of theirs as the serial."""
    serial = re.sub(r"\D", "", theirs)
    return f"{rule['unit']}-{day}-{serial:0>4}" if day and serial else theirs


def _day(cells: Mapping[str, str], month_first: bool) -> str:
    """The day that a dossier came as a code holds it, YYMMDD; "" when nobody knows it."""
    text = cells.get("received_at") or cells.get("submitted_at") or ""
    if match := re.match(r"\d\d(\d\d)-(\d\d)-(\d\d)", text):
        return "".join(match.groups())
    try:
        written = dates.read(text, month_first)
    except ValueError:
        return ""
    return f"{written.at:%y%m%d}" if written else ""


def _event(cells: Mapping[str, str], rule: Mapping[str, Any]) -> tuple[str, int, str]:
    name = cells.get(rule["name"], "")
    state = rule.get("states", {}).get(alike(name), DossierState.IN_HAND.value)
    return cells.get(rule["at"], ""), int(state), _slug(name)


def _slug(name: str) -> str:
    """An event's name as a reason code."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60]
