"""`kiosk …`: what each command prints and answers; every refusal one sentence and an exit code, never a trace."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.cli import kiosk, load_commands
from kiosk.config import Config
from kiosk.demo import SAMPLE
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.instants import to_text
from kiosk.office import Office
from kiosk.storage.db import FILE
from kiosk.views.record import audit
from tests.conftest import NOW, SetClock

load_commands()

Kiosk = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def cli(folder: Path, clock: SetClock) -> Kiosk:
    """The command line on the office in `folder`, by the clock of the test."""
    clock_file = folder.parent / "clock"

    def invoke(*arguments: str | Path, **environment: str) -> Result:
        clock_file.write_text(to_text(clock()))
        settings = {"KIOSK_CLOCK_FILE": str(clock_file), "LANG": "C", "LC_ALL": "C"} | environment
        return CliRunner().invoke(kiosk, ["--data", str(folder), *map(str, arguments)], env=settings)

    return invoke


@pytest.fixture
def ready(cli: Kiosk) -> Kiosk:
    assert cli("setup").exit_code == 0
    return cli


def said(result: Result) -> str:
    """What a command that went well printed."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def sentence(result: Result, exit_code: int = 1) -> str:
    """The one sentence of a command that was refused."""
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.startswith("kiosk: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("kiosk: ").rstrip()


def entries(cli: Kiosk, *options: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said(cli("log", "--json", *options)).splitlines()]


def test_setup_without_a_file_makes_the_sample_office(cli: Kiosk, folder: Path) -> None:
    assert said(cli("setup")).endswith("8 areas, 8 counters, 2 zones\n")
    assert (folder / FILE).exists()


def test_setup_does_not_overwrite_an_office_unless_a_file_is_named(ready: Kiosk) -> None:
    assert "kiosk setup --office" in sentence(ready("setup"))
    said(ready("setup", "--office", SAMPLE))
    assert ready("setup", "--office", SAMPLE, "--sample").exit_code == 2


def test_issue_prints_the_number_alone(ready: Kiosk) -> None:
    assert said(ready("issue", "A")) == "A001\n"
    assert said(ready("issue", "A", "--priority", "elderly")) == "A002\n"


def test_issue_as_json_tells_what_the_interface_tells(ready: Kiosk) -> None:
    told = json.loads(said(ready("issue", "B", "--json")))
    assert len(told.pop("token")) >= 20
    unknown = dict.fromkeys(("wait_low_s", "wait_high_s", "expected_from", "expected_to", "today"))
    assert told == {"number": "B001", "area": "B", "ahead": 0, **unknown}


def test_call_and_finish_print_who_goes_where(ready: Kiosk) -> None:
    ready("issue", "A")
    ready("issue", "A")
    assert said(ready("call", "3")) == "A001 -> 3\n"
    assert said(ready("finish", "3")) == "A001 -> 3\n"
    assert json.loads(said(ready("call", "3", "--json"))) == {"number": "A002", "area": "A", "counter": 3}


def test_calling_when_nobody_waits_has_an_exit_code_of_its_own(ready: Kiosk) -> None:
    assert "Nobody" in sentence(ready("call", "3"), exit_code=3)
    assert "Không có ai" in sentence(ready("call", "3", LANG="vi_VN.UTF-8", LC_ALL="vi_VN.UTF-8"), exit_code=3)


def test_the_log_is_one_json_object_a_line_and_numbers_are_text(ready: Kiosk) -> None:
    ready("issue", "A")
    ready("call", "1")
    assert [each["kind"] for each in entries(ready)] == [
        "SealBegan",
        "OfficeConfigured",
        "DayOpened",
        "TicketIssued",
        "TicketCalled",
    ]
    called = entries(ready)[-1]
    assert called["number"] == "A001"
    assert (called["seq"], called["at"], called["counter"]) == (5, "2026-07-02T01:30:00.000Z", 1)
    assert len(f"{called['hash']}") == 64


def test_the_log_for_people_is_a_line_an_entry(ready: Kiosk) -> None:
    ready("issue", "A")
    *_, line = said(ready("log")).splitlines()
    assert line.startswith("2026-07-02T01:30:00.000Z  TicketIssued")
    assert "number=A001" in line


@pytest.mark.parametrize(
    ("since", "kinds"),
    [
        ("2026-07-02T01:30:05Z", ["TicketIssued"]),
        ("2026-07-02T08:30:05+07:00", ["TicketIssued"]),
        ("2026-07-03", []),
    ],
)
def test_the_log_since_an_instant(ready: Kiosk, clock: SetClock, since: str, kinds: list[str]) -> None:
    ready("issue", "A")
    clock.forward(10)
    ready("issue", "A")
    assert [each["kind"] for each in entries(ready, "--since", since)] == kinds


def test_the_log_since_no_instant_is_a_wrong_use(ready: Kiosk) -> None:
    result = ready("log", "--since", "yesterday")
    assert (result.exit_code, "yesterday" in result.stderr) == (2, True)


def test_verify_says_that_all_is_well(ready: Kiosk) -> None:
    ready("issue", "A")
    assert said(ready("verify")) == "the log is whole and the tables agree with it\n"
    assert said(ready("verify", "--all")) == "the log is whole and the tables agree with it\n"


def test_verify_names_a_hand_edit_and_fails(ready: Kiosk, folder: Path) -> None:
    ready("issue", "A")
    with sqlite3.connect(folder / FILE) as sql:
        sql.execute("UPDATE legs SET state = 'done'")
    result = ready("verify")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("The leg 1 is not as the log tells it")


def test_a_token_stands_alone_on_the_last_line(ready: Kiosk) -> None:
    *_, token = said(ready("token", "add", "--role", "board")).splitlines()
    assert len(token) >= 40
    assert " " not in token
    assert ready("token", "add", "--role", "boss").exit_code == 2


def test_an_officer_is_added_once_and_with_a_good_password(ready: Kiosk) -> None:
    assert said(ready("officer", "add", "an", "--name", "An", "--password", "correct horse")) == "officer an added\n"
    assert "an" in sentence(ready("officer", "add", "an", "--password", "correct horse"))
    assert "8" in sentence(ready("officer", "add", "binh", "--password", "short"))


def test_an_import_names_bad_lines_and_ends_in_a_summary(ready: Kiosk, tmp_path: Path) -> None:
    good = "1.000001,Khai sinh,Bộ Công an" + "," * 12
    alone = "1.000002,Nhập ngũ,Bộ Quốc phòng" + "," * 12
    (tmp_path / "p.csv").write_text("\n".join([",".join(COLUMNS), good, alone, "x,y" + "," * 13]), "utf-8")
    result = ready("import", "procedures", tmp_path / "p.csv")
    assert result.exit_code == 0
    assert result.stderr == "line 4: “x” is no procedure code\n"
    assert result.stdout.splitlines() == ["M: 1", "chưa phân lĩnh vực: 1", "read 3 new 2 changed 0 refused 1"]


def test_ratings_are_imported_and_bad_rows_named(ready: Kiosk, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("rated_at;level;source\n01/7/2026;satisfied;pad\n01/7/2026;splendid;pad\n")
    result = ready("import", "ratings", tmp_path / "r.csv")
    assert (result.exit_code, result.stdout) == (0, "read 2 new 1 changed 0 refused 1\n")
    assert result.stderr.startswith("line 3: level: “splendid”")
    assert ready("import", "ratings", tmp_path / "r.csv").stdout == "read 2 new 0 changed 0 refused 1\n"
    (tmp_path / "r.csv").write_text("rated_at;level\n")
    assert "no column source" in sentence(ready("import", "ratings", tmp_path / "r.csv"))


@pytest.mark.parametrize(("width", "dots"), [("80", 576), ("58", 384)])
def test_a_slip_is_a_picture_as_wide_as_the_paper(ready: Kiosk, tmp_path: Path, width: str, dots: int) -> None:
    ready("issue", "A")
    said(ready("slip", "A001", "--png", tmp_path / "slip.png", "--width", width))
    with Image.open(tmp_path / "slip.png") as picture:
        assert (picture.format, picture.width) == ("PNG", dots)


def test_there_is_no_slip_of_a_number_nobody_has(ready: Kiosk, tmp_path: Path) -> None:
    assert "A009" in sentence(ready("slip", "A009", "--png", tmp_path / "slip.png"))
    assert not (tmp_path / "slip.png").exists()


def test_a_backup_is_an_office_that_works(ready: Kiosk, tmp_path: Path, clock: SetClock) -> None:
    ready("issue", "A")
    assert said(ready("backup", tmp_path / "copy" / FILE)).endswith("bytes, checked\n")
    for key in ("digest", "seal", "sign"):  # which no backup holds
        shutil.copy(tmp_path / "data" / f"{key}.key", tmp_path / "copy")
    copy = Office(Config(tmp_path / "copy"), clock)
    assert audit.verify(copy, everything=True) == []


def test_an_older_database_is_brought_up_to_date_by_any_command(cli: Kiosk, folder: Path) -> None:
    folder.mkdir()
    (folder / FILE).touch()
    assert "kiosk setup" in sentence(cli("issue", "A"))
    said(cli("setup"))


@pytest.mark.parametrize(
    "arguments", [["issue", "A"], ["call", "1"], ["log"], ["verify"], ["doctor"], ["backup", "x.db"]]
)
def test_without_an_office_every_command_says_how_to_make_one(cli: Kiosk, folder: Path, arguments: list[str]) -> None:
    said_why = sentence(cli(*arguments))
    assert "kiosk setup" in said_why
    assert str(folder) in said_why
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["issue", "Z"], "A, B, C, E, G, H, K, M"),
        (["issue", "A", "--priority", "vip"], "elderly"),
        (["call", "99"], "99"),
        (["finish", "1"], "1"),
        (["import", "procedures", "none.csv"], "none.csv"),
        (["setup", "--office", "none.toml"], "none.toml"),
        (["clock", "accept", "--reason", "test"], "clock"),
        (["print-agent", "--printer", "none"], "'none' is not among slips"),
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(ready: Kiosk, arguments: list[str], words: str) -> None:
    assert words in sentence(ready(*arguments))


@pytest.mark.parametrize("arguments", [["setup"], ["issue", "A"]])
def test_a_folder_that_cannot_be_written_is_refused(cli: Kiosk, folder: Path, arguments: list[str]) -> None:
    folder.write_text("a file stands where the folder should be")
    assert str(folder) in sentence(cli(*arguments))
    assert folder.read_text() == "a file stands where the folder should be"


def test_a_folder_where_nobody_may_write_is_refused() -> None:
    result = CliRunner().invoke(kiosk, ["--data", "/proc/office", "setup"])
    assert "/proc/office" in sentence(result)


def test_a_newer_database_is_refused(ready: Kiosk, folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as sql:
        sql.execute("INSERT INTO _sqlite_migrations VALUES (99, 'office', 'm9999_tomorrow', '2027-01-01')")
    for arguments in (["issue", "A"], ["setup"], ["verify"]):
        assert "m9999_tomorrow" in sentence(ready(*arguments))


def test_a_damaged_database_is_refused(ready: Kiosk, folder: Path) -> None:
    (folder / FILE).write_bytes(b"scratched disk " * 1000)
    for arguments in (["issue", "A"], ["setup"], ["verify"]):
        assert str(folder / FILE) in sentence(ready(*arguments))


def test_a_busy_database_is_not_called_damaged(ready: Kiosk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.storage.db.BUSY_MS", 1)
    with sqlite3.connect(folder / FILE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "busy" in sentence(ready("issue", "A"))
        other.execute("ROLLBACK")
    said(ready("issue", "A"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"port = \n", "at line 1"),
        (b"prot = 8080\n", "prot"),
        (b'port = "8080x"\n', "port"),
        (b"demo = 1\n", "demo"),
        (b"\xff\xfe", "kiosk.toml"),
    ],
)
def test_broken_settings_are_refused_by_name(ready: Kiosk, folder: Path, text: bytes, words: str) -> None:
    (folder / "kiosk.toml").write_bytes(text)
    said_why = sentence(ready("issue", "A"))
    assert words in said_why
    assert "kiosk.toml" in said_why


@pytest.mark.parametrize(("text", "words"), [(b"[office\n", "at line 1"), (b'[office]\nname = "x"\n', "zones")])
def test_a_broken_office_file_is_refused_and_the_office_stays(
    ready: Kiosk, tmp_path: Path, text: bytes, words: str
) -> None:
    (tmp_path / "office.toml").write_bytes(text)
    assert words in sentence(ready("setup", "--office", tmp_path / "office.toml"))
    assert said(ready("issue", "A")) == "A001\n"


def test_a_clock_set_back_is_refused_until_it_is_accepted(ready: Kiosk, clock: SetClock) -> None:
    ready("issue", "A")
    clock.forward(-3600)
    assert "kiosk clock accept" in sentence(ready("issue", "A"))
    assert "goes on" in said(ready("clock", "accept", "--reason", "set-wrong"))
    assert said(ready("issue", "A")) == "A002\n"
    assert clock() < NOW


def test_a_refusal_speaks_vietnamese_on_a_vietnamese_terminal(ready: Kiosk) -> None:
    assert sentence(ready("issue", "Z", LC_ALL="vi_VN.UTF-8")).startswith("Không có lĩnh vực «Z»")


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["issue", "--help"], ["token", "--help"], ["serve", "--help"], ["demo", "--help"]]
)
def test_every_command_explains_itself(arguments: list[str]) -> None:
    result = CliRunner().invoke(kiosk, arguments)
    assert "Usage:" in result.output
    assert result.exit_code == (0 if arguments else 2)


def _with_numbers() -> list[tuple[str, ...]]:
    """Every command that takes a whole number, with one too large for anything where it takes it."""
    lines: list[tuple[str, ...]] = []

    def walk(command: click.Command, *path: str) -> None:
        if isinstance(command, click.Group):
            for name, below in command.commands.items():
                walk(below, *path, name)
            return
        arguments = [each for each in command.params if isinstance(each, click.Argument)]
        line = ["9" * 30 if isinstance(each.type, click.types.IntParamType) else "A" for each in arguments]
        lines.extend([(*path, *line)] if "9" * 30 in line else [])
        for option in command.params:
            if isinstance(option, click.Option) and isinstance(option.type, click.types.IntParamType):
                lines.append((*path, *line, option.opts[0], "9" * 30))

    walk(kiosk)
    return lines


@pytest.mark.parametrize("line", _with_numbers(), ids=" ".join)
def test_a_number_too_large_is_refused_in_words(office: Office, line: tuple[str, ...]) -> None:
    done = CliRunner().invoke(kiosk, ["--data", str(office.config.folder), *line])
    assert isinstance(done.exception, SystemExit) and done.exit_code and done.output
