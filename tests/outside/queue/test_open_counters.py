"""A counter is open while somebody sits there and is on no break; whoever was sent there waits for it."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.office import staff
from kiosk.actions.queue import moving, officer
from kiosk.actions.queue.moving import To
from kiosk.cli import kiosk, load_commands
from kiosk.domain.queue.refusals import NobodyWaiting
from kiosk.office import Office
from kiosk.views.hall import board, sign
from kiosk.views.queue import desk, explanations, monitor, touch
from tests.conftest import SetClock, client_of, form_token, issue, rows

PASSWORD = "mật-khẩu-dài"


class Browser:
    """The browser of somebody who signed in and sat down at a counter."""

    def __init__(self, office: Office, login: str, number: int) -> None:
        self.number, self.office = number, office
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


def idle(minh: Browser, clock: SetClock) -> None:
    """The officer sits there and presses nothing; the page listens."""
    for _ in range(6):
        clock.forward(5 * 60)
        staff.attend(minh.office, [3])


def resting(minh: Browser, clock: SetClock) -> None:
    assert minh.press("break", reason="lunch").status_code == 200


def gone(minh: Browser, clock: SetClock) -> None:
    minh.client.post("/logout", data={"csrf_token": form_token(minh.client, "/device")})


def forgotten(minh: Browser, clock: SetClock) -> None:
    """The page was closed without a word."""
    clock.forward(11 * 60)


@pytest.mark.parametrize(
    ("happens", "state"), [(idle, "free"), (resting, "paused"), (gone, "closed"), (forgotten, "closed")]
)
def test_every_screen_says_alike_whether_a_counter_is_open(
    staffed: Office, clock: SetClock, happens: Callable[[Browser, SetClock], None], state: str
) -> None:
    """Board, sign, monitor, estimate, explanation and calling, of one moment."""
    minh = Browser(staffed, "minh", 3)
    for _ in range(6):
        issue(staffed, "G")
        clock.forward(60)
    for _ in range(5):
        for step in ("next", "finish"):
            assert minh.press(step).status_code == 200
    moving.transfer(staffed, "G006", To(counter=3))
    happens(minh, clock)
    staffed.paces.forget()
    with staffed.moment() as moment:
        assert board.board(moment, "1").counters[3].state == state
        assert sign.sign(moment, 3).standing.state == state
        seen = monitor.monitor(moment)
        assert seen.counters[3].state == state
        is_open = state == "free"
        known = [queue.wait.span is not None for queue in seen.queues]
        assert known == [is_open] * len(known), "without an open counter nothing is estimated"
        assert [tile.wait.span is not None for tile in touch.choice(moment).tiles] == known
        assert (desk.desk(moment, 1).next_up is None) == is_open, "who was sent to counter 3 waits for it"
        kept = [each.code for each in explanations.why(moment, "G006").reasons if each.code == "kept-for"]
        assert kept == ["kept-for"] * is_open
    if is_open:
        with pytest.raises(NobodyWaiting):
            officer.call_next(staffed, 1)
    else:
        assert officer.call_next(staffed, 1).number == "G006"
