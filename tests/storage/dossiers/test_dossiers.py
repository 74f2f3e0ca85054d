"""The register: what is stored is read back, digests see every part, and serials go on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.actions.dossiers import dossiers as actions
from kiosk.actions.dossiers.procedure_import import import_procedures
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Applicant, Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.keyed import keyed
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.office.plan import Agency
from kiosk.files import table_file
from kiosk.office import Office
from kiosk.storage.dossiers import applicants, dossiers
from tests.conftest import NOW, kinds

DAY = date(2026, 7, 2)
UNIT = "H15.50.05.13"


@pytest.fixture
def register(office: Office, tmp_path: Path) -> Office:
    """The sample office with one procedure."""
    (tmp_path / "p.csv").write_text(",".join(COLUMNS) + "\n1.000001,Khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,ngày,1,,\n")
    with table_file.opened(tmp_path / "p.csv") as table:
        import_procedures(office, table.rows)
    return office


def filed(office: Office, *serials: int) -> list[Dossier]:
    """Dossiers received now, one for each serial."""
    with working(office) as work:
        agency, unit = actions.agency_of(work, Agency("Sở Tư pháp", "sở")), actions.unit_of(work, "Trung tâm")
        due, trace = NOW + timedelta(days=3), (TraceStep(NOW, DossierState.ACCEPTED, NOW + timedelta(days=3)),)
        made = [
            replace(
                Dossier(
                    0,
                    f"{UNIT}-260702-{serial:04}",
                    "1.000001",
                    agency,
                    unit,
                    "Hộ tịch",
                    "online",
                    DossierState.ACCEPTED,
                ),
                received_at=NOW,
                due_at=due,
                non_local=True,
                duration=3.0,
                measure="day",
                trace=trace,
            )
            for serial in serials
        ]
        told = [(each, Applicant("Nguyễn Văn Mẫu", "0900000000")) for each in made]
        numbers = actions.keep(work, told, "import")
        return [replace(each, id=number) for each, number in zip(made, numbers, strict=True)]


def test_a_dossier_is_read_back_whole_by_number_and_by_code(register: Office) -> None:
    first, second = filed(register, 1, 2)
    with register.db.reading() as sql:
        assert dossiers.load(sql, first.id) == first == dossiers.by_code(sql, f"{UNIT}-260702-0001")
        assert dossiers.of_ids(sql, {first.id, second.id}) == [first, second]
        assert dict(dossiers.digests(sql, {})) == {each.id: dossiers.digest(each) for each in (first, second)}
        assert dossiers.by_code(sql, f"{UNIT}-260702-0003") is None
        assert applicants.load(sql, first.id) == Applicant("Nguyễn Văn Mẫu", "0900000000")
    assert kinds(register)[-4:] == ["AgencyAdded", "UnitAdded", "DossierAdded", "DossierAdded"]


def test_an_agency_and_a_unit_are_named_once(register: Office) -> None:
    [first], [second] = filed(register, 1), filed(register, 2)
    assert (first.agency, first.unit) == (second.agency, second.unit)
    assert kinds(register).count("AgencyAdded") == 1


def test_a_step_saved_is_added_to_the_trace(register: Office) -> None:
    [first] = filed(register, 1)
    moved = first.move(DossierState.IN_HAND, NOW, officer=None).move(
        DossierState.READY, NOW + timedelta(hours=1), "done"
    )
    with working(register) as work:
        dossiers.save(work.sql, moved)
        assert dossiers.load(work.sql, first.id) == moved


def test_serials_go_on_from_the_highest_of_the_unit_and_day(register: Office) -> None:
    filed(register, 9, 10_000, 12)
    with register.db.reading() as sql:
        assert dossiers.last_serial(sql, UNIT, DAY) == 10_000
        assert dossiers.last_serial(sql, UNIT, date(2026, 7, 3)) == 0
        assert dossiers.last_serial(sql, "H15.50.05", DAY) == 0


def test_the_digest_sees_every_part(register: Office) -> None:
    [first] = filed(register, 1)
    other = [
        replace(first, assisted=True),
        replace(first, fee=0),
        replace(first, agency=9),
        replace(first, trace=()),
        replace(first, trace=(replace(first.trace[0], reason="x"),)),
    ]
    assert len({dossiers.digest(each) for each in [first, *other]}) == 6


def test_notes_are_numbered_and_erased_with_the_applicant(register: Office) -> None:
    [first] = filed(register, 1)
    with working(register) as work:
        for text in ("Giấy khai sinh", "Căn cước"):
            applicants.add_note(work.sql, first.id, applicants.Note(NOW, "papers", text))
        assert [note.text for note in applicants.notes(work.sql, first.id)] == ["Giấy khai sinh", "Căn cước"]
        applicants.erase(work.sql, first.id)
        assert (applicants.notes(work.sql, first.id), applicants.load(work.sql, first.id)) == ([], None)


def test_an_id_number_is_known_by_a_digest_that_needs_the_offices_own_key(office: Office, tmp_path: Path) -> None:
    digest = actions.digest_of_id(office, "020090123456")
    assert digest == actions.digest_of_id(office, "020090123456") != actions.digest_of_id(office, "020090123457")
    assert keyed(bytes(32), "id", "020090123456") != digest
    assert (tmp_path / "digest.key").stat().st_mode & 0o777 == 0o600
