"""A slip is one thing wherever it is shown, and a program's retry is compared with what it asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.queue import officer, particulars, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.actions.work import begin_day
from kiosk.config import Config
from kiosk.domain.queue.refusals import WrongCode
from kiosk.office import Office
from kiosk.views.queue import ticket
from tests.conftest import SetClock, call, client_of, form_token, issue, open_office, sample_plan

DAY = 24 * 3600


@pytest.fixture
def kind_office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The sample office, which carries who still waits over to the next day; everybody is somebody at work there."""
    open_office(tmp_path / "kind", clock, replace(sample_plan(), carries=True)).db.close()
    office = Office(Config(tmp_path / "kind", demo=True), clock)
    yield office
    office.db.close()


def test_a_slip_carried_over_is_the_same_ticket_for_everybody_who_reads_it(
    kind_office: Office, clock: SetClock
) -> None:
    issue(kind_office, "C")
    slip = visitor.issue(kind_office, Wish("C")).ticket
    particulars.note(kind_office, slip.number, "chờ giấy")
    clock.forward(DAY)
    begin_day(kind_office)
    client = client_of(kind_office)
    headers = {"X-CSRFToken": form_token(client, "/desk/1")}
    desk = client.post("/desk/1/scan", data={"text": slip.token}, headers=headers)
    phone = client.get(f"/t/{slip.token}")
    touch = client.get(f"/touch/missed/{slip.token}")
    typed = client.post(
        "/touch/missed/",
        data={"number": slip.number, "code": slip.code, "csrf_token": form_token(client, "/touch/missed/")},
    )
    assert typed.status_code == 303
    by_code = client.get(typed.headers["Location"])
    for shown in (desk, phone, touch, by_code):
        assert shown.status_code == 200
        assert "C002" in shown.get_data(as_text=True)
    assert "chờ giấy" in desk.get_data(as_text=True)


def test_two_slips_of_one_number_lead_each_to_its_own_ticket(kind_office: Office, clock: SetClock) -> None:
    issue(kind_office, "C")
    yesterday = visitor.issue(kind_office, Wish("C")).ticket
    call(kind_office, 1)
    officer.finish(kind_office, 1)
    clock.forward(DAY)
    today = visitor.issue(kind_office, Wish("C")).ticket
    assert yesterday.number == today.number == "C002", "the one who was carried over became C001"
    assert kind_office.see(ticket.of_code, "C002", today.code) == today
    assert kind_office.see(ticket.of_code, "C002", yesterday.code).number == "C001"
    with pytest.raises(WrongCode):
        kind_office.see(ticket.of_code, "C001", yesterday.code)


@pytest.fixture
def program(office: Office, client: FlaskClient) -> dict[str, str]:
    return {"Authorization": f"Bearer {manager.add_device(office, 'kiosk')}", "Idempotency-Key": "order-0001"}


@pytest.mark.parametrize(
    "other",
    [
        {"area": "B", "lang": "en", "needs": ["deaf"]},
        {"area": "A", "needs": ["deaf"]},
        {"area": "A", "lang": "en"},
        {"area": "A", "lang": "en", "needs": ["blind"]},
        {"area": "A", "lang": "en", "needs": ["deaf"], "priority": "elderly"},
    ],
)
def test_a_retry_with_another_wish_is_refused(
    office: Office, client: FlaskClient, program: dict[str, str], other: dict[str, object]
) -> None:
    asked = {"area": "A", "lang": "en", "needs": ["deaf"]}
    first = client.post("/api/v1/tickets", json=asked, headers=program)
    assert first.status_code == 201
    refused = client.post("/api/v1/tickets", json=other, headers=program)
    assert (refused.status_code, refused.get_json()["error"]) == (409, "key-reused")
    assert client.post("/api/v1/tickets", json=asked, headers=program).data == first.data


def test_a_retry_is_answered_though_staff_changed_the_class_meanwhile(
    office: Office, client: FlaskClient, program: dict[str, str]
) -> None:
    first = client.post("/api/v1/tickets", json={"area": "A"}, headers=program)
    particulars.grade(office, "A001", "elderly", "proof-shown")
    again = client.post("/api/v1/tickets", json={"area": "A"}, headers=program)
    assert (again.status_code, again.data) == (201, first.data)
