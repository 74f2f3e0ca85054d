"""The bulletin on the screen, on paper and on the command line: one content."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kiosk.cli import kiosk, load_commands
from kiosk.office import Office
from tests.conftest import SetClock, issue, serve

load_commands()


@pytest.fixture
def next_day(demo_office: Office, clock: SetClock) -> Office:
    for _ in range(2):
        issue(demo_office)
    for _ in range(2):
        serve(demo_office, minutes=10)
    clock.forward(24 * 3600)
    return demo_office


@pytest.mark.parametrize(
    ("lang", "says"),
    [("vi", ("Chờ lâu nhất ngày 02/7/2026", "A002", "10,0")), ("en", ("Longest waits on", "A002", "10.0"))],
)
def test_the_page_tells_it_in_both_languages(
    next_day: Office, demo_client: FlaskClient, lang: str, says: tuple[str, ...]
) -> None:
    answer = demo_client.get(f"/bulletin/?lang={lang}")
    assert answer.status_code == 200
    assert [each for each in says if each not in answer.text] == []


def test_it_is_printed_as_a_pdf(next_day: Office, demo_client: FlaskClient) -> None:
    answer = demo_client.get("/bulletin/bulletin.pdf?date=2026-07-03")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize("date", ["x", "2026-07-04", "9999-12-31", "0001-01-01", "2026-02-30", "²", "20260703x"])
def test_a_day_that_has_no_bulletin_is_refused(demo_client: FlaskClient, date: str) -> None:
    for path in ("/bulletin/", "/bulletin/bulletin.pdf"):
        assert demo_client.get(path, query_string={"date": date}).status_code == 422


def test_the_command_tells_the_same(office: Office, tmp_path: Path) -> None:
    asked = ["--data", str(office.config.folder), "bulletin"]
    told = json.loads(CliRunner().invoke(kiosk, [*asked, "--json"], catch_exceptions=False).output)
    assert (told["before"], told["waits"], told["areas"]) == (None, [], {})
    file = tmp_path / "b.pdf"
    done = CliRunner().invoke(kiosk, [*asked, "--pdf", str(file)], catch_exceptions=False)
    assert (done.exit_code, done.output) == (0, "")
    assert file.read_bytes().startswith(b"%PDF-")
    refused = CliRunner().invoke(kiosk, [*asked, "--date", "2099-01-01"])
    assert refused.exit_code == 1 and "2099-01-01" in refused.output
