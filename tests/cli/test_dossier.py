"""`kiosk dossier …`: shown without the person, what is amiss, and forgotten on request."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk, load_commands
from kiosk.office import Office
from kiosk.storage.dossiers import applicants
from tests.actions.dossiers.registry import receive, with_procedures

load_commands()


@pytest.fixture
def filed(office: Office, tmp_path: Path) -> Office:
    return with_procedures(office, tmp_path)


def run(office: Office, *arguments: str, code: int = 0) -> str:
    """A command by the machine's own clock, which is far ahead of the test's."""
    data = ["--data", str(office.config.folder)]
    CliRunner().invoke(kiosk, [*data, "clock", "accept", "--reason", "test"])
    done = CliRunner().invoke(kiosk, [*data, "dossier", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_a_dossier_is_shown_with_its_trace_and_without_the_person(filed: Office) -> None:
    dossier = receive(filed)
    text = run(filed, "show", dossier.code.lower())
    assert f"code={dossier.code}" in text and "Accepted" in text and "Mẫu" not in text
    told = json.loads(run(filed, "show", dossier.code, "--json"))
    assert (told["state"], told["trace"][0]["state"]) == (2, 2)


def test_an_unknown_code_ends_in_a_sentence(filed: Office) -> None:
    assert "There is no application" in run(filed, "show", "H15.50.05.13-260702-0009", code=1)


def test_what_is_amiss_is_listed(filed: Office) -> None:
    dossier = receive(filed)
    told = [json.loads(line) for line in run(filed, "faults", "--json").splitlines()]
    assert ("no-receipt", dossier.code) in [(each["fault"], each["code"]) for each in told]
    assert f"no-receipt  {dossier.code}" in run(filed, "faults")


def test_who_filed_is_forgotten(filed: Office) -> None:
    dossier = receive(filed)
    run(filed, "erase", dossier.code, "--reason", "asked")
    with filed.db.reading() as sql:
        assert applicants.load(sql, dossier.id) is None
    run(filed, "erase", dossier.code, "--reason", "because", code=2)


def test_a_receipt_is_written_on_a5_and_for_80_mm_paper(filed: Office, tmp_path: Path) -> None:
    code = receive(filed).code
    run(filed, "receipt", code, "--pdf", str(tmp_path / "a5.pdf"), "--png", str(tmp_path / "80.png"), "--lang", "en")
    assert (tmp_path / "a5.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "80.png").read_bytes().startswith(b"\x89PNG")
    assert "a5.pdf" in run(filed, "receipt", code, "--pdf", str(tmp_path / "no" / "a5.pdf"), code=1)


def test_no_date_moved_says_nothing(filed: Office) -> None:
    receive(filed)
    assert run(filed, "moved") == run(filed, "moved", "--json") == ""


def test_nothing_is_forgotten_before_its_time(filed: Office) -> None:
    receive(filed)
    assert run(filed, "purge", "--days", "365") == "forgotten 0\n"
    run(filed, "purge", "--days", "1", code=2)
