"""Copies: whole and checked, or not there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record.refusals import BackupFailed
from kiosk.office import Office
from kiosk.storage import backup
from tests.conftest import issue


def test_a_copy_replaces_the_former_one(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    for count in (1, 2):
        issue(office)
        backup.copy(office.db.path, copy)
        with closing(sqlite3.connect(copy)) as sql:
            assert sql.execute("SELECT count(*) FROM tickets").fetchone() == (count,)


def test_a_copy_is_one_file_that_can_be_carried_away(office: Office, tmp_path: Path) -> None:
    issue(office)
    backup.copy(office.db.path, tmp_path / "out" / "copy.db")
    assert os.listdir(tmp_path / "out") == ["copy.db"]
    with closing(sqlite3.connect(tmp_path / "out" / "copy.db")) as sql:
        assert sql.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_there_is_no_copy_of_an_office_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        backup.copy(tmp_path / "office.db", tmp_path / "copy.db")
    assert os.listdir(tmp_path) == []


def test_a_damaged_office_makes_no_copy_and_the_former_one_stays(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.copy(office.db.path, copy)
    former = copy.read_bytes()
    office.db.close()
    office.db.path.write_bytes(former[:20_000] + b"\xff" * 40_000 + former[60_000:])
    with pytest.raises(BackupFailed):
        backup.copy(office.db.path, copy)
    assert copy.read_bytes() == former
