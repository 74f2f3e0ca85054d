"""Root does not work in a folder that is another's: its keys and locks would be root's."""

import os
from pathlib import Path

import pytest

from kiosk.office import Office
from tests.outside.trust.outside import run

SOMEBODY = 12345


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize(
    "command", [("issue", "A"), ("doctor",), ("officer", "list"), ("setup", "--sample"), ("backup", "copy.db")]
)
def test_root_is_refused_in_a_folder_of_somebody_else(office: Office, command: tuple[str, ...]) -> None:
    folder = office.config.folder
    office.db.close()
    for each in (folder, *folder.iterdir()):
        os.chown(each, SOMEBODY, SOMEBODY)
    before = listed(folder)
    result = run(office, *command)
    (folder / "clock").unlink()
    assert result.exit_code == 1
    assert "runuser" in result.stderr
    assert result.stderr.count("\n") == 1
    assert listed(folder) == before


def listed(folder: Path) -> list[tuple[str, int, int]]:
    """Every file with its owner and size."""
    return sorted((each.name, each.stat().st_uid, each.stat().st_size) for each in folder.iterdir())


def test_root_works_in_its_own_folder(office: Office) -> None:
    assert run(office, "issue", "A").exit_code == 0
