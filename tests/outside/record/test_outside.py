"""What an office must keep, tried from outside: by its commands, its pages and its files."""

import fcntl
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import SetClock, client_of, form_token, issue, serve
from tests.outside.record.conftest import (
    EARLIER,
    Run,
    command_line,
    copied,
    earlier_office,
    held,
    query,
    rewrite_the_log,
)
from tests.pages.dossiers.test_reception import press

WHO = ("Nguyễn Thị Vân Khánh", "0912 345 678", "Ngõ 7 phố Hàng Bè")
CATALOGUE = (
    "ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,so_quyet_dinh,doi_tuong,co_quan_thuc_hien,kenh,"
    "thoi_han,don_vi,mien_phi,phi_vnd,ma_ket_qua\n"
    "1.000001,Đăng ký khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,Ngày làm việc,1,,\n"
)


@pytest.fixture
def register(demo_office: Office, tmp_path: Path, clock: SetClock) -> Run:
    """The command line of the demo office, which knows one procedure."""
    (tmp_path / "procedures.csv").write_text(CATALOGUE)
    run = command_line(tmp_path, clock)
    assert run("import", "procedures", tmp_path / "procedures.csv").exit_code == 0
    return run


def file_dossier(client: FlaskClient) -> str:
    """Somebody files an application at counter 1; answers its code."""
    name, phone, address = WHO
    filed = press(client, procedure="1.000001", name=name, phone=phone, address=address)
    assert filed.status_code in (200, 204), filed.text
    code = re.search(r"H[\d.]+-\d{6}-\d{4}", client.get("/desk/1/dossiers/1").text)
    assert code
    return code[0]


# --- What the log says of the tables -------------------------------------------------------------------------------


def test_a_duration_that_the_office_wrote_as_a_whole_number_is_as_the_log_tells_it(
    demo_office: Office, tmp_path: Path, clock: SetClock
) -> None:
    (tmp_path / "procedures.csv").write_text(CATALOGUE)
    sample = Path("kiosk/demo/sample_office.toml").read_text("utf-8")
    (tmp_path / "office.toml").write_text(
        f'{sample}\n[[procedures]]\ncode = "1.000001"\nduration = 3\nmeasure = "day"\n'
    )
    run = command_line(tmp_path, clock)
    assert run("import", "procedures", tmp_path / "procedures.csv").exit_code == 0
    assert run("setup", "--office", tmp_path / "office.toml").exit_code == 0
    file_dossier(client_of(demo_office))
    done = run("verify", "--all")
    assert (done.exit_code, done.stderr) == (0, "")


def test_the_number_of_a_leg_is_never_given_twice(at_work: Run, folder: Path) -> None:
    newest = "SELECT max(id) FROM legs"
    for step in (("call", "1"), ("again", "1", "--area", "B")):
        assert at_work(*step).exit_code == 0
    assert query(folder, newest) == [(3,)]
    assert at_work("undo", "1").exit_code == 0
    assert query(folder, newest) == [(2,)]
    assert at_work("issue", "B").exit_code == 0
    assert query(folder, newest) == [(4,)]


# --- The past --------------------------------------------------------------------------------------------------------


def test_a_log_rewritten_with_all_its_hashes_is_found(at_work: Run, folder: Path) -> None:
    rewrite_the_log(folder, 'UPDATE log SET body = replace(body, \'"via":"cli"\', \'"via":"kiosk"\')')
    assert at_work("verify", "--all").exit_code == 1


def test_numbers_lost_with_the_write_ahead_log_are_missed(office: Office, tmp_path: Path, clock: SetClock) -> None:
    """The machine lost its power, and somebody tidied the folder up."""
    issue(office)
    office.db.checkpoint()
    found = tmp_path / "found"
    found.mkdir()
    issue(office)
    for path in tmp_path.iterdir():
        if path.is_file() and not path.name.startswith("office.db-"):
            shutil.copy(path, found)
    office.db.close()
    shutil.copy(tmp_path / "office.head", found)
    run = command_line(found, clock)
    assert run("verify", "--all").exit_code == 1
    assert "restore" in run("issue", "A").stderr


def test_a_visitors_page_carries_a_code_that_bears_witness(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    page = client.get(f"/t/{issue(office).token}").text
    found = re.search(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", page)
    assert found
    run = command_line(office.config.folder, clock)
    assert run("verify", "--witness", found[0]).exit_code == 0
    assert "seal" in run("seal", "show").output


# --- What may not be known ------------------------------------------------------------------------------------------


def test_no_byte_of_the_folder_tells_of_who_was_erased(
    register: Run, demo_client: FlaskClient, demo_office: Office
) -> None:
    code = file_dossier(demo_client)
    folder = demo_office.config.folder
    assert held(folder, *WHO) == list(WHO)
    assert register("dossier", "erase", code, "--reason", "asked").exit_code == 0
    assert held(folder, *WHO) == []
    assert register("verify", "--all").exit_code == 0


def test_the_log_tells_no_class_and_no_need(at_work: Run, folder: Path) -> None:
    assert at_work("issue", "A", "--priority", "pregnant", "--need", "wheelchair").exit_code == 0
    told = at_work("log", "--json").stdout
    assert "pregnant" not in told and "wheelchair" not in told


@pytest.mark.parametrize("commit", EARLIER)
def test_no_class_and_no_need_is_left_of_an_earlier_office(commit: str, tmp_path: Path, clock: SetClock) -> None:
    run = earlier_office(commit, tmp_path / "office", clock)
    assert run("verify", "--all").exit_code == 0
    told = " ".join(str(body) for (body,) in query(tmp_path / "office", "SELECT body FROM log"))
    assert not [word for word in ("elderly", "pregnant", "disabled", "wheelchair", "not_satisfied") if word in told]
    [before] = (tmp_path / "office").glob("before-*.db")
    with closing(sqlite3.connect(before)) as sql:
        told = " ".join(str(body) for (body,) in sql.execute("SELECT body FROM log"))
    assert not [word for word in ("elderly", "pregnant", "disabled", "wheelchair", "not_satisfied") if word in told]


def test_nothing_leads_from_a_rating_to_a_visit(client: FlaskClient, office: Office, clock: SetClock) -> None:
    token = issue(office).token
    serve(office)
    client.post(f"/rate/t/{token}", data={"level": "not_satisfied"})
    client.post(f"/rate/t/{token}", data={"reason": "wait"})
    clock.forward(120)
    run = command_line(office.config.folder, clock)
    assert run("verify").exit_code == 0
    assert "satisfied" not in run("log", "--json").stdout
    columns = {name for _, name, *_ in query(office.config.folder, "SELECT * FROM pragma_table_info('ratings')")}
    assert not columns & {"id", "leg", "dossier", "ref", "rated_at"}


def test_an_unhappy_rating_is_told_to_the_person_in_charge_alone(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    run = command_line(office.config.folder, clock)
    for login, role in (("lan", "officer"), ("mai", "manager")):
        assert run("officer", "add", login, "--role", role, "--password", "correct horse").exit_code == 0
    token = issue(office).token
    serve(office)
    for answer in ({"level": "not_satisfied"}, {"reason": "manner"}, {"sure": "manner"}):
        client.post(f"/rate/t/{token}", data=answer)
    seen = {}
    for login in ("lan", "mai"):
        form = {"csrf_token": form_token(client, "/device"), "name": login, "password": "correct horse"}
        assert client.post("/login", data=form).status_code in (302, 303)
        seen[login] = "Công dân chưa hài lòng" in client.get("/monitor/").text
        client.post("/logout", headers={"X-CSRFToken": form_token(client, "/device")})
    assert seen == {"lan": False, "mai": True}


def test_todays_ratings_are_in_no_sum(client: FlaskClient, office: Office, clock: SetClock) -> None:
    run = command_line(office.config.folder, clock)
    today = clock().date().isoformat()
    before = run("report", "ratings", "--from", today, "--to", today, "--json").stdout
    for _ in range(6):
        token = issue(office).token
        serve(office)
        client.post(f"/rate/t/{token}", data={"level": "satisfied"})
        clock.forward(60)
        after = run("report", "ratings", "--from", today, "--to", today, "--json").stdout
        assert _ratings(after) == _ratings(before)


def _ratings(report: str) -> dict[str, object]:
    """What a report tells of ratings; how many were served and asked may change."""
    return {name: told for name, told in json.loads(report).items() if name not in ("asked", "as_of")}


# --- Keys, copies and the file beneath ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["digest.key", "secret.key"])
def test_an_empty_key_is_refused_with_the_cure(office: Office, tmp_path: Path, clock: SetClock, name: str) -> None:
    client_of(office)
    for key in ("digest.key", "secret.key"):
        (tmp_path / key).touch()
    (tmp_path / name).write_bytes(b"")
    done = command_line(tmp_path, clock)("doctor")
    assert done.exit_code == 1
    assert re.search(rf"CURE.*{name}", done.output)


def test_a_copy_is_restored_and_numbers_go_on_after_the_highest_on_paper(at_work: Run, folder: Path) -> None:
    copy = folder.parent / "copy.db"
    assert at_work("backup", copy).exit_code == 0
    assert at_work("issue", "A").exit_code == 0  # lost with the machine
    done = at_work("restore", copy, "--last", "A057")
    assert done.exit_code == 0, done.output
    assert at_work("verify", "--all").exit_code == 0
    assert '"A058"' in at_work("issue", "A", "--json").stdout


def test_a_copy_without_its_keys_is_told_so(register: Run, demo_client: FlaskClient, demo_office: Office) -> None:
    file_dossier(demo_client)
    folder = demo_office.config.folder
    assert register("backup", folder.parent / "carried.db").exit_code == 0
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder.parent / "carried.db", elsewhere / "office.db")
    done = command_line(elsewhere, demo_office.clock)("doctor")  # type: ignore[arg-type]
    assert done.exit_code == 1
    assert re.search(r"CURE.*digest\.key", done.output)


@pytest.mark.parametrize("name", ["office.db", "link.db", "twin.db", "office.db-wal", "sub/../office.db"])
def test_a_backup_onto_the_office_itself_is_refused(at_work: Run, folder: Path, name: str) -> None:
    (folder / "sub").mkdir()
    (folder / "link.db").symlink_to("office.db")
    os.link(folder / "office.db", folder / "twin.db")
    before = (folder / "office.db").stat().st_ino
    assert at_work("backup", folder / name).exit_code == 1
    assert (folder / "office.db").stat().st_ino == before
    assert '"A003"' in at_work("issue", "A", "--json").stdout


@pytest.mark.parametrize("gone", ["replaced", "deleted", "without its write-ahead log"])
def test_an_office_whose_file_is_gone_refuses_to_write(office: Office, client: FlaskClient, gone: str) -> None:
    issue(office)
    tap = {"csrf_token": form_token(client, "/touch/"), "key": "a-key-of-one-visit", "area": "A"}
    path = office.config.folder / "office.db"
    if gone == "replaced":
        shutil.copy(path, path.with_name("copy"))
        os.replace(path.with_name("copy"), path)
    elif gone.startswith("without"):
        path.with_name("office.db-wal").unlink()
    else:
        path.unlink()
    assert client.post("/touch/tickets", data=tap).status_code == 503


@pytest.mark.journey
def test_many_processes_bring_one_office_up_to_date_at_once(tmp_path: Path, clock: SetClock) -> None:
    earlier_office("617c994", tmp_path / "office", clock)
    command = [sys.executable, "-m", "kiosk", "--data", str(tmp_path / "office"), "log", "--json"]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
    ended = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [(process.returncode, said) for process, said in zip(started, ended, strict=True)] == [(0, "")] * 6
    left = [path.name for path in (tmp_path / "office").iterdir()]
    assert len([name for name in left if name.startswith("before-")]) == 1
    assert not [name for name in left if "partial" in name]


def test_a_server_from_before_an_upgrade_keeps_the_tables_it_knows(tmp_path: Path, clock: SetClock) -> None:
    """A backup by night, with the new program, would leave the morning a server that finds no table again."""
    folder = tmp_path / "office"
    run = earlier_office("582650c", folder, clock)
    tables = "SELECT name, sql FROM sqlite_master ORDER BY name"
    former = query(folder, tables)
    with (folder / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for words in (("issue", "A"), ("backup", str(tmp_path / "copy.db")), ("verify",), ("doctor",)):
            done = run(*words)
            assert (done.exit_code, "from before the upgrade" in done.stderr) == (1, True), words
        assert query(folder, tables) == former
        assert not list(folder.glob("before-*"))
    assert run("issue", "A").exit_code == 0
    assert query(folder, tables) != former


def test_an_office_of_any_earlier_program_opens_and_is_whole(tmp_path: Path, clock: SetClock) -> None:
    for commit in EARLIER:
        run = earlier_office(commit, tmp_path / commit, clock)
        done = run("verify", "--all")
        assert (done.exit_code, done.stderr) == (0, ""), commit
        assert run("issue", "A").exit_code == 0
        assert run("verify", "--all").exit_code == 0
        assert copied(tmp_path / commit, tmp_path / f"{commit}-copy").exists()
