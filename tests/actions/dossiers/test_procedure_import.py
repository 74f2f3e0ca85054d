"""The catalogue of procedures from files: good rows kept, bad ones named, nothing done twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.actions.dossiers import procedure_import
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Imported
from kiosk.files import table_file
from kiosk.files.heading import Requirements
from kiosk.office import Office
from kiosk.storage.dossiers import procedures
from tests.conftest import flaws, nothing_happens, rows

REAL = Path(__file__).resolve().parents[4] / "shared/data/procedures.csv"
HEAD = ",".join(COLUMNS) + "\n"
CODES = "SELECT code FROM procedures ORDER BY code"
Take = Callable[..., Imported]


def procedure(code: str, name: str = "Khai sinh", duration: str = "3", unit: str = "ngày") -> str:
    return f"{code},{name},Bộ Tư pháp,Hộ tịch,Cấp xã,,,,,,{duration},{unit},1,,\n"


def import_file(office: Office, file: Path) -> Imported:
    with table_file.opened(file, Requirements("ma_thu_tuc", COLUMNS, COLUMNS)) as table:
        return procedure_import.import_procedures(office, table.rows)


@pytest.fixture
def take(office: Office, tmp_path: Path) -> Take:
    """Import these lines as a file."""

    def taken(*lines: str) -> Imported:
        (tmp_path / "procedures.csv").write_text(HEAD + "".join(lines), "utf-8")
        return import_file(office, tmp_path / "procedures.csv")

    return taken


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.read, done.new, done.changed, len(done.refused)


def test_the_real_catalogue_is_taken_over_whole_and_a_second_time_nothing_is_new(office: Office) -> None:
    if not REAL.exists():
        pytest.skip(f"{REAL} is not on this machine")
    assert counts(import_file(office, REAL)) == (2107, 2107, 0, 0)
    assert dict(procedure_import.by_area(office)).keys() >= {"B", "C", "E", "M"}
    with nothing_happens(office):
        assert counts(import_file(office, REAL)) == (2107, 0, 0, 0)


def test_good_rows_are_taken_and_bad_ones_named_by_their_line(office: Office, take: Take) -> None:
    two_lines = procedure("1.000002", '"Tên dài\nhai dòng"')
    lines = [procedure("1.000001"), two_lines, procedure("x"), "\n", procedure("1.000003", ""), procedure("1.000004")]
    done = take(*lines)
    assert counts(done) == (5, 3, 0, 2)
    assert flaws(done) == [(5, "“x” is no procedure code"), (7, "ten_thu_tuc is missing")]
    assert [code for (code,) in rows(office, CODES)] == ["1.000001", "1.000002", "1.000004"]
    assert rows(office, "SELECT name FROM procedures WHERE code = '1.000002'") == [("Tên dài hai dòng",)]


def test_a_changed_row_is_counted_as_changed(office: Office, take: Take) -> None:
    take(procedure("1.000001"), procedure("1.000002"))
    assert counts(take(procedure("1.000001", duration="5"), procedure("1.000002"))) == (2, 0, 1, 0)
    with office.db.reading() as sql:
        assert procedures.load_all(sql)["1.000001"].duration == 5


def test_a_code_that_is_there_twice_is_taken_once_and_the_second_named(take: Take) -> None:
    for new in (1, 0):
        done = take(procedure("1.000001"), procedure("1.000001", "Another"))
        assert counts(done) == (2, new, 0, 1)
        assert flaws(done) == [(3, "1.000001 is there twice, first on line 2")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code;name\n1.000001;x\n",
        HEAD.replace("linh_vuc,", "").encode() + b"1.000001,x\n",
        HEAD.encode() + b'1.000001,"' + b"never closed " * 20_000,
    ],
    ids=["empty", "other columns", "a column missing", "an open quote"],
)
def test_a_file_that_is_no_catalogue_is_refused_and_nothing_taken(
    office: Office, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with nothing_happens(office), pytest.raises(BadFile):
        import_file(office, tmp_path / "x.csv")
