"""The catalogue of procedures taken over from a file: good rows are kept, bad ones named."""

from collections.abc import Iterable

from kiosk.actions.work import working
from kiosk.domain.dossiers.procedure import Procedure, from_row
from kiosk.domain.record.entries.dossiers import ProceduresImported
from kiosk.domain.rows import Imported, Row
from kiosk.office import Office
from kiosk.storage.dossiers import procedures
from kiosk.storage.record import facts


def import_procedures(office: Office, rows: Iterable[Row]) -> Imported:
    """Take procedures with the columns of the national catalogue, in one write."""
    done = Imported()

    def made(row: Row) -> Procedure:
        procedure = from_row(row.cells)
        done.once(procedure.code, row.line)
        return procedure

    told = [procedure for _, procedure in done.good(rows, made)]
    with working(office) as work:
        known = procedures.load_all(work.sql)
        fresh = [each for each in told if known.get(each.code) != each]
        done.new = sum(each.code not in known for each in fresh)
        done.changed = len(fresh) - done.new
        if fresh:
            procedures.save(work.sql, fresh)
            digest = facts.digest_of_procedures(work.sql)
            work.log(ProceduresImported(done.new, done.changed, len(done.refused), digest))
    return done


def by_area(office: Office) -> list[tuple[str | None, int]]:
    """How many procedures each area takes by its ministries; None: no area takes them."""
    with office.db.reading() as sql:
        return procedures.counts(sql)
