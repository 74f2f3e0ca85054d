"""No file fills the memory: what would is refused before it is read, and bad rows are counted, not kept."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.outside.imports.conftest import CODE, PROCEDURES, Office, counts

pytestmark = pytest.mark.journey

MEASURE = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], capture_output=True)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
)


def memory_mb(office: Office, file: Path, what: str = "dossiers") -> int:
    """The most memory that an import took."""
    kiosk = [sys.executable, "-m", "kiosk", "--data", f"{office.desk.folder}", "import", what, f"{file}"]
    measured = [sys.executable, "-c", MEASURE, *kiosk]
    clock = os.environ | {"KIOSK_CLOCK_FILE": f"{office.desk.clock}"}
    done = subprocess.run(measured, check=True, capture_output=True, text=True, env=clock)
    return int(done.stdout)


@pytest.mark.parametrize("rows", [15_000, pytest.param(150_000, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("what", ["dossiers", "ratings", "procedures"])
def test_a_file_of_bad_rows_does_not_fill_the_memory(office: Office, what: str, rows: int) -> None:
    heading = {"dossiers": "code", "ratings": "rated_at,level,source", "procedures": PROCEDURES}[what]
    file = office.folder / "bad.csv"
    file.write_text(f"{heading}\n" + "x\n" * rows)
    assert memory_mb(office, file, what) <= 300
    done = office.take(file, what=what)
    assert counts(done) == f"read {rows} new 0 changed 0 refused {rows}"
    assert len(done.stderr) < 200_000


NAMESPACE, DEFLATED = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", zipfile.ZIP_DEFLATED
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
FIRST = CELL.format("A1", "code")
ROW = '<row r="1">' + FIRST + "</row>"
FAR = CELL.format("XFD1048576", "x")


def night(inside: str, name: str) -> pytest.ParameterSet:
    """A case of the nightly run."""
    return pytest.param(inside, id=name, marks=pytest.mark.nightly)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(ROW + '<row r="1048576">' + FAR + "</row>", id="far"),
        night(ROW + '<row r="1048576">' + CELL.format("xfd1048576", "x") + "</row>", "small letters"),
        night(ROW + '<row r="1048576">' + FAR.replace("r=", "r = ") + "</row>", "blanks"),
        pytest.param(ROW + '<row r="1048576">' + "<c><v>1</v></c>" * 16_000 + "</row>", id="no references"),
        night(
            '<row r="1">' + FIRST + "<c><v>1</v></c>" * 16_000 + '</row><row r="1048576"><c><v>1</v></c></row>', "wide"
        ),
        night(
            ROW
            + '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576">'
            + FAR.replace("<c ", "<x:c ").replace("</c>", "</x:c>")
            + "</x:row>",
            "another prefix",
        ),
    ],
)
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", pytest.param("xl/other/table.bin", marks=pytest.mark.nightly)]
)
def test_a_small_workbook_with_a_far_cell_does_not_fill_the_memory(office: Office, inside: str, part: str) -> None:
    file, book = office.folder / "far.xlsx", openpyxl.Workbook()
    book.active.append(["code"])
    book.save(office.folder / "whole.xlsx")
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{inside}</sheetData></worksheet>'
    with (
        zipfile.ZipFile(office.folder / "whole.xlsx") as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in whole.namelist():
            text = whole.read(name).decode().replace("/xl/worksheets/sheet1.xml", f"/{part}")
            out.writestr(*((part, sheet) if name == "xl/worksheets/sheet1.xml" else (name, text)))
    assert memory_mb(office, file) <= 300


@pytest.mark.nightly
def test_a_file_of_200_mb_does_not_fill_the_memory(office: Office) -> None:
    file = office.folder / "large.csv"
    line = f"{CODE.format(1)};" + "x" * 975 + "\n"
    with file.open("w") as out:
        out.write("code;ghi_chu\n")
        for _ in range(200):
            out.write(line * 1050)
    assert memory_mb(office, file) <= 300
