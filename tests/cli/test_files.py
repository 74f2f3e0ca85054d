"""Files that a command is to write or read: what cannot be is refused in a sentence, and nothing half is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_cli import Kiosk, cli, entries, folder, ready, said, sentence

__all__ = ["cli", "folder", "ready"]

PERIOD = ("--from", "2026-06-01", "--to", "2026-07-31")
REPORTS = [("report", name, *PERIOD, "--xlsx") for name in ("summary", "ii06a", "day", "ratings")]
WRITES = [*REPORTS, ("slip", "A001", "--png"), ("seal", "export"), ("keys", "export"), ("backup",)]
READS = [
    ("setup", "--office"),
    ("import", "procedures"),
    ("import", "dossiers"),
    ("import", "ratings"),
    ("restore",),
    ("keys", "import"),
    ("verify", "--witness"),
]


def named(command: tuple[str, ...]) -> str:
    return " ".join(command[:2])


@pytest.fixture
def busy(ready: Kiosk) -> Kiosk:
    said(ready("issue", "A"))
    return ready


def left(folder: Path) -> set[str]:
    return {each.name for each in folder.rglob("*")}


@pytest.mark.parametrize("command", [each for each in WRITES if each != ("backup",)], ids=named)
def test_a_folder_that_is_not_there_is_named(busy: Kiosk, tmp_path: Path, command: tuple[str, ...]) -> None:
    refused = busy(*command, tmp_path / "missing" / "x")
    assert sentence(refused) == f"The file {tmp_path}/missing/x cannot be written: there is no such folder."
    assert not (tmp_path / "missing").exists()
    refused = busy(*command, tmp_path / "missing" / "x", LC_ALL="vi_VN.UTF-8")
    assert sentence(refused) == f"Không ghi được tệp {tmp_path}/missing/x: thư mục này không có."


@pytest.mark.parametrize("own", ["office.db", "seal.key", "office.head", "kiosk.toml", "a link"])
@pytest.mark.parametrize("command", [each for each in WRITES if each != ("backup",)], ids=named)
def test_no_command_writes_over_what_the_office_works_with(
    busy: Kiosk, folder: Path, tmp_path: Path, command: tuple[str, ...], own: str
) -> None:
    file = folder / own
    if own == "a link":
        file = tmp_path / "link.xlsx"
        file.symlink_to(folder / "office.db")
    before = file.read_bytes() if file.exists() else None
    refused = busy(*command, file)
    why = "the office itself works with it; name another file"
    assert sentence(refused) == f"The file {file} cannot be written: {why}."
    assert (file.read_bytes() if file.exists() else None) == before
    assert said(busy("issue", "A")) == "A002\n"


@pytest.mark.parametrize("command", WRITES, ids=named)
def test_a_folder_in_place_of_a_file_is_refused(busy: Kiosk, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "taken").mkdir()
    refused = busy(*command, tmp_path / "taken")
    assert refused.exit_code in (1, 2) and "is a directory" in refused.stderr
    assert left(tmp_path / "taken") == set()


@pytest.mark.parametrize("command", [*REPORTS, ("slip", "A001", "--png")], ids=named)
def test_a_full_disk_is_told(busy: Kiosk, command: tuple[str, ...]) -> None:
    assert sentence(busy(*command, "/dev/full")) == "The file /dev/full cannot be written: the disk is full."
    assert Path("/dev/full").is_char_device()


def test_a_backup_replaces_no_device(busy: Kiosk) -> None:
    refused = busy("backup", "/dev/null")
    assert sentence(refused) == "The backup to /dev/null failed: it is no ordinary file."
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("command", REPORTS, ids=named)
def test_what_is_written_takes_the_place_of_the_former_whole(
    busy: Kiosk, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "real.xlsx")
    (tmp_path / "real.xlsx").write_bytes(b"former")
    (tmp_path / "real.xlsx").chmod(0o640)
    assert busy(*command, tmp_path / "link.xlsx").exit_code == 0
    assert (tmp_path / "link.xlsx").is_symlink()
    assert (tmp_path / "real.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "real.xlsx").stat().st_mode & 0o777 == 0o640
    assert not [name for name in left(tmp_path) if name.endswith(".partial")]


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[list[Path]]:
    """Files that are none, and files of another kind."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty").touch()
    yield [tmp_path / "missing" / "x", tmp_path / "taken", tmp_path / "noise", tmp_path / "empty"]


@pytest.mark.parametrize("command", READS, ids=named)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    busy: Kiosk, odd: list[Path], command: tuple[str, ...]
) -> None:
    before = entries(busy)
    for file in odd:
        refused = busy(*command, file)
        assert refused.exit_code in (1, 2, 4), (file, refused.output)
        assert refused.exception is None or isinstance(refused.exception, SystemExit)
        assert refused.stderr.strip() and "Errno" not in refused.stderr
    assert entries(busy) == before


@pytest.mark.parametrize("command", ["summary", "ii06a", "day", "ratings", "waits"])
@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-12-31", "2026-01-01"), ("2026-01-01", "9999-12-31"), ("0001-01-01", "2026-01-01"), ("x", "2026-01-01")],
)
def test_a_period_that_cannot_be_is_refused(ready: Kiosk, command: str, first: str, last: str) -> None:
    refused = ready("report", command, "--from", first, "--to", last)
    assert refused.exit_code in (1, 2) and refused.stdout == ""
    assert isinstance(refused.exception, SystemExit)


def test_waits_reads_days_as_the_other_reports_do(ready: Kiosk) -> None:
    assert said(ready("report", "waits", "--from", "03/7/2026", "--to", "2026-07-05"))
    assert said(ready("report", "waits", "--to", "03/7/2026"))
    refused = ready("report", "waits", "--from", "9999-12-31")
    assert sentence(refused).startswith("The period from 9999-12-31 to 2099-12-31 is not possible.")


@pytest.mark.parametrize("command", [("log",), ("journal",)])
@pytest.mark.parametrize("since", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "yesterday"])
def test_an_instant_beyond_all_calendars_is_no_instant(ready: Kiosk, command: tuple[str], since: str) -> None:
    refused = ready(*command, "--since", since)
    assert refused.exit_code == 2 and "is no date or time, e.g. 2026-11-22" in refused.stderr
