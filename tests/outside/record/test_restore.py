"""A drill: the machine is lost, and a backup, a key card and the last slips bring the office back."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import SetClock
from tests.outside.record.conftest import EARLIER, Run, command_line, copied, earlier_office, held, query
from tests.outside.record.test_outside import WHO, file_dossier, register

__all__ = ["register"]  # a fixture


@pytest.fixture
def saved(at_work: Run, folder: Path) -> Path:
    """A folder apart from the office with a backup and the key card; one more number was given since."""
    apart = folder.parent / "apart"
    apart.mkdir()
    assert at_work("backup", apart / "office.db").exit_code == 0
    assert at_work("keys", "export", apart / "card").exit_code == 0
    assert at_work("issue", "A").exit_code == 0
    return apart


@pytest.fixture
def fresh(folder: Path, clock: SetClock) -> Run:
    """Another machine."""
    return command_line(folder.parent / "another machine", clock)


def test_the_drill_on_another_machine(saved: Path, fresh: Run) -> None:
    assert fresh("keys", "import", saved / "card").exit_code == 0
    done = fresh("restore", saved / "office.db", "--last", "A057", "--last", "B003")
    assert (done.exit_code, done.stderr) == (0, "")
    assert fresh("verify", "--all").exit_code == 0
    numbers = [json.loads(fresh("issue", area, "--json").stdout)["number"] for area in "ABC"]
    assert numbers == ["A058", "B004", "C001"]
    assert fresh("verify", "--all").exit_code == 0
    assert "kept as" not in done.stdout


def test_what_lay_there_is_kept_beside_it(at_work: Run, saved: Path, folder: Path) -> None:
    assert at_work("restore", saved / "office.db").exit_code == 0
    [kept] = folder.glob("replaced-*.db")
    with closing(sqlite3.connect(kept)) as sql:
        assert sql.execute("SELECT count(*) FROM tickets").fetchone() == (3,)
    assert query(folder, "SELECT count(*) FROM tickets") == [(2,)]
    assert kept.stat().st_mode & 0o077 == 0
    assert at_work("verify", "--all").exit_code == 0


def test_an_office_that_is_open_is_not_replaced(saved: Path, at_work: Run, folder: Path, clock: SetClock) -> None:
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        sql.execute("SELECT count(*) FROM log").fetchone()
        refused = at_work("restore", saved / "office.db")
        assert (refused.exit_code, "in use" in refused.stderr) == (1, True)
    assert query(folder, "SELECT count(*) FROM tickets") == [(3,)]
    assert not list(folder.glob("replaced-*")) and not list(folder.glob("restoring-*"))


def test_without_its_keys_it_is_refused_with_the_cure_and_nothing_is_made(saved: Path, fresh: Run) -> None:
    refused = fresh("restore", saved / "office.db")
    assert refused.exit_code == 1
    assert "digest.key, seal.key, sign.key" in refused.stderr and "--without-keys" in refused.stderr
    assert not (saved.parent / "another machine" / "office.db").exists()


def test_another_offices_keys_are_no_keys(saved: Path, fresh: Run, clock: SetClock) -> None:
    other = command_line(saved.parent / "other", clock)
    assert other("setup").exit_code == 0
    assert other("keys", "export", saved / "other card").exit_code == 0
    assert fresh("keys", "import", saved / "other card").exit_code == 0
    assert fresh("restore", saved / "office.db").exit_code == 1


def test_without_the_card_it_goes_on_under_new_keys(saved: Path, fresh: Run, at_work: Run) -> None:
    before = saved / "before.json"
    assert at_work("seal", "export", before).exit_code == 0
    done = fresh("restore", saved / "office.db", "--without-keys")
    assert done.exit_code == 0 and "new PINs" in done.stdout
    assert fresh("issue", "A").exit_code == 0
    assert fresh("verify", "--all").exit_code == 0
    kinds = [json.loads(line)["kind"] for line in fresh("log", "--json").stdout.splitlines()]
    assert kinds.count("SealBegan") == 2


def test_old_entries_rest_on_the_chain_when_their_key_is_lost(saved: Path, fresh: Run) -> None:
    folder = saved.parent / "another machine"
    assert fresh("restore", saved / "office.db", "--without-keys").exit_code == 0
    with closing(sqlite3.connect(folder / "office.db")) as sql:
        sql.execute("DROP TRIGGER log_no_update")
        sql.execute("UPDATE log SET body = replace(body, 'A001', 'A007') WHERE kind = 'TicketIssued'")
        sql.commit()
    assert fresh("verify", "--all").exit_code == 1


def test_a_copy_of_another_office_is_refused(saved: Path, clock: SetClock) -> None:
    other = command_line(saved.parent / "other", clock)
    assert other("setup").exit_code == 0
    refused = other("restore", saved / "office.db", "--without-keys")
    assert (refused.exit_code, "another office" in refused.stderr) == (1, True)
    assert other("verify", "--all").exit_code == 0


def test_a_copy_of_a_newer_program_is_refused(saved: Path, at_work: Run, folder: Path) -> None:
    with closing(sqlite3.connect(saved / "office.db")) as sql:
        sql.execute(
            "INSERT INTO _sqlite_migrations SELECT NULL, migration_set, 'm9999_tomorrow', applied_at "
            "FROM _sqlite_migrations LIMIT 1"
        )
        sql.commit()
    refused = at_work("restore", saved / "office.db")
    assert (refused.exit_code, "m9999_tomorrow" in refused.stderr) == (1, True)
    assert query(folder, "SELECT count(*) FROM tickets") == [(3,)]


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_what_is_no_copy_is_refused(at_work: Run, saved: Path, folder: Path, content: bytes) -> None:
    (saved / "broken.db").write_bytes(content)
    for name in ("broken.db", "missing.db"):
        assert at_work("restore", saved / name).exit_code == 1
    assert query(folder, "SELECT count(*) FROM tickets") == [(3,)]


@pytest.mark.parametrize("last", ["57", "AA1", "Z001", "A000"])
def test_what_is_no_number_of_an_area_is_refused_before_anything_happens(
    at_work: Run, saved: Path, folder: Path, last: str
) -> None:
    refused = at_work("restore", saved / "office.db", "--last", last)
    assert refused.exit_code == 1
    assert query(folder, "SELECT count(*) FROM tickets") == [(3,)]
    assert at_work("verify", "--all").exit_code == 0


def test_who_was_erased_since_the_backup_is_erased_again(
    register: Run, demo_client: FlaskClient, demo_office: Office
) -> None:
    code, folder = file_dossier(demo_client), demo_office.config.folder
    with_them = folder.parent / f"{folder.name}-backup.db"
    assert register("backup", with_them).exit_code == 0
    assert register("dossier", "erase", code, "--reason", "asked").exit_code == 0
    demo_office.db.close()
    demo_client.application.extensions["office"].db.close()
    done = register("restore", with_them)
    assert done.exit_code == 0, done.output
    assert "forgotten again: 1" in done.stdout
    assert held(folder, *WHO) == []
    assert register("verify", "--all").exit_code == 0


@pytest.mark.parametrize("commit", EARLIER)
def test_a_backup_of_an_earlier_program_is_restored_and_redacted(commit: str, tmp_path: Path, clock: SetClock) -> None:
    earlier_office(commit, tmp_path / "old", clock)
    run = command_line(tmp_path / "new", clock)
    done = run("restore", tmp_path / "old" / "office.db", "--without-keys")
    assert done.exit_code == 0, done.output
    assert run("verify", "--all").exit_code == 0
    assert "elderly" not in run("log", "--json").stdout


def test_a_file_that_lost_its_tail_is_brought_back_by_restoring_itself(at_work: Run, folder: Path) -> None:
    shutil.copy(folder / "office.db", folder.parent / "earlier.db")
    assert at_work("issue", "A").exit_code == 0
    shutil.copy(folder.parent / "earlier.db", folder / "office.db")
    refused = at_work("issue", "A")
    assert (refused.exit_code, "kiosk restore" in refused.stderr) == (1, True)
    assert at_work("restore", folder / "office.db", "--last", "A003").exit_code == 0
    assert json.loads(at_work("issue", "A", "--json").stdout)["number"] == "A004"
    assert at_work("verify", "--all").exit_code == 0


def test_a_copy_that_lies_in_the_folder_is_a_copy(at_work: Run, folder: Path) -> None:
    assert at_work("backup", folder / "backups" / "monday.db").exit_code == 0
    assert at_work("restore", folder / "backups" / "monday.db").exit_code == 0
    assert copied(folder, folder.parent / "elsewhere").exists()
