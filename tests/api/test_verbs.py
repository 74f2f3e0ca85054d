"""The verbs of the desk as programs press them: what is answered, what is refused, and for whom."""

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.office import Office
from kiosk.views.record import audit
from tests.api.test_v1 import Program, refused
from tests.conftest import SetClock, call, issue, miss, nothing_happens, rows

COUNTER, TICKET = "/api/v1/counters/1", "/api/v1/tickets"


@pytest.fixture
def desk(client: FlaskClient, office: Office) -> Program:
    return Program(client, manager.add_device(office, "desk"))


def state(office: Office, number: str) -> object:
    ((found,),) = rows(office, "SELECT state FROM legs WHERE number = ? ORDER BY id DESC LIMIT 1", number)
    return found


def test_numbers_on_paper_are_not_given_again(office: Office, desk: Program) -> None:
    skipped = desk.post("/api/v1/areas/A/skip", {"number": "A045", "reason": "outage"})
    assert skipped.get_json() == {"first": "A001", "last": "A045"}
    with nothing_happens(office):
        again = desk.post("/api/v1/areas/A/skip", {"number": "45", "reason": "outage"})
        refused(again, 409, "number-given")
        refused(desk.post("/api/v1/areas/A/undo-skip"), 403, "not-allowed")
        refused(desk.post(f"{COUNTER}/call", {"number": "A031", "reason": "urgent"}), 409, "number-on-paper")


def test_every_step_at_a_counter(office: Office, desk: Program, clock: SetClock) -> None:
    for _ in range(5):
        issue(office)
    chosen = desk.post(f"{COUNTER}/call", {"number": "A002", "reason": "urgent"}).get_json()
    assert (chosen["number"], chosen["state"], chosen["out_of_turn"]) == ("A002", "called", "urgent")
    assert desk.post(f"{COUNTER}/recall").get_json()["state"] == "called"
    clock.forward(30)
    assert desk.post(f"{COUNTER}/absent", {}).get_json()["state"] == "absent"
    assert desk.post(f"{COUNTER}/undo").get_json()["restored"][0]["state"] == "called"
    assert desk.post(f"{COUNTER}/start").get_json()["state"] == "serving"
    assert desk.post(f"{COUNTER}/again", {"area": "B"}).get_json()["area"] == "B"
    both = desk.post(f"{COUNTER}/finish-next").get_json()
    assert (both["finished"]["number"], both["called"]["number"]) == ("A002", "A001")
    assert desk.post(f"{COUNTER}/put-back").get_json()["state"] == "waiting"
    assert desk.post(f"{COUNTER}/break", {"reason": "lunch"}).get_json() == {"counter": 1, "break": "lunch"}
    assert desk.post(f"{COUNTER}/end-break").get_json() == {"counter": 1, "break": None}
    assert audit.verify(office) == []


def test_every_step_with_a_ticket_wherever_it_is(office: Office, desk: Program, clock: SetClock) -> None:
    issue(office)
    moved = desk.post(f"{TICKET}/A001/transfer", {"to": "B", "place": "end"}).get_json()
    assert (moved["area"], moved["turn_at"]) == ("B", "2026-07-02T01:30:00.000Z")
    assert desk.post(f"{TICKET}/A001/park", {"reason": "papers", "remind_min": 20}).get_json()["state"] == "parked"
    assert desk.post(f"{TICKET}/A001/resume").get_json()["state"] == "waiting"
    granted = desk.post(f"{TICKET}/A001/grade", {"priority": "elderly", "reason": "proof-shown"}).get_json()
    assert granted["turn_at"] == "2026-07-02T00:30:00.000Z"
    assert desk.post(f"{TICKET}/A001/note", {"text": "nói to"}).get_json() == {"number": "A001", "note": "nói to"}
    call(office, 4)
    miss(office, 4)
    assert desk.post(f"{TICKET}/A001/return").get_json()["state"] == "waiting"
    call(office, 4)
    assert desk.post(f"{TICKET}/a001/start").get_json()["counter"] == 4
    assert desk.post(f"{TICKET}/A001/finish").get_json()["state"] == "done"
    assert desk.get(f"{TICKET}/A001/why").get_json()["reasons"][0]["code"] == "called"


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        (f"{COUNTER}/call", {"number": "A002"}, (422, "unknown-reason")),
        (f"{COUNTER}/call", {"number": 2}, (400, "bad-request")),
        (f"{COUNTER}/call", b"[" * 100_000, (413, "too-large")),
        (f"{COUNTER}/call", b"[1]", (400, "bad-request")),
        (f"{COUNTER}/dance", {}, (404, "not-found")),
        (f"{COUNTER}/undo", {}, (409, "nothing-to-undo")),
        (f"{COUNTER}/recall", {}, (409, "nobody-at-counter")),
        ("/api/v1/counters/99/recall", {}, (404, "unknown-counter")),
        (f"{TICKET}/A001/park", {"reason": "papers", "remind_min": "15"}, (400, "bad-request")),
        (f"{TICKET}/A001/undo", {}, (404, "not-found")),
        (f"{TICKET}/A099/park", {"reason": "papers"}, (404, "unknown-ticket")),
        (f"{TICKET}/A001/transfer", {"to": "Z"}, (404, "unknown-area")),
    ],
)
def test_what_is_refused_says_so_and_changes_nothing(
    office: Office, desk: Program, path: str, body: object, answer: tuple[int, str]
) -> None:
    issue(office)
    issue(office)
    with nothing_happens(office):
        refused(desk.post(path, body), *answer)


@pytest.mark.parametrize("path", [f"{COUNTER}/recall", f"{TICKET}/A001/transfer"])
def test_only_the_desk_does_what_the_desk_does(office: Office, client: FlaskClient, path: str) -> None:
    issue(office)
    with nothing_happens(office):
        refused(Program(client, "nobody").post(path), 401, "wrong-token")
    kiosk = Program(client, manager.add_device(office, "kiosk"))
    with nothing_happens(office):
        refused(kiosk.post(path), 403, "not-allowed")
        refused(kiosk.get(f"{TICKET}/A001/why"), 403, "not-allowed")


def test_language_and_needs_come_with_the_wish(office: Office, client: FlaskClient) -> None:
    kiosk = Program(client, manager.add_device(office, "kiosk"))
    assert kiosk.post(TICKET, {"area": "A", "lang": "en", "needs": ["deaf"]}).status_code == 201
    assert rows(office, "SELECT lang, needs FROM tickets") == [("en", "deaf")]
    refused(kiosk.post(TICKET, {"area": "A", "needs": "deaf"}), 400, "bad-request")
    refused(kiosk.post(TICKET, {"area": "A", "needs": ["tired"]}), 422, "unknown-need")
    refused(kiosk.post(TICKET, {"area": "A", "lang": "tlh"}), 422, "unknown-language")


def test_who_is_late_is_called_later_once(office: Office, desk: Program) -> None:
    issue(office)
    issue(office)
    with nothing_happens(office):
        refused(desk.post(f"{TICKET}/A001/late", {"minutes": 6}), 400, "bad-request")
    assert desk.post(f"{TICKET}/A001/late", {"minutes": 5}).get_json()["turn_at"] == "2026-07-02T01:30:00.001Z"
    with nothing_happens(office):
        refused(desk.post(f"{TICKET}/A001/late"), 409, "already-late")
        refused(desk.post(f"{TICKET}/A009/late"), 404, "unknown-ticket")
