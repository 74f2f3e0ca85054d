"""How long a register takes to be taken over, as CSV and as XLSX: `bash tests/run bench imports`.

66,056 dossiers, a provincial centre's year, with every column told, by the command that people use.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl

from kiosk.domain.dossiers.filing import COLUMNS
from tests.bench.hall import say

ROWS = int(66_056 * float(os.environ.get("BENCH_SHARE", "1")))
WANTED_S = 25
FIRST = datetime(2025, 2, 15, 8)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for written in (as_csv, as_xlsx):
            _take(written(Path(name)), Path(name) / written.__name__)


def _take(file: Path, folder: Path) -> None:
    kiosk = [sys.executable, "-m", "kiosk", "--data", f"{folder}"]
    subprocess.run([*kiosk, "setup", "--sample"], check=True, capture_output=True)
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run([*kiosk, "import", "dossiers", f"{file}"], check=True, capture_output=True, text=True)
    took, after = time.perf_counter() - begun, os.times()
    assert f"new {ROWS} changed 0 refused 0" in done.stdout, done.stdout + done.stderr[:500]
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    figures = {"rows": ROWS, "columns": len(COLUMNS), "wall_s": took, "cpu_s": cpu}
    say(f"import of {file.suffix}", **figures, wanted_s=WANTED_S)


def as_csv(folder: Path) -> Path:
    file = folder / "register.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *_rows()])
    return file


def as_xlsx(folder: Path) -> Path:
    """The same with dates as a spreadsheet keeps them."""
    file, book = folder / "register.xlsx", openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(COLUMNS)
    for row in _rows():
        sheet.append(row)
    book.save(file)
    return file


def _rows() -> Iterator[list[object]]:
    for i in range(ROWS):
        yield [_row(i)[column] for column in COLUMNS]


def _row(i: int) -> dict[str, object]:
    """A dossier of nobody; every seventh had its date moved."""
    at = FIRST + i * 7.9 * MINUTE
    at = at.replace(microsecond=0)
    late = i % 7 == 0
    return {
        "code": f"H03.50.05.13-{at:%y%m%d}-{i:05d}",
        "procedure_code": f"1.{i % 1391:06d}",
        "procedure": f"Thủ tục cấp đổi giấy phép số {i % 1391} thuộc thẩm quyền của cơ quan chuyên môn cấp tỉnh",
        "agency": f"Cơ quan số {i % 1391 % 18 + 1}",
        "field": f"Lĩnh vực {i % 1391 % 40}",
        "channel": ("online", "direct", "post")[i % 3],
        "online_level": ("full", "", "")[i % 3],
        "non_local": i % 2,
        "applicant": f"Nguyễn Văn {'ABCDEGHK'[i % 8]} {i}",
        "id_number": f"0200{i:08d}",
        "phone": f"09{i:08d}",
        "receiving_unit": f"Trung tâm số {i % 30}",
        "submitted_at": at - 90 * MINUTE,
        "received_at": at,
        "due_at": at + 5 * DAY,
        "finished_at": at + (6 if late else 3) * DAY,
        "returned_at": at + 7 * DAY,
        "returned_by": ("direct", "post", "electronic")[i % 3],
        "post_to_agency": i % 2,
        "post_back": i % 2,
        "state": 10,
        "on_the_spot": 0,
        "apology_at": at + 4 * DAY if late else None,
        "new_due_at": at + 8 * DAY if late else None,
        "fee": 50_000 + i % 9 * 1000,
        "paid_by": ("online", "transfer", "cash")[i % 3],
        "paid_at": at + 2 * DAY,
        "digitised": 1,
        "assisted": int(i % 20 == 0),
    }
