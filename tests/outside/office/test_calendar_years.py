"""The calendar is that of the year asked about, whenever the program was started."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.outside.conftest import Desk

CATALOGUE = (
    "ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,so_quyet_dinh,doi_tuong,co_quan_thuc_hien,"
    "kenh,thoi_han,don_vi,mien_phi,phi_vnd,ma_ket_qua\n"
    "1.000001,Đăng ký khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,Ngày làm việc,1,,\n"
)
AREAS = '[[areas]]\nletter = "A"\nname = "A"\n[[counters]]\nnumber = 1\n'
REGISTER = "code,procedure_code,received_at\nH15.50.05.13-{:%y%m%d}-0001,1.000001,{:%Y-%m-%d} 08:00\n"


def due(folder: Path, started: str, received: str) -> str:
    """When an office started at an instant says that three working days from a morning end."""
    folder.mkdir()
    desk = Desk(folder / "data").at(started).set_up(AREAS)
    (folder / "procedures.csv").write_text(CATALOGUE)
    (folder / "register.csv").write_text(REGISTER.format(*[date.fromisoformat(received)] * 2))
    desk.said("import", "procedures", folder / "procedures.csv")
    desk.said("import", "dossiers", folder / "register.csv")
    with closing(sqlite3.connect(desk.folder / "office.db")) as sql:
        return str(sql.execute("SELECT due_at FROM dossiers").fetchone()[0])


@pytest.mark.parametrize("received", ["2021-04-28", "2023-04-27", "2024-02-07"])
def test_an_old_register_is_due_by_the_days_off_of_its_own_year(tmp_path: Path, received: str) -> None:
    in_its_year = due(tmp_path / "then", f"{received[:4]}-12-01T03:00:00Z", received)
    assert due(tmp_path / "now", "2026-11-28T03:00:00Z", received) == in_its_year
