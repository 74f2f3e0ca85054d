"""The office's plan as a TOML file: read with a clear word for every mistake."""

import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.dossiers.procedure import is_code
from kiosk.domain.file_flaws import toml_flaw
from kiosk.domain.office.hours import Calendar, Hours, Sessions, local_time, session
from kiosk.domain.office.plan import Agency, Area, Counter, Plan, Printer, Zone
from kiosk.domain.office.refusals import BadOffice, BrokenOfficeFile, NewerExport
from kiosk.domain.office.settings import (
    SECTIONS,
    AreaRules,
    CounterRules,
    Group,
    ProcedureRule,
    ZoneRules,
    ZoneSound,
    clock_time,
)
from kiosk.domain.queue.numbering import LETTERS
from kiosk.domain.queue.priority import PriorityClass
from kiosk.domain.rows import Flaw
from kiosk.files.file_table import OfficeTable, names, unique

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KINDS = ("department", "central", "enterprise", "commune")
WIDTHS = (80, 58)
FORM = 1  # of what `kiosk office export` writes; one more whenever an older program would read it wrongly
TOP = (
    "office",
    "hours",
    "calendar",
    "zones",
    "areas",
    "counters",
    "classes",
    "printers",
    "procedures",
    *SECTIONS,
    "export",
)

OUTGROWN = {"returns": ("penalty_min",)}


def read(path: Path) -> Plan:
    """The plan of a TOML file; BadOffice names the key and the cure."""
    return plan_of(tree_of(path))


def outgrown(tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an office file says by rules of former years, by section and key: it is passed over, not refused."""
    return [(section, key) for section, keys in OUTGROWN.items() for key in keys if key in tree.get(section, {})]


def tree_of(path: Path) -> Mapping[str, Any]:
    """A TOML file as it stands; BadOffice when it cannot be read."""
    try:
        return tomllib.loads(unicodedata.normalize("NFC", path.read_text("utf-8-sig")))
    except OSError as error:
        raise BadOffice(key=path, cure=Flaw("unreadable")) from error
    except UnicodeDecodeError as error:
        raise BadOffice(key=path, cure=Flaw("no-utf8")) from error
    except tomllib.TOMLDecodeError as error:
        flaw = toml_flaw(error)
        raise BrokenOfficeFile(key=path, cure=flaw, line=flaw.facts.get("line", "–")) from error


def unit_of(tree: Mapping[str, Any]) -> str | None:
    """The office of which a file was exported; None of one that somebody wrote."""
    export = OfficeTable("", tree).table("export", {})
    if not export.tree:
        return None
    if export.whole("form", 1, 10**9) > FORM:
        raise NewerExport(form=export.tree["form"], known=FORM)
    export.only(("form", "office"))
    return export.text("office")


def plan_of(tree: Mapping[str, Any]) -> Plan:
    """The plan of a parsed office file, each reference checked."""
    unit_of(tree)  # a newer form says what is not known here
    top = OfficeTable("", tree)
    top.only(TOP)
    office, zones = top.table("office"), unique(top.tables("zones"), "code", _zone)
    office.only(("name", "name_en", "time_zone", "day_starts_at", "day_end", "general_area"))
    areas = unique(top.tables("areas"), "letter", lambda t: _area(t, zones))
    counters = unique(top.tables("counters"), "number", lambda t: _counter(t, areas))
    _require_served(areas, counters.values())
    classes = unique(top.tables("classes", ()), "code", _class)
    collect = top.table("collect", {})
    collect.one_of("area", areas, None)
    collect.one_of("priority", classes, None)
    calendar = top.table("calendar", {})
    calendar.only(("holidays", "off", "worked"))
    return Plan(
        name_vi=office.text("name"),
        name_en=office.text("name_en", office.text("name")),
        time_zone=office.check("time_zone", _known_zone, "Asia/Ho_Chi_Minh"),
        day_starts_at=local_time(office.check("day_starts_at", clock_time, "04:00")),
        general_area=office.one_of("general_area", areas, None),
        hours=_hours(top.table("hours", {day: ["00:00-24:00"] for day in WEEKDAYS})),
        areas=areas,
        counters=counters,
        zones=zones,
        classes=classes,
        printers=unique(top.tables("printers", ()), "name", _printer),
        holidays=calendar.flag("holidays", True),
        carries=office.one_of("day_end", ("end", "carry"), "end") == "carry",
        rules=_rules(top.tables("procedures", ())),
        **{section: _settings(top.table(section, {}), section, kind) for section, kind in SECTIONS.items()},
        calendar=Calendar({**_days(calendar, "off", False), **_days(calendar, "worked", True)}),
    )


def _settings(table: OfficeTable, section: str, kind: type[Group]) -> Group:
    """A group of settings; what it said by rules of former years is passed over."""
    outgrown = OUTGROWN.get(section, ())
    return OfficeTable(table.key, {k: v for k, v in table.tree.items() if k not in outgrown}).settings(kind)


def _zone(table: OfficeTable) -> Zone:
    table.only(("code", "name", "name_en", "board", "sound"))
    code = table.text("code")
    if not code.isascii() or not code.isalnum():
        raise table.bad("code", Flaw("zone-code"))
    rules, sound = table.table("board", {}).settings(ZoneRules), table.table("sound", {}).settings(ZoneSound)
    return Zone(code, table.text("name"), table.text("name_en", table.text("name")), rules, sound)


def _area(table: OfficeTable, zones: Mapping[str, Zone]) -> Area:
    table.only(("letter", "name", "name_en", "zones", "agencies", "ministries", "hours", *names(AreaRules)))
    letter = table.text("letter")
    if letter not in LETTERS or len(letter) != 1:
        raise table.bad("letter", Flaw("one-capital"))
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


def _agency(table: OfficeTable) -> Agency:
    table.only(("name", "kind"))
    return Agency(table.text("name"), table.one_of("kind", KINDS, "department") or "")


def _counter(table: OfficeTable, areas: Mapping[str, Area]) -> Counter:
    table.only(("number", "serves", "helps", *names(CounterRules)))
    serves = frozenset(table.some_of("serves", areas, list(areas)))
    helps = frozenset(table.some_of("helps", areas, ())) - serves
    return Counter(table.whole("number", 1, 999), serves, helps, table.rules(CounterRules))


def _require_served(areas: Collection[str], counters: Iterable[Counter]) -> None:
    """A number that no counter can call must not be given."""
    served = frozenset[str]().union(*(counter.serves | counter.helps for counter in counters))
    for letter in sorted(set(areas) - served):
        raise BadOffice(key=f"areas.{letter}", cure=Flaw("area-unserved"))


def _class(table: OfficeTable) -> PriorityClass:
    table.only(("code", "name", "name_en", "head_start_min"))
    head_start = timedelta(minutes=table.whole("head_start_min", 0, 600, 60))
    return PriorityClass(table.text("code"), table.text("name"), table.text("name_en", table.text("name")), head_start)


def _printer(table: OfficeTable) -> Printer:
    table.only(("name", "target", "width_mm", "counters"))
    width = table.whole("width_mm", min(WIDTHS), max(WIDTHS), 80)
    if width not in WIDTHS:
        raise table.bad("width_mm", Flaw("paper-width"))
    return Printer(table.text("name"), table.text("target"), width, table.numbers("counters"))


def _rules(tables: Sequence[OfficeTable]) -> dict[str, ProcedureRule]:
    """What the office decided about procedures, by their codes."""
    rules: dict[str, ProcedureRule] = {}
    for table in tables:
        code = table.text("code")
        if not is_code(code) or code in rules:
            raise table.bad("code", Flaw("procedure-code", code=code))
        table.only(("code", *names(ProcedureRule)))
        rules[code] = table.rules(ProcedureRule)
    return rules


def _hours(table: OfficeTable) -> Hours:
    table.only(WEEKDAYS)
    return Hours(tuple(_sessions(table, day) for day in WEEKDAYS))


def _sessions(table: OfficeTable, day: str) -> Sessions:
    try:
        sessions = tuple(sorted(session(text) for text in table.texts(day, ())))
    except ValueError as error:
        raise table.bad(day, Flaw("sessions")) from error
    if any(former[1] > later[0] for former, later in pairwise(sessions)):
        raise table.bad(day, Flaw("sessions-overlap"))
    return sessions


def _days(table: OfficeTable, name: str, worked: bool) -> dict[date, bool]:
    values = table.tree.get(name, [])
    try:
        return {v if type(v) is date else date.fromisoformat(v): worked for v in values}
    except (TypeError, ValueError) as error:
        raise table.bad(name, Flaw("iso-dates")) from error


def _known_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Flaw("no-time-zone", name=name) from error
