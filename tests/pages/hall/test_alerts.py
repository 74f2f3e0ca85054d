"""Alerts on the desks: raised with one press, seen by all, ended by whoever saw to them."""

import pytest
from flask.testing import FlaskClient

from kiosk.actions.hall import alerts, messages
from kiosk.actions.office import manager
from kiosk.actions.work import working
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from tests.conftest import form_token, kinds, nothing_happens


@pytest.fixture
def headers(demo_client: FlaskClient) -> dict[str, str]:
    return {"X-CSRFToken": form_token(demo_client, "/desk/1")}


def banner(client: FlaskClient, counter: int = 2, lang: str = "vi") -> str:
    html = client.get(f"/desk/{counter}?lang={lang}").get_data(as_text=True)
    return html.split('id="alerts"')[1].split('id="counter"')[0]


def test_an_alarm_is_seen_at_every_desk_until_it_is_ended(demo_client: FlaskClient, headers: dict[str, str]) -> None:
    assert "data-alert" not in banner(demo_client)
    assert demo_client.post("/alerts/alarm/1", headers=headers).status_code == 204
    assert "BÁO ĐỘNG" in banner(demo_client)
    assert "Quầy 1 · 8:30" in banner(demo_client)
    assert "Counter 1 · 8:30" in banner(demo_client, lang="en")
    assert demo_client.post("/alerts/1/end", headers=headers).status_code == 204
    assert "data-alert" not in banner(demo_client)


def test_a_bad_rating_is_not_shown_to_the_officer_it_is_about(demo_office: Office, demo_client: FlaskClient) -> None:
    with working(demo_office) as work:
        ratings.complain(work.sql, 2)
        alerts.raise_alert(work, "kiosk")
    assert "data-alert" in banner(demo_client)
    assert "chưa hài lòng" not in banner(demo_client)


def test_who_is_in_charge_sees_to_a_complaint_and_nothing_of_it_is_kept(
    demo_office: Office, demo_client: FlaskClient, headers: dict[str, str]
) -> None:
    with working(demo_office) as work:
        ratings.complain(work.sql, 2)
    with nothing_happens(demo_office):
        assert "Công dân chưa hài lòng" in demo_client.get("/monitor/").text
    before = kinds(demo_office)
    assert demo_client.post("/alerts/complaints/2/end", headers=headers).status_code == 204
    assert "Công dân chưa hài lòng" not in demo_client.get("/monitor/").text
    assert kinds(demo_office) == before


def test_an_officer_may_not_end_a_complaint(office: Office, client: FlaskClient) -> None:
    manager.add_officer(office, "lan", "Lan", "mat-khau-dai")
    form = {"csrf_token": form_token(client, "/login"), "name": "lan", "password": "mat-khau-dai"}
    client.post("/login", data=form)
    headers = {"X-CSRFToken": form_token(client, "/desk/1")}
    with nothing_happens(office):
        assert client.post("/alerts/complaints/2/end", headers=headers).status_code == 403


def test_three_are_shown_and_the_rest_counted(
    demo_office: Office, demo_client: FlaskClient, headers: dict[str, str]
) -> None:
    for counter in range(1, 6):
        demo_client.post(f"/alerts/help/{counter}", headers=headers)
    assert banner(demo_client).count("data-alert") == 3
    assert "và 2 thông báo khác" in banner(demo_client)


@pytest.mark.parametrize("screen", ["/desk/1", "/desk/1/strip", "/monitor/"])
def test_staff_see_that_everybody_must_leave(demo_office: Office, demo_client: FlaskClient, screen: str) -> None:
    messages.show(demo_office, "evacuation")
    messages.show(demo_office, "closing")
    assert "Yêu cầu rời khỏi tòa nhà ngay" in demo_client.get(screen).text
    assert "Leave the building" in demo_client.get(f"{screen}?lang=en").text


@pytest.mark.parametrize(("path", "status"), [("alarm/99", 404), ("rating/1", 404)])
def test_what_cannot_be_raised_is_refused_in_words(
    demo_office: Office, demo_client: FlaskClient, headers: dict[str, str], path: str, status: int
) -> None:
    with nothing_happens(demo_office):
        refused = demo_client.post(f"/alerts/{path}", headers=headers)
    assert refused.status_code == status


@pytest.mark.parametrize("path", ["alarm/1", "1/end"])
def test_nobody_alerts_without_signing_in_or_from_another_page(office: Office, client: FlaskClient, path: str) -> None:
    manager.add_officer(office, "lan", "Lan", "mat-khau-dai")
    headers = {"X-CSRFToken": form_token(client, "/login")}
    with nothing_happens(office):
        assert client.post(f"/alerts/{path}", headers=headers).status_code == 401
        assert client.post(f"/alerts/{path}").status_code == 401
