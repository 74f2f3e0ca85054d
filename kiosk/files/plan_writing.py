"""The office's plan as an office file, in one canonical form: the same plan is always the same bytes.

What is said is all that was decided and nothing that is the default of a group of settings; lists that have no order
of their own are sorted. `[export]` says of which office it is and in which form, so that another one refuses it.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import time
from typing import Any

from kiosk.domain.office.hours import ALWAYS, Hours
from kiosk.domain.office.plan import Area, Counter, Plan, Printer, Zone
from kiosk.domain.office.settings import SECTIONS
from kiosk.domain.queue.priority import PriorityClass
from kiosk.files.plan_file import FORM, WEEKDAYS

Table = Mapping[str, Any]
MIDNIGHT = ALWAYS[0][1]


def text_of(plan: Plan, unit: str) -> str:
    """The office file of a plan; `unit` is what the office is called in its record."""
    rules = ({"code": code, **_decided(plan.rules[code])} for code in sorted(plan.rules))
    sections = {section: _decided(getattr(plan, section)) for section in SECTIONS}
    parts: list[str] = [
        *_table("export", {"form": FORM, "office": unit}),
        *_table("office", _office(plan)),
        *_table("hours", _hours(plan.hours)),
        *_table("calendar", _calendar(plan)),
        *_tables("zones", map(_zone, plan.zones.values())),
        *_tables("areas", map(_area, plan.areas.values())),
        *_tables("counters", map(_counter, plan.counters.values())),
        *_tables("classes", map(_class, plan.classes.values())),
        *_tables("printers", map(_printer, plan.printers.values())),
        *_tables("procedures", rules),
        *(line for section, decided in sections.items() if decided for line in _table(section, decided)),
    ]
    return "\n".join(parts)


def _table(name: str, table: Table) -> Iterator[str]:
    yield f"[{name}]"
    yield from _lines(table)


def _tables(name: str, tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield f"[[{name}]]"
        yield from _lines(table)


def _lines(table: Table) -> Iterator[str]:
    yield from (f"{key} = {_value(value)}" for key, value in table.items())
    yield ""


def _value(value: Any) -> str:
    """A value on one line: JSON writes numbers, flags and most texts as TOML does."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    text = json.dumps(unicodedata.normalize("NFC", value) if isinstance(value, str) else value, ensure_ascii=False)
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    """A letter as it stands; one that TOML forbids by its number, and a mark that the letter before could take up."""
    return f"\\U{ord(letter):08x}" if letter == "\x7f" or unicodedata.combining(letter) else letter


def _decided(group: Any) -> dict[str, Any]:
    """What of a group of settings is not its default; records by the names of the file."""
    told = ((each, getattr(group, each.name)) for each in fields(group))
    return {
        each.name: [_record(one) for one in value] if "record" in each.metadata else value
        for each, value in told
        if value != each.default
    }


def _record(record: Any) -> dict[str, Any]:
    return {each.name.removesuffix("_vi"): getattr(record, each.name) for each in fields(record)}


def _office(plan: Plan) -> Table:
    return {
        "name": plan.name_vi,
        "name_en": plan.name_en,
        "time_zone": plan.time_zone,
        "day_starts_at": _clock(plan.day_starts_at),
        "day_end": "carry" if plan.carries else "end",
        **({"general_area": plan.general_area} if plan.general_area else {}),
    }


def _hours(hours: Hours) -> Table:
    return {
        day: [f"{_clock(start)}-{_clock(end)}" for start, end in sessions]
        for day, sessions in zip(WEEKDAYS, hours.week, strict=True)
    }


def _clock(at: time) -> str:
    return "24:00" if at == MIDNIGHT else at.isoformat().removesuffix(":00")


def _calendar(plan: Plan) -> Table:
    days = sorted(plan.calendar.exceptions.items())
    named = {name: [f"{day}" for day, works in days if works is worked] for name, worked in _KINDS}
    return {"holidays": plan.holidays, **{name: listed for name, listed in named.items() if listed}}


_KINDS = (("off", False), ("worked", True))


def _zone(zone: Zone) -> Table:
    groups = {"board": _decided(zone.rules), "sound": _decided(zone.sound)}
    names = {"code": zone.code, "name": zone.name_vi, "name_en": zone.name_en}
    return names | {name: decided for name, decided in groups.items() if decided}


def _area(area: Area) -> Table:
    return {
        "letter": area.letter,
        "name": area.name_vi,
        "name_en": area.name_en,
        "zones": area.zones,
        **({"agencies": [{"name": each.name, "kind": each.kind} for each in area.agencies]} if area.agencies else {}),
        **({"ministries": area.ministries} if area.ministries else {}),
        **({"hours": _hours(area.hours)} if area.hours else {}),
        **_decided(area.rules),
    }


def _counter(counter: Counter) -> Table:
    helps = {"helps": sorted(counter.helps)} if counter.helps else {}
    return {"number": counter.number, "serves": sorted(counter.serves), **helps, **_decided(counter.rules)}


def _class(each: PriorityClass) -> Table:
    minutes = int(each.head_start.total_seconds()) // 60
    return {"code": each.code, "name": each.name_vi, "name_en": each.name_en, "head_start_min": minutes}


def _printer(printer: Printer) -> Table:
    counters = {"counters": printer.counters} if printer.counters else {}
    return {"name": printer.name, "target": printer.target, "width_mm": printer.width_mm, **counters}
