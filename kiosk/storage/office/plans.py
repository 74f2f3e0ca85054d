"""The office's plan in its tables: read whole, replaced whole."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from kiosk.domain.office.hours import Calendar, Hours
from kiosk.domain.office.plan import Agency, Area, Counter, Plan, Printer, Zone
from kiosk.domain.office.settings import (
    SECTIONS,
    AreaRules,
    CounterRules,
    ProcedureRule,
    ZoneRules,
    ZoneSound,
    from_text,
    to_text,
)
from kiosk.domain.queue.priority import PriorityClass
from kiosk.storage.marks import marks_for
from kiosk.storage.record.lasting import FIRST, lasting

# Children before parents, so that emptying them breaks no reference.
TABLES = (
    "area_zones",
    "area_agencies",
    "area_ministries",
    "counter_areas",
    "areas",
    "zones",
    "counters",
    "priority_classes",
    "calendar_days",
    "printers",
    "settings",
    "procedure_rules",
)

_OFFICE = "SELECT name_vi, name_en, time_zone, day_starts_at, general_area, hours, holidays, carries FROM office"


def load(sql: sqlite3.Connection) -> Plan | None:
    """The plan, with the calendar's own exceptions only; None before the office was set up."""
    office = sql.execute("SELECT * FROM office").fetchone()
    if office is None:
        return None
    return Plan(
        name_vi=office["name_vi"],
        name_en=office["name_en"],
        time_zone=office["time_zone"],
        day_starts_at=time.fromisoformat(office["day_starts_at"]),
        general_area=office["general_area"],
        hours=hours_from_text(office["hours"]),
        areas={area.letter: area for area in _areas(sql)},
        counters={counter.number: counter for counter in _counters(sql)},
        zones={zone.code: zone for zone in map(_zone, _ordered(sql, "zones"))},
        classes={row["code"]: _priority_class(row) for row in _ordered(sql, "priority_classes")},
        printers={row["name"]: _printer(row) for row in sql.execute("SELECT * FROM printers")},
        holidays=bool(office["holidays"]),
        carries=bool(office["carries"]),
        calendar=Calendar({date.fromisoformat(day): bool(worked) for day, worked in _pairs(sql, "calendar_days")}),
        **_sections(sql),
        rules={code: from_text(ProcedureRule, body) for code, body in _pairs(sql, "procedure_rules")},
        version=office["version"],
    )


def save(sql: sqlite3.Connection, plan: Plan) -> None:
    """Replace the whole plan; the version grows, so that every process loads it anew."""
    for table in TABLES:
        sql.execute(f"DELETE FROM {table}")
    sql.execute(
        "INSERT INTO office(id, name_vi, name_en, time_zone, day_starts_at, general_area, hours, holidays, carries, "
        "version) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET name_vi=excluded.name_vi, "
        "name_en=excluded.name_en, time_zone=excluded.time_zone, day_starts_at=excluded.day_starts_at, "
        "general_area=excluded.general_area, hours=excluded.hours, holidays=excluded.holidays, "
        "carries=excluded.carries, version=version+1",
        (
            plan.name_vi,
            plan.name_en,
            plan.time_zone,
            plan.day_starts_at.isoformat("minutes"),
            plan.general_area,
            hours_to_text(plan.hours),
            plan.holidays,
            plan.carries,
        ),
    )
    _insert(sql, "zones", (_zone_row(i, zone) for i, zone in enumerate(plan.zones.values())))
    _insert_areas(sql, plan)
    _insert(sql, "counters", ((c.number, _decided(c.rules)) for c in plan.counters.values()))
    served = ((c.number, area, area in c.helps) for c in plan.counters.values() for area in sorted(c.serves | c.helps))
    _insert(sql, "counter_areas", served)
    classes = ((c.code, i, c.name_vi, c.name_en, _seconds(c.head_start)) for i, c in enumerate(plan.classes.values()))
    _insert(sql, "priority_classes", classes)
    _insert(sql, "calendar_days", ((day.isoformat(), worked) for day, worked in plan.calendar.exceptions.items()))
    _insert(sql, "printers", map(_of_printer, plan.printers.values()))
    decided = ((section, to_text(getattr(plan, section))) for section in SECTIONS)
    _insert(sql, "settings", ((section, text) for section, text in decided if text != "{}"))
    _insert(sql, "procedure_rules", ((code, to_text(rule)) for code, rule in plan.rules.items()))


def rows(sql: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
    """The rows whose digest the log keeps, by their tables."""
    read = {table: sql.execute(f"SELECT * FROM {table}").fetchall() for table in sorted(TABLES)}
    read["office"] = sql.execute(_OFFICE).fetchall()
    return {
        table: [dict(zip(row.keys(), tuple(row), strict=True)) for row in table_rows]
        for table, table_rows in read.items()
    }


def canonical(sql: sqlite3.Connection) -> str:
    """The text of the plan's rows whose digest the first programs kept in the log."""
    office = sql.execute(_OFFICE).fetchall()
    tables = {
        table: sorted(lasting(table, row) for row in sql.execute(f"SELECT * FROM {table}")) for table in sorted(TABLES)
    }
    filled_tables = {table: rows for table, rows in tables.items() if rows or table in FIRST}
    return json.dumps([[tuple(row) for row in office], filled_tables], ensure_ascii=False, sort_keys=True)


def hours_to_text(hours: Hours) -> str:
    return json.dumps([[[start.isoformat(), end.isoformat()] for start, end in day] for day in hours.week])


def hours_from_text(text: str) -> Hours:
    week: list[list[list[str]]] = json.loads(text)
    return Hours(tuple(tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in day) for day in week))


def _sections(sql: sqlite3.Connection) -> dict[str, Any]:
    decided = dict(sql.execute("SELECT section, body FROM settings").fetchall())
    return {section: from_text(kind, decided.get(section)) for section, kind in SECTIONS.items()}


def _decided(group: Any) -> str | None:
    """What was decided in a group of settings; NULL when nothing was."""
    return None if (text := to_text(group)) == "{}" else text


def _zone(row: sqlite3.Row) -> Zone:
    rules, sound = from_text(ZoneRules, row["rules"]), from_text(ZoneSound, row["sound"])
    return Zone(row["code"], row["name_vi"], row["name_en"], rules, sound)


def _zone_row(position: int, zone: Zone) -> tuple[Any, ...]:
    return zone.code, position, zone.name_vi, zone.name_en, _decided(zone.rules), _decided(zone.sound)


def _areas(sql: sqlite3.Connection) -> Iterable[Area]:
    zones, ministries = _grouped(sql, "area_zones", "area, zone"), _grouped(sql, "area_ministries", "area, ministry")
    agencies: dict[str, list[Agency]] = defaultdict(list)
    for row in sql.execute("SELECT area, name, kind FROM area_agencies ORDER BY area, position"):
        agencies[row["area"]].append(Agency(row["name"], row["kind"]))
    for row in _ordered(sql, "areas"):
        letter = row["letter"]
        yield Area(
            letter,
            row["name_vi"],
            row["name_en"],
            tuple(zones[letter]),
            tuple(agencies[letter]),
            tuple(ministries[letter]),
            hours_from_text(row["hours"]) if row["hours"] else None,
            from_text(AreaRules, row["rules"]),
        )


def _insert_areas(sql: sqlite3.Connection, plan: Plan) -> None:
    areas = plan.areas.values()
    for position, area in enumerate(areas):
        hours = hours_to_text(area.hours) if area.hours else None
        _insert(sql, "areas", [(area.letter, position, area.name_vi, area.name_en, hours, _decided(area.rules))])
    _insert(sql, "area_zones", ((a.letter, zone) for a in areas for zone in a.zones))
    _insert(sql, "area_agencies", ((a.letter, i, g.name, g.kind) for a in areas for i, g in enumerate(a.agencies)))
    _insert(sql, "area_ministries", ((a.letter, ministry) for a in areas for ministry in a.ministries))


def _counters(sql: sqlite3.Connection) -> Iterable[Counter]:
    areas: dict[tuple[int, int], set[str]] = defaultdict(set)
    for counter, area, helps in sql.execute("SELECT counter, area, helps FROM counter_areas"):
        areas[counter, helps].add(area)
    for number, rules in sql.execute("SELECT number, rules FROM counters ORDER BY number"):
        yield Counter(number, frozenset(areas[number, 0]), frozenset(areas[number, 1]), from_text(CounterRules, rules))


def _of_printer(printer: Printer) -> tuple[object, ...]:
    counters = json.dumps(printer.counters) if printer.counters else None
    return printer.name, printer.target, printer.width_mm, counters


def _printer(row: sqlite3.Row) -> Printer:
    return Printer(row["name"], row["target"], row["width_mm"], tuple(json.loads(row["counters"] or "[]")))


def _priority_class(row: sqlite3.Row) -> PriorityClass:
    return PriorityClass(row["code"], row["name_vi"], row["name_en"], timedelta(seconds=row["head_start_s"]))


def _grouped(sql: sqlite3.Connection, table: str, columns: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, value in sql.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}"):
        groups[key].append(value)
    return groups


def _ordered(sql: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return sql.execute(f"SELECT * FROM {table} ORDER BY position").fetchall()


def _pairs(sql: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return sql.execute(f"SELECT * FROM {table}").fetchall()


def _insert(sql: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        sql.execute(f"INSERT INTO {table} VALUES ({marks_for(row)})", row)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
