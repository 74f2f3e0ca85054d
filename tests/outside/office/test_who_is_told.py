"""Each fault is told to who can mend it: no citizen reads a command of the server."""

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import SetClock, call, form_token, issue


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_touch_screen_sends_a_citizen_to_the_help_desk(
    client: FlaskClient, office: Office, clock: SetClock, lang: str
) -> None:
    issue(office)
    form = {"csrf_token": form_token(client, "/touch/"), "key": "page-0001", "area": "A"}
    clock.forward(-3600)
    answer = client.post(f"/touch/tickets?lang={lang}", data=form)
    assert answer.status_code == 503
    page = answer.get_data(as_text=True)
    assert "kiosk clock" not in page
    assert {"vi": "bàn hướng dẫn", "en": "help desk"}[lang] in page


def test_the_phone_sends_a_citizen_to_the_help_desk(client: FlaskClient, office: Office, clock: SetClock) -> None:
    ticket = issue(office)
    clock.forward(-3600)
    answer = client.post(f"/t/{ticket.token}/leave")
    assert answer.status_code == 503
    assert "kiosk clock" not in answer.get_data(as_text=True)


def test_the_monitor_has_a_button_for_a_clock_that_was_set_back(
    demo_client: FlaskClient, demo_office: Office, clock: SetClock
) -> None:
    issue(demo_office)
    clock.forward(-3600)
    assert "/monitor/clock" in demo_client.get("/monitor/").get_data(as_text=True)
    token = form_token(demo_client, "/monitor/")
    answer = demo_client.post("/monitor/clock", data={"csrf_token": token, "reason": "set-wrong"})
    assert answer.status_code == 204
    assert call(demo_office).number == "A001"
