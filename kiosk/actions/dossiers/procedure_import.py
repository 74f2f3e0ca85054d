"""The catalogue of procedures taken over from a file: good rows are kept, bad ones named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice

from kiosk.actions.work import working
from kiosk.domain.dossiers.procedure import Procedure, from_row
from kiosk.domain.record.entries.dossiers import ProceduresImported
from kiosk.domain.rows import Flaw, Imported, Row
from kiosk.office import Office
from kiosk.storage.dossiers import procedures
from kiosk.storage.record import facts

MOST = 50_000  # procedures of a catalogue: the national one has some seven thousand


def import_procedures(office: Office, rows: Iterable[Row], dry_run: bool = False) -> Imported:
    """Take procedures with the columns of the national catalogue, in one write; a dry run writes nothing."""
    done = Imported()

    def made(row: Row) -> Procedure:
        procedure = from_row(row.cells)
        done.once(procedure.code, row.line)
        done.show(row.line, lambda: asdict(procedure))
        return procedure

    catalogue = [procedure for _, procedure in islice(done.good(rows, made), MOST + 1)]
    if len(catalogue) > MOST:
        raise Flaw("too-many-rows", most=MOST)
    if dry_run:
        with office.db.reading() as sql:
            _fresh(done, catalogue, procedures.load_all(sql))
        return done
    with working(office) as work:
        if fresh := _fresh(done, catalogue, procedures.load_all(work.sql)):
            procedures.save(work.sql, fresh)
            digest = facts.digest_of_procedures(work.sql)
            work.log(ProceduresImported(done.new, done.changed, done.failed, digest))
    return done


def _fresh(done: Imported, catalogue: Sequence[Procedure], former: Mapping[str, Procedure]) -> list[Procedure]:
    """What is new or changed of a catalogue, counted."""
    fresh = [each for each in catalogue if former.get(each.code) != each]
    done.new = sum(each.code not in former for each in fresh)
    done.changed = len(fresh) - done.new
    return fresh


def by_area(office: Office) -> list[tuple[str | None, int]]:
    """How many procedures each area takes by its ministries; None: no area takes them."""
    with office.db.reading() as sql:
        return procedures.counts(sql)
