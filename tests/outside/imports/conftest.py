"""Files that offices bring, taken over by the command line, and what then stands in the database."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from tests.outside.conftest import Desk

CODE = "H21.50.05.13-260703-{:04}"
PROCEDURES = (
    "ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,so_quyet_dinh,doi_tuong,co_quan_thuc_hien,kenh,"
    "thoi_han,don_vi,mien_phi,phi_vnd,ma_ket_qua"
)


class Office:
    """An office that files are brought to, on Saturday 28 November 2026."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.folder = desk, desk.folder.parent

    def take(self, file: Path, *more: str | Path, what: str = "dossiers") -> Result:
        """What the import of a file says; it must not end in a fault."""
        done = self.desk.run("import", what, file, *more)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def text(self, content: str | bytes, *more: str | Path, name: str = "r.csv", what: str = "dossiers") -> Result:
        """The same of a text."""
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.take(file, *more, what=what)

    def sheet(
        self, *lines: Sequence[Any], merged: Sequence[str] = (), name: str = "r.xlsx", what: str = "dossiers"
    ) -> Result:
        """The same of a workbook of one sheet."""
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        for block in merged:
            book.active.merge_cells(block)
        book.save(self.folder / name)
        return self.take(self.folder / name, what=what)

    def mapping(self, text: str) -> Path:
        file = self.folder / "map.toml"
        file.write_text(text, "utf-8")
        return file

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        [file] = self.desk.folder.glob("*.db")
        sql = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return sql.execute(select).fetchall()
        finally:
            sql.close()

    def people(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT name, phone FROM applicants a JOIN dossiers d ON d.id = a.dossier ORDER BY d.code")

    def column(self, name: str) -> list[Any]:
        """One column of the dossiers, by their codes."""
        return [value for (value,) in self.rows(f"SELECT {name} FROM dossiers ORDER BY code")]


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("imports") / "data").at("2026-11-28T03:00:00Z")
    desk.set_up()
    return desk.folder


@pytest.fixture
def office(desk: Desk, set_up_once: Path) -> Office:
    shutil.copytree(set_up_once, desk.folder)
    return Office(desk)


Told = Callable[..., str]


def counts(done: Result) -> str:
    """The last line, which is for programs."""
    return done.stdout.splitlines()[-1] if done.stdout else f"refused: {done.output}"
