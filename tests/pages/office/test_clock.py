"""The clock's question on the monitor: answered with one tap by anybody who signed in; a day taken up again by one."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import clock as clock_of
from kiosk.actions.office import manager
from kiosk.actions.work import begin_day
from kiosk.domain.office.clock import Running
from kiosk.domain.office.roles import CONSOLE
from kiosk.office import Office
from tests.conftest import SetClock, client_of, form_token, issue, kinds, nothing_happens, rows

DAY = 24 * 3600
PASSWORD = "mật-khẩu-dài"
ACCEPT, REOPEN = "/monitor/clock", "/monitor/clock/reopen"


@pytest.fixture
def leapt(office: Office, clock: SetClock) -> Office:
    """Two wait, and the clock leaps a day ahead."""
    watched = Office(office.config, clock, lambda now: Running("boot", now - timedelta(hours=1)))
    for _ in range(2):
        issue(watched)
    begin_day(watched)
    clock.forward(DAY)
    return watched


def signed_in(office: Office, role: str) -> FlaskClient:
    """The browser of somebody who signed in while the clock asks."""
    client = client_of(office)
    form = {"csrf_token": form_token(client, "/device"), "name": role, "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 303
    return client


@pytest.fixture
def staffed(office: Office) -> None:
    for role in ("officer", "manager"):
        manager.add_officer(office, role, role, PASSWORD, role)


def post(client: FlaskClient, path: str, **form: str) -> int:
    token = form_token(client, "/device")
    return client.post(path, data={"csrf_token": token, **form}).status_code


@pytest.mark.usefixtures("staffed")
def test_whoever_signed_in_begins_the_day_with_one_tap(leapt: Office) -> None:
    client = signed_in(leapt, "officer")
    page = client.get("/monitor/").get_data(as_text=True)
    assert "Đúng, bắt đầu ngày 03/7/2026" in page and ACCEPT in page
    assert client.get("/healthz").status_code == 503
    assert post(client, ACCEPT, reason="set-wrong") == 204
    assert kinds(leapt)[-2:] == ["DaySealed", "DayOpened"] and "LeapAccepted" in kinds(leapt)
    assert rows(leapt, "SELECT DISTINCT state FROM legs") == [("left",)]
    page = client.get("/monitor/").get_data(as_text=True)
    assert "clock-question" not in page and client.get("/healthz").status_code == 200


def test_nobody_else_gives_the_word(leapt: Office) -> None:
    client = client_of(leapt)
    with nothing_happens(leapt):
        assert post(client, ACCEPT, reason="set-wrong") in (401, 403, 503)
        assert post(client, REOPEN) in (401, 403, 503)


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize("reason", ["", "because", "lunch"])
def test_a_word_without_a_reason_code_is_none(leapt: Office, reason: str) -> None:
    client = signed_in(leapt, "officer")
    with nothing_happens(leapt):
        assert post(client, ACCEPT, reason=reason) == 422


@pytest.mark.usefixtures("staffed")
def test_the_person_in_charge_takes_the_day_up_again_and_no_other(leapt: Office, clock: SetClock) -> None:
    clock_of.accept(leapt, "set-wrong", CONSOLE)
    clock.forward(-DAY)
    clock_of.accept(leapt, "set-wrong", CONSOLE)
    begin_day(leapt)
    officer = signed_in(leapt, "officer")
    assert "reopen" not in officer.get("/monitor/").get_data(as_text=True)
    with nothing_happens(leapt):
        assert post(officer, REOPEN) == 403
    in_charge = signed_in(leapt, "manager")
    assert "2 người đang chờ bị hủy lượt" in in_charge.get("/monitor/").get_data(as_text=True)
    assert post(in_charge, REOPEN) == 303
    assert rows(leapt, "SELECT DISTINCT state FROM legs") == [("waiting",)]
    assert post(in_charge, REOPEN) == 409


@pytest.mark.usefixtures("staffed")
def test_a_clock_in_order_takes_no_word(office: Office) -> None:
    client = signed_in(office, "officer")
    with nothing_happens(office):
        assert post(client, ACCEPT, reason="set-wrong") == 409
