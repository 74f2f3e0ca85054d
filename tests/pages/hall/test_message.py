"""The page of messages to the hall: for the person in charge only."""

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.office import Office
from kiosk.views.hall import news
from tests.conftest import form_token, nothing_happens
from tests.pages.office.test_login import sign_in
from tests.pages.queue.test_touch import words_of

PAGE = "/monitor/message/"


def post(client: FlaskClient, path: str = PAGE, **form: object) -> int:
    return client.post(path, data={"csrf_token": form_token(client, PAGE), **form}).status_code


def shown(office: Office) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.kind, each.zones, each.text_vi) for each in office.see(news.messages)]


def test_a_ready_made_message_is_shown_said_again_and_ended(demo_office: Office, demo_client: FlaskClient) -> None:
    assert "Không có thông báo nào." in words_of(demo_client.get(PAGE))
    assert post(demo_client, kind="outage", zone="2") == 303
    assert shown(demo_office) == [("outage", ("2",), "")]
    assert "Trung tâm đang mất điện từ 8:30 ngày 02/7/2026 · Khu vực chờ 2" in words_of(demo_client.get(PAGE))
    (told,) = demo_office.see(news.messages)
    assert post(demo_client, f"{PAGE}{told.id}/repeat") == 303
    assert post(demo_client, f"{PAGE}{told.id}/end") == 303
    assert shown(demo_office) == []
    assert post(demo_client, f"{PAGE}{told.id}/end") == 409


def test_own_words_are_shown(demo_office: Office, demo_client: FlaskClient) -> None:
    assert post(demo_client, kind="free", vi="Quầy 3 nghỉ", en="Counter 3 rests") == 303
    assert shown(demo_office) == [("free", (), "Quầy 3 nghỉ")]
    assert "Counter 3 rests" in words_of(demo_client.get(f"{PAGE}?lang=en"))


def test_to_empty_the_building_must_be_confirmed(demo_office: Office, demo_client: FlaskClient) -> None:
    token = form_token(demo_client, PAGE)
    with nothing_happens(demo_office):
        answer = demo_client.post(PAGE, data={"csrf_token": token, "kind": "evacuation"})
    assert answer.status_code == 422
    assert "cần được xác nhận" in words_of(answer)
    assert post(demo_client, kind="evacuation", sure="on") == 303
    assert shown(demo_office) == [("evacuation", (), "")]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"kind": "free"}, 422),
        ({"kind": "free", "vi": "a" * 201}, 422),
        ({"kind": "outage", "zone": "9"}, 404),
    ],
)
def test_what_is_no_message_is_refused_in_words(
    demo_office: Office, demo_client: FlaskClient, form: dict[str, str], status: int
) -> None:
    token = form_token(demo_client, PAGE)
    with nothing_happens(demo_office):
        answer = demo_client.post(PAGE, data={"csrf_token": token, **form})
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_only_the_person_in_charge_may(office: Office, client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 503  # nobody is named yet
    manager.add_officer(office, "lan", "Lan", "correct horse")
    assert client.get(PAGE).status_code == 401
    sign_in(client, "lan", "correct horse")
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"kind": "outage"}).status_code == 409  # without a form token
    manager.add_officer(office, "hoa", "Hoa", "correct horse", "manager")
    client.post("/logout", data={"csrf_token": form_token(client, "/login")})
    sign_in(client, "hoa", "correct horse")
    assert post(client, kind="closing") == 303
    assert [each.officer for each in office.see(news.messages)] == [2]
