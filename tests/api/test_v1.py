"""`/api/v1/`: statuses, JSON bodies and refusals in the caller's language, as programs rely on them."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.office import Office
from tests.conftest import SetClock, call, issue, nothing_happens, rows, serve

TICKETS, NEXT, FINISH = "/api/v1/tickets", "/api/v1/counters/1/next", "/api/v1/counters/1/finish"
BOARD = "/api/v1/board/1"


class Program:
    """A program with a device's token."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        return self.client.post(path, data=sent, headers=self.headers | named)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=self.headers | headers)


@pytest.fixture
def kiosk(client: FlaskClient, office: Office) -> Program:
    return Program(client, manager.add_device(office, "kiosk"))


@pytest.fixture
def desk(client: FlaskClient, office: Office) -> Program:
    return Program(client, manager.add_device(office, "desk"))


@pytest.fixture
def board(client: FlaskClient, office: Office) -> Program:
    return Program(client, manager.add_device(office, "board"))


def refused(response: TestResponse, status: int, code: str) -> str:
    """The sentence of a refusal, which is JSON and no more than code and sentence."""
    assert (response.status_code, response.mimetype) == (status, "application/json")
    body = response.get_json()
    assert {*body} == {"error", "message"}
    assert body["error"] == code
    assert "Traceback" not in body["message"]
    assert len(body["message"]) > 10
    return str(body["message"])


def test_a_ticket_is_issued(kiosk: Program, office: Office) -> None:
    issue(office)
    response = kiosk.post(TICKETS, {"area": "B", "priority": "elderly"})
    assert response.status_code == 201
    [(token,)] = rows(office, "SELECT token FROM tickets WHERE area = 'B'")
    assert response.get_json() == {
        "number": "B001",
        "area": "B",
        "token": token,
        "ahead": 0,
        "wait_low_s": None,
        "wait_high_s": None,
        "expected_from": None,
        "expected_to": None,
        "today": None,
    }


def test_the_wait_is_in_seconds(kiosk: Program, office: Office) -> None:
    for _ in range(5):
        issue(office)
        serve(office, minutes=10)
    office.paces.forget()
    body = kiosk.post(TICKETS, {"area": "A", "priority": None}).get_json()
    assert (body["ahead"], body["wait_low_s"], body["wait_high_s"]) == (0, 0, 60)


def test_one_key_gives_one_ticket_and_the_same_answer_all_day(kiosk: Program, office: Office, clock: SetClock) -> None:
    first = kiosk.post(TICKETS, {"area": "A"}, Idempotency_Key="order-0001")
    clock.forward(8 * 3600)
    issue(office)
    with nothing_happens(office):
        again = kiosk.post(TICKETS, {"area": "A"}, Idempotency_Key="order-0001")
    assert (again.status_code, again.data) == (201, first.data)


def test_a_key_is_refused_for_another_wish(kiosk: Program, office: Office) -> None:
    kiosk.post(TICKETS, {"area": "A"}, Idempotency_Key="order-0001")
    with nothing_happens(office):
        refused(kiosk.post(TICKETS, {"area": "B"}, Idempotency_Key="order-0001"), 409, "key-reused")


@pytest.mark.parametrize("key", ["", "short", "with a blank", "x" * 121])
def test_a_key_that_is_no_key_is_refused(kiosk: Program, office: Office, key: str) -> None:
    with nothing_happens(office):
        refused(kiosk.post(TICKETS, {"area": "A"}, Idempotency_Key=key), 400, "bad-key")


def test_the_next_is_called_and_finished(desk: Program, office: Office) -> None:
    issue(office)
    told = {"number": "A001", "area": "A", "counter": 1}
    assert (desk.post(NEXT).status_code, desk.post(FINISH).get_json()) == (200, told)
    assert rows(office, "SELECT state FROM legs") == [("done",)]


def test_a_call_answers_who_comes_to_which_counter(desk: Program, office: Office) -> None:
    issue(office, "B")
    assert desk.post(NEXT).get_json() == {"number": "B001", "area": "B", "counter": 1}


def test_nobody_waiting_is_no_content(desk: Program, office: Office) -> None:
    with nothing_happens(office):
        response = desk.post(NEXT)
    assert (response.status_code, response.data) == (204, b"")


def test_a_busy_counter_is_a_conflict(desk: Program, office: Office) -> None:
    issue(office)
    issue(office)
    desk.post(NEXT)
    with nothing_happens(office):
        assert "A001" in refused(desk.post(NEXT), 409, "counter-busy")


def test_finishing_nothing_is_a_conflict(desk: Program, office: Office) -> None:
    with nothing_happens(office):
        refused(desk.post(FINISH), 409, "nobody-at-counter")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"area": "Z"}, 404, "unknown-area"),
        ({"area": ""}, 404, "unknown-area"),
        ({"area": "\ud800"}, 404, "unknown-area"),
        ({"area": "A", "priority": "vip"}, 422, "unknown-priority"),
        ({"area": 5}, 400, "bad-request"),
        ({"area": None}, 400, "bad-request"),
        ({"area": "A", "priority": 5}, 400, "bad-request"),
        ({"area": "A", "priority": ["elderly"]}, 400, "bad-request"),
        ({}, 400, "bad-request"),
        ([], 400, "bad-request"),
        (["A"], 400, "bad-request"),
        ("A", 400, "bad-request"),
        (b"", 400, "bad-request"),
        (b"{broken", 400, "bad-request"),
        (b'{"area": "A"', 400, "bad-request"),
        (b"\xff\xfe", 400, "bad-request"),
        (b"[" * 60_000, 400, "bad-request"),
        (b"x" * 1_000_000, 413, "too-large"),
        (b'{"area": "' + b"A" * 1_000_000 + b'"}', 413, "too-large"),
    ],
    ids=lambda value: f"{value!r}"[:40],
)
def test_a_wish_that_cannot_be_met_is_refused_and_nothing_happens(
    kiosk: Program, office: Office, body: Any, status: int, code: str
) -> None:
    with nothing_happens(office):
        refused(kiosk.post(TICKETS, body), status, code)


@pytest.mark.parametrize("path", ["/api/v1/counters/99/next", "/api/v1/counters/99/finish"])
def test_an_unknown_counter_is_not_found(desk: Program, path: str) -> None:
    refused(desk.post(path), 404, "unknown-counter")


def test_an_unknown_zone_is_not_found(board: Program) -> None:
    refused(board.get("/api/v1/board/9"), 404, "unknown-zone")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", TICKETS, 405, "method-not-allowed"),
        ("DELETE", NEXT, 405, "method-not-allowed"),
        ("POST", BOARD, 405, "method-not-allowed"),
        ("GET", "/api/v1/", 404, "not-found"),
        ("POST", "/api/v1/counters/one/next", 404, "not-found"),
        ("POST", "/api/v1/counters/-1/next", 404, "not-found"),
    ],
)
def test_a_wrong_method_and_a_wrong_address_are_refused_in_json_too(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    refused(client.open(path, method=method), status, code)


@pytest.mark.parametrize("method_path", [("POST", TICKETS), ("POST", NEXT), ("POST", FINISH), ("GET", BOARD)])
def test_without_a_token_or_with_a_wrong_one_nothing_is_done(
    client: FlaskClient, office: Office, method_path: tuple[str, str]
) -> None:
    method, path = method_path
    for authorization, code in {
        "": "not-signed-in",
        "Bearer": "not-signed-in",
        "Bearer wrong": "wrong-token",
        "Basic YTpi": "wrong-token",
        "Bearer \u00ff": "wrong-token",
    }.items():
        with nothing_happens(office):
            headers = {"Authorization": authorization}
            refused(client.open(path, method=method, json={"area": "A"}, headers=headers), 401, code)


def test_a_token_does_what_its_role_does_and_nothing_else(
    kiosk: Program, desk: Program, board: Program, office: Office
) -> None:
    issue(office)
    with nothing_happens(office):
        for stranger in (desk, board):
            refused(stranger.post(TICKETS, {"area": "A"}), 403, "not-allowed")
        for stranger in (kiosk, board):
            refused(stranger.post(NEXT), 403, "not-allowed")
            refused(stranger.post(FINISH), 403, "not-allowed")
        for stranger in (kiosk, desk):
            refused(stranger.get(BOARD), 403, "not-allowed")


def test_a_token_that_was_withdrawn_does_nothing(kiosk: Program, office: Office) -> None:
    office.db.writer().execute("UPDATE devices SET active = 0")
    refused(kiosk.post(TICKETS, {"area": "A"}), 401, "wrong-token")


def test_a_demo_asks_programs_for_their_token_all_the_same(demo_client: FlaskClient) -> None:
    refused(demo_client.post(TICKETS, json={"area": "A"}), 401, "not-signed-in")


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("", "Không có lĩnh vực «Z»"),
        ("vi", "Không có lĩnh vực «Z»"),
        ("en-GB,en;q=0.9", "There is no"),
        ("en;q=0.2, vi", "Không có lĩnh vực «Z»"),
        ("fr", "Không có lĩnh vực «Z»"),
    ],
)
def test_a_refusal_speaks_the_language_that_was_asked_for(kiosk: Program, language: str, begins: str) -> None:
    headers = {"Accept_Language": language} if language else {}
    message = refused(kiosk.post(TICKETS, {"area": "Z"}, **headers), 404, "unknown-area")
    assert message.startswith(begins)


def test_a_fault_of_the_program_is_told_as_a_fault_and_without_its_trace(
    kiosk: Program, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.db.writer().execute("DROP TABLE paper_jobs")
    message = refused(kiosk.post(TICKETS, {"area": "A"}), 500, "faulted")
    assert "paper_jobs" not in message
    assert "no such table: paper_jobs" in caplog.text


def test_a_clock_set_back_is_unavailable_with_the_cure(kiosk: Program, office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(-3600)
    message = refused(kiosk.post(TICKETS, {"area": "A"}, Accept_Language="en"), 503, "clock-behind")
    assert "say so on the monitor" in message and "kiosk clock" not in message


def test_an_office_that_was_never_set_up_is_unavailable_with_the_cure(board: Program, office: Office) -> None:
    office.db.writer().execute("DELETE FROM office")
    office._plan = None
    assert "kiosk setup" in refused(board.get(BOARD), 503, "no-office")


def test_the_board_tells_calls_counters_and_who_waits(board: Program, office: Office) -> None:
    issue(office, "A", "elderly")
    issue(office, "G")
    issue(office, "B")
    issue(office, "B")
    for counter in (3, 4, 5):
        call(office, counter)
    body = board.get(BOARD).get_json()
    assert body["zone"] == "1"
    assert body["calls"] == [
        {"no": 2, "number": "B001", "counter": 5, "priority": False, "kind": "call"},
        {"no": 1, "number": "A001", "counter": 3, "priority": True, "kind": "call"},
    ]
    assert body["counters"][2:6] == [
        {"counter": 3, "number": "A001"},
        {"counter": 4, "number": "G001"},
        {"counter": 5, "number": "B001"},
        {"counter": 6, "number": None},
    ]
    waiting = [("A", 0), ("B", 1), ("C", 0), ("E", 0)]
    assert body["areas"] == [{"area": area, "waiting": count} for area, count in waiting]
    assert body["message"] is None
    messages.show(office, "free", ["1"], ("Mời chờ", ""))
    told = board.get(BOARD).get_json()["message"]
    assert told == {"kind": "free", "text": "Mời chờ", "text_en": ""}


def test_the_board_tells_no_ticket_token(board: Program, office: Office) -> None:
    token = issue(office).token
    call(office)
    assert token not in board.get(BOARD).get_data(as_text=True)
