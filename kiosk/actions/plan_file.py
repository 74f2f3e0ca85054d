"""The office's plan as a TOML file: read with a clear word for every mistake."""

import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.errors import BadOffice
from kiosk.domain.hours import Calendar, Hours, Sessions, local_time, session
from kiosk.domain.numbering import LETTERS
from kiosk.domain.plan import Agency, Area, Counter, Plan, Printer, Zone
from kiosk.domain.priority import PriorityClass
from kiosk.domain.procedure import is_code
from kiosk.domain.settings import SECTIONS, AreaRules, CounterRules, Group, ProcedureRule, ZoneRules, ZoneSound

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KINDS = ("department", "central", "enterprise", "commune")
WIDTHS = (80, 58)
TOP = ("office", "hours", "calendar", "zones", "areas", "counters", "classes", "printers", "procedures", *SECTIONS)


def read(path: Path) -> Plan:
    """The plan of a TOML file; BadOffice names the key and the cure."""
    try:
        text = unicodedata.normalize("NFC", path.read_text("utf-8-sig"))
        return plan_of(tomllib.loads(text))
    except OSError as error:
        raise BadOffice(key=path, cure=error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise BadOffice(key=path, cure="save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadOffice(key=path, cure=str(error)) from error


def plan_of(tree: Mapping[str, Any]) -> Plan:
    """The plan of a parsed office file, each reference checked."""
    top = _Table("", tree)
    top.only(TOP)
    office, zones = top.table("office"), _unique(top.tables("zones"), "code", _zone)
    office.only(("name", "name_en", "time_zone", "day_starts_at", "day_end", "general_area"))
    areas = _unique(top.tables("areas"), "letter", lambda t: _area(t, zones))
    counters = _unique(top.tables("counters"), "number", lambda t: _counter(t, areas))
    _require_served(areas, counters.values())
    classes = _unique(top.tables("classes", ()), "code", _class)
    collect = top.table("collect", {})
    collect.one_of("area", areas, None)
    collect.one_of("priority", classes, None)
    calendar = top.table("calendar", {})
    calendar.only(("holidays", "off", "worked"))
    return Plan(
        name_vi=office.text("name"),
        name_en=office.text("name_en", office.text("name")),
        time_zone=office.check("time_zone", _known_zone, "Asia/Ho_Chi_Minh"),
        day_starts_at=local_time(office.check("day_starts_at", local_time, "04:00")),
        general_area=office.one_of("general_area", areas, None),
        hours=_hours(top.table("hours", {day: ["00:00-24:00"] for day in WEEKDAYS})),
        areas=areas,
        counters=counters,
        zones=zones,
        classes=classes,
        printers=_unique(top.tables("printers", ()), "name", _printer),
        holidays=calendar.flag("holidays", True),
        carries=office.one_of("day_end", ("end", "carry"), "end") == "carry",
        rules=_rules(top.tables("procedures", ())),
        **{section: top.table(section, {}).settings(kind) for section, kind in SECTIONS.items()},
        calendar=Calendar({**_days(calendar, "off", False), **_days(calendar, "worked", True)}),
    )


class _Table:
    """One table of the file and the key it stands under, for words that name the place."""

    def __init__(self, key: str, tree: Mapping[str, Any]) -> None:
        self.key, self.tree = key, tree

    def at(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def bad(self, name: str, cure: str) -> BadOffice:
        return BadOffice(key=self.at(name), cure=cure)

    def only(self, names: Sequence[str]) -> None:
        for name in self.tree.keys() - set(names):
            raise self.bad(name, f"no such key; known here: {', '.join(names)}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.tree.get(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name, "give a text in quotes")
        return " ".join(value.split())

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self.tree.get(name, default)
        if type(value) is not int or not low <= value <= high:
            raise self.bad(name, f"give a whole number from {low} to {high}")
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        value = self.tree.get(name, [])
        if not isinstance(value, list) or not all(type(each) is int for each in value):
            raise self.bad(name, "give a list of whole numbers, like [1, 2]")
        return tuple(value)

    def flag(self, name: str, default: bool) -> bool:
        value = self.tree.get(name, default)
        if not isinstance(value, bool):
            raise self.bad(name, "give true or false")
        return value

    def texts(self, name: str, default: Sequence[str] | None = None) -> list[str]:
        value = self.tree.get(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each for each in value):
            raise self.bad(name, 'give a list of texts, like ["…", "…"]')
        return list(value)

    def checked(self, name: str, test: Callable[[str], object] | None) -> list[str]:
        try:
            found = self.texts(name)
            for text in found:
                _ = test(text) if test else None
            return found
        except ValueError as error:
            raise self.bad(name, str(error)) from error

    def one_of(self, name: str, known: Collection[str], default: str | None) -> str | None:
        value = self.tree.get(name, default)
        if value is not None and value not in known:
            raise self.bad(name, f"{value!r} is not among {', '.join(known)}")
        return None if value is None else str(value)

    def some_of(self, name: str, known: Collection[str], default: Sequence[str] | None = None) -> list[str]:
        for value in (values := self.texts(name, default)):
            if value not in known:
                raise self.bad(name, f"{value!r} is not among {', '.join(known)}")
        return values

    def check(self, name: str, test: Callable[[str], object], default: str) -> str:
        value = self.text(name, default)
        try:
            test(value)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise self.bad(name, str(error)) from error
        return value

    def settings(self, kind: type[Group]) -> Group:
        """A group of settings; what the table does not name keeps its default."""
        self.only(_names(kind))
        return self.rules(kind)

    def rules(self, kind: type[Group]) -> Group:
        """A group of settings among other keys of the table."""
        return kind(**{each.name: self._setting(each) for each in fields(kind) if each.name in self.tree})  # type: ignore[arg-type]

    def _setting(self, of: "Field[Any]") -> object:
        if of.type is bool:
            return self.flag(of.name, False)
        if of.type is int:
            return self.whole(of.name, of.metadata["low"], of.metadata["high"])
        if "record" in of.metadata:
            return self._records(of.name, of.metadata["record"])
        if of.type is not str:
            known, check = of.metadata.get("known"), of.metadata.get("check")
            return tuple(dict.fromkeys(self.some_of(of.name, known) if known else self.checked(of.name, check)))
        if "check" in of.metadata:
            return self.check(of.name, of.metadata["check"], "")
        return self.one_of(of.name, of.metadata["known"], None) if "known" in of.metadata else self.text(of.name)

    def _records(self, name: str, kind: type) -> tuple[object, ...]:
        """Tables of one kind, each with a `code` of its own; `name_en` is `name` where it lacks."""
        return tuple(_unique(self.tables(name), "code", lambda table: table._record(kind)).values())

    def _record(self, kind: type) -> object:
        keys = {each.name.removesuffix("_vi"): each for each in fields(kind)}
        self.only(tuple(keys))
        named = _Table(self.key, {"name_en": self.tree.get("name"), **self.tree})
        try:
            return kind(**{f.name: named._field(key, f) for key, f in keys.items() if named._asks(key, f)})
        except ValueError as error:
            raise self.bad("code", str(error)) from error

    def _asks(self, key: str, of: "Field[Any]") -> bool:
        return key in self.tree or of.default is MISSING

    def _field(self, key: str, of: "Field[Any]") -> object:
        if of.type is bool:
            return self.flag(key, False)
        return self.whole(key, 0, 999) if of.type is int else self.text(key)

    def table(self, name: str, default: Mapping[str, Any] | None = None) -> "_Table":
        value = self.tree.get(name, default)
        if not isinstance(value, Mapping):
            raise self.bad(name, f"give a table [{self.at(name)}]")
        return _Table(self.at(name), value)

    def tables(self, name: str, default: Sequence[Mapping[str, Any]] | None = None) -> list["_Table"]:
        value = self.tree.get(name, default)
        if not isinstance(value, list | tuple) or (default is None and not value):
            raise self.bad(name, f"give at least one [[{name}]]")
        if not all(isinstance(each, Mapping) for each in value):
            raise self.bad(name, f"give tables [[{name}]]")
        return [_Table(f"{self.at(name)}[{i}]", each) for i, each in enumerate(value, start=1)]


def _unique(tables: Sequence[_Table], name: str, make: Callable[[_Table], Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for table in tables:
        made = make(table)
        key = getattr(made, name)
        if key in found:
            raise table.bad(name, f"{key!r} is there twice")
        found[key] = made
    return found


def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _zone(table: _Table) -> Zone:
    table.only(("code", "name", "name_en", "board", "sound"))
    code = table.text("code")
    if not code.isascii() or not code.isalnum():
        raise table.bad("code", "give letters and digits without blanks, as it stands in the board's address")
    rules, sound = table.table("board", {}).settings(ZoneRules), table.table("sound", {}).settings(ZoneSound)
    return Zone(code, table.text("name"), table.text("name_en", table.text("name")), rules, sound)


def _area(table: _Table, zones: Mapping[str, Zone]) -> Area:
    table.only(("letter", "name", "name_en", "zones", "agencies", "ministries", "hours", *_names(AreaRules)))
    letter = table.text("letter")
    if letter not in LETTERS or len(letter) != 1:
        raise table.bad("letter", "give one capital letter")
    hours = _hours(table.table("hours")) if "hours" in table.tree else None
    return Area(
        letter,
        table.text("name"),
        table.text("name_en", table.text("name")),
        tuple(dict.fromkeys(table.some_of("zones", zones, list(zones)[:1]))),
        tuple(map(_agency, table.tables("agencies", ()))),
        tuple(sorted(set(table.texts("ministries", ())))),  # as the table keeps them
        hours,
        table.rules(AreaRules),
    )


def _agency(table: _Table) -> Agency:
    table.only(("name", "kind"))
    return Agency(table.text("name"), table.one_of("kind", KINDS, "department") or "")


def _counter(table: _Table, areas: Mapping[str, Area]) -> Counter:
    table.only(("number", "serves", "helps", *_names(CounterRules)))
    serves = frozenset(table.some_of("serves", areas, list(areas)))
    helps = frozenset(table.some_of("helps", areas, ())) - serves
    return Counter(table.whole("number", 1, 999), serves, helps, table.rules(CounterRules))


def _require_served(areas: Collection[str], counters: Iterable[Counter]) -> None:
    """A number that no counter can call must not be given."""
    served = frozenset[str]().union(*(counter.serves | counter.helps for counter in counters))
    for letter in sorted(set(areas) - served):
        raise BadOffice(key=f"areas.{letter}", cure="no counter serves it: name it in a counter's serves or helps")


def _class(table: _Table) -> PriorityClass:
    table.only(("code", "name", "name_en", "head_start_min"))
    head_start = timedelta(minutes=table.whole("head_start_min", 0, 600, 60))
    return PriorityClass(table.text("code"), table.text("name"), table.text("name_en", table.text("name")), head_start)


def _printer(table: _Table) -> Printer:
    table.only(("name", "target", "width_mm", "counters"))
    width = table.whole("width_mm", min(WIDTHS), max(WIDTHS), 80)
    if width not in WIDTHS:
        raise table.bad("width_mm", "give 80 or 58")
    return Printer(table.text("name"), table.text("target"), width, table.numbers("counters"))


def _rules(tables: Sequence[_Table]) -> dict[str, ProcedureRule]:
    """What the office decided about procedures, by their codes."""
    found: dict[str, ProcedureRule] = {}
    for table in tables:
        code = table.text("code")
        if not is_code(code) or code in found:
            raise table.bad("code", f"{code!r} is no procedure's code, or is there twice")
        table.only(("code", *_names(ProcedureRule)))
        found[code] = table.rules(ProcedureRule)
    return found


def _hours(table: _Table) -> Hours:
    table.only(WEEKDAYS)
    return Hours(tuple(_sessions(table, day) for day in WEEKDAYS))


def _sessions(table: _Table, day: str) -> Sessions:
    try:
        sessions = tuple(sorted(session(text) for text in table.texts(day, ())))
    except ValueError as error:
        raise table.bad(day, 'give sessions like ["07:30-11:30", "13:30-17:00"]') from error
    if any(former[1] > later[0] for former, later in pairwise(sessions)):
        raise table.bad(day, "these sessions overlap")
    return sessions


def _days(table: _Table, name: str, worked: bool) -> dict[date, bool]:
    values = table.tree.get(name, [])
    try:
        return {v if type(v) is date else date.fromisoformat(v): worked for v in values}
    except (TypeError, ValueError) as error:
        raise table.bad(name, 'give dates like "2026-01-02"') from error


def _known_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone {name!r}") from error
