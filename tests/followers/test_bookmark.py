"""A follower reads each entry of the log once, and again what it could not act on."""

import json
import subprocess
import sys

import pytest

from kiosk.followers.bookmark import following
from kiosk.office import Office
from kiosk.storage.record.log import Logged
from tests.conftest import issue
from tests.outside.trust.outside import run


def read(office: Office, follower: str = "hub") -> list[str]:
    with following(office, follower) as entries:
        return [each.kind for each in entries]


def test_what_was_read_does_not_come_again(office: Office) -> None:
    whole = read(office)
    assert whole[-1] != "TicketIssued"
    assert read(office) == []
    issue(office)
    assert read(office)[-1] == "TicketIssued"
    assert read(office) == []


def test_each_follower_has_a_bookmark_of_its_own(office: Office) -> None:
    whole = read(office)
    assert read(office, "copy") == whole


def test_what_could_not_be_acted_on_comes_again(office: Office) -> None:
    read(office)
    issue(office)

    def act(entries: list[Logged]) -> None:
        raise OSError("the other machine does not answer")

    with pytest.raises(OSError), following(office, "hub") as entries:
        act(entries)
    assert read(office)[-1] == "TicketIssued"


def test_a_bookmark_that_moves_leaves_the_record_whole(office: Office) -> None:
    issue(office)
    read(office)
    assert run(office, "verify", "--all").exit_code == 0


def test_the_command_prints_what_is_new_to_its_follower(office: Office) -> None:
    issue(office)
    run(office, "log", "--json", "--follow", "hub")
    issue(office)
    (line,) = run(office, "log", "--json", "--follow", "hub").stdout.splitlines()
    assert json.loads(line)["kind"] == "TicketIssued"
    assert run(office, "log", "--json", "--follow", "hub").stdout == ""


def test_what_nobody_took_is_printed_again(office: Office) -> None:
    """The pipe to the other machine broke."""
    command = [sys.executable, "-m", "kiosk", "--data", f"{office.config.folder}", "log", "--follow", "hub"]
    with open("/dev/full", "w") as full:
        assert subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False).returncode != 0
    assert read(office)


@pytest.mark.parametrize("name", ["", "Hub", "a b", "x" * 41, "../hub"])
def test_a_follower_has_a_plain_name(office: Office, name: str) -> None:
    assert run(office, "log", "--follow", name).exit_code == 2


def test_an_instant_and_a_follower_are_not_asked_at_once(office: Office) -> None:
    assert run(office, "log", "--follow", "hub", "--since", "2026-07-02").exit_code == 2
