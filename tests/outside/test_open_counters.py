"""A counter is open while somebody sits there and is on no break; whoever was sent there waits for it."""

import re

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.cli import kiosk, load_commands
from kiosk.office import Office
from tests.conftest import SetClock, client_of, form_token, issue, rows

PASSWORD = "mật-khẩu-dài"


class Browser:
    """The browser of somebody who signed in and sat down at a counter."""

    def __init__(self, office: Office, login: str, number: int) -> None:
        self.number = number
        self.client: FlaskClient = client_of(office)
        self.client.post("/login", data={"name": login, "password": PASSWORD, "csrf_token": self._token()})
        assert self.press("seat").status_code == 303

    def press(self, step: str, **form: str) -> TestResponse:
        facts = {"csrf_token": self._token(), "version": self._version(), **form}
        return self.client.post(f"/desk/{self.number}/{step}", data=facts, headers={"X-CSRFToken": facts["csrf_token"]})

    def _token(self) -> str:
        return form_token(self.client, "/device")

    def _version(self) -> str:
        found = re.search(r'data-version="(\d+)"', self.client.get(f"/desk/{self.number}").get_data(as_text=True))
        return found[1] if found else "0"


@pytest.fixture
def staffed(office: Office) -> Office:
    load_commands()
    (office.config.folder / "clock").write_text(office.clock().isoformat())
    by_clock = {"KIOSK_CLOCK_FILE": f"{office.config.folder / 'clock'}"}
    for login in ("lan", "minh"):
        named = ["--data", f"{office.config.folder}", "officer", "add", login]
        assert CliRunner(env=by_clock).invoke(kiosk, named, input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    return office


def called_to(office: Office) -> list[tuple[object, ...]]:
    """Who stands at which counter."""
    return rows(office, "SELECT number, counter FROM legs WHERE state IN ('called', 'serving')")


def test_who_was_sent_to_a_counter_is_not_called_back_by_the_one_that_sent(staffed: Office, clock: SetClock) -> None:
    minh = Browser(staffed, "minh", 3)
    issue(staffed, "G")
    clock.forward(5 * 60)
    lan = Browser(staffed, "lan", 1)
    assert lan.press("next").status_code == 200
    assert lan.press("transfer", to="counter:3", place="turn").status_code == 200
    assert lan.press("next").status_code == 409
    assert called_to(staffed) == []
    assert minh.press("next").status_code == 200
    assert called_to(staffed) == [("G001", 3)]


def test_a_counter_whose_officer_signed_out_is_closed_at_once(staffed: Office) -> None:
    minh, lan = Browser(staffed, "minh", 3), Browser(staffed, "lan", 1)
    issue(staffed, "G")
    assert minh.press("next").status_code == 200
    assert minh.press("finish").status_code == 200
    issue(staffed, "G")
    assert lan.press("next").status_code == 200
    assert lan.press("transfer", to="counter:3", place="turn").status_code == 200
    minh.client.post("/logout", data={"csrf_token": form_token(minh.client, "/device")})
    assert lan.press("next").status_code == 200
    assert called_to(staffed) == [("G002", 1)]
