"""Dossiers taken over from a file: good rows are kept, bad ones named, and the same file again changes nothing."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import partial
from itertools import islice
from sqlite3 import Connection
from typing import Any

from kiosk.actions.dossiers.dossiers import agency_of, digest_of_id, keep, unit_of
from kiosk.actions.strides import Strides
from kiosk.actions.work import Work, working
from kiosk.domain.dossiers.dossier import Applicant, Dossier
from kiosk.domain.dossiers.filed import dossier_of, new_dossier
from kiosk.domain.dossiers.filing import COLUMNS, Filing, kind_of, read
from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.office.plan import Agency, Plan
from kiosk.domain.record.entries.dossiers import DossierChanged, ProceduresImported
from kiosk.domain.rows import Flaw, Imported, Row
from kiosk.office import Office
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.storage.record import facts
from kiosk.storage.scratch import SeenLines

CLOSING = time(17)
NOBODY_KNOWS = {"procedure": "Chưa rõ thủ tục", "agency": "Chưa rõ cơ quan"}


@dataclass(slots=True)
class Names:
    """The names a register goes by, as their numbers; `fresh` are procedures that the catalogue lacks yet."""

    procedures: dict[str, Procedure]
    agencies: dict[str, int]
    units: dict[str, int]
    fresh: dict[str, Procedure] = field(default_factory=dict)


@dataclass(slots=True)
class _Taking:
    """A file half read, and what came of it so far."""

    office: Office
    plan: Plan
    names: Names
    done: Imported = field(default_factory=lambda: Imported(lines=SeenLines()))
    erased: frozenset[int] | None = None  # whose applicants were forgotten; asked for when it matters


Batch = Sequence[tuple[int, Filing]]  # with its line
Taken = Sequence[tuple[Filing, Dossier]]


def import_dossiers(
    office: Office, rows: Iterable[Row], dry_run: bool = False, tick: Callable[[int], object] = lambda _: None
) -> Imported:
    """Take dossiers over, a few a write; `tick` hears how many more were read. A dry run writes nothing."""
    with office.reading() as (sql, plan):
        taking = _Taking(office, plan, _names(sql))
    filings = taking.done.good(rows, partial(_filing, taking, _closing(taking.plan)))
    strides = Strides()
    while batch := list(islice(filings, strides.size)):
        if dry_run:
            with office.db.reading() as sql:
                register = dossiers.by_codes(sql, [filing.code for _, filing in batch])
                _, changed, again = _sorted(taking, batch, register, office.clock())
                _counted(taking, _reached(sql, taking, again), changed)
        else:
            with working(office) as work, strides.measured():
                _take(work, taking, batch)
        tick(taking.done.read)
    return taking.done


def _names(sql: Connection) -> Names:
    agency_numbers = {agency.name: number for number, agency in agencies.all_agencies(sql).items()}
    units = {name: number for number, name in agencies.all_units(sql).items()}
    return Names(procedures.load_all(sql), agency_numbers, units)


def _filing(taking: _Taking, closing: time, row: Row) -> Filing:
    filing = read(row, taking.plan.zone_info, closing, taking.office.clock())
    taking.done.once(filing.code, row.line)
    for kind, column, text in filing.unsaid:
        taking.done.notes.add(f"{kind}-told", line=f"{row.line}", column=column, text=text)
    return filing


def _closing(plan: Plan) -> time:
    """When the office closes on the days it works."""
    return max((sessions[-1][1] for sessions in plan.shifts.hours.week if sessions), default=CLOSING)


def _take(work: Work, taking: _Taking, batch: Batch) -> None:
    register = dossiers.by_codes(work.sql, [filing.code for _, filing in batch])
    new, changed, again = _sorted(taking, batch, register, work.now)
    _introduce(work, taking.names, new + changed)  # a refused row creates nothing
    filed = [(_numbered(work, taking.names, *each), _applicant(taking.office, each[0])) for each in new]
    keep(work, filed, "import")
    for each in changed:
        dossier = _numbered(work, taking.names, *each)
        dossiers.save(work.sql, dossier)
        work.log(DossierChanged(dossier.id, dossier.state, dossiers.digest(dossier), "import"))
    reached = _reached(work.sql, taking, again)
    for dossier, who in reached:
        applicants.put(work.sql, dossier.id, who)
    for dossier in _counted(taking, reached, changed):
        work.log(DossierChanged(dossier.id, dossier.state, dossiers.digest(dossier), "contact"))


def _counted(taking: _Taking, reached: Sequence[tuple[Dossier, Applicant]], changed: Taken) -> list[Dossier]:
    """The dossiers of which nothing but how their people are reached is changed."""
    otherwise = {dossier.id for _, dossier in changed}
    alone = [dossier for dossier, _ in reached if dossier.id not in otherwise]
    taking.done.contacts += len(reached)
    taking.done.changed += len(alone)
    return alone


def _reached(sql: Connection, taking: _Taking, again: Taken) -> list[tuple[Dossier, Applicant]]:
    """Of whom a row tells another name, phone or number than is known; who was forgotten stays forgotten."""
    former = applicants.of_ids(sql, [dossier.id for _, dossier in again])
    contacts = []
    for filing, dossier in again:
        before, who = former.get(dossier.id), _applicant(taking.office, filing)
        if who is None or (before is None and dossier.id in _erased(sql, taking)):
            continue
        if (after := _corrected(before or Applicant(), who)) != (before or Applicant()):
            contacts.append((dossier, after))
    return contacts


def _corrected(former: Applicant, applicant: Applicant) -> Applicant:
    """What a row tells counts; what it does not tell stays."""
    facts = {name: getattr(applicant, name) for name in ("name", "phone", "id_digest", "id_last4")}
    return replace(former, **{name: value for name, value in facts.items() if value})


def _erased(sql: Connection, taking: _Taking) -> frozenset[int]:
    if taking.erased is None:
        taking.erased = applicants.forgotten(sql)
    return taking.erased


def _sorted(
    taking: _Taking, batch: Batch, register: Mapping[str, Dossier], now: datetime
) -> tuple[list[tuple[Filing, Dossier]], list[tuple[Filing, Dossier]], list[tuple[Filing, Dossier]]]:
    """The new dossiers of a batch, the changed ones, and all that were known; what cannot be is refused.

    Names that nobody knew are 0.
    """
    done = taking.done
    new: list[tuple[Filing, Dossier]] = []
    changed: list[tuple[Filing, Dossier]] = []
    again: list[tuple[Filing, Dossier]] = []
    for line, filing in batch:
        former = register.get(filing.code)
        try:
            dossier = _again(taking.names, filing, former, now) if former else _first(taking, filing)
        except Flaw as flaw:
            done.refuse(line, flaw)
            continue
        if former is None:
            new.append((filing, dossier))
            done.events += len(filing.events)
        else:
            again.append((filing, dossier))
            changed += [(filing, dossier)] if dossier != former else []
        _note_procedure(taking.names, filing, dossier)
        done.show(line, partial(_preview, taking, filing, dossier))
    done.new += len(new)
    done.changed += len(changed)
    return new, changed, again


def _preview(taking: _Taking, filing: Filing, dossier: Dossier) -> Mapping[str, object]:
    """A row as it is stored, by the columns of the import; of an ID number the last four."""
    zone = taking.plan.zone_info
    cells = {name: getattr(dossier, name, None) for name in COLUMNS}
    cells |= {name: at.astimezone(zone) for name, at in cells.items() if isinstance(at, datetime)}
    cells |= {
        "state": f"{dossier.state.value}",
        "procedure_code": dossier.procedure,
        "procedure": _name_of(filing),
        "agency": _agency(filing, taking.names.procedures[dossier.procedure]),
        "applicant": filing.applicant,
        "phone": filing.phone,
        "id_number": f"…{filing.id_number[-4:]}" if filing.id_number else "",
        "receiving_unit": filing.unit or taking.plan.name_vi,
    }
    return {name: value for name, value in cells.items() if value not in (None, "", False)}


def _first(taking: _Taking, filing: Filing) -> Dossier:
    """A dossier nobody knew; without a due date it is due as its procedure says."""
    plan, names = taking.plan, taking.names
    procedure = names.procedures.get(_code_of(filing)) or _procedure(filing)
    about: dict[str, Any] = {"procedure": procedure.code, "field": procedure.field, "channel": "direct"}
    about["agency"] = names.agencies.get(_agency(filing, procedure), 0)
    about["unit"] = names.units.get(filing.unit or plan.name_vi, 0)
    term = plan.term(procedure)
    if term:
        about |= {"duration": term.amount, "measure": term.measure}
    dossier = new_dossier(filing, about)
    if term and dossier.received_at and not dossier.due_at:
        return new_dossier(filing, about | {"due_at": plan.shifts.due(term, dossier.received_at)})
    return dossier


def _again(names: Names, filing: Filing, former: Dossier, now: datetime) -> Dossier:
    """A known dossier as the row tells it now; who filed it is told apart, for they may be forgotten."""
    agency = names.agencies.get(filing.agency, 0) if filing.agency else former.agency
    unit = names.units.get(filing.unit, 0) if filing.unit else former.unit
    dossier = dossier_of(filing, former, now)
    return replace(dossier, agency=agency, unit=unit, procedure=filing.procedure or former.procedure)


def _note_procedure(names: Names, filing: Filing, dossier: Dossier) -> None:
    """The rows below see what the first to name a procedure tells of it."""
    if dossier.procedure not in names.procedures:
        names.procedures[dossier.procedure] = names.fresh[dossier.procedure] = _procedure(filing)


def _introduce(work: Work, names: Names, taken: Sequence[tuple[Filing, Dossier]]) -> None:
    """Procedures, agencies and units that nobody knew are created from the rows."""
    _introduce_procedures(work, names)
    for filing, dossier in taken:
        agency = _agency(filing, names.procedures[dossier.procedure])
        if not dossier.agency and agency not in names.agencies:
            names.agencies[agency] = agency_of(work, Agency(agency, _kind(work.plan, agency)))
        unit = filing.unit or work.plan.name_vi
        if not dossier.unit and unit not in names.units:
            names.units[unit] = unit_of(work, unit)


def _introduce_procedures(work: Work, names: Names) -> None:
    if not names.fresh:
        return
    former = procedures.known(work.sql, names.fresh)  # another may have brought some meanwhile
    if fresh := [each for code, each in names.fresh.items() if code not in former]:
        procedures.save(work.sql, fresh)
        work.log(ProceduresImported(len(fresh), 0, 0, facts.digest_of_procedures(work.sql)))
    names.fresh.clear()


def _numbered(work: Work, names: Names, filing: Filing, dossier: Dossier) -> Dossier:
    """A dossier whose agency and unit have their numbers now."""
    if dossier.agency and dossier.unit:
        return dossier
    agency = dossier.agency or names.agencies[_agency(filing, names.procedures[dossier.procedure])]
    return replace(dossier, agency=agency, unit=dossier.unit or names.units[filing.unit or work.plan.name_vi])


def _kind(plan: Plan, agency: str) -> str:
    kinds = {each.name: each.kind for area in plan.areas.values() for each in area.agencies}
    return kinds.get(agency) or kind_of(agency)


def _code_of(filing: Filing) -> str:
    """The procedure's code; one that has only a name gets a code of its own, which no national one has."""
    return filing.procedure or f"0.{zlib.crc32(_name_of(filing).encode()) % 10**6:06d}"


def _name_of(filing: Filing) -> str:
    return filing.procedure_name or filing.procedure or NOBODY_KNOWS["procedure"]


def _procedure(filing: Filing) -> Procedure:
    """What a row tells of a procedure that is in no catalogue."""
    about = (filing.facts.get("field", ""), "", "", "", "", filing.agency, "")
    return Procedure(_code_of(filing), _name_of(filing), "", *about, None, "", False, "", "")


def _agency(filing: Filing, procedure: Procedure) -> str:
    return filing.agency or procedure.agency or NOBODY_KNOWS["agency"]


def _applicant(office: Office, filing: Filing) -> Applicant | None:
    if not (filing.applicant or filing.phone or filing.id_number):
        return None
    number = filing.id_number
    secret = (digest_of_id(office, number), number[-4:]) if number else (None, None)
    return Applicant(filing.applicant, filing.phone, "", "", *secret)
